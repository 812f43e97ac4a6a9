"""The archive: what the reports of several months say of the same rows and goals, over time.

A report is *filed* as it stands: its rows, its goals' colours, and what its register says of names.
From many of them rows are *followed*: one row through all reports that have it, whatever it has
been called. How good the forecasts were is computed from those alone.

Amounts are in the archive's unit with the report's signs, so that a cost is negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from xl_asn.model.amounts import RowKind
from xl_asn.model.periods import MONTH_NAMES, Period

MONTHS: Final = 12
#: A year and the last month that a report covers.
Month: TypeAlias = tuple[int, int]

#: Said wherever it is told how good forecasts were.
RESERVATION: Final = (
    "Nämnden agerar på prognoserna. Att en prognos inte slog in är därför inget bevis för att den "
    "var fel när den gjordes."
)


def month_label(month: Month) -> str:
    """Return a month in words: ``november 2022``."""
    return f"{MONTH_NAMES[month[1] - 1]} {month[0]}"


def month_code(month: Month) -> str:
    """Return a month as sorted lists name it: ``2022-11``."""
    return f"{month[0]}-{month[1]:02}"


class Figures(NamedTuple):
    """What one report says of a row: the year so far, and the whole year."""

    outcome: Decimal | None = None
    budget: Decimal | None = None
    forecast: Decimal | None = None
    year_budget: Decimal | None = None

    @property
    def are_blank(self) -> bool:
        """Whether nothing is said."""
        return all(value is None for value in self)


class FiledRow(NamedTuple):
    """A row of one report. ``number`` is its row on the sheet, ``family`` what its rows are."""

    sheet: str
    family: str
    area: str
    name: str
    kind: RowKind
    parent: str
    number: int
    figures: Figures


class FiledGoal(NamedTuple):
    """A goal of one report: its number, its name, and its colour as the report words it.

    ``word`` and ``symbol`` are empty where nobody has assessed it.
    """

    number: str
    name: str
    word: str
    symbol: str

    @property
    def shown(self) -> str:
        """Return symbol and word."""
        return f"{self.symbol} {self.word}".strip()


class FiledName(NamedTuple):
    """What a report's register *Verksamheter* says of a row; several names are parted by ``;``."""

    sheet: str
    area: str
    name: str
    alias: str
    replaces: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class FiledReport:
    """One report as it is kept. ``unit`` is the one that the archive's amounts are told in."""

    file: str
    sha256: str
    board: str
    document: str
    """The type as the command line names it."""
    period: Period
    dated: date | None
    status: str
    corrects: str
    """The file that it corrects, as it names it; empty for one that corrects none."""
    unit: str
    rows: tuple[FiledRow, ...] = ()
    goals: tuple[FiledGoal, ...] = ()
    register: tuple[FiledName, ...] = ()
    unread: tuple[str, ...] = ()
    """The cells of amounts that hold no amount, each with what it holds."""
    limit: Decimal = Decimal(0)
    """The largest share of the year's budget that a forecast may miss by, as its board has it."""

    @property
    def month(self) -> Month:
        """Return the year and the last month."""
        return self.period.year, self.period.last_month

    @property
    def has_economy(self) -> bool:
        """Whether any row has an outcome or a forecast."""
        return any(
            row.figures.outcome is not None or row.figures.forecast is not None for row in self.rows
        )


class Observed(NamedTuple):
    """What one report says of a row that is followed; ``row`` is its row as it stood there."""

    month: Month
    row: FiledRow
    file: str

    @property
    def figures(self) -> Figures:
        """Return the amounts."""
        return self.row.figures


