"""Registers: what a name means, its other names, when it was valid, and what it replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import ClassVar, Final, TypeVar

from xl_asn.documents.columns import DATE, TEXT, Column
from xl_asn.documents.rows import Row
from xl_asn.model.grid import folded_name
from xl_asn.model.periods import Period

ALIAS: Final = Column("Alias", TEXT, "", width=36)
VALID_FROM: Final = Column("Gäller från", DATE, "Första dagen.")
VALID_TO: Final = Column("Gäller till", DATE, "Sista dagen.")
REPLACES: Final = Column("Ersätter", TEXT, "", width=36)


class RegisterRow(Row):
    """A row of a register. A model adds the columns, in the order of its sheet."""

    is_tool: ClassVar[bool] = True

    @property
    def names(self) -> tuple[str, ...]:
        """Return its own name, which is its label, and its aliases."""
        return (*filter(None, (self.label,)), *_listed(self.get("alias")))

    @property
    def replaced(self) -> tuple[str, ...]:
        """Return the names that this one replaced: one that was renamed or split, or several."""
        return _listed(self.get("replaces"))

    def is_valid_in(self, period: Period) -> bool:
        """Whether it was valid on any day of a period; without dates it always is."""
        began, ended = self.get("valid_from"), self.get("valid_to")
        return (began is None or began <= period.end) and (ended is None or ended >= period.start)

    def is_valid_on(self, day: date) -> bool:
        """Whether it was valid on a day; without dates it always is."""
        began, ended = self.get("valid_from"), self.get("valid_to")
        return (began is None or began <= day) and (ended is None or ended >= day)


def _listed(text: str | None) -> tuple[str, ...]:
    """Return the names in a text that parts them with semicolons."""
    return tuple(name.strip() for name in (text or "").split(";") if name.strip())


E = TypeVar("E")


def by_name(entries: Iterable[E], names: Callable[[E], Iterable[str]]) -> Mapping[str, E]:
    """Return the entry that each folded name means: its own name goes before another's alias.

    Args:
        entries: units or rows, in the order of their sheet; of two alike the first is meant.
        names: the names of an entry, its own one first.
    """
    named: dict[str, E] = {}
    folded = [(entry, [folded_name(name) for name in names(entry)]) for entry in entries]
    for most in (1, None):
        for entry, known in folded:
            for name in known[:most]:
                named.setdefault(name, entry)
    return named
