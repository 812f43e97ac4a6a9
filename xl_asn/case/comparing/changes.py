"""What differs between two rows: texts not yet compared, and units not yet under their goals."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, TypeAlias

from xl_asn.model.comparison import ColourChange, FigureChange, HistoryChange, UnitMove
from xl_asn.model.grid import CellRef


class WordsChange(NamedTuple):
    """A text that is another, as it was and as it is; not yet compared word by word."""

    sheet: str
    row: str
    column: str
    cell: CellRef
    cell_before: CellRef
    before: str
    after: str


class GoalMove(NamedTuple):
    """A unit of a goal whose status is another."""

    goal: Decimal
    move: UnitMove


class Unread(NamedTuple):
    """A cell of one of the two that does not hold what its column says: it is not compared."""

    cell: CellRef
    is_before: bool


Change: TypeAlias = FigureChange | ColourChange | WordsChange | HistoryChange | GoalMove | Unread
