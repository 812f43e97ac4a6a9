"""En kolumn saknas eller har fått en annan rubrik.

Vad den gör
    Jämför rubrikerna på varje blad med dem som bladet ska ha. Kolumnernas ordning spelar ingen
    roll, och egna kolumner får läggas till. En kolumn som är frivillig, eller som har kommit till
    efter mallens version, får saknas.

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
from xl_asn.documents.rows import Row, Rows
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
        for header in _demanded(context, table):
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


def _demanded(context: Context, table: Rows[Row]) -> Iterator[str]:
    """Yield the headers that are missing, but those that are newer than the workbook (S108)."""
    since = {column.header: column.since for column in table.declared.values()}
    return (h for h in table.missing if not context.document.is_older_than(since[h]))


def _header_cell(context: Context, sheet: str, row: int, header: str) -> CellRef | None:
    found = context.grid.sheet(sheet)
    for column, cell in found.row(row).items() if found else ():
        if folded_name(cell.text) == folded_name(header):
            return CellRef(sheet, row, column)
    return None
