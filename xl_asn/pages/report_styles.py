"""The styles of the report page: dark blue-green headings, thin rules, text of high contrast."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xl_asn.model.amounts import RowKind
from xl_asn.model.page import Horizontal, Line, Style
from xl_asn.model.statuses import Graded, Status

_GREEN: Final = "17505B"
_TEXT: Final = "1F1F1F"
_QUIET: Final = "595959"
_RULE: Final = "C9D3D5"
_HEADER_FILL: Final = "E4EDEE"
_SOFT_FILL: Final = "F2F6F6"

BODY: Final = Style(size=9, colour=_TEXT, wrap=True)
LEAD: Final = BODY._replace(bold=True)
QUIET: Final = BODY._replace(size=8, colour=_QUIET)
RUNNING: Final = Style(
    size=8, colour=_QUIET, vertical="vcenter", bottom="thin", line_colour=_GREEN, wrap=False
)
RUNNING_RIGHT: Final = RUNNING._replace(horizontal="right")
TITLE: Final = Style(size=22, bold=True, colour=_GREEN, wrap=True)
BOARD: Final = Style(size=12, colour=_TEXT, wrap=True)
CALLOUT: Final = Style(
    size=8.5, italic=True, colour=_TEXT, fill=_SOFT_FILL, wrap=True, vertical="vcenter", indent=1
)
CARD: Final = Style(
    size=9, bold=True, colour=_GREEN, fill=_HEADER_FILL, horizontal="center", vertical="vcenter",
    wrap=True,
)  # fmt: skip

_SECTION: Final = Style(
    size=14.5, bold=True, colour=_GREEN, wrap=True, bottom="medium", line_colour=_GREEN,
    vertical="bottom",
)  # fmt: skip
_SUBSECTION: Final = Style(size=10.5, bold=True, colour=_GREEN, wrap=True, vertical="bottom")
_MINOR: Final = Style(size=9.5, bold=True, colour=_TEXT, wrap=True, vertical="bottom")

_CELL: Final = Style(colour=_TEXT, bottom="hair", line_colour=_RULE, wrap=True, vertical="vcenter")
_STATUS: Final = {
    Status.GREEN: ("1B4D2B", "DDEFDF"),
    Status.YELLOW: ("574000", "FCF0C8"),
    Status.RED: ("76131F", "F8DCDD"),
    Status.NO_OUTCOME: (_QUIET, "F2F2F2"),
}


def heading(level: int) -> Style:
    """Return the style of a heading."""
    return (_SECTION, _SUBSECTION, _MINOR)[min(max(level, 1), 3) - 1]


def header(size: float, side: Horizontal = "left") -> Style:
    """Return the style of a table's header cell."""
    return Style(
        size=size, bold=True, colour=_GREEN, fill=_HEADER_FILL, horizontal=side, vertical="bottom",
        wrap=True, bottom="thin", line_colour=_GREEN,
    )  # fmt: skip


def group(size: float) -> Style:
    """Return the style of the heading of a group of rows."""
    return _CELL.but(size=size, bold=True, colour=_GREEN, bottom="thin", vertical="bottom")


def cell(kind: RowKind, size: float, side: Horizontal = "left", *, first: bool = False) -> Style:
    """Return the style of a table's cell by the kind of its row."""
    style = _CELL.but(size=size, horizontal=side)
    if kind.is_sum:
        line: Line = "medium" if kind is RowKind.TOTAL else "thin"
        return style.but(bold=True, top="thin", bottom=line, line_colour=_GREEN)
    if kind is RowKind.OF_WHICH:
        return style.but(colour=_QUIET, indent=1 if first else 0)
    return style


def status(value: Graded | None, size: float) -> Style:
    """Return the style of a status: soft fill, dark text, and as clear in grey."""
    light = value.light if value else None
    colour, fill = _STATUS[light] if light else (_QUIET, None)
    return _CELL.but(size=size, colour=colour, fill=fill, bold=light in _LOUD, horizontal="center")


_LOUD: Final = frozenset({Status.GREEN, Status.YELLOW, Status.RED})

#: What a municipality may change, by the name of the cell style in the board's template: the
#: colour of the text, and of what it stands on.
PALETTE: Final[Mapping[str, tuple[str, str | None]]] = MappingProxyType(
    {
        "ASN Text": (_TEXT, None),
        "ASN Dämpad": (_QUIET, None),
        "ASN Rubrik": (_GREEN, None),
        "ASN Tabellhuvud": (_GREEN, _HEADER_FILL),
        "ASN Förklaring": (_TEXT, _SOFT_FILL),
        **{
            f"ASN {status.value}": _STATUS[status]
            for status in (Status.GREEN, Status.YELLOW, Status.RED)
        },
    }
)
