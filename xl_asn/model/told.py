"""What a user is told when there is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from xl_asn.model.characters import bounded

if TYPE_CHECKING:
    from pathlib import Path

    from xl_asn.model.findings import Finding

_LONGEST_PATH: Final = 500


class ToldError(Exception):
    """There is no answer; the message is a Swedish sentence that says why and what to do.

    Several faults at once are a line each.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what the user is told, line by line."""
        return tuple(map(str, self.args))

    def __str__(self) -> str:
        return "\n".join(self.lines)


class UnusableFileError(ToldError):
    """A file is no workbook of ours, or cannot be read."""

    @classmethod
    def of(cls, path: Path, *findings: Finding) -> Self:
        """Return the error that says of a file what findings say."""
        named = bounded(str(path), _LONGEST_PATH)  # what is said of it is to be seen as well
        return cls(*(f"{named}: {one.message} {one.remedy}" for one in findings))
