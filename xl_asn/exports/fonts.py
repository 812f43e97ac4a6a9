"""The font that documents are set in, and texts as it can show them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from xl_asn.model.characters import printed

FAMILY: Final = "Source Sans Pro"


def folder() -> Path:
    """Return the folder of the font's files; its licence, SIL OFL, lets it be shipped.

    typst takes folders and no files, and of two files of one face that which the disk lists first:
    the folder has one file for each face, so that it does not matter in what order.
    """
    return Path(__file__).parent / "source_sans_pro"


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
