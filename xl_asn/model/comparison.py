"""Two workbooks compared: what has changed between them, and what could not be compared.

*Before* and *after* are the two as they were given. A cell is that of the workbook after, unless it
says otherwise; figures are in its unit of amounts, with the report's signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from xl_asn.model.findings import Finding, json_number
from xl_asn.model.grid import CellRef
from xl_asn.model.statuses import Graded


class Compared(NamedTuple):
    """One of the two workbooks: its file's name, and what it says that it is.

    ``document`` is the type as a heading names it, and ``period`` that of *Start* in words; empty
    where it says none.
    """

    file: str
    document: str
    period: str
    board: str
    unit: str

    @property
    def label(self) -> str:
        """Return what it is: ``Månadsrapport november 2022``."""
        return f"{self.document} {self.period}".strip()

    def as_json(self) -> Mapping[str, Any]:
        """Return which workbook it is."""
        return {
            "fil": self.file,
            "dokument": self.document,
            "period": self.period or None,
            "nämnd": self.board,
            "beloppsenhet": self.unit,
        }


class Measured(Enum):
    """What a figure that has changed is: how it is shown follows from it."""

    AMOUNT = "belopp"
    """Of money, in the workbook's unit."""
    SHARE = "andel"
    NUMBER = "antal"


class FigureChange(NamedTuple):
    """A figure that is another, or that only one of the two has.

    ``is_sum`` tells a row that sums others. ``follows`` tells a computed column that is the sum of
    other columns of its row: what changed it stands there.
    """

    sheet: str
    row: str
    column: str
    before: Decimal | None
    after: Decimal | None
    cell: CellRef
    cell_before: CellRef
    measured: Measured = Measured.AMOUNT
    is_sum: bool = False
    follows: bool = False

    @property
    def difference(self) -> Decimal | None:
        """Return how much more it is after; None where only one of the two has it."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def size(self) -> Decimal:
        """Return how large the change is; a figure that only one has counts as the whole of it."""
        return abs((self.after or Decimal(0)) - (self.before or Decimal(0)))

    def as_json(self) -> Mapping[str, Any]:
        """Return the change as the contract writes it."""
        return {
            "blad": self.sheet,
            "rad": self.row,
            "kolumn": self.column,
            "före": json_number(self.before),
            "efter": json_number(self.after),
            "skillnad": json_number(self.difference),
            "cell": str(self.cell),
            "cell_före": str(self.cell_before),
        }


def are_alike(one: Graded | None, other: Graded | None) -> bool:
    """Whether two statuses are one word: boards that were read apart have words of their own."""
    return _word(one) == _word(other)


class UnitMove(NamedTuple):
    """A unit whose status for a goal is another; None is one that nobody has filled in."""

    unit: str
    before: Graded | None
    after: Graded | None
    cell: CellRef

    def as_json(self) -> Mapping[str, Any]:
        """Return the move: the unit, from what, to what, and where."""
        return {
            "enhet": self.unit,
            "före": _word(self.before),
            "efter": _word(self.after),
            "cell": str(self.cell),
        }


class ColourChange(NamedTuple):
    """A status that is another, or a goal whose units have moved though its own status has not."""

    what: str
    before: Graded | None
    after: Graded | None
    cell: CellRef
    units: tuple[UnitMove, ...] = ()

    @property
    def is_moved(self) -> bool:
        """Whether the status itself is another, and not only those of units."""
        return not are_alike(self.before, self.after)

    def as_json(self) -> Mapping[str, Any]:
        """Return the change as the contract writes it, with each unit's own move beside."""
        return {
            "vad": self.what,
            "före": _word(self.before),
            "efter": _word(self.after),
            "enheter": [move.unit for move in self.units],
            "enheternas_färger": [move.as_json() for move in self.units],
            "cell": str(self.cell),
        }


def _word(status: Graded | None) -> str | None:
    return None if status is None else status.value


class PassageKind(Enum):
    """What has become of a passage of a text."""

    SAME = "lika"
    ADDED = "till"
    REMOVED = "bort"


class Passage(NamedTuple):
    """A passage of a text: whole words, with the blanks that follow them."""

    kind: PassageKind
    text: str