@dataclass(frozen=True)
class FollowedRow:
    """One row through the reports that have it, oldest first, each month once.

    ``id`` is the same for all of its names, and ``row`` the row as the latest report has it.
    """

    id: str
    board: str
    observed: tuple[Observed, ...]
    is_board: bool = False
    """Whether it is the board's own result, on the sheet that tells of the activities."""

    @property
    def row(self) -> FiledRow:
        """Return the row as the latest report has it."""
        return self.observed[-1].row

    @property
    def label(self) -> str:
        """Return the row's latest name."""
        return self.row.name

    @cached_property
    def by_month(self) -> Mapping[Month, Figures]:
        """Return what is said each month."""
        return {one.month: one.figures for one in self.observed}

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that any report tells of, oldest first."""
        return tuple(sorted({one.month[0] for one in self.observed}))

    def at(self, month: Month) -> Figures:
        """Return what is said a month; nothing where no report of it has the row."""
        return self.by_month.get(month, _BLANK)

    def final(self, year: int) -> Decimal | None:
        """Return the year's closing figure: the outcome that December's report tells of."""
        return self.at((year, MONTHS)).outcome


_BLANK: Final = Figures()


@dataclass(frozen=True)
class FollowedGoal:
    """One goal's colours over time, under the name that the latest report gives it."""

    board: str
    number: str
    name: str
    colours: Mapping[Month, FiledGoal]


class RemarkKind(Enum):
    """What there is to know of an archive; the values are the words that a user sees."""

    GAP = "Rapport saknas"
    NO_ECONOMY = "Ekonomi saknas"
    TWO_VERSIONS = "Flera versioner"
    SAME_TWICE = "Samma fil två gånger"
    NO_FINAL = "Bokslut saknas"
    BUDGET_CHANGED = "Årsbudgeten ändrad"
    BEGAN = "Rad tillkom"
    ENDED = "Rad upphörde"
    REGROUPED = "Rader omgrupperade"
    RENAMED = "Raden bytte namn"
    OTHER_UNIT = "Annan beloppsenhet"
    UNREAD_CELLS = "Belopp kunde inte läsas"
    NOT_READ = "Filen kunde inte läsas"


class Remark(NamedTuple):
    """Something to know of the archive: what is lacking, or what has been chosen.

    ``month`` is None where it is of no month; of a hole of many months it is the first.
    """

    kind: RemarkKind
    board: str
    month: Month | None
    said: str
    files: tuple[str, ...] = ()


class ArchivedFile(NamedTuple):
    """A file that was found: what has become of it, in a word, and why where that is to be said."""

    file: str
    sha256: str
    board: str
    period: str
    became: str
    why: str = ""


IN_USE: Final = "med"
REPLACED: Final = "ersatt"
NO_REPORT: Final = "ingen rapport"
NOT_READ: Final = "kunde inte läsas"


@dataclass(frozen=True)
class BoardArchive:
    """What the archive has of one board; the reports in use, oldest first."""

    board: str
    reports: tuple[FiledReport, ...] = ()
    rows: tuple[FollowedRow, ...] = ()
    goals: tuple[FollowedGoal, ...] = ()
    limit: Decimal = Decimal(0)
    """The largest share of the year's budget that a hit misses by: that of the latest report."""
    gaps: tuple[Month, ...] = ()
    """The months between the first and the last report that no report tells of."""

    @property
    def extent(self) -> str:
        """Return how many reports it has, and from when until when, as a sentence."""
        if not self.reports:
            return "Inga rapporter."
        first, last = month_label(self.reports[0].month), month_label(self.reports[-1].month)
        count = len(self.reports)
        return f"1 rapport, {first}." if count == 1 else f"{count} rapporter, {first}–{last}."

    @property
    def total(self) -> FollowedRow | None:
        """Return the row of the board's own result."""
        return next((row for row in self.rows if row.is_board), None)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that its reports are of, oldest first."""
        return tuple(sorted({report.period.year for report in self.reports}))


@dataclass(frozen=True)
class Archive:
    """Reports of several months as one: boards by name, what there is to know, and every file."""

    unit: str
    boards: tuple[BoardArchive, ...] = ()
    remarks: tuple[Remark, ...] = ()
    files: tuple[ArchivedFile, ...] = field(default=(), repr=False)

    def observed(self) -> Iterator[tuple[BoardArchive, FollowedRow, Observed]]:
        """Yield every row of every report in use: the tidy table."""
        for board in self.boards:
            for row in board.rows:
                for one in row.observed:
                    yield board, row, one
