"""Antalet dygn och antalet helårsplaceringar stämmer inte överens.

Vad den gör
    Letar efter två indikatorer för samma mål som räknar samma sak, den ena i dygn och den andra i
    helårsplaceringar. Dygnen delade med 365 eller 366 ska bli platserna. Avrundning larmas aldrig.

Varför det spelar roll
    De två talen säger samma sak. Stämmer de inte är ett av dem fel, och målet går att läsa på två
    sätt.

Exempel
    3 650 dygn är 10 helårsplaceringar. Står det 12 är något fel.

Så rättar du
    Kontrollera båda talen och rätta det som är fel.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.plan import day_counts
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C181", "dygn-mot-helarsplaceringar", Severity.ERROR, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every number of places that the days contradict."""
    for count in day_counts(context.calculated.follow_up.source.indicators):
        if not count.agrees:
            yield RULE.finding(
                f"{show_exact(count.days)} dygn är {show_number(count.expected, 1)} "
                f"helårsplaceringar, men {count.column} är {show_exact(count.found)}.",
                "Kontrollera båda talen och rätta det som är fel.",
                cell=count.cell,
                found=count.found,
                expected=count.expected,
                difference=count.found - count.expected,
                inputs=(count.days_cell,),
            )
