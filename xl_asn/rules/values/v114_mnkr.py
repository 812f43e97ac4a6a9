"""Ett belopp verkar vara i mnkr bland belopp i tkr.

Vad den gör
    Letar i tabeller i tkr efter ett belopp med decimaler som blir ungefär lika stort som radens
    andra belopp när det gångras med tusen.

Varför det spelar roll
    Beloppet försvinner nästan i summan, och avvikelsen blir lika stor som hela budgeten.

Exempel
    Utfall −78,9 på en rad där budgeten är −81 412.

Så rättar du
    Skriv beloppet i tkr, som det står i redovisningen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V114", "mnkr-bland-tkr", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount a thousandth of the others of its row."""
    for cell, likely in context.millions.items():
        row, column = context.amounts[cell]
        figure = row.figures[column.header]
        if figure.value is None:
            continue
        yield RULE.finding(
            f"{column.header} för {row.label} är {show_exact(figure.value)} "
            f"och verkar vara i mnkr.",
            f"Skriv beloppet i tkr: ungefär {show_number(likely)}.",
            cell=figure.cell,
            found=figure.value,
            expected=likely,
            difference=figure.value - likely,
            consequences=context.unit_consequences[figure.cell],
        )
