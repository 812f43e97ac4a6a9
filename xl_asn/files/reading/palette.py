"""What a colour in a style sheet is: by its own digits, by the theme, or by the old palette."""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final

from xl_asn.files.reading.xml_read import each_element, local

_DIGITS: Final = 6
_HEXADECIMAL: Final = frozenset("0123456789ABCDEF")
#: The theme's colours in the order that styles number them, by their elements in the theme.
_THEME: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
#: The palette of old workbooks, from number 8 on; the first eight are repeated at 0 to 7.
_INDEXED: Final = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 "
    "008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF "
    "FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF "
    "FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 "
    "993300 993366 333399 333333"
)
_REPEATED: Final = 8
_STEP: Final = _DIGITS + len(" ")


class Palette:
    """The colours of one workbook: its theme's, and its own palette where it has one."""

    def __init__(self, theme: bytes) -> None:
        """Read the theme part; empty for a workbook without one.

        Raises:
            Unreadable: the part is damaged or not well-formed.
        """
        self._theme = _theme(theme) if theme else {}
        self._indexed: list[str] = []

    def add_indexed(self, rgb: str) -> None:
        """Add the next colour of the workbook's own palette."""
        self._indexed.append(_digits(rgb))

    def colour(self, attributes: Mapping[str, str]) -> str:
        """Return a colour as six hexadecimal digits; empty for one that cannot be told."""
        if "rgb" in attributes:
            plain = _digits(attributes["rgb"])
        elif "theme" in attributes:
            number = _number(attributes["theme"])
            plain = self._theme.get(_THEME[number], "") if 0 <= number < len(_THEME) else ""
        else:
            plain = self._of_palette(_number(attributes.get("indexed", "")))
        return _tinted(plain, attributes.get("tint", "0")) if plain else ""

    def _of_palette(self, number: int) -> str:
        if self._indexed:
            return self._indexed[number] if 0 <= number < len(self._indexed) else ""
        at = number if number < _REPEATED else number - _REPEATED
        return _INDEXED[at * _STEP : at * _STEP + _DIGITS] if at >= 0 else ""


def _theme(data: bytes) -> Mapping[str, str]:
    found: dict[str, str] = {}
    names = [""]

    def see(tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name in _THEME:
            names[0] = name
        elif name in {"srgbClr", "sysClr"} and names[0]:
            found.setdefault(
                names[0], _digits(attributes.get("lastClr") or attributes.get("val", ""))
            )
            names[0] = ""

    each_element((data,), "theme", see)
    return found


def _digits(rgb: str) -> str:
    plain = rgb.upper()[-_DIGITS:]
    return plain if len(plain) == _DIGITS and _HEXADECIMAL.issuperset(plain) else ""


def _number(written: str) -> int:
    short = len(written) <= _DIGITS
    return int(written) if short and written.isascii() and written.isdecimal() else -1


def _tinted(rgb: str, tint: str) -> str:
    """Return a colour made darker (tint below 0) or paler (above), as Excel does it."""
    try:
        share = float(tint)
    except ValueError:
        return rgb
    if not -1 <= share <= 1 or not share:
        return rgb
    hue, light, depth = rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, depth))
