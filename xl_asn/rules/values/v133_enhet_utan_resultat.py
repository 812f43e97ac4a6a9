"""En enhet på Organisation har inget resultat alls.

Vad den gör
    Letar efter enheter som enligt Organisation finns i perioden men som inte har en enda rad på
    Enhetsresultat, varken med sitt namn eller ett alias. En enhet vars namn verkar felstavat på
    Enhetsresultat räknas inte: det säger V108.

Varför det spelar roll
    Saknas en enhet blir målens andelar räknade på för få enheter, och ingen ser att den saknas.

Exempel
    Tio enheter på Organisation men nio på Enhetsresultat.

Så rättar du
    Lägg till enheten på Enhetsresultat, med Inget utfall om den inte har något att mäta. Om den
    har upphört: fyll i Gäller till på Organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.documents.sheets.organisation import Register, reporting_units
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule(
    "V133", "enhet-utan-resultat", Severity.QUESTION, reads=("Enhetsresultat", "Organisation")
)


def check(context: Context, register: Register) -> Iterator[Finding]:
    """Yield a finding for every unit of the register that no row of results means."""
    period, reporting = context.period, reporting_units(context.document)
    if not reporting:
        return
    known = NearNames(register.names)
    seen: set[str] = set()
    unknown: set[str] = set()
    for name in reporting:
        meant = name if register.find(name) else known.to(name)
        unit = register.find(meant) if meant else None
        if unit is None:
            unknown.add(folded_name(name))
        else:
            seen.add(unit.name)
    absent = [
        unit
        for unit in register.units
        if unit.name not in seen and (period is None or unit.existed_in(period))
    ]
    if len(unknown) >= len(absent):
        return  # V108: they stand there by names that the register does not have
    for unit in absent:
        yield RULE.finding(
            f"{unit.name} finns på bladet Organisation men har inget resultat på Enhetsresultat.",
            "Lägg till enhetens resultat, eller fyll i Gäller till om enheten har upphört.",
            cell=unit.row.cell("unit"),
        )
