"""How a form looks: yellow is to be filled in, grey is locked, and nothing is smaller than 11."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.grid import Value
from xl_asn.model.money import decimals_of
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import Style
from xl_asn.model.statuses import Graded, Status
from xl_asn.pages.column_measure import width_of_cell, wrapped
from xl_asn.pages.sheet_styles import DARK, GROUP, INPUT, LEAD, LINK, TITLE

SIZE: Final = 11
_LINE: Final = "B0BEC5"

HEADING: Final = TITLE._replace(size=14, vertical="vcenter")
SECTION: Final = GROUP._replace(size=12, bottom=None, vertical="bottom")
TEXT: Final = LEAD._replace(size=SIZE, colour="263238")
LABEL: Final = TEXT._replace(bold=True, colour=DARK)
WORDS: Final = TEXT._replace(wrap=True)
STEP: Final = Style(
    size=SIZE, bold=True, colour="FFFFFF", fill=DARK, horizontal="left", indent=1,
    vertical="vcenter", bottom="medium", line_colour="FFFFFF",
)  # fmt: skip
WAY: Final = LINK._replace(size=SIZE, bold=True)
COUNTER: Final = TEXT._replace(bold=True)

OPEN: Final = INPUT._replace(size=SIZE, sides="thin", is_open=True)
LOCKED: Final = Style(
    size=SIZE, wrap=True, fill="ECEFF1", colour="263238", top="thin", bottom="thin", sides="thin",
    line_colour=_LINE, horizontal="left",
)  # fmt: skip
#: A name that may run over the cells beside it, and those cells.
RUNNING: Final = LOCKED._replace(wrap=False, sides=None)
HEADER: Final = Style(
    size=SIZE, bold=True, colour="FFFFFF", fill=DARK, wrap=True, vertical="bottom",
    top="thin", bottom="thin", sides="thin", line_colour=DARK,
)  # fmt: skip
HEADER_OPEN: Final = HEADER._replace(colour="3D2F00", fill="FFDD75", line_colour="C9A227")
HEADER_BESIDE: Final = HEADER._replace(colour="263238", fill="CFD8DC", line_colour=_LINE)
HEADER_RUNNING: Final = HEADER._replace(wrap=False, sides=None)

_STATUS: Final = {
    Status.GREEN: ("0F4D1F", "D7EED9"),
    Status.YELLOW: ("5C4300", "FFF0C2"),
    Status.RED: ("7A1208", "F9D7D3"),
    Status.NO_OUTCOME: ("37474F", "E3E6E8"),
}
_MOST_DECIMALS: Final = 3

#: A column of one character is seven pixels and five of padding wide, at 96 pixels to 72 points.
_PIXELS, _PADDING, _POINTS = 7, 5, 0.75
MOST_HEIGHT: Final = 409.0
_LINE_HEIGHT: Final = 1.32


def graded_style(style: Style, graded: Graded) -> Style:
    """Return a style as a status has it: the symbol stands before the word that is in the cell."""
    colour, fill = _STATUS[graded.light]
    return style.but(colour=colour, fill=fill, number_format=f'"{graded.symbol} "@')


def earlier_style(graded: Graded) -> Style:
    """Return the style of a status that was: on grey, so that nobody takes it for an answer."""
    return graded_style(LOCKED, graded).but(fill=LOCKED.fill, bold=True)


def amount_style(style: Style, values: Sequence[Value], unit: str) -> Style:
    """Return a style for amounts in a unit, with the decimals that these have."""
    known = [decimals_of(value) for value in values if isinstance(value, Decimal)]
    usual = next((one.decimals for one in AmountUnit if one.value == unit), 0)
    decimals = min(max(known, default=0), _MOST_DECIMALS)
    return style.but(
        number_format=amount_format(max(decimals, usual)), horizontal="right", wrap=False, indent=1
    )


def width_for(texts: Sequence[str], least: float, most: float, *, bold: bool = False) -> float:
    """Return a width in characters that holds each text on one line, within limits."""
    points = max((width_of_cell(text, SIZE, bold=bold) for text in texts if text), default=0.0)
    return min(max((points / _POINTS - _PADDING) / _PIXELS + 0.5, least), most)


def lines_in(text: str, width: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column so many characters wide."""
    return len(wrapped(text, (width * _PIXELS + _PADDING) * _POINTS, SIZE, bold=bold))


def width_to_hold(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the least of some widths where the highest row that Excel has holds each text."""
    most = int(MOST_HEIGHT / (SIZE * _LINE_HEIGHT))
    long = [text for text in texts if len(text) > most]
    return next((w for w in widths if all(lines_in(t, w) <= most for t in long)), widths[-1])
