"""The rows of a report as its archive knows them: the same row in the reports before it.

Only reports before the report's own month are asked. What they say of the year that is not over
tells no season, and the report's own month is what is to be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from xl_asn.calculation.earlier import same_rows
from xl_asn.calculation.filed_tables import filed_tables
from xl_asn.calculation.pairing import KnowsRows
from xl_asn.calculation.season import Season, season
from xl_asn.model.amounts import AmountTable, RowKind
from xl_asn.model.archive import BoardArchive, FollowedRow, Month
from xl_asn.model.grid import folded_name


class OwnArchive(NamedTuple):
    """What an archive knows of a report's own board before the report's ``month``.

    ``unit`` is the one that the archive's amounts are told in.
    """

    unit: str
    board: BoardArchive
    month: Month


class Followed(NamedTuple):
    """A row of a report as the archive knows it, with its season by the report's month."""

    row: FollowedRow
    season: Season | None


def before(board: BoardArchive, month: Month) -> BoardArchive:
    """Return what is known of a board before a month: reports, rows and holes."""
    rows = (
        replace(row, observed=tuple(one for one in row.observed if one.month < month))
        for row in board.rows
    )
    return replace(
        board,
        reports=tuple(report for report in board.reports if report.month < month),
        rows=tuple(row for row in rows if row.observed),
        gaps=tuple(gap for gap in board.gaps if gap < month),
    )


def followed(
    tables: Iterable[AmountTable], own: OwnArchive, register: KnowsRows
) -> Mapping[tuple[str, int], Followed]:
    """Return the rows that the archive knows, by sheet and number.

    A row that only its likeness has paired is none of them, nor is one that was split or joined.
    """
    rows = _latest(own.board.rows)
    by_family: dict[str, list[FollowedRow]] = {}
    for row in rows:
        by_family.setdefault(row.row.family, []).append(row)
    then = filed_tables((row.row for row in rows), own.unit)
    found: dict[tuple[str, int], Followed] = {}
    for same in same_rows(tables, then, register):
        known = by_family[same.then.family]
        for here, there in same.pairs:
            if here.number not in same.guessed:
                row = known[there.number - 1]
                found[same.table.sheet, here.number] = Followed(row, season(row, own.month))
    return found


def _latest(rows: Iterable[FollowedRow]) -> tuple[FollowedRow, ...]:
    """Return the rows without those that ended before another one took their very name."""
    by_name: dict[tuple[str, ...], list[FollowedRow]] = {}
    for row in rows:
        by_name.setdefault(_name(row), []).append(row)
    last = {name: max(row.observed[-1].month for row in ones) for name, ones in by_name.items()}
    return tuple(
        row
        for name, ones in by_name.items()
        for row in ones
        if row.observed[-1].month == last[name]
    )


def _name(row: FollowedRow) -> tuple[str, ...]:
    filed = row.row
    part_of = filed.parent if filed.kind is RowKind.OF_WHICH else ""
    return filed.family, *map(folded_name, (filed.area, filed.name, part_of))
