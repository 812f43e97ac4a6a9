"""Where the declared tables of a workbook stand, looked up without the program's own reader.

A table is found by the name of its sheet and by its headers. Where the sheet has an Excel table
whose header row it is, only the headers inside it count: what stands beside is the author's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.columns import AMOUNT, CHOICE, SIGNED_AMOUNT, TEXT, Column, columns_of
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Sheet, folded_name, quoted_sheet

CHECK, TRAIL, REPORT = "Kontroll", "Spårning", "Rapport"
WRITTEN = (CHECK, TRAIL, REPORT)
"""The sheets that the program writes."""

_LEAST_HEADERS = 2
_LINE = 4
"""What is above the lines of Spårning are titles, of fewer cells than the headers."""


@dataclass(frozen=True)
class Table:
    """A declared table: its columns by header, and the rows that hold anything of theirs."""

    sheet: Sheet
    spec: SheetSpec
    header_row: int
    columns: Mapping[str, int]
    declared: Mapping[str, Column]
    rows: tuple[int, ...]

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def holds_amounts(self) -> bool:
        return self.spec.row.holds_amounts

    @property
    def amounts(self) -> tuple[str, ...]:
        return self._of(AMOUNT, SIGNED_AMOUNT)

    @property
    def computed(self) -> tuple[str, ...]:
        return tuple(header for header in self.columns if self.declared[header].computed)

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(header for header in self.amounts if not self.declared[header].computed)

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(h for h in self._of(CHOICE) if not self.declared[h].computed)

    @property
    def label(self) -> str | None:
        """Return the header of the column that a person calls the rows by."""
        keys = [self.spec.columns[field].header for field in self.spec.key]
        texts = [h for h in keys if h in self.columns and self.declared[h].kind is TEXT]
        return texts[-1] if texts else next(iter(self._of(TEXT)), None)

    def ref(self, row: int, header: str) -> CellRef:
        return CellRef(self.name, row, self.columns[header])

    def cell(self, row: int, header: str) -> Cell:
        return self.sheet.cell(row, self.columns[header])

    def label_of(self, row: int) -> str:
        return self.cell(row, self.label).text if self.label else ""

    def kind_of(self, row: int) -> str:
        return folded_name(self.cell(row, "Radtyp").text) if "Radtyp" in self.columns else "rad"

    def header_at(self, column: int) -> str | None:
        return next((header for header, c in self.columns.items() if c == column), None)

    def _of(self, *kinds: object) -> tuple[str, ...]:
        return tuple(h for h in self.columns if self.declared[h].kind in kinds)


def tables(grid: Grid) -> Iterator[Table]:
    """Yield the declared tables of a workbook, in the order of the document type."""
    declared = document_type_of(grid)
    for spec in declared.sheets if declared else ():
        sheet = grid.sheet(spec.name)
        found = None if sheet is None else _table(sheet, spec)
        if found is not None:
            yield found


def table_of(grid: Grid, name: str) -> Table:
    return next(table for table in tables(grid) if table.name == name)


def trail(grid: Grid) -> Iterator[tuple[CellRef, Mapping[str, Cell]]]:
    """Yield the lines of Spårning that tell of a cell: its address, and the line by header."""
    sheet = grid.sheet(TRAIL)
    header = next((n for n, c in sheet.rows() if len(c) >= _LINE), None) if sheet else None
    if sheet is None or header is None:
        return
    places = {cell.text: column for column, cell in sheet.row(header).items()}
    for number, cells in sheet.rows():
        told = {name: cells.get(column, BLANK) for name, column in places.items()}
        if number > header and "Cell" in told:
            with suppress(ValueError):
                yield CellRef.parse(f"{quoted_sheet(told['Blad'].text)}!{told['Cell'].text}"), told


def _table(sheet: Sheet, spec: SheetSpec) -> Table | None:
    best: tuple[int, int, Mapping[str, int], Mapping[str, Column]] | None = None
    for number, _ in sheet.rows():
        columns, declared = _headers(sheet, spec, number)
        if best is None or len(columns) > best[0]:
            best = len(columns), number, columns, declared
    if best is None or best[0] < _LEAST_HEADERS:
        return None
    _, header_row, columns, declared = best
    rows = tuple(
        row
        for row in range(header_row + 1, _last_row(sheet, header_row) + 1)
        if any(not sheet.cell(row, column).is_blank for column in columns.values())
    )
    return Table(sheet, spec, header_row, columns, declared, rows)


def _headers(
    sheet: Sheet, spec: SheetSpec, row: int
) -> tuple[Mapping[str, int], Mapping[str, Column]]:
    inside = next(
        (range(t.first_column, t.last_column + 1) for t in sheet.tables if t.first_row == row),
        None,
    )
    texts = {c: cell.text for c, cell in sheet.row(row).items() if inside is None or c in inside}
    model = spec.row.with_headers(text for text in texts.values() if text)
    declared = {folded_name(column.header): column for column in columns_of(model).values()}
    columns: dict[str, int] = {}
    for number, text in texts.items():
        column = declared.get(folded_name(text))
        if column is not None:
            columns.setdefault(column.header, number)
    return columns, {column.header: column for column in declared.values()}


def _last_row(sheet: Sheet, header_row: int) -> int:
    row = next((t.last_row for t in sheet.tables if t.first_row == header_row), None)
    if row is None:
        return sheet.last_row
    while any(not cell.is_blank for cell in sheet.row(row + 1).values()):
        row += 1
    return row
