"""Arbetsboken är beräknad, men det som Beräkna minns saknas.

Vad den gör
    Beräkna minns på bladet Spårning vad den har skrivit och vad som stod där innan. Säger Start att
    arbetsboken är beräknad, men saknas bladet eller dess rader, läses alla tal som dina egna.

Varför det spelar roll
    Utan minnet går det inte att skilja dina siffror från programmets.

Exempel
    Bladet Spårning är borttaget innan arbetsboken skickades in.

Så rättar du
    Inget är fel i siffrorna. Tryck Beräkna, så skrivs bladet på nytt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S106", "minnet-saknas", Severity.INFO)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding where the workbook has been computed and nothing is remembered of it."""
    if context.recalled.is_lost:
        yield RULE.finding(
            "Arbetsboken är beräknad, men minnet saknas: bladet Spårning är borttaget eller tömt. "
            "Alla tal läses som dina egna.",
            "Tryck Beräkna, så skrivs bladet på nytt.",
            sheet="Start",
            cell=context.document.start.place("computed_at"),
        )
