"""An earlier archive of ours: it lies where the next one is to be written, and is no input."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

BOOK_TITLE: Final = "Arkiv över rapporter"
PAGE_MARK: Final = b'<meta name="generator" content="xl-asn arkiv">'
"""What tells a page of ours."""

_MOST_READ: Final = 64 * 1024
_CSV: Final = "Nämnd;År;Månad;Period;Dokument;Blad;".encode()
_PACKAGE: Final = b'"profile": "tabular-data-package",\n "name": "arkiv"'
_PROPERTIES: Final = "docProps/core.xml"


def is_own_archive(path: Path) -> bool:
    """Return whether a file is what ``arkiv`` has written; what cannot be read is not."""
    try:
        with path.open("rb") as file:
            head = file.read(_MOST_READ)
        if not head.startswith(b"PK"):
            return head.startswith(_CSV) or PAGE_MARK in head or _PACKAGE in head
        with zipfile.ZipFile(path) as archive, archive.open(_PROPERTIES) as part:
            return f"<dc:title>{BOOK_TITLE}</dc:title>".encode() in part.read(_MOST_READ)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError):
        return False
