"""Where the cells of a form stand on *Svar*: its sections one beneath the other on shared columns.

What tells a row comes first, then what is answered, then what is only there to look at. So the
yellow cells are seen on a telephone too, beside the names of their rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xl_asn.model.form_places import ANSWERS, AskedCell, FreeCell, Places, ShownCell
from xl_asn.model.forms import Form, FormRow, Section, ShownColumn, Slot
from xl_asn.model.grid import CellRef, cell_of

_BETWEEN: Final = " › "
#: Title, whom it is for, and how much is left; then a blank row.
HEADING: Final = 4
#: What stands above the rows of a section: its title, a line of help, the headers.
_ABOVE: Final = 3
FREE_HEADER: Final = "Rad"


class Columns(NamedTuple):
    """The columns that all sections share: how many each group of them takes.

    ``leading`` tell the row, ``short`` and ``long`` are answered, and the rest is to look at.
    """

    leading: int
    short: int
    long: int

    @property
    def first_long(self) -> int:
        """Return the first column of long answers."""
        return self.leading + self.short + 1

    @property
    def first_beside(self) -> int:
        """Return the first column of what is only there to look at."""
        return self.leading + self.short + self.long + 1


class Laid(NamedTuple):
    """A section on the sheet: the rows where its parts begin, and the column of each of its own.

    ``last`` is its last row, free rows among them; ``label`` is the column that names a free row.
    """

    section: Section
    title: int
    lead: int
    header: int
    shown: tuple[int, ...]
    asked: tuple[int, ...]
    label: int

    @property
    def first(self) -> int:
        """Return the first row below the headers."""
        return self.header + 1

    @property
    def first_free(self) -> int:
        """Return the first free row, whether there is one or not."""
        return self.first + len(self.section.rows)

    @property
    def last(self) -> int:
        """Return the last row."""
        return self.first_free + self.section.free - 1

    def key(self, row: FormRow) -> str:
        """Return the cells that tell a row from others, as one text."""
        return _BETWEEN.join(cell_of(row.shown[n]).text for n in _keys(self.section))


class Layout(NamedTuple):
    """The whole sheet; ``ending`` is the row of the title above *Klar* and *Lämnat av*."""

    columns: Columns
    sections: tuple[Laid, ...]
    ending: int

    @property
    def done(self) -> CellRef:
        """Return the cell of *Klar*."""
        return CellRef(ANSWERS, self.ending + 2, self.columns.first_long)

    @property
    def by(self) -> CellRef:
        """Return the cell of *Lämnat av*."""
        return self.done._replace(row=self.ending + 3)


def layout(form: Form) -> Layout:
    """Lay out the sections of a form."""
    columns = _columns(form.sections)
    laid: list[Laid] = []
    row = HEADING + 1
    for section in form.sections:
        shown, asked = _placed(section, columns)
        labels = [shown[n] for n in _leading(section)]
        one = Laid(section, row, row + 1, row + 2, shown, asked, min(labels, default=1))
        laid.append(one)
        row += _ABOVE + len(section.rows) + section.free + 1
    return Layout(columns, tuple(laid), row)


def places(laid: Layout) -> Places:
    """Return where everything stands, for the hidden sheet that binds the form."""
    return Places(
        tuple(cell for one in laid.sections for cell in _asked_cells(one)),
        tuple(cell for one in laid.sections for cell in _shown_cells(one)),
        tuple(cell for one in laid.sections for cell in _free_cells(one)),
    )


def free_label(section: Section, order: int) -> str:
    """Return what a free row is called: ``Händelse 2``."""
    named = next((c for c in section.asked if c.is_long), section.asked[-1])
    return f"{named.header} {order}"


def _columns(sections: Sequence[Section]) -> Columns:
    short = max((sum(not c.is_long for c in s.asked) for s in sections), default=0)
    return Columns(
        max((len(_leading(section)) for section in sections), default=1) or 1,
        short,
        max((sum(c.is_long for c in s.asked) for s in sections), default=0) or int(not short),
    )


def _leading(section: Section) -> list[int]:
    """Return the places of the columns that stand before the answers: what tells the row."""
    return [n for n, column in enumerate(section.shown) if _leads(column)]


def _leads(column: ShownColumn) -> bool:
    return column.is_key or not (column.is_number or column.is_earlier)


def _keys(section: Section) -> list[int]:
    keys = [n for n, column in enumerate(section.shown) if column.is_key]
    return keys or _leading(section)[:1]


def _placed(section: Section, columns: Columns) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the column of each shown and each asked column of a section.

    Long answers of all sections stand beneath each other; what a section has fewer of before them
    stands next to them.
    """
    short = [n for n, column in enumerate(section.asked) if not column.is_long]
    long = [n for n, column in enumerate(section.asked) if column.is_long]
    before = columns.first_long - len(short)
    asked = dict(zip(short, range(before, columns.first_long), strict=True))
    asked |= dict(zip(long, range(columns.first_long, columns.first_beside), strict=False))
    leading = _leading(section)
    shown = dict(zip(leading, range(before - len(leading), before), strict=True))
    beside = [n for n in range(len(section.shown)) if n not in shown]
    shown |= {n: column for column, n in enumerate(beside, columns.first_beside)}
    return (
        tuple(shown[n] for n in range(len(section.shown))),
        tuple(asked[n] for n in range(len(section.asked))),
    )


def _asked_cells(one: Laid) -> Iterator[AskedCell]:
    for number, row in enumerate(one.section.rows, one.first):
        for column, place, base in zip(one.section.asked, one.asked, row.base, strict=True):
            slot = Slot(row.key, column.column)
            cell = CellRef(ANSWERS, number, place)
            yield AskedCell(slot, column.header, one.key(row), cell, base)


def _shown_cells(one: Laid) -> Iterator[ShownCell]:
    for number, row in enumerate(one.section.rows, one.first):
        for column, place, value in zip(one.section.shown, one.shown, row.shown, strict=True):
            cell = CellRef(ANSWERS, number, place)
            yield ShownCell(row.key, column.header, one.key(row), cell, value)


def _free_cells(one: Laid) -> Iterator[FreeCell]:
    section = one.section
    for order in range(1, section.free + 1):
        for column, place in zip(section.asked, one.asked, strict=True):
            cell = CellRef(ANSWERS, one.first_free + order - 1, place)
            key = free_label(section, order)
            yield FreeCell(section.sheet, column.column, column.header, key, cell, order)
