"""En kolumn saknas eller har fått en annan rubrik.

Vad den gör
    Jämför rubrikerna på varje blad med dem som bladet ska ha. Kolumnernas ordning spelar ingen
    roll, och egna kolumner får läggas till.

Varför det spelar roll
    Kolumner hittas på sin rubrik. En kolumn med en annan rubrik läses inte, och då saknas dess
    siffror i rapporten.

Exempel
    Rubriken "Utfall" på Nettokostnad har blivit "Utfal".

Så rättar du
    Skriv rubriken som den ska vara. Meddelandet visar den rubrik som ligger närmast.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import closest
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S102", "kolumn-saknas", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every declared header that a table lacks."""
    for _, table in context.tables():
        if not table.present:
            continue
        for header in table.missing:
            near = closest(header, table.strangers)
            remedy = f"Lägg till en kolumn med rubriken {header}."
            cell = None
            if near:
                remedy = f"Ändra rubriken {near} till {header}, om det är den kolumnen."
                cell = _header_cell(context, table.sheet, table.header_row, near)
            yield RULE.finding(
                f"Kolumnen {header} saknas på bladet {table.sheet}.",
                remedy,
                sheet=table.sheet,
                cell=cell or CellRef(table.sheet, table.header_row, 1),
            )


def _header_cell(context: Context, sheet: str, row: int, header: str) -> CellRef | None:
    found = context.grid.sheet(sheet)
    for column, cell in found.row(row).items() if found else ():
        if folded_name(cell.text) == folded_name(header):
            return CellRef(sheet, row, column)
    return None
