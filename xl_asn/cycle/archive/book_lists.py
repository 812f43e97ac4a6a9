"""What the sheets of an archive have in common: named rows, cells of amounts, leads above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.forecasts import Accuracy, accuracy
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import Archive, BoardArchive, FollowedRow
from xl_asn.model.characters import spelled
from xl_asn.model.grid import folded_name
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.page import Placed, Style
from xl_asn.model.statuses import Status
from xl_asn.pages import report_styles
from xl_asn.pages.sheet_styles import (
    BODY,
    ListColumn,
)
from xl_asn.report.accuracy import what_hits
from xl_asn.report.year_curves import amount_unit

NOTHING: Final = "–"
BOARD_COLUMN: Final = ListColumn("Nämnd", 32)
#: A number is one line: in some programs one that may wrap loses its indent.
RIGHT: Final = BODY._replace(horizontal="right", indent=1, wrap=False)
QUIET: Final = BODY._replace(colour="595959")
_DASH: Final = RIGHT._replace(colour=QUIET.colour)
_INDENTED: Final = BODY._replace(horizontal="left", indent=1)

#: A cell without its place: a value and how it looks.
Cell: TypeAlias = tuple[str | Decimal | None, Style]


class Judged(NamedTuple):
    """A row of a board with its name among the board's others, and how its forecasts were."""

    board: BoardArchive
    row: FollowedRow
    name: str
    accuracy: Accuracy

    @property
    def text(self) -> Style:
        """Return the style of the row's texts: a sum is seen to be one."""
        kind = self.row.row.kind
        if kind is RowKind.OF_WHICH:
            return _INDENTED
        return BODY._replace(bold=True) if kind.is_sum else BODY


class ToldBoard(NamedTuple):
    """A board with its rows judged, its own result first and the others as the sheets have them."""

    board: BoardArchive
    rows: Sequence[Judged]

    @property
    def name(self) -> str:
        """Return the board's name as a text is written."""
        return spelled(self.board.board)

    @property
    def own(self) -> Judged | None:
        """Return the board's own result; None where no report has it."""
        return next((one for one in self.rows if one.row.is_board), None)


class Told(NamedTuple):
    """An archive as all its sheets tell it: each row judged once."""

    archive: Archive
    boards: Sequence[ToldBoard]
    has_sheets: bool
    """Whether a row must tell which sheet it stands on."""

    @property
    def unit(self) -> AmountUnit:
        """Return the unit of the amounts."""
        return amount_unit(self.archive.unit)

    @property
    def last_place(self) -> Decimal:
        """Return one unit of the last place that amounts are printed with."""
        return Decimal(1).scaleb(-self.unit.decimals)

    @property
    def what_hits(self) -> str:
        """Return what a hit is, in a sentence or two."""
        return what_hits(one.board.limit for one in self.boards)

    @property
    def has_boards(self) -> bool:
        """Whether a row must tell whose it is."""
        return len(self.boards) > 1

    def judged(self) -> Iterator[Judged]:
        """Yield the rows of all boards in order."""
        for board in self.boards:
            yield from board.rows

    def heads(self) -> list[ListColumn]:
        """Return the columns that tell what a line is of."""
        columns = [BOARD_COLUMN] if self.has_boards else []
        columns.append(ListColumn("Rad", 32))
        return [*columns, ListColumn("Blad", 16)] if self.has_sheets else columns

    def head(self, one: Judged) -> list[Cell]:
        """Return the cells that tell what a line is of, in the order of :meth:`heads`."""
        cells: list[Cell] = [(spelled(one.board.board), BODY)] if self.has_boards else []
        cells.append((one.name, one.text))
        return [*cells, (spelled(one.row.row.sheet), BODY)] if self.has_sheets else cells

    def amount(self, value: Decimal | None, *, signed: bool = False) -> Cell:
        """Return an amount as a cell; a dash where there is none."""
        shown = amount_format(self.unit.decimals, signed=signed)
        return dash() if value is None else (value, RIGHT.but(number_format=shown))


def told(archive: Archive) -> Told:
    """Return an archive with each row judged."""
    boards = [ToldBoard(board, [*_judged(board)]) for board in archive.boards]
    sheets = {one.row.row.sheet for board in boards for one in board.rows}
    return Told(archive, boards, len(sheets) > 1)


def _judged(board: BoardArchive) -> Iterator[Judged]:
    total = board.total
    names = row_names(board)
    first = total.row.sheet if total else ""
    for row in sorted(
        board.rows,
        key=lambda row: (not row.is_board, row.row.sheet != first, row.row.sheet, row.row.number),
    ):
        yield Judged(board, row, names[row.id], accuracy(row, total, board.limit))


def row_names(board: BoardArchive) -> Mapping[str, str]:
    """Return what each row is called by its id: where a sheet has a name twice, with its place."""
    seen = Counter((row.row.sheet, folded_name(row.label)) for row in board.rows)
    names = {}
    for row in board.rows:
        place = row.row.parent or row.row.area
        is_twice = seen[row.row.sheet, folded_name(row.label)] > 1
        name = f"{row.label} ({place})" if is_twice and place else row.label
        names[row.id] = spelled(name.strip()) or "(utan namn)"
    return names


def dash() -> Cell:
    """Return the cell of what is not told."""
    return NOTHING, _DASH


def count(value: int) -> Cell:
    """Return a number of things as a cell."""
    return Decimal(value), RIGHT.but(number_format=amount_format())


def share(value: Decimal | None, decimals: int = 1, *, signed: bool = False) -> Cell:
    """Return a share of 0 to 1 as per cent; a dash where there is none."""
    shown = share_format(decimals, signed=signed)
    return dash() if value is None else (value, RIGHT.but(number_format=shown))


def status_style(light: Status | None) -> Style:
    """Return how a status looks here as elsewhere, with a white line to the next one."""
    return report_styles.status(light, BODY.size).but(
        vertical="top", bottom="thin", sides="thin", line_colour="FFFFFF"
    )


def ratio(value: Decimal | None) -> Cell:
    """Return how many times one thing is another; a dash where nobody can say."""
    return dash() if value is None else (value, RIGHT.but(number_format=amount_format(2)))


def placed(row: int, cells: Iterable[Cell], first: int = 1) -> list[Placed]:
    """Return the cells of a row, one a column."""
    return [
        Placed(row, column, value, style)
        for column, (value, style) in enumerate(cells, first)
        if value is not None and value != ""
    ]
