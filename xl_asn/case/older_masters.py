"""An older master's data in a new master, and what of the old one has no place there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from xl_asn.case.new_masters import master_of
from xl_asn.case.own_cells import is_programs, is_set_aside
from xl_asn.documents.document import Document
from xl_asn.documents.left_block import left_places
from xl_asn.documents.start import Start
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import Cell, CellKind, CellRef, Grid, Sheet, Value, cell_of
from xl_asn.pages import check_page, trail_page
from xl_asn.pages.sheet_styles import kept_page

#: What a new master writes itself, and so is not moved from an older one.
_NOT_MOVED: Final = ("template_version", "computed_at", "outcome", "correction", "corrected")
_MOST_CELLS: Final = 3
_KEPT: Final = {check_page.NAME: check_page.COLUMNS, trail_page.NAME: trail_page.COLUMNS}


def moved_master(declared: type[Document], grid: Grid, *, macros: bool) -> bytes:
    """Return a new master with what an older one holds under the headers that both have.

    A formula of the author's is moved as its value: what it reads may stand elsewhere now.
    """
    gone = _replaced(grid)
    sheets = tuple(
        replace(
            sheet,
            cells={
                place: cell._replace(formula=None)
                for place, cell in sheet.cells.items()
                if CellRef(sheet.name, *place) not in gone and cell.kind is not CellKind.UNCOMPUTED
            },
        )
        for sheet in grid.sheets
    )
    made = master_of(declared, Grid(sheets, grid.names), macros=macros)
    # What people have accepted, and what they had in computed cells, until Beräkna writes it anew.
    kept = (kept_page(s, _KEPT[s.name]) for s in grid.sheets if s.name in _KEPT)
    return saved(made, {}, [page for page in kept if page is not None])


def left_behind(old: Grid, new: bytes, notes: Mapping[str, int]) -> tuple[str, ...]:
    """Return what of an older master is not in the new one, each in a few words.

    Args:
        old: the older master.
        new: the workbook that it was moved to, which is read again.
        notes: the number of the author's notes, by sheet, where they are known.
    """
    return (*_content(old, read(new)), *_notes(notes))


def _content(old: Grid, moved: Grid) -> Iterator[str]:
    for sheet in old.sheets:
        if is_programs(sheet) or is_set_aside(sheet.name):
            continue
        new = moved.sheet(sheet.name)
        if new is None:
            yield f"bladet {sheet.name}"
            continue
        yield from _columns_and_cells(sheet, _missing(sheet, new, _replaced(old)))
        kinds = [cell.kind for cell in sheet.cells.values() if cell.formula is not None]
        without = kinds.count(CellKind.UNCOMPUTED)
        if with_values := len(kinds) - without:
            yield f"{_formulas(with_values)} på {sheet.name} (värdena är med)"
        if without:
            yield f"{_formulas(without)} på {sheet.name} som aldrig har räknats, och saknar värde"


def _formulas(count: int) -> str:
    return "1 formel" if count == 1 else f"{count} formler"


def _replaced(grid: Grid) -> frozenset[CellRef]:
    """Return the cells of *Start* that a new master and *Beräkna* write themselves."""
    start, _ = Start.from_grid(grid)
    named = (start.place(name) for name in _NOT_MOVED)
    return frozenset((*filter(None, named), *left_places(grid).values()))


def _missing(old: Sheet, new: Sheet, gone: frozenset[CellRef]) -> list[tuple[int, int]]:
    """Return the cells whose content is nowhere on the new sheet, counted as often as it stands."""
    there: Counter[Value] = Counter(_plain(cell) for cell in new.cells.values())
    missing = []
    for place, cell in sorted(old.cells.items()):
        if cell.is_blank or not cell.text or CellRef(old.name, *place) in gone:
            continue
        if there[_plain(cell)]:
            there[_plain(cell)] -= 1
        else:
            missing.append(place)
    return missing


def _plain(cell: Cell) -> Value:
    return cell_of(cell.value).value if cell.value is not None else None


def _columns_and_cells(sheet: Sheet, missing: list[tuple[int, int]]) -> Iterator[str]:
    """Name what is missing by its column's header where that is missing too, or by its cell."""
    headers: dict[int, int] = {}
    tops = {table.first_row for table in sheet.tables}
    for row, column in missing:
        if row in tops:
            headers[column] = row
            yield f"kolumnen {sheet.cell(row, column).text} på {sheet.name}"
    loose = [p for p in missing if p[1] not in headers or p[0] < headers[p[1]]]
    named = [CellRef(sheet.name, *place).address for place in loose[:_MOST_CELLS]]
    if len(loose) > _MOST_CELLS:
        named.append(f"{len(loose) - _MOST_CELLS} celler till")
    if named:
        yield f"{', '.join(named)} på {sheet.name}"


def _notes(notes: Mapping[str, int]) -> Iterator[str]:
    for name, count in notes.items():
        yield f"1 anteckning på {name}" if count == 1 else f"{count} anteckningar på {name}"
