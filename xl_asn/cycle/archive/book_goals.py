"""*Mål*: each goal's assessment month by month, in symbol and word."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xl_asn.cycle.archive.book_lists import (
    BOARD_COLUMN,
    NOTHING,
    QUIET,
    Cell,
    Told,
    status_style,
)
from xl_asn.cycle.archive.book_sheet import listed
from xl_asn.model.archive import MONTHS, FiledGoal, FollowedGoal
from xl_asn.model.characters import spelled
from xl_asn.model.money import read_count
from xl_asn.model.page import Page
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.model.statuses import LIGHTS
from xl_asn.pages.sheet_styles import BODY, ListColumn

NAME: Final = "Mål"
_NARROW, _WIDE = 11.5, 15.0
_SHORT: Final = len("– Inget utfall")
_LEFT: Final = BODY._replace(horizontal="left")
_NUMBER: Final = _LEFT._replace(number_format="0")
_DASH: Final = QUIET._replace(horizontal="center")
_LIGHTS: Final = {light.symbol: light for light in LIGHTS}


def goals_page(told: Told) -> Page:
    """Lay out the sheet: a line for each goal and year, and a cell for each month."""
    columns = [
        *([BOARD_COLUMN] if told.has_boards else []),
        ListColumn("Nr", 5),
        ListColumn("Mål", 34),
        ListColumn("År", 7),
        *(ListColumn(month, _width(told)) for month in MONTH_HEADERS),
    ]
    rows = [
        [*([(board.name, BODY)] if told.has_boards else []), *_line(goal, year)]
        for board in told.boards
        for goal in board.board.goals
        for year in sorted({month[0] for month in goal.colours})
    ]
    lead = (
        "Bedömningen av varje mål, månad för månad. Symbolen, ordet och färgen säger samma sak. "
        "Tankstreck (–) betyder att ingen rapport har en bedömning för månaden."
        if rows
        else "Ingen rapport i arkivet har några mål."
    )
    return listed(NAME, [lead], columns, rows)


def _width(told: Told) -> float:
    """Return how wide a month is: words such as *Helt uppfyllt* need more room than colours do."""
    goals = (goal for board in told.boards for goal in board.board.goals)
    longest = max((len(one.shown) for goal in goals for one in goal.colours.values()), default=0)
    return _NARROW if longest <= _SHORT else _WIDE


def _line(goal: FollowedGoal, year: int) -> Iterator[Cell]:
    number = read_count(goal.number)
    yield (goal.number, _LEFT) if number is None else (Decimal(number), _NUMBER)
    yield spelled(goal.name) or "(utan namn)", BODY
    yield Decimal(year), _NUMBER
    for month in range(1, MONTHS + 1):
        yield _assessment(goal.colours.get((year, month)))


def _assessment(told: FiledGoal | None) -> Cell:
    shown = spelled(told.shown) if told else ""
    if not told or not shown:
        return NOTHING, _DASH
    return shown, status_style(_LIGHTS.get(told.symbol))
