"""The tables of the archive's web page: what stands in each cell, and what is read aloud of it.

A sign is shown with its word or with a word for those who have the page read to them; a blank cell
says why it is blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.forecasts import LEAST_FOR_BIAS, Accuracy, By, Miss, challenger
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    MONTHS,
    ArchivedFile,
    BoardArchive,
    FiledGoal,
    FollowedRow,
    Month,
    Remark,
    month_label,
)
from xl_asn.model.money import HARD_SPACE, rounded, show_number, show_share
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.report.year_curves import Curve

DASH: Final = "–"
_NUMBER: Final = "number"
_LONGEST: Final = 12
_HIT, _MISS = "●", "■"
_LIGHTS: Final = {"●": "good", "▲": "question", "■": "error"}


class Cell(NamedTuple):
    """What stands in a cell: a sign that is not read aloud, a text, and a line under it.

    ``hidden`` is read aloud and not shown; it stands before the text. ``link`` is a place in the
    page.
    """

    text: str = ""
    symbol: str = ""
    hidden: str = ""
    note: str = ""
    css: str = ""
    link: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is longer than an amount of any board is: it may then be broken."""
        return len(self.text) > _LONGEST

    @property
    def is_blank(self) -> bool:
        """Whether it has nothing to say where each cell is a line of its own."""
        return not (self.text or self.note or self.symbol)


#: What each row is called, by its id.
Names: TypeAlias = Mapping[str, Cell]


class Head(NamedTuple):
    """A column: its header, and how its cells look."""

    text: str
    css: str = ""


class Line(NamedTuple):
    """A row of a table: what it is of, and its cells."""

    name: Cell
    cells: tuple[Cell, ...]
    css: str = ""


class WebTable(NamedTuple):
    """A table of the page; ``css`` says how it is laid out."""

    caption: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    css: str = "list"


def row_order(board: BoardArchive) -> tuple[FollowedRow, ...]:
    """Return a board's rows: its own result, the rest of that sheet as it stands, other sheets."""
    family = family_of(board)
    first = {row.row.family: at for at, row in reversed([*enumerate(board.rows)])}
    return tuple(
        sorted(
            board.rows,
            key=lambda row: (
                not row.is_board,
                row.row.family != family,
                first[row.row.family],
                -row.observed[-1].month[0] * MONTHS - row.observed[-1].month[1],
                row.row.number,
            ),
        )
    )


def family_of(board: BoardArchive) -> str:
    """Return what the rows are that the board's own result is one of; the first ones without it."""
    row = board.total or next(iter(board.rows), None)
    return "" if row is None else row.row.family


def hits_table(found: Sequence[Accuracy], names: Names, caption: str, unit: AmountUnit) -> WebTable:
    """Return how good the forecasts of some rows were."""
    heads = (
        Head("Rad"), Head("Prognoser", _NUMBER), Head("Träffar", _NUMBER), Head("Lutning", _NUMBER),
        Head("Medelfel", _NUMBER), Head("% av årsbudgeten", _NUMBER), Head("Utmanaren", _NUMBER),
        Head("Kvot", _NUMBER),
    )  # fmt: skip
    return WebTable(caption, heads, tuple(_hits(one, names, unit) for one in found), "list hits")


def _hits(found: Accuracy, names: Names, unit: AmountUnit) -> Line:
    hers, other = found.hers, found.challenger
    shown = _shown(unit)
    unjudged = len(hers.misses) - hers.judged
    hits = Cell(
        f"{hers.hits}{HARD_SPACE}av{HARD_SPACE}{hers.judged}" if hers.judged else DASH,
        note=f"{unjudged} utan årsbudget" if unjudged else "",
    )
    leaning = (
        Cell(DASH, note=f"färre än {LEAST_FOR_BIAS}")
        if hers.bias is None
        else Cell(show_number(hers.bias, unit.decimals, signed=True), note=hers.leaning)
    )
    small = Cell(DASH, hidden="", note="raden är liten" if hers.judged else "ingen årsbudget")
    return Line(
        names[found.row.id],
        (
            Cell(str(len(hers.misses))),
            hits,
            leaning,
            Cell(shown(hers.mean_error)),
            small if hers.mean_share is None else Cell(show_share(hers.mean_share, 1)),
            Cell(
                shown(other.mean_error),
                note=f"{other.hits} av {other.judged} träffar" if other.judged else "",
                hidden="" if other.misses else "ingen, ",
            ),
            _relative(found, unit),
        ),
        _css(found.row),
    )


