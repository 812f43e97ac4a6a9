"""Ett belopp har ett annat tecken än raden brukar ha.

Vad den gör
    Jämför tecknet på utfall, budget, prognos och årsbudget med radens andra belopp, och med samma
    belopp i förra rapporten samma år. Regeln frågar när ett ensamt belopp har motsatt tecken mot
    alla de andra. Där radens namn säger att det är intäkter eller kostnader räcker det att något
    annat belopp på raden har motsatt tecken: då visar namnet vilket som är fel. Namnet ensamt
    räcker aldrig, för pensionskostnader, återföringar och bidrag kan stå med båda tecknen.
    Kommunbidrag jämförs bara med kommunbidrag, och nettokostnad med nettokostnad. Belopp nära noll
    och belopp som en annan regel redan har pekat ut tas inte upp.

Varför det spelar roll
    I rapporten är intäkt plus och kostnad minus. Ett tappat minustecken ändrar summan med det
    dubbla beloppet.

Exempel
    Personalkostnader har utfallet 123 148 men budgeten −130 411.

Så rättar du
    Kontrollera tecknet. En kostnadsrad kan vara plus, till exempel efter en kreditering: förklara
    det i så fall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from statistics import median
from typing import Final

from xl_asn.documents.columns import Difference
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V113", "tecken-mot-rad", Severity.QUESTION, of_forms=True)

_LEAST_OTHERS: Final = 2
#: What may stand before the word that tells, without turning it: "varav övriga externa kostnader".
#: A noun does turn it, as in "ersättning sjuklönekostnader", and so does what has been done to it.
_BEFORE: Final = r"(?:(?:-?varav|summa|totalt|och|samt|\S+-|(?!\S*[dt][ae] )\S+[aes]) )*"
_AFTER: Final = r"(?: (?:för|av|i|inom|till|från|på|om) .*)?"
_TELLING: Final = re.compile(rf"-? ?{_BEFORE}\S*?(?P<word>intäkt|kostnad)(?:en|er|erna)?{_AFTER}")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount whose sign contradicts the rest of its row."""
    share = context.parameters.limit("Omvänt tecken minsta andel")
    before = _before(context)
    declared = {table.sheet: spec for spec, table in context.tables()}
    for table in context.calculated.tables:
        sorts = _sorts(table, declared[table.sheet])
        named = len(set(sorts.values())) == 1
        mixed = _mixed(table, sorts)
        for row in table.rows:
            then = before.get((table.sheet, row.number), {})
            if not then and row.number not in mixed:
                continue
            amounts = {h: f for h in sorts if (f := row.figures.get(h)) is not None and f.value}
            for header, figure in amounts.items():
                if figure.value is None or context.is_explained(figure.cell):
                    continue
                was = then.get(header)
                others = [
                    other.value for h, other in amounts.items()
                    if h != header and sorts[h] == sorts[header] and other.value
                ] or ([was.value] if was and was.value else [])  # fmt: skip
                if was and was.value and (was.value < 0) is (figure.value < 0):
                    continue  # it is so every month
                why = _why(row.label if named else "", figure.value, others, share)
                if why:
                    yield _finding(row, header, figure, figure.value, why)


def _before(context: Context) -> Mapping[tuple[str, int], Mapping[str, Figure]]:
    """Return the figures of each row in the last forecast report of the year, by sheet and row."""
    return {
        (same.table.sheet, row.number): then.figures
        for same in context.same_rows
        for row, then in same.pairs
        if row.number not in same.guessed
    }


def _mixed(table: AmountTable, headers: Iterable[str]) -> AbstractSet[int]:
    """Return the numbers of the rows that have amounts of both signs under some headers."""
    amounts = table.amounts
    rows = zip(*(amounts.values[header] for header in headers), strict=True)
    return {
        number
        for number, row in zip(amounts.numbers, rows, strict=False)
        if len({value.is_signed() for value in row if value}) > 1
    }


def _sorts(table: AmountTable, spec: SheetSpec) -> Mapping[str, int]:
    """Return the typed columns that are no changes, each with the sort of amount that it holds.

    What is subtracted is of the same sort as what it is subtracted from. What is added, as funding
    and net cost are, has a sort, and as a rule a sign, of its own.
    """
    sums = (column.computed for column in spec.columns.values())
    place = {
        header: at
        for found in sums if isinstance(found, Difference)
        for at, header in enumerate(found.plus)
    }  # fmt: skip
    return {c.header: place.get(c.header, 0) for c in table.columns if not c.is_change}


def _why(name: str, value: Decimal, others: list[Decimal], share: Decimal) -> str:
    """Return what the sign contradicts, or nothing; ``name`` is empty where it cannot tell."""
    opposite = [other for other in others if (other < 0) is not (value < 0)]
    if not opposite:
        return ""
    word = _TELLING.fullmatch(folded_name(name))
    if word is not None and 2 * len(opposite) >= len(others):
        income = word["word"] == "intäkt"
        if income is (value < 0):
            return f"men {'en intäkt ska vara plus' if income else 'en kostnad ska vara minus'}"
    if len(others) < _LEAST_OTHERS or abs(value) < share * median(map(abs, others)):
        return ""
    return "men radens andra belopp har motsatt tecken" if opposite == others else ""


def _finding(row: AmountRow, header: str, figure: Figure, value: Decimal, why: str) -> Finding:
    return RULE.finding(
        f"{header} för {row.label} är {show_exact(value, signed=True)}, {why}.",
        "Kontrollera tecknet. Skriv annars i kommentaren varför det är rätt.",
        cell=figure.cell,
        found=value,
        expected=-value,
        difference=2 * value,
        inputs=tuple(f.cell for f in row.figures.values() if f is not figure and f.value),
    )
