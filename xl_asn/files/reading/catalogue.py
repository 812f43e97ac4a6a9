"""A fault of a file → the finding that says it, as the catalogue of file codes has it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xl_asn.files.reading.file_code import FileCode
from xl_asn.files.reading.file_codes import FILE_CODES
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef
from xl_asn.model.personal_numbers import without_personal_numbers

_LONGEST_DETAIL: Final = 80
_BY_CODE: Final[Mapping[str, FileCode]] = MappingProxyType({item.code: item for item in FILE_CODES})


class Unreadable(Exception):  # noqa: N818 - says what the file is; never leaves files/
    """A file that cannot be read whole.

    Private to ``files``: loading turns it into a finding, saving into a sentence.
    """

    def __init__(self, code: str, detail: str = "", cell: CellRef | None = None) -> None:
        super().__init__(code, detail, cell)
        self.code = code
        self.detail = detail
        self.cell = cell

    def finding(self) -> Finding:
        """Return the finding that says the same."""
        return file_finding(self.code, self.detail, self.cell)


def too_many(most: int, what: str, which: str = "") -> Unreadable:
    """Return the fault of a file that has more than ``most`` of something; ``which`` says where."""
    return Unreadable("F139", f"{what} (fler än {f'{most:,}'.replace(',', ' ')}){which}")


def file_finding(code: str, detail: str = "", cell: CellRef | None = None) -> Finding:
    """Make the finding of ``code``, with ``detail`` in its message.

    Raises:
        KeyError: the code is not in the catalogue.
    """
    entry = _BY_CODE[code]
    message = entry.message.format(detalj=_shown(detail))
    return Finding(entry.code, entry.name, entry.severity, message, entry.remedy, cell=cell)


def _shown(detail: str) -> str:
    clean = spelled(without_personal_numbers(detail))
    return clean if len(clean) <= _LONGEST_DETAIL else clean[: _LONGEST_DETAIL - 1] + "…"
