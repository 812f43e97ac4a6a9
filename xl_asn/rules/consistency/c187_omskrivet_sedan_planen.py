"""Ett mål, en indikator eller en risk är omskriven sedan nämndplanen.

Vad den gör
    Jämför ordalydelsen i rapporten med nämndplanen. Stora bokstäver, blanksteg och punkt på slutet
    spelar ingen roll.

Varför det spelar roll
    Ett ändrat ord kan ändra vad målet kräver. Nämndens beslut gäller planens ord.

Exempel
    Planen säger att insatser prioriteras före externa placeringar, rapporten att de övervägs.

Så rättar du
    Skriv målet som det står i planen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import Pair

RULE = Rule("C187", "omskrivet-sedan-planen", Severity.QUESTION)


def check(planned: tuple[Pair, ...]) -> Iterator[Finding]:
    """Yield a finding for everything that the report says in other words than the plan."""
    for pair in planned:
        entry = pair.followed
        if entry is not None and pair.reworded:
            yield RULE.finding(
                f"{entry.what.the} står med andra ord än i nämndplanen: ”{pair.planned.words}”.",
                "Skriv det som det står i planen.",
                cell=entry.cell,
            )
