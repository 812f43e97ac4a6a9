"""En mottagare har varken enhet eller område.

Vad den gör
    Letar efter rader på bladet Utskick där både Enhet och Område är tomma. Den som bara ska skriva
    händelser behöver ingen enhet.

Varför det spelar roll
    Enheten och området säger vilka rader som mottagaren svarar för. Utan dem finns inget att fråga
    om, och inget formulär görs.

Exempel
    Raden för Anna Berg har namn och e-post men ingen enhet.

Så rättar du
    Skriv enheten eller området. Ska mottagaren bara skriva händelser: skriv Händelser i Blad.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule

RULE = Rule("I106", "varken-enhet-eller-omrade", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every row with neither a unit nor an area."""
    for entry in filter(hand_out.asks_for_nobody, hand_out.entries):
        yield RULE.finding(
            f"{entry.recipient.name} har varken enhet eller område, så det finns inget att fråga "
            "om.",
            "Skriv en enhet eller ett område, eller ta bort raden.",
            cell=entry.cell("units"),
        )
