"""The statuses that are others, each goal with its units that have moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xl_asn.case.comparing.changes import GoalMove
from xl_asn.case.comparing.sides import One, plain
from xl_asn.case.comparing.values import status_of
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.model.comparison import ColourChange, UnitMove
from xl_asn.model.grid import CellRef


def colours(
    after: One, changes: Iterable[ColourChange], moves: Iterable[GoalMove]
) -> Iterator[ColourChange]:
    """Yield the goals whose status or units have moved, and then all other statuses.

    Units of a goal that the sheet of goals does not have are told under its number.
    """
    units: dict[Decimal, list[UnitMove]] = {}
    for goal, move in moves:
        units.setdefault(goal, []).append(move)
    others = list(changes)
    for row in after.document.rows_of(GoalRow):
        moved = tuple(units.pop(row.number, ())) if row.number is not None else ()
        own = _taken(others, row)
        if own is not None:
            yield own._replace(units=moved)
        elif moved:
            status = status_of(after, row)
            cell = row.place("assessment") or moved[0].cell
            yield ColourChange(plain(row), status, status, cell, moved)
    yield from others
    for goal, left in units.items():
        yield ColourChange(f"Mål {goal}", None, None, left[0].cell, tuple(left))


def _taken(changes: list[ColourChange], row: GoalRow) -> ColourChange | None:
    """Take the change of a goal's own status out of the list; None where it has not changed."""
    cells: set[CellRef | None] = {row.place("assessment"), row.place("override")}
    for at, change in enumerate(changes):
        if change.cell in cells and change.what == plain(row):
            return changes.pop(at)
    return None
