"""Which curves the archive's web page draws, each with its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.cycle.archive.curves_svg import NARROW, SMALL, WIDE, Size, curve_svg, near
from xl_asn.cycle.archive.page_tables import Cell, Names, WebTable, curve_table
from xl_asn.model.archive import BoardArchive, FollowedRow
from xl_asn.report.year_curves import (
    Curve,
    Role,
    amount_unit,
    forecast_steps,
    outcome_curve,
)

_Made: TypeAlias = Callable[[FollowedRow, int, str], Curve | None]
_LARGE: Final = (WIDE, NARROW)


class Drawing(NamedTuple):
    """A curve drawn: its heading, the drawings of it for windows of several widths, its numbers.

    ``said`` is how the year stands, in a sentence. ``has_band`` tells whether it shows what is near
    enough to the closing figure.
    """

    heading: str
    said: str
    drawings: tuple[str, ...]
    has_band: bool
    table: WebTable


class RowDrawings(NamedTuple):
    """The small drawings of one row."""

    name: Cell
    drawings: tuple[Drawing, ...]


class BoardDrawings(NamedTuple):
    """The drawings of a board's own result: those that are shown, and those of years before."""

    shown: tuple[Drawing, ...] = ()
    earlier: tuple[Drawing, ...] = ()


def board_drawings(board: BoardArchive, unit: str, mark: str) -> BoardDrawings:
    """Return the latest year of a board's own result, and how the latest whole year went.

    ``mark`` begins what the drawings are called in the page.
    """
    row = board.total
    if row is None:
        return BoardDrawings()
    outcome = next(_latest(row, outcome_curve, unit), None)
    steps = list(_latest(row, forecast_steps, unit))
    whole = [curve for curve in steps if curve.of(Role.FINAL)]
    shown = [*([outcome] if outcome else []), *steps[:1]]
    if steps and steps[0] not in whole:
        shown += whole[:1]
    earlier = [curve for curve in steps if curve not in shown]
    return BoardDrawings(
        tuple(
            _drawn(curve, _LARGE, board.limit, f"{mark}-k{at}") for at, curve in enumerate(shown, 1)
        ),
        tuple(
            _drawn(curve, (SMALL,), board.limit, f"{mark}-t{at}")
            for at, curve in enumerate(earlier, 1)
        ),
    )


def row_drawings(
    rows: Iterable[FollowedRow], names: Names, unit: str, limit: Decimal, mark: str
) -> Iterator[RowDrawings]:
    """Yield the latest year of each row that has any amount to draw."""
    for at, row in enumerate(rows, 1):
        found = [next(_latest(row, make, unit), None) for make in (outcome_curve, forecast_steps)]
        drawings = tuple(
            _drawn(curve, (SMALL,), limit, f"{mark}-r{at}-{which}")
            for which, curve in enumerate(found, 1)
            if curve is not None
        )
        if drawings:
            yield RowDrawings(names[row.id], drawings)


def _latest(row: FollowedRow, make: _Made, unit: str) -> Iterator[Curve]:
    """Yield a row's curves, those of the latest year first."""
    for year in reversed(row.years):
        curve = make(row, year, unit)
        if curve is not None:
            yield curve


def _drawn(curve: Curve, sizes: Iterable[Size], limit: Decimal, mark: str) -> Drawing:
    heading = "Prognoserna" if curve.of(Role.FORECAST) else "Utfall mot budget"
    return Drawing(
        f"{heading} {curve.year}",
        curve.said,
        tuple(curve_svg(curve, size, limit, f"{mark}-{size.name}") for size in sizes),
        any(most for _, most in near(curve, limit).values()),
        curve_table(curve, amount_unit(curve.unit)),
    )
