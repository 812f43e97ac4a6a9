"""Organisation säger emot sig självt om en enhet.

Vad den gör
    Kontrollerar att Gäller till inte ligger före Gäller från, att ingen enhets alias är en annan
    enhets namn, och att ingen enhet ersätter sig själv.

Varför det spelar roll
    Registret avgör vilken enhet ett namn betyder. Betyder namnet två enheter följs fel enhet från
    månad till månad.

Exempel
    Resursenheten 1 har aliaset Resursenheten, som också står som en egen enhet.

Så rättar du
    Ta bort det alias eller det datum som är fel. Har en enhet bytt namn eller delats skrivs det
    gamla namnet i Ersätter på de nya enheterna.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.organisation import Register, Unit
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.rule import Rule

RULE = Rule("V134", "registret-motsager-sig", Severity.QUESTION, reads=("Organisation",))


def check(register: Register) -> Iterator[Finding]:
    """Yield a finding for every contradiction in the register."""
    owners = {folded_name(unit.name): unit for unit in register.units}
    for unit in register.units:
        row = unit.row
        if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            yield RULE.finding(
                f"{unit.name} gäller till {row.valid_to}, men från {row.valid_from}.",
                "Rätta det datum som är fel.",
                cell=row.cell("valid_to"),
                inputs=(row.cell("valid_from"),),
            )
        for name in unit.names[1:]:
            other = owners.get(folded_name(name))
            if other is not None and other is not unit:
                yield _two_meanings(unit, other, name)
        if folded_name(unit.name) in map(folded_name, row.replaced):
            yield RULE.finding(
                f"{unit.name} ersätter sig själv.",
                "Skriv den enhet som fanns före, eller töm cellen.",
                cell=row.cell("replaces"),
            )


def _two_meanings(unit: Unit, other: Unit, name: str) -> Finding:
    return RULE.finding(
        f"{name} är både ett alias för {unit.name} och namnet på en egen enhet.",
        f"Ta bort aliaset, eller raden {other.name} om de är samma enhet. Har {other.name} "
        f"upphört: skriv den i Ersätter för {unit.name}.",
        cell=unit.row.cell("alias"),
        inputs=(other.row.cell("unit"),),
    )
