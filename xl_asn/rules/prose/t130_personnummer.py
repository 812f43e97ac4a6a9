"""Arbetsboken innehåller ett personnummer.

Vad den gör
    Letar i alla celler på alla blad, också författarens egna, efter tio eller tolv siffror som är
    ett födelsedatum med rätt kontrollsiffra, med eller utan streck. Samordningsnummer, där 60 är
    lagt till dagen, hittas också. Numret skrivs aldrig ut i svaret. Citerar en annan regel texten
    står [personnummer] i stället för numret.

Varför det spelar roll
    Rapporten handlar om socialtjänsten och publiceras. Ett personnummer pekar ut en enskild som
    har rätt till sekretess (offentlighets- och sekretesslagen 26 kap. 1 §).

Exempel
    Ett personnummer i en kommentar som är kopierad ur verksamhetssystemet.

Så rättar du
    Ta bort numret. Skriv vad det gäller utan att peka ut någon, till exempel "ett ärende".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import Cell, CellRef, Sheet
from xl_asn.model.personal_numbers import find_personal_numbers, may_have_personal_numbers
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("T130", "personnummer", Severity.QUESTION, of_forms=True)

_LENGTHS = (10, 12)
_LEAST = Decimal(10) ** (_LENGTHS[0] - 1)


def check(context: Context, typed: str) -> Iterator[Finding]:
    """Yield a finding for every cell with a personal identity number."""
    may_have = may_have_personal_numbers(typed)
    for sheet in context.sheets:
        if not may_have and not _has_long_number(sheet):
            continue
        found = {
            place: kinds
            for place, cell in sheet.cells.items()
            if (kinds := [number.kind for number in find_personal_numbers(_digits(cell))])
        }
        for (row, column), kinds in sorted(found.items()):
            what = f"ett {kinds[0]}" if len(kinds) == 1 else f"{len(kinds)} personnummer"
            yield RULE.finding(
                f"Cellen innehåller {what}.",
                "Ta bort numret. Skriv till exempel ”ett ärende” eller ”en familj” i stället.",
                cell=CellRef(sheet.name, row, column),
            )


def _has_long_number(sheet: Sheet) -> bool:
    values = [cell.value for cell in sheet.cells.values()]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return bool(numbers) and (max(numbers) >= _LEAST or min(numbers) <= -_LEAST)


def _digits(cell: Cell) -> str:
    """Return a cell's text; a number only where it has as many digits as such a number has."""
    value = cell.value
    if isinstance(value, str):
        return value if len(value) >= _LENGTHS[0] else ""
    if isinstance(value, Decimal) and abs(value) >= _LEAST and value == value.to_integral_value():
        text = format(value, "f")
        return text if len(text) in _LENGTHS else ""
    return ""
