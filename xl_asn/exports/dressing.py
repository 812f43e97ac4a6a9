"""A page in a municipality's own font and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xl_asn.exports.report_looks import PALETTE
from xl_asn.model.page import Look, Page


@dataclass(frozen=True, slots=True)
class Dress:
    """What a municipality has chosen for one kind of cell; colours are ``RRGGBB``."""

    font: str
    colour: str
    fill: str | None


def dressed(page: Page, dresses: Mapping[str, Dress]) -> Page:
    """Return the page with each look's font and colours as the template's cell styles have them.

    Args:
        page: a page in the shipped colours.
        dresses: what the template has, by the names of ``PALETTE``.
    """
    by_both = {PALETTE[name]: dress for name, dress in dresses.items()}
    by_colour = {colour: by_both[colour, fill] for colour, fill in PALETTE.values() if fill is None}
    looks = {
        look: _dressed(look, by_both.get((look.colour, look.fill)), by_colour)
        for look in {cell.look for cell in page.cells}
    }
    return replace(page, cells=tuple(replace(cell, look=looks[cell.look]) for cell in page.cells))


def _dressed(look: Look, both: Dress | None, by_colour: Mapping[str, Dress]) -> Look:
    dress = both or by_colour.get(look.colour)
    line = by_colour.get(look.line_colour)
    if dress is None:
        return look
    fill = dress.fill if both is not None and look.fill else look.fill
    return replace(
        look,
        font=dress.font,
        colour=dress.colour,
        fill=fill,
        line_colour=line.colour if line else look.line_colour,
    )
