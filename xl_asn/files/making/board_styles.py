"""The board's template workbook: the fonts and colours that its cell styles have."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.styles.colors import Color
from openpyxl.utils.exceptions import InvalidFileException

from xl_asn.model.grid import CellRef
from xl_asn.model.page import FONT

#: The colours of a theme in the order that cell styles number them; the file has the first four
#: in pairs the other way round.
_THEME_ORDER: Final = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)
_SCHEME: Final = re.compile(r"<a:clrScheme.*?</a:clrScheme>", re.DOTALL)
_SCHEME_COLOUR: Final = re.compile(r'(?:srgbClr val|lastClr)="([0-9A-Fa-f]{6})"')
_BLACK, _WHITE = "000000", "FFFFFF"


class UnusableBoardWorkbookError(Exception):
    """The template cannot be used; the message is a Swedish sentence that says why."""


class CellStyle(NamedTuple):
    """A named cell style: its font, and its colours as ``RRGGBB``."""

    font: str
    colour: str
    fill: str | None


class BoardTemplate(NamedTuple):
    """What the municipality has decided in its template.

    ``styles`` are its cell styles by name. ``places`` are its named cells: a name of several cells
    stands for the first, as that of a merged cell does, and one that leads nowhere for None.
    ``areas`` are the names of several cells.
    """

    styles: Mapping[str, CellStyle]
    places: Mapping[str, CellRef | None]
    areas: frozenset[str]


def board_template(data: bytes, styles: Iterable[str]) -> BoardTemplate:
    """Return the named cell styles and the named cells of a template.

    Raises:
        UnusableBoardWorkbookError: when it is no workbook, is protected, or lacks a style.
    """
    try:
        # Its cells are not read: the report is put beside them.
        workbook = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    except (BadZipFile, InvalidFileException, OSError, LookupError, ValueError, TypeError) as error:
        message = "Mallen går inte att läsa. Spara den i Excel som .xlsx och försök igen."
        raise UnusableBoardWorkbookError(message) from error
    security = workbook.security
    if security is not None and security.lockStructure:
        message = "Mallen är skyddad. Ta bort skyddet under Granska i Excel och försök igen."
        raise UnusableBoardWorkbookError(message)
    wanted = tuple(styles)
    if lacking := [name for name in wanted if name not in workbook.named_styles]:
        message = (
            f"Mallen saknar cellformaten {', '.join(lacking)}. Utgå från namndmall.xlsx, som har "
            "alla som behövs."
        )
        raise UnusableBoardWorkbookError(message)
    holders: list[Any] = [workbook, *workbook.worksheets]
    meanings = {
        name: str(defined.attr_text or "")
        for held in holders
        for name, defined in held.defined_names.items()
        if not (defined.hidden or name.startswith("_xlnm"))
    }
    return BoardTemplate(
        {name: _cell_style(workbook, name) for name in wanted},
        {name: _place(meaning) for name, meaning in meanings.items()},
        frozenset(name for name, meaning in meanings.items() if ":" in meaning),
    )


def _place(meaning: str) -> CellRef | None:
    """Return the first cell of what a name stands for: ``'Blad 1'!$B$2:$C$2``."""
    try:
        return CellRef.parse(meaning.replace("$", "").partition(":")[0])
    except ValueError:
        return None


def _cell_style(workbook: Any, name: str) -> CellStyle:
    style = next(s for s in workbook._named_styles if s.name == name)  # noqa: SLF001 - no public way
    theme = _theme(workbook)
    fill = style.fill.fgColor if style.fill.fill_type == "solid" else None
    return CellStyle(
        style.font.name or FONT,
        _rgb(style.font.color, theme) or _BLACK,
        None if fill is None else _rgb(fill, theme) or _WHITE,
    )


def _theme(workbook: Any) -> tuple[str, ...]:
    xml = workbook.loaded_theme or b""
    scheme = _SCHEME.search(xml.decode("utf-8", "replace"))
    return tuple(_SCHEME_COLOUR.findall(scheme[0])) if scheme else ()


def _rgb(colour: Color | None, theme: tuple[str, ...]) -> str | None:
    """Return a colour as ``RRGGBB``; None for one that cannot be told, such as an old palette's."""
    if colour is None:
        return None
    if colour.type == "rgb":
        return str(colour.rgb)[-6:]
    if colour.type == "theme" and colour.theme < len(_THEME_ORDER):
        place = _THEME_ORDER[colour.theme]
        return _tinted(theme[place], colour.tint) if place < len(theme) else None
    return None


def _tinted(colour: str, tint: float) -> str:
    """Return a colour lighter (tint above 0) or darker (below), as Excel reckons it."""
    hue, light, saturation = colorsys.rgb_to_hls(
        *(int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    )
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation)
    )
