"""The archive that a workbook names on *Start*, read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

from xl_asn.calculation.followed import OwnArchive

NO_ARCHIVE: Final = "är inget arkiv från xl_asn"
OTHER_BOARD: Final = "har inga rapporter från nämnden"


class NamedArchive:
    """What a workbook's archive knows of its board, or why it knows nothing.

    ``read`` gives the archive, or why it cannot be had as the end of a sentence; None where nothing
    can be told. It is called once, and first when somebody asks.
    """

    def __init__(self, read: Callable[[], OwnArchive | str | None]) -> None:
        self._read = read

    @cached_property
    def _found(self) -> OwnArchive | str | None:
        return self._read()

    @property
    def own(self) -> OwnArchive | None:
        """Return what it knows of the workbook's board; None where there is no archive to ask."""
        return None if isinstance(self._found, str) else self._found

    @property
    def fault(self) -> str:
        """Return why it cannot be asked, as the end of a sentence; empty where it can, or need not.

        A workbook that names no archive has none to ask, and no fault.
        """
        return self._found if isinstance(self._found, str) else ""


def no_archive() -> NamedArchive:
    """Return that of a workbook that names none."""
    return NamedArchive(lambda: None)
