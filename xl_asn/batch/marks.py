"""What has become of a file's findings since an earlier answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_asn.model.findings import Finding


class Mark(Enum):
    """What has become of a finding; the values are the words that a user reads."""

    NEW = "ny"
    STANDING = "kvar"
    MENDED = "rättad"


@dataclass(frozen=True, slots=True)
class Since:
    """A file's findings beside those of an earlier answer.

    ``marks`` are new or standing, one for each finding that the file has now. ``mended`` are those
    that it no longer has. ``is_known`` tells whether the earlier answer had the file at all.
    """

    marks: tuple[Mark, ...]
    mended: tuple[Finding, ...] = ()
    is_known: bool = True

    def count(self, mark: Mark) -> int:
        """Return how many findings have a mark."""
        return len(self.mended) if mark is Mark.MENDED else self.marks.count(mark)
