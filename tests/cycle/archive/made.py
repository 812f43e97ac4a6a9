"""Archives made by hand: years of months whose forecasts miss by a known share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    MONTHS,
    Archive,
    BoardArchive,
    Figures,
    FiledGoal,
    FiledReport,
    FiledRow,
    FollowedGoal,
    FollowedRow,
    Month,
    Observed,
)
from xl_asn.model.periods import Period

BOARD = "Arbetsmarknads- och socialnämnden"
OTHER = "Kultur- och fritidsnämnden"
#: What of a year has come by each month: little in the summer, much in December.
SEASON = tuple(map(Decimal, (
    "0.07", "0.15", "0.24", "0.32", "0.40", "0.47", "0.53", "0.60", "0.69", "0.78", "0.87", "1",
)))  # fmt: skip
DARK = Decimal("1.02")
HIT = Decimal("0.01")


def year_of(
    final: int,
    *,
    budget: int | None = None,
    lean: Decimal = DARK,
    months: Iterable[int] = range(1, MONTHS + 1),
) -> dict[int, Figures]:
    """Return a year's figures by month: each forecast is so many times the closing figure."""
    whole, planned = Decimal(final), Decimal(final if budget is None else budget)
    return {
        month: Figures(
            (whole * SEASON[month - 1]).quantize(Decimal(1)),
            (planned * month / MONTHS).quantize(Decimal(1)),
            None if month == MONTHS else (whole * lean).quantize(Decimal(1)),
            planned,
        )
        for month in months
    }


def row_of(
    years: Mapping[int, Mapping[int, Figures]],
    *,
    name: str = "Resultat ASN",
    board: str = BOARD,
    kind: RowKind = RowKind.ROW,
    number: int = 6,
) -> FollowedRow:
    """Return a row followed through years of months; a total is the board's own."""
    observed = tuple(
        Observed(
            (year, month),
            FiledRow("Nettokostnad", "activities", "", name, kind, "", number, figures),
            file_of(board, (year, month)),
        )
        for year in sorted(years)
        for month, figures in sorted(years[year].items())
    )
    return FollowedRow(f"Nettokostnad/{name}", board, observed, is_board=kind is RowKind.TOTAL)


def file_of(board: str, month: Month) -> str:
    return f"{month[0]}-{month[1]:02}_{board.split('-', maxsplit=1)[0].lower()}.xlsx"


def goal_of(
    words: Mapping[Month, str],
    *,
    number: str = "1",
    name: str = "Goda resultat",
    board: str = BOARD,
) -> FollowedGoal:
    symbols = {"Grön": "●", "Gul": "▲", "Röd": "■", "Inget utfall": "–"}
    colours = {m: FiledGoal(number, name, w, symbols.get(w, "")) for m, w in words.items()}
    return FollowedGoal(board, number, name, colours)


def board_of(
    rows: Sequence[FollowedRow], goals: Sequence[FollowedGoal] = (), *, board: str = BOARD
) -> BoardArchive:
    months = sorted({one.month for row in rows for one in row.observed} | {
        month for goal in goals for month in goal.colours
    })  # fmt: skip
    reports = tuple(
        FiledReport(
            file_of(board, month), "0" * 64, board, "manadsrapport",
            Period(month[0], month[1], month[1]), None, "Fastställd", "", "tkr",
        )
        for month in months
    )  # fmt: skip
    return BoardArchive(board, reports, tuple(rows), tuple(goals), limit=HIT)


def total_of(
    years: Mapping[int, Mapping[int, Figures]], *, name: str = "Resultat ASN", board: str = BOARD
) -> FollowedRow:
    return row_of(years, name=name, board=board, kind=RowKind.TOTAL, number=9)


def two_years(board: str = BOARD, *, size: int = 1) -> BoardArchive:
    """Return a board of 2021, whole, and 2022, whole and 2 % too dark; four rows and two goals."""
    rows = [
        row_of(_years(-120_000 * size), name="Barn- och ungdomsvård", board=board, number=5),
        row_of(_years(-80_000 * size, lean=Decimal("0.995")), name="Gemensamt IFO", board=board),
        row_of(_years(-400 * size), name="Ensamkommande", board=board, number=7),
        total_of(_years(-200_400 * size), board=board),
    ]
    words = ["Grön", "Grön", "Gul", "Gul", "Gul", "Röd", "Röd", "Gul", "Grön", "Grön", "Grön"]
    goals = [
        goal_of({(2022, m): w for m, w in enumerate(words, 1)}, board=board),
        goal_of(dict.fromkeys([(2022, 2), (2022, 5)], "Inget utfall"), number="2", name="Mål två",
                board=board),
    ]  # fmt: skip
    return board_of(rows, goals, board=board)


def _years(final: int, *, lean: Decimal = DARK) -> dict[int, dict[int, Figures]]:
    return {
        2021: year_of(final * 95 // 100, lean=Decimal(1)),
        2022: year_of(final, budget=final * 99 // 100, lean=lean),
    }


def archive_of(*boards: BoardArchive, unit: str = "tkr") -> Archive:
    return Archive(unit, boards)
