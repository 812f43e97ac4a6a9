"""What a file's name alone tells: it is none to open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from xl_asn.files.changing.unfinished import is_unfinished
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.file_codes import SKIPPED_CODES
from xl_asn.model.findings import Finding

#: The endings of what somebody means as a workbook, whatever it turns out to be.
WORKBOOKS: Final = frozenset({
    ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xlam", ".xls", ".xlt", ".ods",
})  # fmt: skip
_OF_ITS_NAME: Final = frozenset({"F106", "F108"})


def is_skipped(name: str, findings: Iterable[Finding]) -> bool:
    """Return whether a file is passed over: by its name no workbook is meant, and it is none.

    A workbook whose beginning is damaged looks like no workbook, but somebody waits for it.
    """
    codes = {finding.code for finding in findings}
    if not _OF_ITS_NAME.isdisjoint(codes):
        return True
    return PurePath(name).suffix.casefold() not in WORKBOOKS and not SKIPPED_CODES.isdisjoint(codes)


def refused_by_name(name: str) -> Finding | None:
    """Return what is said of a file that its name tells all about, and that need not be opened."""
    if is_lock_file(name):
        return file_finding("F106")
    return file_finding("F108") if is_unfinished(name) else None


def is_lock_file(name: str) -> bool:
    """Return whether a file name is that of the lock Excel or LibreOffice puts beside a file."""
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))
