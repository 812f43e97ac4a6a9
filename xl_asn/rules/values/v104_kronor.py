"""Ett belopp verkar vara i kronor bland belopp i tkr.

Vad den gör
    Jämför varje inskrivet belopp med radens andra belopp. Ett belopp som är ungefär tusen gånger
    större än de andra är troligen i kronor.

Varför det spelar roll
    Ett enda belopp i kronor gör summan och alla avvikelser ovanför den orimliga.

Exempel
    Utfall −78 885 000 på en rad där budgeten är −81 412.

Så rättar du
    Skriv beloppet i tkr. Meddelandet visar vilket belopp det i så fall blir.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import rounded, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V104", "kronor-bland-tkr", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount a thousand times the others of its row."""
    for table in context.calculated.tables:
        for row, column, figure in table.figures():
            likely = context.kronor.get(figure.cell)
            if likely is None or figure.value is None:
                continue
            yield RULE.finding(
                f"{column.header} för {row.label} är {show_number(figure.value)} "
                f"och verkar vara i kronor.",
                f"Skriv {show_number(likely)} ({table.unit}), om beloppet är i kronor.",
                cell=figure.cell,
                found=figure.value,
                expected=rounded(likely),
                difference=figure.value - rounded(likely),
                consequences=context.unit_consequences[figure.cell],
            )
