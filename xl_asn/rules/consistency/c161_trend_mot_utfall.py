"""Trenden stämmer inte med utfallen.

Vad den gör
    Följer utfallet år för år till nu. Går det hela tiden åt rätt håll förbättras det, hela tiden
    åt fel håll försämras det, och annars har det varierat. Hur många mätningar som behövs, och
    hur liten en förändring får vara för att räknas, står på bladet Regler.

Varför det spelar roll
    Läsaren ser ordet och inte siffrorna. Ett gammalt ord från förra rapporten döljer att
    utvecklingen har vänt.

Exempel
    Sjukfrånvaron var 7,8 %, 5,8 %, 5,7 % och nu 7,1 %. Den har varierat, och förbättras inte.

Så rättar du
    Kontrollera utfallen och Riktning. Om de är rätt: tryck Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C161", "trend-mot-utfall", Severity.ERROR, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed trend that the outcomes contradict."""
    for result in context.calculated.follow_up.indicators:
        indicator = result.indicator
        printed, cell = indicator.printed_trend, indicator.trend_cell
        if cell is None or printed is None or result.trend in {None, printed}:
            continue
        points = (*indicator.earlier, *((indicator.outcome,) if indicator.outcome else ()))
        yield RULE.finding(
            f"Trenden för {indicator.label} är {printed.value} men utfallen ger "
            f"{result.trend_explanation}.",
            "Kontrollera utfallen och Riktning. Om de är rätt: tryck Beräkna.",
            cell=cell,
            inputs=tuple(point.cell for point in points),
        )
