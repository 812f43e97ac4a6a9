"""Rapporten står som Fastställd, men det framgår inte av vem, eller så är den inte låst.

Vad den gör
    Slår när Status är Fastställd och Status satt av är tom, när namnet eller dagen är en formel,
    och när Beräkna inte har låst rapporten sedan den fastställdes. En arbetsbok som saknar
    cellerna slipper frågan om vem.

Varför det spelar roll
    Fastställd betyder att någon svarar för rapporten. Innan den är låst syns det inte om något
    ändras efteråt.

Exempel
    Status är Fastställd, och Status satt av är tom.

Så rättar du
    Skriv vem och vilken dag, och tryck Beräkna. Är dagen tom skriver Beräkna dagens datum.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.model.adoption import Adoption
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V171", "faststalld-utan-underskrift", Severity.QUESTION)


_WHAT: Final = {"status_by": "Namnet under", "status_on": "Dagen för"}


def check(context: Context, adoption: Adoption) -> Iterator[Finding]:
    """Yield a finding where nobody has signed, for each formula, and where it is not sealed."""
    start = context.document.start
    formulas = [
        name
        for name in _WHAT
        if start.has(name) and context.grid.at(start.cell(name)).formula is not None
    ]
    for name in formulas:
        yield RULE.finding(
            f"{_WHAT[name]} den fastställda rapporten är en formel, och kan bli en annan av sig "
            "själv.",
            "Skriv in det som formeln visar.",
            cell=start.cell(name),
        )
    if start.has("status_by") and not start.status_by and "status_by" not in formulas:
        yield RULE.finding(
            "Rapporten står som Fastställd, men det framgår inte av vem.",
            "Skriv namnet i cellen, och tryck Beräkna.",
            cell=start.cell("status_by"),
        )
    if adoption.seal is None:
        yield RULE.finding(
            "Rapporten står som Fastställd, men är inte låst. Om något ändras nu syns det inte.",
            "Tryck Beräkna, så låses den.",
            sheet="Start",
            cell=start.place("status"),
        )
