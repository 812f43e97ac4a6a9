"""En spärr som reglerna har finns inte på bladet Målindikatorer.

Vad den gör
    Kontrollerar att varje spärr på bladet Regler har en rad för sitt mål på Målindikatorer. Utan
    raden bedöms målet som om spärren inte fanns.

Varför det spelar roll
    Ett mål kan bli grönt fast ekonomin är gul, och ingenting i rapporten visar det.

Exempel
    Mål 4 har spärren Budgetavvikelse, men raden är borttagen. Målet blir Grön i stället för Gul.

Så rättar du
    Lägg till raden på Målindikatorer, eller ta bort spärren på bladet Regler.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C110", "sparr-saknas", Severity.ERROR, reads=("Målindikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every goal whose gate has no row."""
    goals = {row.number: row for row in context.document.table("Mål") or ()}
    for goal in context.calculated.goal_inputs:
        if goal.missing_gate:
            row = goals.get(goal.number)
            yield RULE.finding(
                f"Mål {goal.number} är bedömt utan sin spärr {goal.missing_gate}.",
                f"Lägg till raden {goal.missing_gate} för mål {goal.number} på bladet "
                f"Målindikatorer, eller ta bort spärren på bladet Regler.",
                sheet="Målindikatorer",
                inputs=(row.cell("number"),) if row else (),
            )
