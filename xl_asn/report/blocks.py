"""Blocks: what a report says, in words and numbers; no cells and no format.

Every writer (workbook, Word, PDF, web page) reads the same blocks. A block tells what it is, a
writer decides how that looks. ``shown`` is the text of a value in Swedish, for the writers that
print text; a writer that can keep a number as a number takes ``value``. ``cell`` is where in the
workbook the value stands, for a writer that can tell how it came about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

from xl_asn.model.amounts import RowKind
from xl_asn.model.comparison import Passage, PassageKind
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_number, show_share
from xl_asn.model.statuses import Graded, Status

#: What a table says where there is no amount, and a strip where the month has not come.
NOTHING = "–"
#: Of a changed passage of more than twice so many words, so many are quoted at each end.
_QUOTED: Final = 12
#: What stands where somebody has yet to choose a status.
MISSING = "Saknas"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a figure that stands in no cell came about: a formula in words, and its input cells."""

    formula: str
    inputs: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a table; ``signed`` prints + too, as a deviation must."""

    value: Decimal | None
    signed: bool = False
    decimals: int = 0
    cell: CellRef | None = field(default=None, compare=False)
    origin: Origin | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """Return the amount in Swedish, or a dash where there is none."""
        if self.value is None:
            return NOTHING
        return show_number(self.value, self.decimals, signed=self.signed)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 0 to 1, printed as per cent; ``counts`` are n and N behind it where known."""

    value: Decimal | None
    signed: bool = False
    decimals: int = 0
    counts: tuple[int, int] | None = None
    cell: CellRef | None = field(default=None, compare=False)
    origin: Origin | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """Return ``80 % (8/10)``, ``−0,6 %`` or a dash."""
        if self.value is None:
            return NOTHING
        share = show_share(self.value, self.decimals, signed=self.signed)
        return share if self.counts is None else f"{share} ({self.counts[0]}/{self.counts[1]})"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A status in a table; None is one that nobody has filled in. ``mark`` leads to a footnote."""

    status: Graded | None
    mark: str = ""
    cell: CellRef | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """Return symbol, word and mark: ``▲ Gul 1)``."""
        word = self.status.shown if self.status else MISSING
        return f"{word} {self.mark}" if self.mark else word


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number that is no amount: a risk value, a year."""

    value: Decimal | None
    cell: CellRef | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """Return the number without blanks between thousands."""
        return NOTHING if self.value is None else format(self.value.normalize(), "f")


#: What a table's cell may hold.
CellValue: TypeAlias = str | Amount | Count | Share | Assessment


class ColumnKind(Enum):
    """What a table's column holds."""

    TEXT = "text"
    LONG_TEXT = "löptext"
    AMOUNT = "belopp"
    COUNT = "heltal"
    SHARE = "procent"
    STATUS = "status"

    @property
    def right(self) -> bool:
        """Whether the column is aligned to the right, as numbers are."""
        return self in {ColumnKind.AMOUNT, ColumnKind.COUNT, ColumnKind.SHARE}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its whole header and what it holds."""

    header: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, one value for each column.

    A ``group`` row holds one text: the heading of the rows below it, such as an area's name.
    """

    cells: tuple[CellValue, ...]
    kind: RowKind = RowKind.ROW
    group: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """What the document is: the first block of every report."""

    document: str
    period: str
    board: str
    administration: str
    dated: date | None = None
    reference: str = ""

    @property
    def text(self) -> str:
        """Return the title: ``Månadsrapport november 2022``."""
        return f"{self.document} {self.period}".strip()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a numbered section. ``new_page`` begins it on a page of its own."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` is its emphasised beginning, often an intro to the list below it."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with an emphasised ``lead`` and items below it."""

    text: str
    lead: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order says nothing."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; ``caption`` tells what it shows."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class OverviewGoal:
    """One goal of the overview: ``4: Ekonomi`` and its status."""

    name: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Overview:
    """All goals at a glance."""

    goals: tuple[OverviewGoal, ...]


@dataclass(frozen=True, slots=True)
class StripMonth:
    """A month of the strip; ``mark`` leads to the footnote on months of the year before."""

    name: str
    status: Status | None
    upcoming: bool = False
    mark: str = ""
    cell: CellRef | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """Return the status, a dash for a month that has not come, or that it is missing."""
        if self.status is not None:
            return self.status.shown
        return NOTHING if self.upcoming else MISSING


@dataclass(frozen=True, slots=True)
class Strip:
    """A goal's twelve months, January first."""

    header: str
    months: tuple[StripMonth, ...]


