"""En överstyrd bedömning gäller en tidigare period.

Vad den gör
    En överstyrning gäller en period och upphör med nästa. Kontrollerar att den inte är beslutad
    före rapportens period, och att den inte är samma överstyrning som i föregående rapport, om den
    är angiven på bladet Start. Det senare är ett fel.

Varför det spelar roll
    En kvarglömd överstyrning håller en färg som ingen längre har beslutat.

Exempel
    Rapporten för november har en överstyrning med datum 2022-10-12.

Så rättar du
    Ta bort överstyrningen, eller skriv in det nya beslutet med datum och namn.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V121", "overlevd-overstyrning", Severity.QUESTION, reads=("Mål",))

_REMEDY = "Ta bort överstyrningen, eller skriv in det nya beslutet med datum och namn."


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every override that belongs to an earlier period."""
    period = context.document.period
    before = {
        row.number: row
        for row in (context.previous.table("Mål") if context.previous else None) or ()
        if row.number is not None
    }
    for goal in context.document.table("Mål") or ():
        if goal.override is None or goal.override_date is None:
            continue
        earlier = before.get(goal.number)
        decided = goal.override_date.isoformat()
        if earlier and (earlier.override, earlier.override_date) == (
            goal.override, goal.override_date,
        ):  # fmt: skip
            yield RULE.finding(
                f"{goal.label} är överstyrt till {goal.override.value} {decided}. Överstyrningen "
                "gällde föregående rapport och har upphört.",
                _REMEDY,
                cell=goal.cell("override"),
                inputs=(goal.cell("override_date"),),
                severity=Severity.ERROR,
            )
        elif period is not None and goal.override_date < period.start:
            yield RULE.finding(
                f"{goal.label} är överstyrt till {goal.override.value} {decided}, före rapportens "
                f"period {period.label}.",
                _REMEDY,
                cell=goal.cell("override_date"),
                inputs=(goal.cell("override"),),
            )
