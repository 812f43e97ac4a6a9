"""Ett belopp har ett annat tecken än raden brukar ha.

Vad den gör
    Jämför tecknet på utfall, budget, prognos och årsbudget med radens namn och med radens andra
    belopp. En rad som heter intäkter ska vara plus och en som heter kostnader minus. På andra
    rader, också summor, frågar regeln när ett ensamt belopp har motsatt tecken mot alla de andra.
    Belopp nära noll och belopp som en annan regel redan har pekat ut tas inte upp.

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

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Final

from xl_asn.model.amounts import AmountColumn, AmountRow, Figure
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V113", "tecken-mot-rad", Severity.QUESTION)

_INCOME: Final = "intäkt"
_COST: Final = "kostnad"
_MIXED: Final = ("netto", "resultat", "överskott", "underskott")
_LEAST_OTHERS: Final = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount whose sign contradicts its row."""
    share = context.parameters.limit("Omvänt tecken minsta andel")
    for table in context.calculated.tables:
        typed = [column for column in table.columns if not column.is_change]
        for row in table.rows:
            levels = [(c, row.figures[c.header]) for c in typed if c.header in row.figures]
            for column, figure in levels:
                if not figure.value or context.is_explained(figure.cell):
                    continue
                others = [f.value for c, f in levels if c is not column and f.value]
                why = _why(row, figure.value, others, share)
                if why:
                    yield _finding(row, column, figure, figure.value, why)


def _why(row: AmountRow, value: Decimal, others: list[Decimal], share: Decimal) -> str:
    """Return what the sign contradicts, or nothing."""
    name = folded_name(row.label)
    plain = not any(word in name for word in _MIXED)
    if plain and _INCOME in name and _COST not in name:
        return "men en intäkt ska vara plus" if value < 0 else ""
    if plain and _COST in name and _INCOME not in name:
        return "men en kostnad ska vara minus" if value > 0 else ""
    near_nothing = bool(others) and abs(value) < share * median(map(abs, others))
    if len(others) < _LEAST_OTHERS or near_nothing:
        return ""
    opposite = all((other < 0) is not (value < 0) for other in others)
    return "men radens andra belopp har motsatt tecken" if opposite else ""


def _finding(
    row: AmountRow, column: AmountColumn, figure: Figure, value: Decimal, why: str
) -> Finding:
    return RULE.finding(
        f"{column.header} för {row.label} är {show_exact(value, signed=True)}, {why}.",
        "Kontrollera tecknet. Skriv annars i kommentaren varför det är rätt.",
        cell=figure.cell,
        found=value,
        expected=-value,
        difference=2 * value,
        inputs=tuple(f.cell for f in row.figures.values() if f is not figure and f.value),
    )
