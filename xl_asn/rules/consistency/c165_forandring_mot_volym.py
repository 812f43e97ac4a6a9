"""Förändringen i procent stämmer inte med antalen.

Vad den gör
    Räknar om förändringen från en period till nästa på bladet Volymer. Avrundning i sista siffran
    larmas aldrig.

Varför det spelar roll
    Procenttalet är det som läsaren minns, och det förklarar ofta prognosen.

Exempel
    552 anmälningar blev 604. Det är +9 %, men i rapporten står 12 %.

Så rättar du
    Kontrollera antalen. Om de är rätt: tryck Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.volumes import change_share
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, share_decimals, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C165", "forandring-mot-volym", Severity.ERROR, reads=("Volymer",))

_PER_CENT = Decimal("0.01")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed change that its two figures contradict."""
    for volume in context.calculated.follow_up.source.volumes:
        for change in volume.changes:
            printed, share = change.printed, change_share(change)
            if printed is None or share is None:
                continue
            if abs(printed - share) <= min(_PER_CENT, last_place(printed)) / 2:
                continue
            decimals = share_decimals(printed)
            yield RULE.finding(
                f"{change.header} för {volume.label} är "
                f"{show_share(printed, decimals, signed=True)} men {change.words} är "
                f"{show_share(share, decimals, signed=True)}.",
                "Kontrollera antalen. Om de är rätt: tryck Beräkna.",
                cell=change.cell,
                found=printed,
                expected=share,
                difference=printed - share,
                inputs=(change.later.cell, change.earlier.cell),
            )
