"""A page in a municipality's own font and colours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from xl_asn.model.page import Page, Style
from xl_asn.pages.report_styles import PALETTE

#: Fonts that a Swedish text takes no more room in than in the one that the page is measured for.
_NO_WIDER: Final = frozenset(
    {
        "aptos narrow", "arial", "arial narrow", "calibri", "calibri light", "cambria",
        "candara", "carlito", "constantia", "corbel", "franklin gothic book", "garamond",
        "gill sans mt", "helvetica", "liberation sans", "source sans 3", "source sans pro",
        "times new roman",
    }
)  # fmt: skip
#: How many times wider some others are, to be on the safe side.
_WIDER: Final = MappingProxyType(
    {
        "aptos": 1.04, "century gothic": 1.14, "dejavu sans": 1.2, "georgia": 1.08, "lato": 1.03,
        "open sans": 1.1, "roboto": 1.03, "segoe ui": 1.08, "tahoma": 1.08, "trebuchet ms": 1.05,
        "verdana": 1.2,
    }
)  # fmt: skip
_UNKNOWN: Final = 1.2
_STEPS: Final = 4
"""Sizes are counted in quarters of a point: Excel keeps them."""


class Dress(NamedTuple):
    """What a municipality has chosen for one kind of cell; colours are ``RRGGBB``."""

    font: str
    colour: str
    fill: str | None


def dressed(page: Page, dresses: Mapping[str, Dress]) -> Page:
    """Return the page with each style's font and colours as the template's cell styles have them.

    Rows are as high, and columns as wide, as the page was measured: a wider font is set smaller.

    Args:
        page: a page in the shipped colours.
        dresses: what the template has, by the names of ``PALETTE``.
    """
    by_both = {PALETTE[name]: dress for name, dress in dresses.items()}
    by_colour = {colour: by_both[colour, fill] for colour, fill in PALETTE.values() if fill is None}
    styles = {
        style: _dressed(style, by_both.get((style.colour, style.fill)), by_colour)
        for style in {cell.style for cell in page.cells}
    }
    return replace(
        page, cells=tuple(cell._replace(style=styles[cell.style]) for cell in page.cells)
    )


def _dressed(style: Style, both: Dress | None, by_colour: Mapping[str, Dress]) -> Style:
    dress = both or by_colour.get(style.colour)
    line = by_colour.get(style.line_colour)
    if dress is None:
        return style
    fill = dress.fill if both is not None and style.fill else style.fill
    return style._replace(
        font=dress.font,
        size=math.floor(style.size / _width_of(dress.font) * _STEPS) / _STEPS,
        colour=dress.colour,
        fill=fill,
        line_colour=line.colour if line else style.line_colour,
    )


def _width_of(font: str) -> float:
    """Return how many times wider a text may be in a font than the page was measured for."""
    name = font.casefold()
    return 1 if name in _NO_WIDER else _WIDER.get(name, _UNKNOWN)
