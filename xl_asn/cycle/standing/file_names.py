"""The names of recipients as names of files, which every system takes and which do not collide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from xl_asn.model.characters import is_unseen
from xl_asn.model.folding import composed

_NAMELESS: Final = "mottagare"
_MOST_LETTERS: Final = 60
"""A name has at most 255 bytes, a letter up to four, and an ending and a number come after it."""

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*%]')
#: Windows takes these for devices, whatever ending they have; the last ones are 1, 2 and 3 raised.
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE
)


def file_names(recipients: Iterable[str]) -> Mapping[str, str]:
    """Return the name of a file, without an ending, for each recipient.

    Two whose names become the same one, or differ only in letters that some disks do not tell
    apart, get a number in the order given.
    """
    named: dict[str, str] = {}
    taken: set[str] = set()
    for recipient in dict.fromkeys(recipients):
        first = name = _safe(recipient)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{first}_{number}"
        taken.add(name.casefold())
        named[recipient] = name
    return named


def _safe(recipient: str) -> str:
    """Return a name that Windows, macOS, SharePoint and OneDrive take."""
    text = "".join("-" if is_unseen(sign) else sign for sign in composed(recipient))
    text = " ".join(_FORBIDDEN.sub("-", text).split())[:_MOST_LETTERS]
    # A dot or a blank last is dropped by Windows; first, a name is hidden, or that of a lock.
    text = text.strip(". ").lstrip("~").strip(". ") or _NAMELESS
    return f"{text}_" if _RESERVED.fullmatch(text.partition(".")[0].strip()) else text
