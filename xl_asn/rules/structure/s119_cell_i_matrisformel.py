"""En beräknad cell ingår i en matrisformel som fyller flera celler, och kan inte skrivas.

Vad den gör
    Letar efter beräknade celler som ingår i en matrisformel, i det som en dynamisk matrisformel
    spiller över eller i en datatabell, och som visar något annat än det som Beräkna räknar fram.
    En formel som bara fyller sin egen cell ersätts som vanligt.

Varför det spelar roll
    Excel tillåter inte att en enda cell i en matris får ett annat värde. Beräkna skriver alla
    andra celler och lämnar matrisen som den är, och då går dess fel med till rapporten.

Exempel
    Avvikelsen räknas med matrisformeln D6:D9-E6:E9 i F6:F9, och en rad visar fel tal.

Så rättar du
    Markera alla celler i matrisen, tryck Delete och kör Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Merge, Value, cell_of
from xl_asn.model.results import Result, cell_value
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_cells

RULE = Rule("S119", "cell-i-matrisformel", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every array with computed cells that show something else."""
    found: dict[tuple[str, Merge], list[CellRef]] = {}
    for result in context.calculated.results:
        area = _area(context, result)
        if area is not None:
            found.setdefault((result.cell.sheet, area), []).append(result.cell)
    for (_, area), cells in found.items():
        other, them, left = (
            ("ett annat värde än cellen", "den", "orörd")
            if len(cells) == 1
            else ("andra värden än cellerna", "dem", "orörda")
        )
        yield RULE.finding(
            f"{told_cells(cells)} ingår i en matrisformel eller datatabell ({area.address}) och "
            f"kan inte skrivas för sig. Beräkna räknar fram {other} visar, och lämnar {them} "
            f"{left}.",
            f"Markera {area.address}, tryck Delete och kör Beräkna.",
            cell=cells[0],
            consequences=tuple(cells[1:]),
        )


def _area(context: Context, result: Result) -> Merge | None:
    """Return the array that keeps a computed cell from showing what is computed, if any does."""
    held = context.grid.at(result.cell)
    wanted: Value = cell_of(cell_value(result.value)).value
    if held.value == wanted or (result.fills and not held.is_blank):
        return None
    sheet = context.grid.sheet(result.cell.sheet)
    spanned = sheet.spanned if sheet else ()
    return next((a for a in spanned if a.holds(result.cell.row, result.cell.column)), None)
