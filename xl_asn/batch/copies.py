"""Names of copies: what Windows, OneDrive, mail and people add to a file's name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from xl_asn.model.folding import plain

_MARKS: Final = re.compile(
    r"""(?:
        \s*\(\d{1,3}\)                                   # nov (1)
      | \s*[-_]\s*(?:desktop|laptop|pc)-[a-z0-9]{4,}     # nov-DESKTOP-4F2K1: OneDrive
      | [\s_-]+(?:kopia|copy)(?:\s*\d{1,3})?             # nov - kopia
      | [\s_-]+(?:v|ver|version)[\s._]?\d{1,3}           # nov v2
      | [\s_-]+(?:ny|rättad|slutlig|final)(?:\s*\d{1,3})?
    )$""",
    re.VERBOSE,
)
_BEFORE: Final = re.compile(r"^(?:kopia av|copy of)\s+")


def original_name(file: str) -> str:
    """Return the name that a file and its copies have in common, folded and without an ending."""
    name = plain(PurePath(file).stem).casefold()
    while (shorter := _BEFORE.sub("", _MARKS.sub("", name)).strip()) not in {name, ""}:
        name = shorter
    return name
