"""What a file is called that is named after somebody, wherever it lies.

The name is the same in Windows, on a Mac and in the cloud, and never leads to another folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from xl_asn.model.folding import composed, visible
from xl_asn.model.grid import folded_name

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_MOST_BYTES: Final = 160
"""So long may it be: a folder's own path takes its part of what Windows and OneDrive allow."""
_NOBODY: Final = "mottagare"


def stem_of(name: str) -> str:
    """Return what the file of a person or a unit is called, without its ending.

    ``Bogrupper/förvaltningsstöd`` is ``Bogrupper-förvaltningsstöd``: what no file name may hold is
    a dash. It is never empty, and never one that Windows keeps for itself.
    """
    text = name.encode("utf-8", "replace").decode("utf-8")
    text = _FORBIDDEN.sub("-", visible(composed(text)).replace("\n", " "))
    text = " ".join(text.split()).lstrip(".~ ").rstrip(". ")
    while len(text.encode()) > _MOST_BYTES:
        text = text[:-1].rstrip(". ")
    if _RESERVED.fullmatch(text.partition(".")[0].strip()):
        text = f"_{text}"
    return text or _NOBODY


def stems_of(names: Iterable[str]) -> Mapping[str, str]:
    """Return the name of a file, without its ending, for each of several names.

    Those whose files a disk would take for one get a number, in the order given: no two recipients
    of *Utskick* are such (I111), but units of several workbooks may be.
    """
    named: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        first = stem = stem_of(name)
        number = 1
        while folded_name(stem) in taken:
            number += 1
            stem = f"{first}_{number}"
        taken.add(folded_name(stem))
        named[name] = stem
    return named


def is_same_file(one: str, other: str) -> bool:
    """Whether two names make files that a disk takes for one."""
    return folded_stem(one) == folded_stem(other)


def folded_stem(name: str) -> str:
    """Return a name's file as a disk compares it: without regard to case."""
    return folded_name(stem_of(name))
