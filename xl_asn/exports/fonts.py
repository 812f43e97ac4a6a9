"""The font that documents are set in, and texts as it can show them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from xl_asn.model.characters import printed

FAMILY: Final = "Source Sans Pro"


def folder() -> Path:
    """Return the folder of the font's files; its licence, SIL OFL, lets it be shipped."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.__file__).parent / "files"


def in_font(value: Any) -> Any:
    """Return texts, lists and mappings with nothing in them that the font cannot show."""
    match value:
        case str():
            return printed(value)
        case Mapping():
            return {key: in_font(part) for key, part in value.items()}
        case list() | tuple():
            return [in_font(part) for part in value]
    return value
