"""Ett mål saknar rader på Enhetsresultat eller Månadsstatus.

Vad den gör
    Kontrollerar att varje mål på bladet Mål har minst en rad på Enhetsresultat och en remsa på
    Månadsstatus, om bladen används för något mål.

Varför det spelar roll
    Ett mål utan enheter går inte att bedöma efter reglerna, och ett mål utan remsa visar inte sin
    utveckling. I rapporten ser det ut som att inget har mätts.

Exempel
    Mål 4 har lagts till på bladet Mål, men ingen enhet har fått en rad för det.

Så rättar du
    Lägg till raderna. Har målet inga enheter: skriv det i målets kommentar.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C140", "mal-utan-rader", Severity.QUESTION, reads=("Mål",))

_SHEETS = ("Enhetsresultat", "Månadsstatus")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every goal and sheet where only the other goals have rows."""
    for sheet in _SHEETS:
        numbers = {row.goal for row in context.document.table(sheet) or ()}
        goals = context.document.table("Mål") or ()
        if not any(goal.number in numbers for goal in goals if goal.number is not None):
            continue
        for goal in goals:
            if goal.number is not None and goal.number not in numbers:
                yield RULE.finding(
                    f"{goal.label} har ingen rad på bladet {sheet}.",
                    f"Lägg till raderna på bladet {sheet}, eller skriv i målets kommentar varför "
                    "de saknas.",
                    cell=goal.cell("number"),
                )
