"""A look as XlsxWriter says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xl_asn.model.page import FONT, FONT_SIZE, Line, Look

#: A type of the theme's would take the place of the one that is named.
_NO_THEME: Final = {"font_scheme": "none"}
#: What stands in a cell without a look, and what the width of a column is counted in.
DEFAULT_FORMAT: Final[Mapping[str, object]] = {
    "font_name": FONT, "font_size": FONT_SIZE, **_NO_THEME,
}  # fmt: skip

_LINES: Final[dict[Line, int]] = {"thin": 1, "medium": 2, "hair": 7}
_SINGLE_UNDERLINE: Final = 1


def format_properties(look: Look, *, quoted: bool) -> dict[str, object]:
    """Return the properties of the XlsxWriter format that shows a look.

    ``quoted`` is Excel's leading apostrophe: the text stays text when someone edits the cell.
    """
    asked: dict[str, object] = {
        "font_name": look.font,
        **_NO_THEME,
        "font_size": look.size,
        "font_color": "#" + look.colour,
        "bold": look.bold,
        "italic": look.italic,
        "underline": _SINGLE_UNDERLINE if look.underline else None,
        "bg_color": look.fill and "#" + look.fill,
        "align": look.horizontal,
        "valign": look.vertical,
        "text_wrap": look.wrap,
        "indent": look.indent,
        "num_format": None if look.number_format == "General" else look.number_format,
        "quote_prefix": quoted,
    }
    for side, line in (("top", look.top), ("bottom", look.bottom)):
        if line is not None:
            asked |= {side: _LINES[line], f"{side}_color": "#" + look.line_colour}
    return {name: value for name, value in asked.items() if value}
