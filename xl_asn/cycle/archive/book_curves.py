"""*Kurvor*: each board's year as native charts, with the numbers in a table beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from xl_asn.cycle.archive.book_lists import QUIET, Cell, Told, ToldBoard, placed
from xl_asn.model.archive import MONTHS
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import CHART_INK, ChartLine, LineChart, Page, Placed
from xl_asn.pages.sheet_styles import BODY, GROUP, HEADER, HEADER_RIGHT, LEAD, TITLE
from xl_asn.report.axis import axis_around
from xl_asn.report.year_curves import (
    Curve,
    CurveSeries,
    Role,
    forecast_steps,
    latest_year,
    outcome_curve,
)

NAME: Final = "Kurvor"
_LEAD: Final = (
    "Nämndens eget resultat. Kostnader är minus, så en linje som faller är kostnader som växer. "
    "Siffrorna står i tabellen bredvid."
)
_STEPS_LEAD: Final = (
    "Prognosen gäller från sin månad tills nästa rapport har en ny. Ju närmare bokslutet "
    "trappsteget ligger, desto bättre var den."
)
_NOTHING_YET: Final = (
    "Ingen rapport har utfall, budget eller prognos på raden för nämndens resultat."
)

#: Columns: the month, three of amounts at most, a gap, the chart; then what is not printed.
_MOST_LINES: Final = 3
_CHART_COLUMN: Final = 2 + _MOST_LINES + 1
_CHART_COLUMNS: Final = 7
_LAST_PRINTED: Final = _CHART_COLUMN + _CHART_COLUMNS - 1
_HELPER: Final = _LAST_PRINTED + 2
_WIDTHS: Final = {
    1: 10.0, **dict.fromkeys(range(2, 2 + _MOST_LINES), 12.5), 2 + _MOST_LINES: 2.0,
    **dict.fromkeys(range(_CHART_COLUMN, _LAST_PRINTED + 1), 14.5), _LAST_PRINTED + 1: 4.0,
}  # fmt: skip
_ROW, _SAID, _HEADER, _GAP = 14.25, 21.0, 21.0, 21.0
_CHART_WIDTH, _CHART_HEIGHT = 560, 205
#: Of each of its blocks: what is said, the headers, the months, and a row of air.
_BLOCK: Final = MONTHS + 3
_BLOCKS_ON_A_PAGE: Final = 2
_MOST_TICKS: Final = 6
_LONGEST_HELPER: Final = 2 * MONTHS + 1
_FIRST_YEAR, _LAST_YEAR = 1900, 9999
_MONTH: Final = BODY._replace(horizontal="left")
_UNPRINTED: Final = QUIET._replace(horizontal="right", wrap=False)
_DAY: Final = QUIET._replace(horizontal="left", number_format="[$-41D]mmm")
_HEADING: Final = GROUP._replace(bottom=None)
_HELPER_WIDTH: Final = 11.0
_HELPER_SAYS: Final = "Diagrammets steg"


class _Look(NamedTuple):
    """How a line is told from the others, also where there is no colour."""

    colour: str
    width: float
    dash: Literal["solid", "dash", "round_dot"] = "solid"
    marker: Literal["circle", "diamond"] | None = None


_PLANNED: Final = _Look("1F1F1F", 1.75, "dash")
_LOOKS: Final = MappingProxyType(
    {
        Role.OUTCOME: _Look(CHART_INK, 3.0, marker="circle"),
        Role.BUDGET: _PLANNED,
        Role.LAST_YEAR: _Look("737373", 1.0),
        Role.FORECAST: _Look(CHART_INK, 3.0),
        Role.YEAR_BUDGET: _PLANNED,
        Role.FINAL: _Look("8F2F3A", 2.0, "round_dot"),
    }
)


def curves_page(told: Told) -> Page:
    """Lay out the sheet: the latest year of each board, and the forecasts of the latest whole."""
    drawn = [(board, curves) for board in told.boards if (curves := [*curves_of(told, board)])]
    sheet = _Sheet(told)
    sheet.lead(_LEAD if drawn else _NOTHING_YET)
    if any(curve.of(Role.FORECAST) for _, curves in drawn for curve in curves):
        sheet.lead(_STEPS_LEAD)
    for board, curves in drawn:
        sheet.board(board, curves)
    return sheet.page()


def curves_of(told: Told, board: ToldBoard) -> Iterator[Curve]:
    """Yield what is drawn of a board."""
    year, row, unit = latest_year(board.board), board.board.total, told.unit.value
    if row is None or year is None:
        return
    whole = latest_year(board.board, whole=True)
    steps = (forecast_steps(row, one, unit) for one in dict.fromkeys((year, whole)) if one)
    yield from filter(None, (outcome_curve(row, year, unit), *steps))


class _Sheet:
    """The sheet as it grows downwards."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._cells = [Placed(1, 1, NAME, TITLE)]
        self._heights = {1: 26.0}
        self._charts: list[LineChart] = []
        self._breaks: list[int] = []
        self._row = 2

    def lead(self, text: str) -> None:
        """Put a line above the charts."""
        self._cells.append(Placed(self._row, 1, text, LEAD))
        self._heights[self._row] = 16.0
        self._row += 1

    def board(self, board: ToldBoard, curves: Sequence[Curve]) -> None:
        """Put a board's curves below what there is, on a printed page of their own."""
        if self._charts:
            self._breaks.append(self._row - 1)
        else:
            self._row += 1
        first, column = self._row, _HELPER
        for number, curve in enumerate(curves):
            if number and number % _BLOCKS_ON_A_PAGE == 0:
                self._breaks.append(self._row - 1)
            name = f"{board.name}. " if self._told.has_boards else ""
            self._block(name, curve, (first, column))
            column += (_MOST_LINES + 1) * (curve.of(Role.FORECAST) is not None)
        if column > _HELPER:
            self._row = max(self._row, first + _LONGEST_HELPER + 1)

    def page(self) -> Page:
        """Return the sheet."""
        columns = {cell.column for cell in self._cells}
        others = dict.fromkeys(columns - _WIDTHS.keys(), _HELPER_WIDTH)
        return Page(
            NAME,
            tuple(self._cells),
            widths={**_WIDTHS, **others},
            heights=self._heights,
            breaks=tuple(self._breaks),
            repeat_rows=(1, 1),
            printed_columns=_LAST_PRINTED,
            landscape=True,
            footer=f"&L{NAME}&RSida &P av &N",
            charts=tuple(self._charts),
        )

    def _block(self, board: str, curve: Curve, helper: tuple[int, int]) -> None:
        top = self._row
        said = f"{board}{curve.said or curve.title}"
        self._cells.append(Placed(top, 1, said, _HEADING, columns=_LAST_PRINTED))
        self._cells += placed(top + 1, [
            ("Månad", HEADER), *((line.name, HEADER_RIGHT) for line in curve.series),
        ])  # fmt: skip
        for month in range(MONTHS):
            self._cells += placed(top + 2 + month, self._month(curve, month))
        # The chart reaches into the row of air, which must be printed below the last one too.
        self._cells.append(Placed(top + 2 + MONTHS, 1, None, BODY))
        self._heights |= {top: _SAID, top + 1: _HEADER, top + 2 + MONTHS: _GAP}
        self._heights |= dict.fromkeys(range(top + 2, top + 2 + MONTHS), _ROW)
        self._charts.append(self._chart(curve, top + 1, helper))
        self._row = top + _BLOCK

    def _month(self, curve: Curve, month: int) -> Iterator[Cell]:
        yield curve.months[month], _MONTH
        yield from (self._told.amount(line.values[month]) for line in curve.series)

    def _chart(self, curve: Curve, header: int, helper: tuple[int, int]) -> LineChart:
        is_stepped = curve.of(Role.FORECAST) is not None
        first, column, count = header + 1, 1, MONTHS
        if is_stepped:
            rows = steps(curve)
            first, column, count = helper[0] + 1, helper[1], len(rows)
            self._cells += _below(helper, rows, curve.series)
        lines = tuple(_line(line, column + place) for place, line in enumerate(curve.series, 1))
        values = curve.values if is_stepped else (*curve.values, Decimal(0))
        least, greatest, step = axis_around(values, _MOST_TICKS, self._told.last_place)
        return LineChart(
            alternative=curve.alternative,
            first_row=first,
            last_row=first + count - 1,
            label_column=column,
            value_column=column + 1,
            at_row=header,
            at_column=_CHART_COLUMN,
            width_points=_CHART_WIDTH,
            height_points=_CHART_HEIGHT,
            number_format=amount_format(self._told.unit.decimals),
            title=curve.title,
            lines=lines,
            label_axis="Månad",
            value_axis=f"{'Helåret' if is_stepped else 'Hittills i år'}, {curve.unit}",
            axis=(float(least), float(greatest), float(step)),
            by_date=is_stepped,
        )


