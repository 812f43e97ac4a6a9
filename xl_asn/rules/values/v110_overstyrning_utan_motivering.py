"""En överstyrd bedömning saknar motivering, namn eller datum.

Vad den gör
    Kontrollerar att varje överstyrd bedömning säger varför, av vem och när. En överstyrning utan
    motivering eller namn används inte: målet får den status som reglerna ger.

Varför det spelar roll
    Nämnden får avvika från reglerna, men den som läser rapporten måste kunna se att det är gjort
    och varför. Överstyrningen skrivs ut som en fotnot.

Exempel
    Mål 4 är överstyrt till Grön, men cellen Motivering är tom.

Så rättar du
    Fyll i Motivering, Överstyrd av och Överstyrd datum, eller ta bort överstyrningen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("V110", "overstyrning-utan-motivering", Severity.ERROR, reads=("Mål",))

_NEEDED = {"reason": "motivering", "override_by": "namn", "override_date": "datum"}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every override that lacks its reason, name or date."""
    goals = context.document.table("Mål")
    for goal in goals or ():
        if goal.override is None:
            continue
        missing = [field for field in _NEEDED if getattr(goal, field) is None]
        if missing:
            words = listed(_NEEDED[field] for field in missing)
            yield RULE.finding(
                f"{goal.label} är överstyrt till {goal.override.value} utan {words}.",
                f"Fyll i {words}, eller ta bort överstyrningen.",
                cell=goal.place(missing[0]) or goal.cell("override"),
                inputs=(goal.cell("override"),),
            )