def _relative(found: Accuracy, unit: AmountUnit) -> Cell:
    if found.relative is None or found.against.mean_error is None:
        return Cell(DASH, hidden="ingen, ")
    word = "lika" if found.relative == 1 else "bättre" if found.relative < 1 else "sämre"
    own = show_number(found.against.mean_error, unit.decimals)
    return Cell(show_number(found.relative, 2), note=f"{word}, nämnden {own}")


def matrix(found: Iterable[Accuracy], names: Names, year: int, caption: str) -> WebTable | None:
    """Return each forecast of a year against its closing figure; None where there is none."""
    lines = []
    for one in found:
        misses = {miss.month: miss for miss in one.hers.misses}
        if any(month[0] == year for month in misses):
            cells = tuple(_missed(misses.get((year, m)), one.limit) for m in range(1, MONTHS))
            lines.append(Line(names[one.row.id], cells, _css(one.row)))
    heads = (Head("Rad"), *(Head(month, "cell") for month in MONTH_HEADERS[:-1]))
    return WebTable(caption, heads, tuple(lines), "grid") if lines else None


def _missed(miss: Miss | None, limit: Decimal) -> Cell:
    if miss is None:
        return Cell("", hidden="ingen prognos")
    if miss.share is None:
        return Cell(DASH, hidden="ingen årsbudget att bedöma mot, ", css="soft")
    if miss.hit:
        return Cell(show_number(miss.share * 100, 1, signed=True), _HIT, "Träff, ", css="good")
    # A near miss gets another decimal, and a word where that would not tell it from a hit either.
    decimals = 2 if _looks_hit(miss.share, limit, 1) else 1
    share = show_number(miss.share * 100, decimals, signed=True)
    note = "strax utanför" if _looks_hit(miss.share, limit, 2) else ""
    return Cell(share, _MISS, "Miss, ", note, "error")


def _looks_hit(share: Decimal, limit: Decimal, decimals: int) -> bool:
    return rounded(abs(share) * 100, decimals) <= limit * 100


def goal_table(board: BoardArchive, year: int, caption: str) -> WebTable | None:
    """Return each goal's colours of a year; None where no goal was told of."""
    told = {report.month for report in board.reports}
    lines = []
    for goal in board.goals:
        if any(month[0] == year for month in goal.colours):
            cells = tuple(
                _colour(goal.colours.get((year, m)), is_told=(year, m) in told)
                for m in range(1, MONTHS + 1)
            )
            name = f"{goal.number} {goal.name}".strip()
            lines.append(Line(Cell(name), cells))
    heads = (Head("Mål"), *(Head(month, "cell") for month in MONTH_HEADERS))
    return WebTable(caption, heads, tuple(lines), "grid words") if lines else None


def _colour(goal: FiledGoal | None, *, is_told: bool) -> Cell:
    if goal is None:
        return Cell("", hidden="målet fanns inte i rapporten" if is_told else "ingen rapport")
    if not goal.word:
        return Cell("Ej bedömt", css="soft")
    return Cell(goal.word, goal.symbol, css=_LIGHTS.get(goal.symbol, "soft"))


def challenger_table(
    rows: Iterable[FollowedRow], names: Names, month: Month, caption: str, unit: AmountUnit
) -> WebTable | None:
    """Return what earlier years' share makes of a month, beside the forecast that was made."""
    lines = tuple(line for row in rows for line in _challenged(row, names, month, unit))
    heads = (
        Head("Rad"), Head("Utfall", _NUMBER), Head("Andel som brukar ha kommit", _NUMBER),
        Head("Utmanaren", _NUMBER), Head("Prognos", _NUMBER),
        Head("Prognos minus utmanaren", _NUMBER),
    )  # fmt: skip
    return WebTable(caption, heads, lines) if lines else None


