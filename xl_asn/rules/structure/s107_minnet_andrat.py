"""Rader på bladet Spårning är ändrade för hand.

Vad den gör
    Varje rad på Spårning har en kontrollsumma. En rad som inte stämmer med sin egen används inte,
    men det som stod i cellen innan Beräkna finns kvar på bladet. Bladet får sorteras och filtreras.

Varför det spelar roll
    På Spårning står vad Beräkna har ersatt. Ändras det går det inte att lita på.

Exempel
    Någon har skrivit ett annat tal i kolumnen Ersatte.

Så rättar du
    Skriv inte på bladet Spårning. Tryck Beräkna, så skrivs raderna på nytt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S107", "minnet-andrat", Severity.INFO)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for the lines of the memory that nobody can believe."""
    count = len(context.recalled.ignored)
    if count:
        lines = "1 rad på bladet Spårning är ändrad" if count == 1 else (
            f"{count} rader på bladet Spårning är ändrade"
        )  # fmt: skip
        yield RULE.finding(
            f"{lines} för hand och används inte.",
            "Skriv inte på bladet Spårning. Tryck Beräkna, så skrivs raderna på nytt.",
            sheet="Spårning",
        )
