"""Sammanfogade celler döljer celler i tabellen.

Vad den gör
    Letar efter sammanfogade celler på tabellens rader och säger vad de döljer. Ett namn, ett
    målnummer eller en bedömning som är sammanfogad över flera rader läses som samma på varje
    rad. Belopp och texter läses bara på den första. En rubrikrad som är sammanfogad i sidled är
    inget fel.

Varför det spelar roll
    Bara den första av sammanfogade celler har ett värde. De andra är tomma, eller har ett dolt
    värde som Excel räknar med men som ingen ser. Raderna kan inte heller sorteras eller filtreras.

Exempel
    Målnumret på Enhetsresultat är sammanfogat över målets tio enheter, A6:A15.

Så rättar du
    Markera cellerna, välj Dela upp celler i Excel och skriv värdet på varje rad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.documents.columns import Column
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Merge, Sheet
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_cells

RULE = Rule("S116", "sammanfogade-celler", Severity.ERROR)

_MOST_TOLD = 5


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every table with merged cells among its rows."""
    for _, table in context.tables():
        found = context.grid.sheet(table.sheet)
        if found is None or not found.merges:
            continue
        rows = {row.row_number: row for row in table}
        fields = {number: name for name, number in table.columns.items()}
        hiding = [
            (merge, hidden)
            for merge in found.merges
            if (hidden := _hidden(found, table, merge, rows, fields))
        ]
        if hiding:
            cells = tuple(cell for _, hidden in hiding for cell in hidden)
            yield _told(found, table, [merge for merge, _ in hiding], cells)


def _hidden(
    found: Sheet,
    table: Rows[Row],
    merge: Merge,
    rows: dict[int, Row],
    fields: dict[int, str],
) -> tuple[CellRef, ...]:
    """Return the table's cells that a merge hides; none under a heading across its columns."""
    inside = [n for n in fields if merge.first_column <= n <= merge.last_column]
    last = min(merge.last_row, next(reversed(rows), 0)) if inside else 0
    numbers = [number for number in range(merge.first_row, last + 1) if number in rows]
    places = [(row, column) for row in numbers for column in inside]
    hidden = [place for place in places if place != merge[:2]]
    if merge.first_row == merge.last_row and not _holds_more(found, merge, fields):
        hidden = [place for place in hidden if not found.cell(*place).is_blank]
    return tuple(CellRef(table.sheet, *place) for place in hidden)


def _holds_more(found: Sheet, merge: Merge, fields: dict[int, str]) -> bool:
    """Whether a row has content in the table's columns beside a merge."""
    return any(
        not cell.is_blank
        for column, cell in found.row(merge.first_row).items()
        if column in fields and not merge.first_column <= column <= merge.last_column
    )


def _told(
    found: Sheet, table: Rows[Row], merges: Sequence[Merge], cells: tuple[CellRef, ...]
) -> Finding:
    by_column = {number: table.declared[name] for name, number in table.columns.items()}
    columns = {by_column[cell.column].header: by_column[cell.column] for cell in cells}
    beneath = [cell for cell in cells if not found.cell(cell.row, cell.column).is_blank]
    areas = [merge.address for merge in merges[:_MOST_TOLD]]
    more = len(merges) - _MOST_TOLD
    shown = listed([*areas, *([f"{more} till"] if more > 0 else [])])
    what = f"{len(cells)} {'cell' if len(cells) == 1 else 'celler'} i {listed(columns)}"
    return RULE.finding(
        f"Cellerna {shown} på bladet {table.sheet} är sammanfogade och döljer {what}."
        + (f" Dolda värden står kvar i {told_cells(beneath)}." if beneath else ""),
        "Dela upp cellerna i Excel och skriv värdet på varje rad.",
        severity=RULE.severity if beneath or any(map(_is_needed, columns.values())) else _ASKED,
        cell=CellRef(table.sheet, *merges[0][:2]),
        inputs=tuple(CellRef(table.sheet, *merge[:2]) for merge in merges[1:]),
        consequences=cells,
    )


_ASKED = Severity.QUESTION


def _is_needed(column: Column) -> bool:
    """Whether a row without the column's value is wrong, or computed wrong."""
    return column.required or column.kind.right or column.computed is not None