def _challenged(row: FollowedRow, names: Names, month: Month, unit: AmountUnit) -> Iterator[Line]:
    other = challenger(row, month)
    if other is None:
        return
    shown = _shown(unit)
    figures = row.at(month)
    share = (
        Cell(DASH, note=By.BUDGET.value)
        if other.share is None
        else Cell(show_share(other.share, 1), note=_years(other.years))
    )
    apart = DASH
    if figures.forecast is not None:
        apart = show_number(figures.forecast - other.forecast, unit.decimals, signed=True)
    yield Line(
        names[row.id],
        (
            Cell(shown(figures.outcome)), share, Cell(shown(other.forecast)),
            Cell(shown(figures.forecast)), Cell(apart),
        ),
        _css(row),
    )  # fmt: skip


def _years(years: Sequence[int]) -> str:
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:  # noqa: PLR2004 - a range
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


def remark_table(remarks: Iterable[Remark], caption: str) -> WebTable:
    """Return what there is to know of the archive, in the order given."""
    heads = (Head("Månad"), Head("Vad"), Head("Förklaring"), Head("Filer"))
    lines = tuple(
        Line(
            Cell(month_label(one.month))
            if one.month
            else Cell(DASH, hidden="ingen särskild månad, "),
            (Cell(one.kind.value), Cell(one.said), Cell(", ".join(one.files))),
        )
        for one in remarks
    )
    return WebTable(caption, heads, lines, "list remarks")


def file_table(files: Iterable[ArchivedFile], caption: str) -> WebTable:
    """Return every file that was found, what became of it and why, and its checksum."""
    heads = (Head("Fil"), Head("Nämnd"), Head("Period"), Head("I arkivet"), Head("Varför"))
    lines = tuple(
        Line(
            Cell(one.file, note=f"SHA-256 {one.sha256}" if one.sha256 else ""),
            (Cell(one.board), Cell(one.period), Cell(one.became), Cell(one.why)),
        )
        for one in files
    )
    return WebTable(caption, heads, lines, "list files")


def curve_table(curve: Curve, unit: AmountUnit) -> WebTable:
    """Return the amounts that a curve draws, a row for each month that has any."""
    shown = _shown(unit)
    heads = (Head("Månad"), *(Head(line.name, _NUMBER) for line in curve.series))
    lines = tuple(
        Line(Cell(month), tuple(Cell(shown(line.values[at])) for line in curve.series))
        for at, month in enumerate(curve.months)
        if any(line.values[at] is not None for line in curve.series)
    )
    return WebTable(curve.title, heads, lines, "list amounts")


def by_family(found: Iterable[Accuracy]) -> Mapping[str, list[Accuracy]]:
    """Return rows by the sheet that they are rows of, as it is called in the latest report."""
    parted: dict[str, list[Accuracy]] = {}
    sheets: dict[str, str] = {}
    for one in found:
        sheet = sheets.setdefault(one.row.row.family, one.row.row.sheet)
        parted.setdefault(sheet, []).append(one)
    return parted


def _shown(unit: AmountUnit) -> Callable[[Decimal | None], str]:
    return lambda value: DASH if value is None else show_number(value, unit.decimals)


def names_of(rows: Sequence[FollowedRow]) -> Names:
    """Return what each row is called, with its area where several rows of its sheet have the name.

    Those that are called the same in the same area are told apart by what they are a part of.
    """
    times = Counter((row.row.family, row.label) for row in rows)
    return {
        row.id: Cell(
            row.label.strip() or "(utan namn)",
            note=" › ".join(filter(None, (row.row.area, row.row.parent)))
            if times[row.row.family, row.label] > 1
            else "",
        )
        for row in rows
    }


def _css(row: FollowedRow) -> str:
    kind = row.row.kind
    return "sum" if kind.is_sum else "part" if kind is RowKind.OF_WHICH else ""
