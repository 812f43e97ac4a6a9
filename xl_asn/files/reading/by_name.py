"""What a file's name alone tells: it is none to open."""

from __future__ import annotations

from xl_asn.files.changing.unfinished import is_unfinished
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.model.findings import Finding


def refused_by_name(name: str) -> Finding | None:
    """Return what is said of a file that its name tells all about, and that need not be opened."""
    if is_lock_file(name):
        return file_finding("F106")
    return file_finding("F108") if is_unfinished(name) else None


def is_lock_file(name: str) -> bool:
    """Return whether a file name is that of the lock Excel or LibreOffice puts beside a file."""
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))
