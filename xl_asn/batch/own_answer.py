"""An earlier answer of ours: it lies where the next one is to be written, and is no input."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from xl_asn.batch.verdicts import OUTCOMES

BOOK_TITLE: Final = "Kontroll av arbetsböcker"

_MOST_READ: Final = 256 * 1024
_JSON: Final = re.compile(rb'\s*\{\s*"verktyg":\s*"xl-asn"')
_PAGE: Final = re.compile(
    rb"\s*<!doctype html>.*<title>Kontroll av \d+ fil.*Kontrollerat med xl-asn ", re.DOTALL
)
#: The sums that a table ends with: "2 filer: 1 godkänd, 1 hoppad".
_SUMS: Final = re.compile(rf"^\d+ fil(?:er)?: \d+ (?:{'|'.join(OUTCOMES)})\b", re.MULTILINE)
_LAST_LINES: Final = 4
_PROPERTIES: Final = "docProps/core.xml"


def is_own_answer(path: Path) -> bool:
    """Return whether a file is what ``validera`` has answered; what cannot be read is not."""
    try:
        with path.open("rb") as file:
            head = file.read(_MOST_READ)
            file.seek(-min(_MOST_READ, path.stat().st_size), 2)
            tail = file.read(_MOST_READ)
        if head.startswith(b"PK"):
            return _is_own_book(path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError):
        return False
    last = tail.decode("utf-8", "replace").splitlines()[-_LAST_LINES:]
    return bool(_JSON.match(head) or _PAGE.match(head) or _SUMS.search("\n".join(last)))


def _is_own_book(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive, archive.open(_PROPERTIES) as part:
        return f"<dc:title>{BOOK_TITLE}</dc:title>".encode() in part.read(_MOST_READ)