class ChartKind(Enum):
    """How a chart is read."""

    BARS = "staplar"
    """Each bar from zero."""
    BRIDGE = "brygga"
    """From a first total to a last: each step begins where the one before it ended."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, with the same numbers as text for those who cannot see it."""

    title: str
    label_header: str
    value_header: str
    labels: tuple[str, ...]
    values: tuple[Amount, ...]
    unit: str
    alternative: str
    kind: ChartKind = ChartKind.BARS


@dataclass(frozen=True, slots=True)
class TargetLevel:
    """A level to reach: ``Mål``, ``Kommunens mål``, ``Mål 2020``."""

    name: str
    value: Amount | Share

    @property
    def shown(self) -> str:
        """Return name and value: ``Mål 2020: 80 %``."""
        return f"{self.name}: {self.value.shown}"


@dataclass(frozen=True, slots=True)
class YearPanel:
    """One indicator: a bar for each year, oldest first, and a line for each target.

    An outcome is a text where there is none to draw: why it was not measured, or a dash.
    ``scale`` is the least and the greatest value that the chart has room for, zero among them.
    """

    title: str
    years: tuple[str, ...]
    outcomes: tuple[Amount | Share | str, ...]
    targets: tuple[TargetLevel, ...]
    direction: str
    alternative: str
    scale: tuple[Decimal, Decimal]

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the outcomes in Swedish."""
        return tuple(o if isinstance(o, str) else o.shown for o in self.outcomes)


@dataclass(frozen=True, slots=True)
class YearPanels:
    """Small charts beside each other, one an indicator."""

    title: str
    panels: tuple[YearPanel, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note under the block before it; without a ``mark`` it is about the whole block."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Callout:
    """One sentence that explains how the block before it came about."""

    text: str


def _quoted(text: str) -> str:
    words = text.split()
    if len(words) <= 2 * _QUOTED:
        return " ".join(words)
    return " ".join([*words[:_QUOTED], "…", *words[-_QUOTED:]])


@dataclass(frozen=True, slots=True)
class Blackline:
    """A text as it has been changed: what is added is underlined, what is removed struck through.

    ``caption`` tells which text it is. A format that shows no such marks, and a reader who does not
    see them, has :attr:`said`.
    """

    caption: str
    passages: tuple[Passage, ...]

    @property
    def said(self) -> str:
        """Return the changes in words, long ones by how they begin and end.

        ``Ändrat: ”röd” blev ”gul”. Tillagt: ”och grön”.``.
        """
        told: list[str] = []
        removed = ""
        for kind, text in ((p.kind, _quoted(p.text)) for p in self.passages):
            if kind is PassageKind.ADDED:
                new = f"Ändrat: ”{removed}” blev ”{text}”." if removed else f"Tillagt: ”{text}”."
                told.append(new)
                removed = ""
            elif text and removed:
                told.append(f"Borttaget: ”{removed}”.")
                removed = ""
            if kind is PassageKind.REMOVED:
                removed = text
        return " ".join([*told, f"Borttaget: ”{removed}”."] if removed else told)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, where no heading begins one."""


Block: TypeAlias = (
    Title
    | Heading
    | Paragraph
    | BulletList
    | Table
    | Overview
    | Strip
    | Chart
    | YearPanels
    | Footnote
    | Callout
    | Blackline
    | PageBreak
)
