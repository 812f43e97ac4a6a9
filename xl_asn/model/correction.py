"""A published report that is corrected: which version it is, and what is another in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from xl_asn.model.characters import bounded
from xl_asn.model.money import read_count

NAME: Final = "Rättelse"
NO_CHANGE: Final = "Ingenting är ändrat."
_MOST_ON_START: Final = 1_000


class Correction(NamedTuple):
    """One correction of a published report.

    ``number`` counts from 1, ``dated`` is the day of the corrected report, and ``of`` what was
    published: "månadsrapporten för november 2022". ``period`` is that report's in words, ``file``
    its name, and ``published`` its day. ``changes`` say what is another, one sentence each.
    """

    number: int
    dated: date | None
    of: str
    period: str
    file: str
    published: date | None
    changes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return which version it is: "Rättelse 1, 2022-12-14"."""
        return f"{NAME} {self.number}" + (f", {self.dated}" if self.dated else "")

    def told(self, most: int | None = None) -> str:
        """Return what is another in one line, so many changes at most and the rest as a number."""
        if not self.changes:
            return NO_CHANGE
        shown = self.changes[:most]
        more = len(self.changes) - len(shown)
        rest = () if not more else ("1 ändring till" if more == 1 else f"{more} ändringar till",)
        return f"{bounded('; '.join((*shown, *rest)), _MOST_ON_START).rstrip('.')}."

    def as_json(self) -> Mapping[str, Any]:
        """Return the correction, as the answer of *Beräkna* has it."""
        return {
            "nummer": self.number,
            "datum": self.dated.isoformat() if self.dated else None,
            "rättar": self.file,
            "ändringar": list(self.changes),
        }


class Corrections(NamedTuple):
    """What a workbook's corrections are to those who judge it.

    ``fault`` is what is wrong with the report that it says it corrects, as the end of a sentence,
    and ``status`` what that one has where it is not published, empty for none. ``is_undated`` tells
    that the day on *Start* is still that of what was published. ``previous`` is the correction that
    its previous report is.
    """

    fault: str = ""
    status: str | None = None
    is_undated: bool = False
    previous: Correction | None = None


NO_CORRECTIONS: Final = Corrections()


def number_in(name: str) -> int:
    """Return the number in the name of a correction; 0 for a report that is none."""
    begins, _, rest = name.strip().partition(" ")
    return (read_count(rest.partition(",")[0].strip()) or 0) if begins == NAME else 0
