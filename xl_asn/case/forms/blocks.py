"""Where the sections of a form stand when it has come back: found by their headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from xl_asn.case.forms.sections import BETWEEN, Made, MadeRow, seen
from xl_asn.model.form_places import ANSWERS
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Sheet, folded_name

DONE, BY = "Klar", "Lämnat av"
"""The labels of the cells that end a form."""


class Block(NamedTuple):
    """A section where it stands: the row of its headers, and the rows below it to the next one.

    ``columns`` are the columns under each header; a header may stand over several. ``below`` are
    those of the rows that stand below *Klar* and *Lämnat av*.
    """

    made: Made
    sheet: Sheet
    header_row: int
    columns: Mapping[str, tuple[int, ...]]
    rows: tuple[int, ...]
    below: frozenset[int] = frozenset()

    def column(self, header: str) -> int | None:
        """Return the first column under a header; None where there is none."""
        return next(iter(self.columns.get(header, ())), None)

    def cell(self, row: int, header: str) -> Cell:
        """Return the cell of a row under a header; blank where there is no such column."""
        column = self.column(header)
        return BLANK if column is None else self.sheet.cell(row, column)

    def ref(self, row: int, header: str) -> CellRef:
        """Return the place of a row's cell; in its first column where the header is gone."""
        found = self.column(header)
        first = min((c for columns in self.columns.values() for c in columns), default=1)
        return CellRef(self.sheet.name, row, first if found is None else found)

    def names(self, row: int) -> tuple[str, ...] | None:
        """Return what a row's key cells say; None where they say nothing."""
        told = tuple(seen(self.cell(row, header)) for header in self.made.keys)
        return told if any(told) else None

    def matches(self, row: int, made: MadeRow) -> bool:
        """Whether all other locked cells of a row are what they were, and any of them is there."""
        found = {h: t for h, t in made.others(self.made.keys).items() if h in self.columns}
        blank = (h for h in self.made.headers if h in made.shown and h not in found)
        return (
            bool(found)
            and all(seen(self.cell(row, header)) == text for header, text in found.items())
            and all(
                self.cell(row, header).is_blank for header in blank if header not in self.made.keys
            )
        )


def answer_sheet(grid: Grid, sections: Sequence[Made]) -> Sheet | None:
    """Return the sheet of the answers: the one of its name, or the one that has its headers."""
    best, most = None, 0
    for sheet in grid.sheets:
        count = sum(bool(_header_rows(sheet, made)) for made in sections)
        count = 2 * count + (folded_name(sheet.name) == folded_name(ANSWERS))
        if count > max(most, 1):
            best, most = sheet, count
    return best


def blocks_of(grid: Grid, sheet: Sheet, sections: Sequence[Made]) -> tuple[Block, ...]:
    """Return where each section stands: mostly once, and not at all where its headers are gone."""
    tops: dict[int, tuple[tuple[int, int], Made]] = {}
    for made in sections:
        for row in _header_rows(sheet, made):
            score = (len(_exact(sheet, row, made)), _known_below(sheet, row, made))
            if row not in tops or score > tops[row][0]:
                tops[row] = score, made
    ends = [number for label in (DONE, BY) for number, _ in _labels(sheet, label)]
    named = (labelled(grid, sheet, label) for label in (DONE, BY))
    ends += [end.row for end in named if end and folded_name(end.sheet) == folded_name(sheet.name)]
    tails = [*sorted(tops), sheet.last_row + 1]
    return tuple(
        _block(sheet, tops[top][1], range(top, until), ends) for top, until in pairwise(tails)
    )


def _known_below(sheet: Sheet, row: int, made: Made) -> int:
    """Return how many of a section's rows have a name that stands right below some headers."""
    below = {
        seen(cell)
        for number in range(row + 1, row + 1 + len(made.rows))
        for cell in sheet.row(number).values()
    }
    return sum(folded_name(one.name.split(BETWEEN)[0]) in below for one in made.rows)


def labelled(grid: Grid, sheet: Sheet | None, label: str) -> CellRef | None:
    """Return the cell beside a label: its defined name tells it, where both are on one row.

    The label goes first: a program that inserts rows may leave the name where it was.
    """
    names = {folded_name(name): ref for name, ref in grid.names.items()}
    named = names.get(folded_name(label.replace(" ", "_")))
    for number, at in _labels(sheet, label) if sheet else ():
        if sheet is None:
            break
        if named and named.row == number and folded_name(named.sheet) == folded_name(sheet.name):
            return named
        written = (c for c, cell in sheet.row(number).items() if c > at and not cell.is_blank)
        return CellRef(sheet.name, number, min(written, default=at + 1))
    return named


def _labels(sheet: Sheet, label: str) -> Iterator[tuple[int, int]]:
    """Yield row and column where a label is the first that a row says, the last row first."""
    for number, cells in reversed([*sheet.rows()]):
        first = next((c for c in sorted(cells) if not cells[c].is_blank), None)
        if first is not None and seen(cells[first]).rstrip(" ?:*") == folded_name(label):
            yield number, first


def _header_rows(sheet: Sheet, made: Made) -> list[int]:
    """Return the rows where most of a section's headers stand, one of an answer among them."""
    wanted = {folded_name(header) for header in made.headers}
    answers = {folded_name(header) for header in made.answers}
    found = {}
    for number, cells in sheet.rows():
        here = {seen(cell) for cell in cells.values() if isinstance(cell.value, str)} & wanted
        if 2 * len(here) > len(wanted) or (len(here) > 1 and here & answers):
            found[number] = len(here)
    most = max(found.values(), default=0)
    return [number for number, count in found.items() if 2 * count > most]


def _exact(sheet: Sheet, row: int, made: Made) -> dict[str, tuple[int, ...]]:
    cells = {c: seen(cell) for c, cell in sheet.row(row).items() if not cell.is_blank}
    found = {
        header: tuple(sorted(c for c, text in cells.items() if text == folded_name(header)))
        for header in made.headers
    }
    return {header: columns for header, columns in found.items() if columns}


def _columns(sheet: Sheet, row: int, made: Made) -> Mapping[str, tuple[int, ...]]:
    """Return the columns under each header; one that is renamed is told by both its neighbours."""
    found = _exact(sheet, row, made)
    known = {c for columns in found.values() for c in columns}
    strange = [c for c, cell in sheet.row(row).items() if c not in known and not cell.is_blank]
    for place, header in enumerate(made.headers):
        if header in found:
            continue
        before, after = (
            found.get(made.headers[at], ()) if 0 <= at < len(made.headers) else None
            for at in (place - 1, place + 1)
        )
        between = [
            column
            for column in strange
            if (column < min(known) if before is None else column - 1 in before)
            and (column > max(known) if after is None else column + 1 in after)
        ]
        if len(between) == 1 and known:
            found[header] = (between[0],)
    return found


def _block(sheet: Sheet, made: Made, span: range, ends: Sequence[int]) -> Block:
    rows = tuple(
        number
        for number, cells in sheet.rows()
        if number in span[1:] and number not in ends and any(not c.is_blank for c in cells.values())
    )
    below = frozenset(number for number in rows if ends and number > min(ends) > span.start)
    return Block(made, sheet, span.start, _columns(sheet, span.start, made), rows, below)