def _line(line: CurveSeries, column: int) -> ChartLine:
    look = _LOOKS[line.role]
    is_step = line.role in {Role.FORECAST, Role.YEAR_BUDGET, Role.FINAL}
    # A line of one point is not seen; a step of one forecast goes on to the year's end.
    if not is_step and sum(value is not None for value in line.values) == 1:
        look = look._replace(marker=look.marker or "diamond")
    return ChartLine(line.name, column, *look)


def steps(curve: Curve) -> Sequence[tuple[date, Sequence[Decimal | None]]]:
    """Return the points of upright steps: each month as it was until then, and as it is from then.

    What a month does not tell is as the one before it told.
    """
    year = min(max(curve.year, _FIRST_YEAR), _LAST_YEAR)
    points: list[tuple[date, Sequence[Decimal | None]]] = []
    before: list[Decimal | None] = [None] * len(curve.series)
    for month in range(MONTHS):
        now = [
            last if line.values[month] is None else line.values[month]
            for last, line in zip(before, curve.series, strict=True)
        ]
        day = date(year, month + 1, 1)
        if month:
            points.append((day, before))
        points.append((day, now))
        before = now
    return points


def _below(
    place: tuple[int, int],
    rows: Sequence[tuple[date, Sequence[Decimal | None]]],
    lines: Sequence[CurveSeries],
) -> Iterator[Placed]:
    """Yield the points of a chart's steps as cells that are not printed."""
    row, column = place
    yield Placed(row, column, _HELPER_SAYS, QUIET)
    yield from (Placed(row, column + at, line.name, _UNPRINTED) for at, line in enumerate(lines, 1))
    for number, (day, values) in enumerate(rows, row + 1):
        yield Placed(number, column, day, _DAY)
        yield from (
            Placed(number, column + at, value, _UNPRINTED)
            for at, value in enumerate(values, 1)
            if value is not None
        )
