"""Ett belopp har ett annat beloppsord än tkr, mnkr eller mdkr.

Vad den gör
    Letar efter förkortningar som Mkr, mnr och Msek efter belopp i texterna, ett fynd för
    varje blad. Hela ord, som miljoner kronor, är tillåtna.

Varför det spelar roll
    Samma enhet ska heta likadant i hela rapporten. Mnr finns inte, och Mkr läses av en del som
    tusen kronor.

Exempel
    "Avvikelse mot budget: −1,7 mnr" i november 2022.

Så rättar du
    Skriv tkr, mnkr eller mdkr. Meddelandet visar beloppet i rätt form.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from xl_asn.model.amount_words import read_unit
from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Statement
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule

RULE = Rule("T104", "beloppsord", Severity.INFO, of_forms=True)

_MOST = 8


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every sheet with amount words that the texts do not use."""
    unusual = [statement for statement in statements if _is_unusual(statement)]
    for sheet, group in groupby(unusual, key=lambda s: s.passage.cell.sheet):
        found = list(group)
        right = {_word(statement): statement.unit.value for statement in found}
        cells = list(dict.fromkeys(statement.passage.cell for statement in found))
        words = "Beloppsordet" if len(right) == 1 else "Beloppsorden"
        yield RULE.finding(
            f"{words} {listed(right)} skrivs {listed(dict.fromkeys(right.values()))} "
            f"i {_places([cell.address for cell in cells])}.",
            "Byt " + listed(f"{word} mot {unit}" for word, unit in right.items()) + ".",
            sheet=sheet,
            cell=cells[0],
        )


def _places(addresses: list[str]) -> str:
    shown, rest = addresses[:_MOST], len(addresses) - _MOST
    return f"{', '.join(shown)} och {rest} celler till" if rest > 0 else listed(shown)


def _word(statement: Statement) -> str:
    return statement.clause.figure.word


def _is_unusual(statement: Statement) -> bool:
    word = _word(statement)
    unit = read_unit(word) if statement.kind is Kind.AMOUNT else None
    return unit is not None and word != unit.value and "kron" not in word.casefold()
