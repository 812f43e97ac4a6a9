"""En enhet har resultat i en period då den inte fanns.

Vad den gör
    Jämför rapportens period med Gäller från och Gäller till på Organisation, för varje enhet som
    har resultat på Enhetsresultat. Tomma datum betyder att enheten alltid har funnits.

Varför det spelar roll
    Ett resultat för en nedlagd enhet hör till en annan enhet, eller så är datumet i registret fel.
    Båda gör att målets andel räknas på fel enheter.

Exempel
    Resursenheten delades vid årsskiftet 2022/2023. Har den resultat i februari 2023 är det någon
    av de nya enheternas.

Så rättar du
    Byt till den enhet som gäller nu, eller rätta datumet på Organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.organisation import Register, Unit, reporting_units
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule(
    "V132", "enhet-utanfor-sin-tid", Severity.QUESTION, reads=("Enhetsresultat", "Organisation")
)


def check(context: Context, register: Register, period: Period) -> Iterator[Finding]:
    """Yield a finding for every reporting unit that the register says did not exist."""
    for name, cell in reporting_units(context.document).items():
        unit = register.find(name)
        if unit is None or unit.existed_in(period):
            continue
        heirs = [heir.name for heir in register.successors(unit.name) if heir.existed_in(period)]
        instead = f"Skriv {listed(heirs)} i stället" if heirs else "Skriv den enhet som gäller nu"
        yield RULE.finding(
            f"{name} har resultat för {period.label}, men {_when(unit, after=period.end)}.",
            f"{instead}, eller rätta datumet på bladet Organisation.",
            cell=cell,
            inputs=tuple(unit.row.cell(f) for f in ("valid_from", "valid_to") if unit.row.has(f)),
        )


def _when(unit: Unit, *, after: object) -> str:
    began, ended = unit.row.valid_from, unit.row.valid_to
    if began is not None and str(began) > str(after):
        return f"enheten gäller från {began} enligt bladet Organisation"
    return f"enheten gällde till {ended} enligt bladet Organisation"
