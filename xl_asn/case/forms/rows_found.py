"""Which row of a returned form is which: told by its key cells, and never by its place."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from xl_asn.case.forms.blocks import Block
from xl_asn.case.forms.sections import BETWEEN, Made, MadeRow
from xl_asn.model.grid import folded_name
from xl_asn.model.identity import RowKey

T = TypeVar("T")


class Stands(NamedTuple):
    """A row of the form as it has come back: the block that it stands in, and its number."""

    block: Block
    row: int


class Found(NamedTuple):
    """The rows of a section that has come back.

    ``rows`` gives where each stands: mostly in one place, in several where it has been copied.
    ``alike`` cannot be told from each other, ``gone`` stand nowhere, and ``strange`` are rows that
    the form did not have.
    """

    rows: Mapping[RowKey, tuple[Stands, ...]]
    alike: tuple[MadeRow, ...]
    gone: tuple[MadeRow, ...]
    strange: tuple[Stands, ...]


def rows_found(made: Made, blocks: Sequence[Block]) -> Found:
    """Return which row is which in the blocks of a section.

    A row is the one that its key cells name. Where they name none, or several, it is the one whose
    other locked cells it has, if they are all as they were. Where both contradict each other, or
    tell too little, nobody can say.
    """
    here = [Stands(block, row) for block in blocks for row in block.rows]
    by_name = _grouped(here, lambda one: one.block.names(one.row) or ())
    rows: dict[RowKey, tuple[Stands, ...]] = {}
    named: set[int] = set()
    told: set[RowKey] = set()
    for name, those in _grouped(made.rows, _name).items():
        standing = by_name.get(name, [])
        named.update(one.row for one in standing)
        told.update(row.key for row in those if standing)
        for row in those:
            found = standing if len(those) == 1 else _standing_as(row, standing, made)
            if found and not _contradicted(row, found, made):
                rows[row.key] = tuple(found)
    left = [one for one in here if one.row not in named]
    rows |= _told_by_others(made, left, told)
    used = named | {one.row for standing in rows.values() for one in standing}
    return Found(
        rows,
        tuple(row for row in made.rows if row.key in told and row.key not in rows),
        tuple(row for row in made.rows if row.key not in told and row.key not in rows),
        tuple(one for one in here if one.row not in used),
    )


def _name(row: MadeRow) -> tuple[str, ...]:
    return tuple(map(folded_name, row.name.split(BETWEEN)))


def _standing_as(row: MadeRow, standing: Sequence[Stands], made: Made) -> list[Stands]:
    """Return where a row stands of several that are called the same."""
    found = [one for one in standing if one.block.matches(one.row, row)]
    return found if _is_alone(row, made) else []


def _told_by_others(
    made: Made, left: Iterable[Stands], told: Container[RowKey]
) -> Mapping[RowKey, tuple[Stands, ...]]:
    """Return the rows that are told by their other locked cells alone."""
    meant: dict[RowKey, list[Stands]] = {}
    for one in left:
        fits = [row for row in made.rows if one.block.matches(one.row, row)]
        if len(fits) == 1 and fits[0].key not in told:
            meant.setdefault(fits[0].key, []).append(one)
    return {key: tuple(standing) for key, standing in meant.items() if len(standing) == 1}


def _is_alone(row: MadeRow, made: Made) -> bool:
    """Whether no other row has the same in its other locked cells."""
    own = row.others(made.keys)
    return sum(one.others(made.keys) == own for one in made.rows) == 1


def _contradicted(row: MadeRow, standing: Sequence[Stands], made: Made) -> bool:
    """Whether the other locked cells of any of the rows say that it is another one."""
    return any(
        other.key != row.key and one.block.matches(one.row, other) and _is_alone(other, made)
        for one in standing
        if not one.block.matches(one.row, row)
        for other in made.rows
    )


def _grouped(items: Iterable[T], name: Callable[[T], tuple[str, ...]]) -> dict[
    tuple[str, ...], list[T]
]:  # fmt: skip
    groups: dict[tuple[str, ...], list[T]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return groups
