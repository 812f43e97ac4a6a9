"""The lines of *Spårning* found on the sheets as they are now, and the lines of the next press."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xl_asn.calculation.pairing import Names, pair_rows
from xl_asn.case.own_cells import is_writable, stored
from xl_asn.documents.document import Document
from xl_asn.documents.identity import Place, places
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, Value, cell_of, folded_name
from xl_asn.model.identity import Identified
from xl_asn.model.memory import Line, Memory
from xl_asn.model.results import Result, cell_value

_RowOf = tuple[tuple[str, str], int]


class Found(NamedTuple):
    """Lines by the cell that they are about now, and the lines whose row is not found."""

    lines: Mapping[CellRef, Line]
    unpaired: tuple[Line, ...]


def find_lines(memory: Memory, rows: Sequence[Place], aliases: Names) -> Found:
    """Find each remembered cell by what its row is, wherever the row stands now."""
    groups: dict[_RowOf, list[Line]] = {}
    for line in memory.lines:
        # Two rows may share a key; then only their numbers part their lines.
        groups.setdefault((line.key.folded, line.row_number), []).append(line)
    before = [_identified(at, lines) for at, lines in enumerate(groups.values())]
    pairing = pair_rows(before, [place.known for place in rows], aliases)
    held = list(groups.values())
    pairs = [*pairing.pairs, *_by_number(held, rows, pairing.before, pairing.now)]
    found: dict[CellRef, Line] = {}
    for then, here in pairs:
        for line in held[then]:
            cell = rows[here].cell(line.column)
            if cell is not None:
                found[cell] = line
    known = {id(line) for line in found.values()}
    return Found(found, tuple(line for line in memory.lines if id(line) not in known))


def _identified(at: int, lines: Sequence[Line]) -> Identified:
    first = lines[0]
    inputs = frozenset((line.column, line.inputs) for line in lines if line.inputs.strip("–; 0"))
    label = first.key.names[-1] if first.key.names else first.label
    return Identified(first.key, label, at, "", inputs)


def _by_number(
    lines: Sequence[Sequence[Line]],
    rows: Sequence[Place],
    left: Iterable[int],
    free: Iterable[int],
) -> list[tuple[int, int]]:
    """Pair what an older version wrote by the row's number, where nothing else tells it."""
    numbered = {(folded_name(rows[at].table.sheet), rows[at].row.row_number): at for at in free}
    pairs = []
    for at in left:
        line = lines[at][0]
        place = numbered.get((folded_name(line.key.sheet), line.row_number))
        if place is not None and not line.key.names:
            pairs.append((at, place))
    return pairs


def ours(grid: Grid, lines: Mapping[CellRef, Line]) -> Mapping[CellRef, Line]:
    """Return the lines of the cells that still hold what was written: nobody's own content."""
    return {
        cell: line
        for cell, line in lines.items()
        if grid.at(cell).formula is None
        and grid.at(cell).value == stored(line.written)
        and is_writable(grid, cell)
    }


def still_said(
    found: Mapping[CellRef, Line], rows: Iterable[Place], period: str
) -> Mapping[CellRef, Cell]:
    """Return what the author had in the cells, where its inputs and the period are unchanged."""
    by_row = {(place.table.sheet, place.row.row_number): place for place in rows}
    said: dict[CellRef, Cell] = {}
    for cell, line in found.items():
        place = by_row[cell.sheet, cell.row]
        if line.stands and line.period == period and line.inputs == place.inputs(line.column):
            said[cell] = line.replaced
    return said


class Writing(NamedTuple):
    """What a press knows: the grid that it found, the lines it found in it, and the period."""

    grid: Grid
    ours: Mapping[CellRef, Line]
    period: str

    def lines(
        self, document: Document, results: Iterable[Result], written: Mapping[CellRef, Value]
    ) -> Mapping[CellRef, Line]:
        """Return a line for each cell that is written, in the order of the results."""
        here = places(document, {cell.sheet for cell in written})
        rows = {(place.table.sheet, place.row.row_number): place for place in here}
        lines: dict[CellRef, Line] = {}
        for result in results:
            place = rows.get((result.cell.sheet, result.cell.row))
            header = place.header(result.cell.column) if place else None
            if result.cell in written and place is not None and header is not None:
                lines[result.cell] = self._line(result, place, header, written)
        return lines

    def _line(
        self, result: Result, place: Place, header: str, written: Mapping[CellRef, Value]
    ) -> Line:
        line = Line(
            place.known.key, place.known.label, header, result.cell.row,
            cell_value(result.value), formula=result.formula,
            inputs=place.inputs(header, written), period=self.period,
        )  # fmt: skip
        before = self.ours.get(result.cell)
        if before is None:
            replaced = _as_kept(self.grid.at(result.cell))
            return line._replace(replaced=replaced, stands=not replaced.is_blank)
        if before.period not in {self.period, ""}:
            return line  # another month's figure: nothing of it is asked any more
        return line._replace(
            replaced=before.replaced,
            stands=before.stands and before.inputs == line.inputs and before.period == self.period,
        )


def _as_kept(cell: Cell) -> Cell:
    """Return a cell as *Spårning* gives it back: an error is its text."""
    if cell.is_blank and cell.formula is None:
        return BLANK
    if cell.kind is CellKind.UNCOMPUTED:
        return BLANK._replace(formula=cell.formula)
    return cell_of(cell.value)._replace(formula=cell.formula)


def kept(memory: Memory, unpaired: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that no row has any more and that hold something of the author's."""
    left = (*memory.left, *memory.ignored, *unpaired)
    return tuple(line._replace(stands=False) for line in left if line.replaced_something)
