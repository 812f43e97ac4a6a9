"""Ett styrdokument är gammalt.

Vad den gör
    Räknar hur många år sedan dokumentet antogs eller senast reviderades, till planens år. Gränsen
    står på bladet Regler: Styrdokument högsta ålder.

Varför det spelar roll
    Lagar och arbetssätt ändras. Ett gammalt dokument bör ses över eller bekräftas.

Exempel
    Nämndplan 2020: Anhörigpolicy från 2013 är äldre än fem år.

Så rättar du
    Skriv året för den senaste revideringen om det finns en. Annars: planera en översyn.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V165", "gammalt-styrdokument", Severity.INFO, reads=("Styrdokument",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every document that is older than the limit."""
    followed = context.calculated.follow_up
    if followed.policy is None:
        return
    limit = followed.policy.plan.oldest_document
    for document in followed.source.documents:
        if document.age is not None and document.age > limit:
            yield RULE.finding(
                f"{document.label} är från {document.year.value:f}, äldre än {limit} år.",
                "Se över dokumentet, eller skriv året för den senaste revideringen.",
                cell=document.year.cell,
            )
