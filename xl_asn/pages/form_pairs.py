"""A sheet to read: words and what is said of them, in two columns that a telephone has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xl_asn.model.page import Page, Placed, Style
from xl_asn.model.statuses import Graded
from xl_asn.pages import form_styles as styles
from xl_asn.pages.column_measure import height_of

#: Widths in characters: some 350 pixels together.
_WORD, _SAID = 14.0, 35.0
_TITLE_HEIGHT, _LEAD_HEIGHT, _HEADING_HEIGHT, _GAP = 26.0, 20.0, 22.0, 9.0
_PADDING: Final = 6.0
_FOOTER: Final = "&L&A&RSida &P av &N"


class Line(NamedTuple):
    """A word and what is said of it; ``link`` is where a click on it leads, within the workbook."""

    word: str
    said: str
    link: str | None = None
    step: bool = False
    loud: bool = False
    graded: Graded | None = None


class Pairs(NamedTuple):
    """Lines below a heading, which may be blank."""

    heading: str
    lines: tuple[Line, ...]


def pairs_page(name: str, title: str, lead: str, groups: Sequence[Pairs]) -> Page:
    """Lay out a sheet of groups of lines."""
    cells = [Placed(1, 1, title, styles.HEADING), Placed(2, 1, lead, styles.TEXT)]
    heights = {1: _TITLE_HEIGHT, 2: _LEAD_HEIGHT}
    row = 3
    for group in groups:
        heights[row] = _GAP
        row += 1
        if group.heading:
            cells.append(Placed(row, 1, group.heading, styles.SECTION))
            heights[row] = _HEADING_HEIGHT
            row += 1
        for line in group.lines:
            cells += _line(row, line)
            heights[row] = _height(line)
            row += 1
    widths = {1: _WORD, 2: _SAID}
    return Page(name, tuple(cells), widths=widths, heights=heights, footer=_FOOTER)


def _line(row: int, line: Line) -> Iterator[Placed]:
    yield Placed(row, 1, line.word, _word_style(line))
    if line.link is not None:
        yield Placed(row, 2, line.said, styles.WAY.but(horizontal="left", indent=1), link=line.link)
    else:
        vertical = "vcenter" if line.step else "top"
        yield Placed(
            row, 2, line.said,
            styles.WORDS.but(bold=line.loud, vertical=vertical, horizontal="left", indent=1),
        )  # fmt: skip


def _word_style(line: Line) -> Style:
    if line.graded is not None:
        return styles.graded_style(styles.LOCKED, line.graded)
    return styles.STEP if line.step else styles.LABEL


def _height(line: Line) -> float:
    lines = max(
        styles.lines_in(line.said, _SAID - 1, bold=line.loud),
        styles.lines_in(line.word, _WORD, bold=True) if not line.step else 1,
    )
    return height_of(lines, styles.SIZE, _PADDING)
