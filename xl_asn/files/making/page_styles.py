"""A style as XlsxWriter says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xl_asn.model.page import FONT, FONT_SIZE, Line, Style

#: A type of the theme's would take the place of the one that is named.
_NO_THEME: Final = {"font_scheme": "none"}
#: What stands in a cell without a style, and what the width of a column is counted in.
DEFAULT_FORMAT: Final[Mapping[str, object]] = {
    "font_name": FONT, "font_size": FONT_SIZE, **_NO_THEME,
}  # fmt: skip

_LINES: Final[dict[Line, int]] = {"thin": 1, "medium": 2, "hair": 7}
_SINGLE_UNDERLINE: Final = 1


def format_properties(style: Style, *, quoted: bool) -> dict[str, object]:
    """Return the properties of the XlsxWriter format that shows a style.

    ``quoted`` is Excel's leading apostrophe: the text stays text when someone edits the cell.
    """
    asked: dict[str, object] = {
        "font_name": style.font,
        **_NO_THEME,
        "font_size": style.size,
        "font_color": "#" + style.colour,
        "bold": style.bold,
        "italic": style.italic,
        "underline": _SINGLE_UNDERLINE if style.underline else None,
        "bg_color": style.fill and "#" + style.fill,
        "align": style.horizontal,
        "valign": style.vertical,
        "text_wrap": style.wrap,
        "indent": style.indent,
        "num_format": None if style.number_format == "General" else style.number_format,
        "quote_prefix": quoted,
    }
    if style.is_open:
        asked["locked"] = False
    for side, line in (("top", style.top), ("bottom", style.bottom)):
        if line is not None:
            asked |= {side: _LINES[line], f"{side}_color": "#" + style.line_colour}
    return {name: value for name, value in asked.items() if value or name == "locked"}
