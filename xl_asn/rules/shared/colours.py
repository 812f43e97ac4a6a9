"""Status cells that somebody has filled with a colour, beside the words that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.columns import Column, columns_of
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.colours import light_of
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.scales import Fulfilment, Progress
from xl_asn.model.statuses import Graded, Scale, Status

_TELLING: Final = frozenset({Status.GREEN, Status.RED})
_LEAST_ROWS: Final = 3
_OVERRIDE: Final = "override"
#: The words of a scale by the list of them that a column offers.
_GRADES: Final[Mapping[tuple[str, ...], tuple[Graded, ...]]] = {
    tuple(word.value for word in grades): tuple(grades) for grades in (Fulfilment, Progress)
}


class Coloured(NamedTuple):
    """A status cell with a fill: its colour, the word in it, and the words that have the colour."""

    cell: CellRef
    label: str
    light: Status
    word: Graded | None
    words: tuple[str, ...]
    is_required: bool

    @property
    def contradicts(self) -> bool:
        """Whether the word is shown in another colour."""
        return self.word is not None and self.word.light is not self.light


def coloured_columns(
    grid: Grid, document: Document, calculated: Calculated
) -> Iterator[tuple[Coloured, ...]]:
    """Yield the coloured status cells of each column where the colours seem to be statuses.

    They do not where the colour is one that other cells of the table have too, where there is
    only yellow, as what is left to do is marked, or where every row has the same.
    """
    for spec, table in document.tables():
        known = _statuses(spec.row, document.scale)
        statuses = {field: words for field, words in known.items() if field in table.columns}
        sheet = grid.sheet(table.sheet) if statuses and table.rows else None
        if sheet is None or not sheet.filled:
            continue
        fills = _own_fills(table, statuses, sheet.filled)
        for field, words in statuses.items():
            if field == _OVERRIDE:
                continue  # as a rule it is blank, whatever it looks like
            found = tuple(_column(calculated, table, field, words, fills))
            if found and _are_statuses(found, table):
                yield found


def blanks_in(columns: Iterable[tuple[Coloured, ...]]) -> frozenset[CellRef]:
    """Return the blank status cells whose colour suggests a word."""
    coloured = chain.from_iterable(columns)
    return frozenset(one.cell for one in coloured if one.word is None and one.words)


@cache
def _statuses(model: type[Row], scale: Scale) -> Mapping[str, tuple[Graded, ...]]:
    """Return the columns of statuses, each with the words that it may hold."""
    columns = columns_of(model).items()
    return {field: words for field, column in columns if (words := _words(column, scale))}


def _words(column: Column, scale: Scale) -> tuple[Graded, ...]:
    """Return the words that a column of statuses may hold; none for any other column."""
    if column.status_of:
        return scale.units if column.status_of == "unit" else scale.goals
    return _GRADES.get(column.choices, ())


def _own_fills(
    table: Rows[Row],
    statuses: Mapping[str, tuple[Graded, ...]],
    filled: Mapping[tuple[int, int], str],
) -> Mapping[tuple[int, int], str]:
    """Return the fills without those that cells of other columns have as well."""
    others = {
        filled.get((row.row_number, column))
        for field, column in table.columns.items()
        if field not in statuses
        for row in table
    }
    return {place: colour for place, colour in filled.items() if colour not in others}


def _column(
    calculated: Calculated,
    table: Rows[Row],
    field: str,
    words: tuple[Graded, ...],
    fills: Mapping[tuple[int, int], str],
) -> Iterator[Coloured]:
    required = table.declared[field].required
    lacking = {unit.cell for goal in calculated.goals for unit in goal.missing}
    for row in table:
        cell = row.cell(field)
        light = light_of(fills.get((cell.row, cell.column), "000000"))
        word = row.get(field)
        if light is None or not row.readable(field):
            continue
        if word is None and cell in calculated.by_cell:
            continue  # Beräkna gives it
        if word is None or isinstance(word, Graded):
            suggested = tuple(w.value for w in words if w.light is light)
            needed = required or cell in lacking
            yield Coloured(cell, row.label, light, word, suggested, needed)


def _are_statuses(found: tuple[Coloured, ...], table: Rows[Row]) -> bool:
    lights = {one.light for one in found}
    if not lights & _TELLING:
        return False
    is_ground = len(lights) == 1 and len(found) == len(table.rows) >= _LEAST_ROWS
    return not (is_ground and any(one.contradicts for one in found))
