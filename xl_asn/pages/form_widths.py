"""How wide the columns of *Svar* are, and how high its rows.

A telephone shows some 360 pixels of a sheet: the names of the rows and the first yellow column
stand within that, and no column is wider unless a text of thousands of characters asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from xl_asn.model.forms import AskedColumn, ShownColumn
from xl_asn.model.grid import Value, cell_of
from xl_asn.pages import form_styles as styles
from xl_asn.pages.column_measure import height_of, parts_of_words
from xl_asn.pages.form_layout import HEADING, Laid, Layout

#: Widths are in characters of the sheet's own type, as Excel has them.
_LEAST: Final = 5.0
_MOST_NAMES: Final = {1: 22.0, 2: 15.0}
_MOST_OF_MANY: Final = 12.0
_LONGEST_WORD: Final = 22.0
_MOST_SHORT: Final = 16.0
_LONG: Final = (38.0, 48.0, 60.0, 76.0, 100.0)
_PADDING: Final = 5.0
_ANSWER_LINES: Final = 2
_AMOUNT: Final = "−9 999 999,9"
_ROW: Final = 20.0
_TITLE, _NARROW, _SECTION, _LEAD = 24.0, 6.0, 24.0, 18.0

_Columns = Mapping[int, list[tuple[Laid, ShownColumn | AskedColumn, list[str]]]]


def widths_of(laid: Layout) -> Mapping[int, float]:
    """Return the width of each column that a section has."""
    widths: dict[int, float] = {}
    for number, held in sorted(_by_column(laid).items()):
        texts = [text for _, _, told in held for text in told]
        if any(column.is_long for _, column, _ in held):
            widths[number] = styles.width_to_hold(texts, _LONG)
            continue
        words = [part for _, column, _ in held for part in parts_of_words(column.header)]
        least = styles.width_for(words, _LEAST, _MOST_SHORT, bold=True)
        if number <= laid.columns.leading:  # no name is broken within a word
            parts = [part for text in texts for part in text.split()]
            least = max(least, styles.width_for(parts, _LEAST, _LONGEST_WORD))
        most = _MOST_SHORT
        if number <= laid.columns.leading:
            most = _MOST_NAMES.get(laid.columns.leading, _MOST_OF_MANY)
        widths[number] = styles.width_for(texts, least, max(most, least))
    return widths


def row_heights(laid: Layout, widths: Mapping[int, float]) -> Mapping[int, float]:
    """Return the height in points of each row."""
    heights = {1: _TITLE, 2: _ROW, 3: _LEAD, HEADING: _NARROW}
    for one in laid.sections:
        heights |= {one.title: _SECTION, one.lead: _LEAD, one.header: _header_height(one, widths)}
        for number, row in enumerate(one.section.rows, one.first):
            heights[number] = _row_height(
                [*zip(one.shown, row.shown, strict=True), *zip(one.asked, row.base, strict=True)],
                widths,
            )
        for number in range(one.first_free, one.last + 1):
            heights[number] = _height(_ANSWER_LINES)
    heights |= {laid.ending: _SECTION, laid.ending + 1: _LEAD}
    return heights | {laid.done.row: _ROW, laid.by.row: _ROW}


def _by_column(laid: Layout) -> _Columns:
    """Return what stands in each column: the sections' columns there, and their texts."""
    held: dict[int, list[tuple[Laid, ShownColumn | AskedColumn, list[str]]]] = {}
    for one in laid.sections:
        for place, column, texts in _texts(one):
            held.setdefault(place, []).append((one, column, texts))
    return held


def _texts(one: Laid) -> Iterator[tuple[int, ShownColumn | AskedColumn, list[str]]]:
    section = one.section
    for n, (place, shown) in enumerate(zip(one.shown, section.shown, strict=True)):
        yield place, shown, [_text(row.shown[n]) for row in section.rows] + _room(shown)
    for n, (place, asked) in enumerate(zip(one.asked, section.asked, strict=True)):
        longest = max(asked.choices, key=len, default="")
        # The arrow of the list takes its room too.
        texts = [_text(row.base[n]) for row in section.rows]
        yield place, asked, [*texts, f"● {longest}", *_room(asked)]


def _room(column: ShownColumn | AskedColumn) -> list[str]:
    """Return the amount that a column has room for, whatever stands in it now."""
    return [_AMOUNT] if column.is_number else []


def _text(value: Value) -> str:
    return cell_of(value).text


def _header_height(one: Laid, widths: Mapping[int, float]) -> float:
    headers = [c.header for c in one.section.shown] + [c.header for c in one.section.asked]
    told = zip(headers, (*one.shown, *one.asked), strict=True)
    return _height(max(styles.lines_in(text, widths[place], bold=True) for text, place in told))


def _row_height(told: list[tuple[int, Value]], widths: Mapping[int, float]) -> float:
    lines = [styles.lines_in(_text(value), widths[place]) for place, value in told if value]
    return _height(max(_ANSWER_LINES, *lines))


def _height(lines: int) -> float:
    return min(height_of(lines, styles.SIZE, _PADDING), styles.MOST_HEIGHT)