class TextChange(NamedTuple):
    """A text, or a word of a list, that is another; its passages in order give both texts."""

    sheet: str
    row: str
    column: str
    cell: CellRef
    cell_before: CellRef
    passages: tuple[Passage, ...]

    @property
    def marks(self) -> int:
        """Return how many passages have been added or removed."""
        return sum(passage.kind is not PassageKind.SAME for passage in self.passages)

    def as_json(self) -> Mapping[str, Any]:
        """Return the change as the contract writes it."""
        return {
            "blad": self.sheet,
            "rad": self.row,
            "kolumn": self.column,
            "cell": str(self.cell),
            "cell_före": str(self.cell_before),
            "ändringar": [{"slag": p.kind.value, "text": p.text} for p in self.passages],
        }


class RowPlace(NamedTuple):
    """A row that only one of the two has; the cell is that workbook's own."""

    sheet: str
    row: str
    cell: CellRef


class HistoryChange(NamedTuple):
    """What was told of a time gone by, and is told otherwise now; in words."""

    what: str
    before: str
    after: str
    cell: CellRef

    def as_json(self) -> Mapping[str, Any]:
        """Return the change as the contract writes it."""
        return {
            "vad": self.what,
            "före": self.before,
            "efter": self.after,
            "cell": str(self.cell),
        }


class UnchangedPart(NamedTuple):
    """A part that is written anew each period, and how much of it is as it was."""

    what: str
    same: int
    total: int
    cell: CellRef

    def as_json(self) -> Mapping[str, Any]:
        """Return the part as the contract writes it."""
        return {"vad": self.what, "antal": self.same, "av": self.total, "cell": str(self.cell)}


class Side(Enum):
    """One of the two workbooks."""

    BEFORE = "före"
    AFTER = "efter"


class UnpairedRow(NamedTuple):
    """A row that the other workbook may have too, but nobody can tell which row it is."""

    sheet: str
    row: str
    side: Side
    cell: CellRef

    def as_json(self) -> Mapping[str, Any]:
        """Return the row as the contract writes it."""
        cell = "cell_före" if self.side is Side.BEFORE else "cell"
        return {
            "blad": self.sheet,
            "rad": self.row,
            "var": self.side.value,
            cell: str(self.cell),
        }


@dataclass(frozen=True)
class Comparison:
    """What has changed between two workbooks.

    ``limit`` is the least change of an amount that is told, in the unit of the workbook after, and
    ``below`` how many amounts have changed by less. ``findings`` are what there is to say of the
    comparison itself: what was not compared, and why.
    """

    before: Compared
    after: Compared
    is_same_period: bool
    limit: Decimal
    figures: tuple[FigureChange, ...] = ()
    below: int = 0
    colours: tuple[ColourChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    added: tuple[RowPlace, ...] = ()
    removed: tuple[RowPlace, ...] = ()
    history: tuple[HistoryChange, ...] = ()
    unchanged: tuple[UnchangedPart, ...] = ()
    unpaired: tuple[UnpairedRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed, as far as the two could be compared."""
        told = (
            self.figures, self.colours, self.texts, self.added, self.removed, self.history,
            self.unpaired,
        )  # fmt: skip
        return not any(told) and not self.below

    def as_json(self) -> Mapping[str, Any]:
        """Return the comparison as the contract writes it."""
        return {
            "före": self.before.as_json(),
            "efter": self.after.as_json(),
            "gräns": json_number(self.limit),
            "siffror": [one.as_json() for one in self.figures],
            "under_gränsen": self.below,
            "färger": [one.as_json() for one in self.colours],
            "texter": [one.as_json() for one in self.texts],
            "tillkommet": [
                {"blad": one.sheet, "rad": one.row, "cell": str(one.cell)} for one in self.added
            ],
            "borttaget": [
                {"blad": one.sheet, "rad": one.row, "cell_före": str(one.cell)}
                for one in self.removed
            ],
            "ändrad_historia": [one.as_json() for one in self.history],
            "oförändrat": [one.as_json() for one in self.unchanged],
            "ej_parade": [one.as_json() for one in self.unpaired],
            "fynd": [one.as_json() for one in self.findings],
        }
