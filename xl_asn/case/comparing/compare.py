"""Two cases → the comparison of them, a value of the model that every surface shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from xl_asn.calculation.blackline import Steps, blackline, same_words
from xl_asn.case.comparing import codes, remarks
from xl_asn.case.comparing.changes import Change, GoalMove, Unread, WordsChange
from xl_asn.case.comparing.goals import colours
from xl_asn.case.comparing.history import forecast_changes, strip_changes
from xl_asn.case.comparing.pairing import SheetBeside, beside, shared_sheets
from xl_asn.case.comparing.registers import Names
from xl_asn.case.comparing.sides import Given, One, computed, plain
from xl_asn.case.comparing.stale import stale_parts
from xl_asn.case.comparing.start import start_changes
from xl_asn.case.comparing.values import Values
from xl_asn.documents.document import Document
from xl_asn.documents.identity import Place
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.comparison import (
    ColourChange,
    Comparison,
    FigureChange,
    HistoryChange,
    Measured,
    RowPlace,
    Side,
    TextChange,
    UnpairedRow,
)
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef
from xl_asn.model.told import ToldError

_LIMIT: Final = "Jämförelse minsta belopp"


class NothingSharedError(ToldError):
    """The two workbooks have no sheet in common, and nothing can be compared."""

    def __init__(self, before: One, after: One) -> None:
        one, other = before.told, after.told
        super().__init__(
            f"{one.document} ({one.file}) och {other.document.casefold()} ({other.file}) har inget "
            "gemensamt att jämföra. Ange två filer av samma slag."
        )


@our_arithmetic()
def compare(before: Given, after: Given) -> Comparison:
    """Compare two workbooks as *Beräkna* leaves them. Nothing is written in either.

    Raises:
        NothingSharedError: they are two types of document without a sheet of the same rows.
        MemoryError: there is no more.
    """
    return compare_computed(computed(before), computed(after))


def compare_computed(one: One, other: One, *, everything: bool = False) -> Comparison:
    """Compare two workbooks that are computed already, the earlier one first.

    ``everything`` tells changes of amounts however small they are.

    Raises:
        NothingSharedError: they are two types of document without a sheet of the same rows.
        MemoryError: there is no more.
    """
    names = Names.of(one.document, other.document)
    sheets = [
        beside(one.document, other.document, then, spec, names)
        for then, spec in shared_sheets(one.document, other.document)
    ]
    if not any(not sheet.spec.row.is_tool for sheet in sheets):
        raise NothingSharedError(one, other)
    return _Comparing(one, other, sheets, everything=everything).comparison()


@dataclass
class _Found:
    """What has been found so far, each kind in the order of the sheets."""

    figures: list[FigureChange] = field(default_factory=list)
    below: int = 0
    colours: list[ColourChange] = field(default_factory=list)
    moves: list[GoalMove] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    history: list[HistoryChange] = field(default_factory=list)
    rough: list[CellRef] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


class _Comparing:
    """Two computed workbooks and the sheets that they share, on the way to a comparison."""

    def __init__(
        self, before: One, after: One, sheets: Sequence[SheetBeside], *, everything: bool
    ) -> None:
        self._before, self._after, self._sheets = before, after, sheets
        periods = before.document.period, after.document.period
        self._is_forward = None not in periods and periods[0] != periods[1]
        unit = after.document.start.amount_unit
        limit = unit.of(after.given.case.parameters.limit(_LIMIT))
        self._limit = Decimal(0) if everything else limit
        self._steps = Steps()
        self._found = _Found()

    def comparison(self) -> Comparison:
        found = self._found
        for change in self._changes():
            self._take(change)
        return Comparison(
            self._before.told,
            self._after.told,
            not self._is_forward,
            self._limit,
            tuple(sorted(found.figures, key=_Order(self._after.document))),
            found.below,
            tuple(colours(self._after, found.colours, found.moves)),
            tuple(found.texts),
            tuple(_rows(place for sheet in self._sheets for place in sheet.new)),
            tuple(_rows(place for sheet in self._sheets for place in sheet.gone)),
            tuple(found.history),
            stale_parts(self._before, self._after) if self._is_forward else (),
            tuple(self._unpaired()),
            tuple(self._remarks()),
        )

    def _changes(self) -> Iterator[Change]:
        before, after = self._before, self._after
        same_unit = before.told.unit == after.told.unit
        values = Values(before, after, is_forward=self._is_forward, same_unit=same_unit)
        if not self._is_forward:
            yield from start_changes(before.document.start, after.document.start)
        for sheet in self._sheets:
            yield from values.changes(sheet)
            yield from strip_changes(sheet, before, after)
            if same_unit and self._follows() and not self._why_not_last():
                yield from forecast_changes(sheet, before, after)

    def _take(self, change: Change) -> None:
        found = self._found
        match change:
            case FigureChange(measured=Measured.AMOUNT) if change.size < self._limit:
                found.below += 1
            case FigureChange():
                found.figures.append(change)
            case ColourChange():
                found.colours.append(change)
            case GoalMove():
                found.moves.append(change)
            case HistoryChange():
                found.history.append(change)
            case Unread():
                found.unread.append(change)
            case WordsChange() if not same_words(change.before, change.after):
                compared = blackline(change.before, change.after, self._steps)
                found.texts.append(TextChange(*change[:5], compared.passages))
                if compared.is_rough:
                    found.rough.append(change.cell)

    def _unpaired(self) -> Iterator[UnpairedRow]:
        for sheet in self._sheets:
            then = [p for group in sheet.regrouped for p in group.before]
            now = [p for group in sheet.regrouped for p in group.after]
            for side, places in (
                (Side.BEFORE, (*sheet.untold_before, *then)),
                (Side.AFTER, (*sheet.untold_after, *now)),
            ):
                for row in _rows(places):
                    yield UnpairedRow(row.sheet, row.row, side, row.cell)

    def _remarks(self) -> Iterator[Finding]:
        before, after = self._before, self._after
        names = [sheet.spec.name for sheet in self._sheets]
        then = [p.before.table.sheet for sheet in self._sheets for p in sheet.pairs[:1]]
        yield from remarks.of_the_files(before, after)
        yield from remarks.of_the_types(before, after, names)
        yield from remarks.of_the_rows(self._sheets)
        yield from remarks.of_the_cells(before, after, self._found.unread)
        yield from remarks.of_the_texts(self._found.rough)
        if self._follows() and self._repeats() and (why := self._why_not_last()):
            yield codes.remark(codes.NOT_LAST, why)
        yield from remarks.of_the_rest(before, after, {*names, *then})

    def _follows(self) -> bool:
        """Whether the workbook after is of a later period of the same year."""
        then, now = self._before.document.period, self._after.document.period
        return bool(then and now and then.year == now.year and then.end < now.end)

    def _repeats(self) -> bool:
        """Whether the workbook after repeats any forecast of the report before it."""
        tables = (table for _, table in self._after.document.tables())
        return any(row.get("previous_forecast") is not None for table in tables for row in table)

    def _why_not_last(self) -> str:
        """Return why the report before is not the one whose forecast is repeated; or nothing."""
        then, now = self._before.document.period, self._after.document.period
        if then is None or now is None or self._after.document.looks_ahead:
            return ""
        last = self._after.given.case.chain.last_forecast(now.year)
        if last is not None and last.document.period == then:
            return ""
        if last is not None:
            return f"den hör till rapporten för {last.label}, och inte till den för {then.label}"
        if then.last_month + 1 == now.first_month:
            return ""
        return f"det kan finnas en rapport mellan {then.label} och {now.label}"


class _Order:
    """Where a figure is told: by sheet, the forecast's column first, the largest change first.

    What sums others stands last in its column, as in a table.
    """

    def __init__(self, document: Document) -> None:
        self._columns = {
            (table.sheet, table.declared[name].header): (place, not is_forecast, number)
            for place, (spec, table) in enumerate(document.tables())
            for name, number in table.columns.items()
            for is_forecast in (table.declared[name].header == spec.row.forecast_header,)
        }

    def __call__(self, change: FigureChange) -> tuple[tuple[int, bool, int], bool, Decimal, int]:
        """Return what a change is sorted by."""
        size = Decimal(0) if change.is_sum else -change.size
        return self._columns[change.sheet, change.column], change.is_sum, size, change.cell.row


def _rows(places: Iterable[Place]) -> Iterator[RowPlace]:
    for place in places:
        column = next(iter(place.table.columns.values()), 1)
        cell = CellRef(place.table.sheet, place.row.row_number, column)
        yield RowPlace(place.table.sheet, plain(place.row), cell)
