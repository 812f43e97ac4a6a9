"""En parameter på bladet Regler går inte att använda.

Vad den gör
    Kontrollerar att metoden är känd och att gränserna är tal. Mål vars regler inte går att
    använda bedöms inte. Letar också efter parametrar som programmet inte känner till och som är
    en annan felskriven: deras värden används inte. Egna rader med andra namn får finnas.

Varför det spelar roll
    Målens status bestäms av parametrarna. Ett ord där ett tal ska stå gör att inget mål kan
    bedömas, och ett namn som ingen känner igen gör att ett annat värde gäller än det skrivna.

Exempel
    Metod "andel gröna" i stället för "andel_grona". "Grön från andel" i stället för "Målnivå".

Så rättar du
    Skriv ett värde av det slag som meddelandet anger, eller det namn som det föreslår.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.parameters import ParameterRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.parameters.known import known_parameters, meant_parameter
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V112", "oanvandbar-parameter", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every parameter that no assessment can use."""
    yield from _misnamed(context)
    for error in context.unusable:
        yield RULE.finding(
            f"Parametern {error.parameter.name} har värdet ”{error.parameter.value}”, "
            f"som inte går att använda.",
            f"Skriv {error.expected}.",
            sheet="Regler",
            cell=error.parameter.cell,
        )


def _misnamed(context: Context) -> Iterator[Finding]:
    scale = context.document.scale
    known = known_parameters(scale)
    for row in context.rows(ParameterRow):
        if row.name and folded_name(row.name) not in known:
            meant = meant_parameter(row.name, scale)
            if meant:
                yield RULE.finding(
                    f"Parametern {row.name} finns inte, så värdet används inte.",
                    f"Menade du {meant}?",
                    cell=row.cell("name"),
                )
