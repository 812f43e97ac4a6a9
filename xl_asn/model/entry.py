"""A page that a person fills in: which of its cells are open, and what she is helped with there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xl_asn.model.page import Page, Style
from xl_asn.model.statuses import Graded


class Area(NamedTuple):
    """Cells of one column, one-based, both rows included."""

    first_row: int
    last_row: int
    column: int


class Entry(NamedTuple):
    """Cells that a person writes in: what she is told beside them, and what can be chosen.

    ``graded`` are the statuses that are coloured there.
    """

    area: Area
    title: str
    message: str
    choices: tuple[str, ...] = ()
    graded: tuple[Graded, ...] = ()
    is_number: bool = False


class Counter(NamedTuple):
    """A cell that counts how many cells are still blank: ``Kvar att fylla i: 6 av 8``.

    ``left`` is how many there are when the page is made.
    """

    row: int
    column: int
    label: str
    style: Style
    areas: tuple[Area, ...]
    total: int
    left: int


@dataclass(frozen=True)
class EntryPage:
    """A protected page: only the cells whose style is open can be written in.

    ``names`` are defined names by their place (row, column). Rows of ``fitted`` grow with what is
    written in them.
    """

    page: Page
    entries: tuple[Entry, ...] = ()
    counter: Counter | None = None
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    fitted: frozenset[int] = frozenset()
    print_scale: int = 0
    """Per cent of the size on the screen; 0 is one page wide."""
    is_hidden: bool = False
