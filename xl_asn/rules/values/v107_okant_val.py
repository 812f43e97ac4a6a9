"""Cellen har ett ord som inte finns i listan.

Vad den gör
    Kontrollerar celler som har en fast lista: bedömning, radtyp, månad, period. Förkortningarna
    G, A och R i äldre rapporter förstås som Grön, Gul och Röd.

Varför det spelar roll
    En bedömning som inte finns på skalan räknas inte, och målets andel blir fel.

Exempel
    "Orange" som bedömning, eller "delsumma" som radtyp.

Så rättar du
    Välj ett av orden i listan.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import closest
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V107", "okant-val", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every word outside its column's closed list."""
    for issue in context.issues("unknown_choice"):
        near = closest(str(issue.context["found"]), issue.column.choices)
        meant = f" Menade du {near}?" if near else ""
        yield RULE.finding(
            f"{issue.subject} är ”{issue.context['found']}”, som inte finns i listan.{meant}",
            f"Välj ett av: {issue.context['choices']}.",
            cell=issue.cell,
        )
