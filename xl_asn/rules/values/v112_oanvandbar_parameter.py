"""En parameter på bladet Regler går inte att använda.

Vad den gör
    Kontrollerar att metoden är känd och att gränserna är tal. Mål vars regler inte går att
    använda bedöms inte.

Varför det spelar roll
    Målens status bestäms av parametrarna. Ett ord där ett tal ska stå gör att inget mål kan
    bedömas.

Exempel
    Metod "andel gröna" i stället för "andel_grona".

Så rättar du
    Skriv ett värde av det slag som meddelandet anger.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V112", "oanvandbar-parameter", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every parameter that no assessment can use."""
    for error in context.unusable:
        yield RULE.finding(
            f"Parametern {error.parameter.name} har värdet ”{error.parameter.value}”, "
            f"som inte går att använda.",
            f"Skriv {error.expected}.",
            sheet="Regler",
            cell=error.parameter.cell,
        )
