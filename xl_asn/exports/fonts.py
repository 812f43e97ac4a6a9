"""The font that documents are set in, and what to print instead of a character that it lacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

FAMILY: Final = "Source Sans Pro"
#: Blocks of characters that the font is known to hold, so that it need not be opened for them.
_HELD: Final = frozenset(
    {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x180)), *"–—…•−●▲■≥≤’”„\n"}
)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Mn"})


def folder() -> Path:
    """Return the folder of the font's files; its licence, SIL OFL, lets it be shipped."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.__file__).parent / "files"


@cache
def _characters() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(folder() / "SourceSansPro-Regular.otf", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def printable(value: Any) -> Any:
    """Return texts, lists and mappings with nothing in them that the font cannot show.

    A document for a blind reader may not hold a character without a glyph; its number is
    printed, so that nothing is lost without a word.
    """
    match value:
        case str():
            return value if _HELD.issuperset(value) else "".join(map(_shown, value))
        case Mapping():
            return {key: printable(part) for key, part in value.items()}
        case list() | tuple():
            return [printable(part) for part in value]
    return value


def _shown(character: str) -> str:
    if character in _HELD or character in _characters():
        return character
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    return f"[tecken U+{ord(character):04X}]"
