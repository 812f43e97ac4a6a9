"""*Utmanare*: a forecast that nobody has thought about, beside the board's own.

To the left what it says of the latest report, to the right how it did in the years that are over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.calculation.forecasts import challenger
from xl_asn.cycle.archive.book_lists import (
    NOTHING,
    QUIET,
    RIGHT,
    Cell,
    Judged,
    Told,
    ToldBoard,
    count,
    dash,
    ratio,
    share,
)
from xl_asn.cycle.archive.book_overview import hits_of
from xl_asn.cycle.archive.book_sheet import listed
from xl_asn.model.archive import MONTHS, FollowedRow, Month, month_label
from xl_asn.model.page import Page
from xl_asn.pages.sheet_styles import BODY, ListColumn

NAME: Final = "Utmanare"
WHAT: Final = (
    "Utmanaren är en jämförelse och skrivs aldrig in i Prognos. Den tar utfallet hittills delat "
    "med den andel av året som brukar ha kommit vid samma tid. Om de tidigare åren inte säger hur "
    "stor andelen är, tar den i stället utfallet plus resten av årets budget."
)
_NO_EARLIER: Final = (
    "Inget tidigare år är helt i arkivet, med ett utfall för december. Därför finns ingen utmanare"
)
_RIGHT_SIDE: Final = (
    "Till höger står hur utmanaren hade klarat sig de år som är slut, mot nämndens prognoser för "
    "samma månader. Kvoten är nämndens medelfel delat med utmanarens: under 1 är nämndens "
    "prognoser bättre."
)
_MOST_YEARS: Final = 2


def challenger_page(told: Told) -> Page:
    """Lay out the sheet: a line for each row of a board that has an earlier whole year."""
    months = {latest for board in told.boards if (latest := _latest(board)) is not None}
    heads = [*told.heads(), *([ListColumn("Rapport", 15)] if len(months) > 1 else [])]
    rows = [
        [*told.head(one), *([(month_label(month), BODY)] if len(months) > 1 else []),
         *_now(told, one, month), *_then(told, one)]
        for board in told.boards
        if (month := _latest(board)) is not None and _has_earlier(board, month)
        for one in board.rows
    ]  # fmt: skip
    unit = told.unit.value
    which = f"Rapporten för {month_label(min(months))}" if len(months) == 1 else "Rapporten"
    bands = [
        ("", len(heads)), (f"{which}, {unit}", len(_NOW)),
        (f"Åren som är slut, {unit}", len(_THEN)),
    ]  # fmt: skip
    leads = [WHAT, *_without(told), *([_RIGHT_SIDE] if rows else [])]
    return listed(NAME, leads, [*heads, *_NOW, *_THEN], rows, bands=bands)


_NOW: Final = (
    ListColumn("Utfall", 11, number=True),
    ListColumn("Andel som brukar ha kommit", 13, number=True),
    ListColumn("Åren som säger det", 12, number=True),
    ListColumn("Utmanaren", 11.5, number=True),
    ListColumn("Prognos", 11, number=True),
    ListColumn("Prognos minus utmanaren", 12, number=True),
    ListColumn("Så är utmanaren beräknad", 20),
)
_THEN: Final = (
    ListColumn("Månader", 10, number=True),
    ListColumn("Nämndens medelfel", 11.5, number=True),
    ListColumn("Utmanarens medelfel", 12.5, number=True),
    ListColumn("Kvot", 9.5, number=True),
    ListColumn("Nämndens träffar", 11.5, number=True),
    ListColumn("Utmanarens träffar", 12.5, number=True),
)


def _latest(board: ToldBoard) -> Month | None:
    """Return the month of a board's latest report."""
    return max((one.month for row in board.board.rows for one in row.observed), default=None)


def _has_earlier(board: ToldBoard, month: Month) -> bool:
    """Whether any row of a board has a whole year before that of a month."""
    rows = board.board.rows
    return any(row.final(year) is not None for row in rows for year in row.years if year < month[0])


def _without(told: Told) -> Iterator[str]:
    """Yield which boards have no challenger at all."""
    names = [
        board.name
        for board in told.boards
        if (month := _latest(board)) is None or not _has_earlier(board, month)
    ]
    if len(names) == len(told.boards):
        yield f"{_NO_EARLIER}."
    elif names:
        yield f"{_NO_EARLIER} för {', '.join(names)}."


def _now(told: Told, one: Judged, month: Month) -> Iterator[Cell]:
    figures, found = one.row.at(month), challenger(one.row, month)
    yield told.amount(figures.outcome)
    yield share(found.share if found else None)
    yield (_years(found.years), RIGHT) if found and found.years else dash()
    yield told.amount(found.forecast if found else None)
    yield told.amount(figures.forecast)
    yield (
        told.amount(figures.forecast - found.forecast, signed=True)
        if found and figures.forecast is not None
        else dash()
    )
    yield (found.by.value, BODY) if found else (f"{NOTHING} {_why(one.row, month)}", QUIET)


def _years(years: Sequence[int]) -> str:
    in_a_row = years[-1] - years[0] == len(years) - 1
    if len(years) > _MOST_YEARS and in_a_row:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


def _why(row: FollowedRow, month: Month) -> str:
    """Return why a row has no challenger in a month."""
    if month not in row.by_month:
        return "raden är inte med"
    if month[1] == MONTHS:
        return "året är slut"
    if row.at(month).outcome is None:
        return "utfall saknas"
    if not any(row.final(year) is not None for year in row.years if year < month[0]):
        return "inget helt år före"
    return "budget saknas"


def _then(told: Told, one: Judged) -> Iterator[Cell]:
    own, other = one.accuracy.against, one.accuracy.challenger
    yield count(len(other.misses)) if other.misses else dash()
    yield told.amount(own.mean_error)
    yield told.amount(other.mean_error)
    yield ratio(one.accuracy.relative)
    yield hits_of(own)
    yield hits_of(other)
