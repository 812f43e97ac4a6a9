"""What one attack is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

ANY = frozenset({0, 1, 2})
REFUSED = frozenset({2})
FAILS = frozenset({1})
PASSES = frozenset({0, 1})
"""The command did its work, whatever it thinks of the workbook."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command line ended, in the folder that it was run in."""

    folder: Path
    status: int | None
    """None: it had to be stopped; below 0: a signal ended it."""
    out: bytes
    err: bytes
    seconds: float
    """Of processor, its children's too."""
    megabytes: float
    """The largest resident size of any one process of it."""
    left: tuple[str, ...] = ()
    """Processes that outlived it."""

    @property
    def said(self) -> str:
        """Return all that it printed."""
        return (self.out + self.err).decode("utf-8", "replace")


Held: TypeAlias = Callable[[Ended], Iterator[str]]
"""Looks at what came of it, and yields a sentence for each broken expectation."""

During: TypeAlias = AbstractContextManager[Sequence[str]]
"""Goes on while the command runs, and gives it its last words."""


@dataclass(frozen=True)
class Tried:
    """A command line to run in a folder that its builder has filled, and what is expected of it."""

    words: Sequence[str | Path]
    status: frozenset[int] = ANY
    may_change: frozenset[str] = frozenset()
    """Files, by their path in the folder, that may change or be made anew. Others stay as they are,
    and any file that was not there may come unless it is in ``may_not_come``."""
    may_not_come: frozenset[str] = frozenset()
    says: str = ""
    """A pattern that must be found in what is printed."""
    silent_on: str = ""
    """A pattern that must not be found."""
    hook: str = ""
    """Python that the process runs before the command."""
    during: During = field(default_factory=lambda: nullcontext(()))
    held: Sequence[Held] = ()
    seconds: float = 30
    """Of processor: the most that files.md promises."""
    megabytes: float = 700
    """Resident. A bounded process has 512 of address space, the command's own has what is left."""
    signal: tuple[float, int] | None = None
    """After how many seconds it is sent which signal."""


Build: TypeAlias = Callable[[Path], Tried]


@dataclass(frozen=True)
class Attack:
    """One input of our own making: the promise of files.md that it is meant to break, by number."""

    name: str
    promise: int
    build: Build
    quick: bool = False
    """Whether ``make test`` runs it too."""
