"""The one use of typst: a template of ours and data → a document or a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

from xl_asn.exports.fonts import FAMILY, folder, in_font

if TYPE_CHECKING:
    from typst import Fonts

Format = Literal["pdf", "svg", "png"]

_PNG_PPI: Final = 200


def typeset(template: str, data: Mapping[str, Any], kind: Format) -> bytes:
    """Set a template with data, which it reads as text and never as markup.

    The same data gives the same bytes: no clock and no font of the machine goes into it. A PDF is
    PDF/UA-1: typst refuses to make one that a blind reader could not use.
    """
    import typst

    content = json.dumps(in_font({**data, "font": FAMILY}), ensure_ascii=False)
    made: bytes = typst.compile(
        files(__package__).joinpath(template).read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"data": content},
        format=kind,
        ppi=_PNG_PPI if kind == "png" else None,
        pdf_standards="ua-1" if kind == "pdf" else None,
        timestamp=0,
    )
    return made


@cache
def _fonts() -> Fonts:
    """Return the shipped font and those within typst, opened once."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, font_paths=[str(folder())])
