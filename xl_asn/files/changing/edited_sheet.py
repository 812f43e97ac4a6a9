"""A sheet with other values in some of its cells: cut and pasted as bytes, and compared."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.files.changing.xml_spans import (
    Cut,
    Element,
    NotUnderstood,
    cell_text,
    inserted_last,
    measured,
    prefixed,
    spliced,
)
from xl_asn.model.grid import column_letters, column_number

Stored: TypeAlias = "str | Decimal | bool | Result | None"
"""What a cell is to hold: a text, a number as Excel keeps it, a truth value, or nothing; or what
its own formula now gives."""

Place: TypeAlias = tuple[int, int]
"""One-based row and column."""

_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_SPANS: Final = re.compile(rb"\sspans=(?:\"[^\"]*\"|'[^']*')")
_RESULT_KIND: Final = re.compile(rb"\st=(?:\"[^\"]*\"|'[^']*')")
_PLAIN_NUMBER: Final = range(-5, 21)


class Result(NamedTuple):
    """What a formula that stays now gives; None where only Excel can tell."""

    value: Decimal | None


class Places:
    """Some places of a sheet, of which those within an area are found without a look at all."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(places)

    def within(self, first: Place, last: Place) -> Iterator[Place]:
        """Yield the places from the first to the last cell of an area."""
        (top, left), (bottom, right) = first, last
        start = bisect_left(self._places, (top, left))
        end = bisect_right(self._places, (bottom, right))
        for row, column in self._places[start:end]:
            if left <= column <= right:
                yield row, column


class Covered(ValueError):  # noqa: N818 - it says what happened, as our others do
    """A cell cannot be written, because a merge covers it."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class EditedSheet(NamedTuple):
    """A worksheet part with its new values; ``lost_formulas`` tells that some stood there."""

    content: bytes
    lost_formulas: bool


def with_values(sheet: bytes, values: Mapping[Place, Stored]) -> EditedSheet:
    """Return a worksheet part with values in its cells; a cell keeps its format.

    Raises:
        Covered: a cell lies under a merge and is not the one that shows.
        NotUnderstood: the part has no rows, or cells without an address of their own row.
    """
    root = measured(sheet)
    data = _rows_of(root)
    _refuse_covered(root, values)
    left: dict[int, dict[int, Stored]] = {}
    for place in sorted(values):
        left.setdefault(place[0], {})[place[1]] = values[place]
    cuts: list[Cut] = []
    lost_formulas = False
    new_rows: list[tuple[int, bytes]] = []
    numbered = list(_numbered(data))
    for number, row in numbered:
        wanted = left.pop(number, None)
        if wanted:
            cells = _by_column(number, row)
            lost_formulas |= any(
                cells[c].first("f") and not isinstance(wanted[c], Result)
                for c in wanted.keys() & cells.keys()
            )
            cuts += _row_cuts(sheet, number, row, cells, wanted)
    for number, wanted in left.items():
        written = b"".join(_cell(number, column, value) for column, value in wanted.items())
        if written:
            new_rows.append((number, b'<row r="%d">%b</row>' % (number, written)))
    cuts += _new_row_cuts(sheet, data, numbered, new_rows)
    cuts += _measure_cuts(root, [place for place, value in values.items() if value is not None])
    return EditedSheet(spliced(sheet, cuts), lost_formulas)


def untouched(sheet: bytes, targets: Collection[Place]) -> tuple[object, ...]:
    """Return what an edit must leave alone: all but the target cells and the sheet's measure."""
    root = measured(sheet)
    data = _rows_of(root)
    head = sheet[: data.start]
    measure = root.first("dimension")
    if measure is not None:
        head = head[: measure.start] + head[measure.end :]
    addresses = {address_of(*place) for place in targets}
    cells: dict[str | None, bytes] = {}
    kept: dict[str | None, dict[str, str]] = {}
    for row in data.named("row"):
        left = [cell for cell in row.named("c") if cell.attributes.get("r") not in addresses]
        own = {name: said for name, said in row.attributes.items() if name not in {"r", "spans"}}
        if left or own:
            kept[row.attributes.get("r")] = own
        cells |= {cell.attributes.get("r"): sheet[cell.start : cell.end] for cell in left}
    return head.removeprefix(codecs.BOM_UTF8), sheet[data.end :], cells, kept


def address_of(row: int, column: int) -> str:
    """Return the address of a place within its sheet: ``D6``."""
    return f"{column_letters(column)}{row}"


def _rows_of(root: Element) -> Element:
    data = root.first("sheetData")
    if data is None:
        message = "a worksheet has no rows"
        raise NotUnderstood(message)
    return data


def _numbered(data: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in data.named("row"):
        number = int(row.attributes.get("r", number + 1))
        yield number, row


def _by_column(number: int, row: Element) -> dict[int, Element]:
    found: dict[int, Element] = {}
    for cell in row.named("c"):
        at_row, column = place_of(cell.attributes.get("r", ""))
        if at_row != number:
            message = f"the cell {cell.attributes.get('r')} stands in row {number}"
            raise NotUnderstood(message)
        found[column] = cell
    return found


def _row_cuts(
    sheet: bytes, number: int, row: Element, cells: Mapping[int, Element], wanted: dict[int, Stored]
) -> Iterator[Cut]:
    added: list[tuple[int, bytes]] = []
    columns = sorted(cells)
    for column, value in wanted.items():
        old = cells.get(column)
        if isinstance(value, Result):
            if old is not None:
                yield from _result_cuts(sheet, old, value.value)
        elif old is None:
            new = prefixed(_cell(number, column, value), row.prefix)
            after = bisect_right(columns, column)
            if new:
                is_last = after == len(columns)
                added.append((row.close_start if is_last else cells[columns[after]].start, new))
        else:
            new = _cell(number, column, value, old.attributes.get("s")) or _blank(old)
            yield Cut(old.start, old.end, prefixed(new, row.prefix))
    if not added:
        return
    # The row says which columns it spans, to save time; what it does not say cannot be wrong.
    opened = _SPANS.sub(b"", sheet[row.start : row.open_end])
    if row.is_empty_tag:
        closed = prefixed(b"</row>", row.prefix)
        cells_added = b"".join(new for _, new in added)
        yield Cut(row.start, row.end, opened[:-2].rstrip() + b">" + cells_added + closed)
        return
    yield Cut(row.start, row.open_end, opened)
    for at, new in added:
        yield Cut(at, at, new)


def _result_cuts(sheet: bytes, cell: Element, value: Decimal | None) -> Iterator[Cut]:
    """Yield the cut that gives a formula another result; the formula stays as it is written."""
    formula = cell.first("f")
    if formula is None:
        return
    # A cell that says what kind its result is says so no more: a number needs no word for it.
    opened = _RESULT_KIND.sub(b"", sheet[cell.start : cell.open_end])
    shown = b"" if value is None else prefixed(b"<v>%b</v>" % _digits(value), cell.prefix)
    written = sheet[formula.start : formula.end]
    closed = sheet[cell.close_start : cell.end]
    yield Cut(cell.start, cell.end, opened + written + shown + closed)


def _new_row_cuts(
    sheet: bytes,
    data: Element,
    numbered: Sequence[tuple[int, Element]],
    new_rows: Iterable[tuple[int, bytes]],
) -> Iterator[Cut]:
    """Yield the cuts that put new rows, in their order, between those that there are."""
    last: list[bytes] = []
    after = 0
    for number, written in new_rows:
        row = prefixed(written, data.prefix)
        while after < len(numbered) and numbered[after][0] <= number:
            after += 1
        if after == len(numbered):
            last.append(row)
        else:
            place = numbered[after][1].start
            yield Cut(place, place, row)
    if last:
        yield inserted_last(data, b"".join(last), sheet)


def _cell(row: int, column: int, value: Stored, style: str | None = None) -> bytes:
    """Return a cell as written, without prefix; nothing at all for an empty one."""
    styled = f' s="{style}"' if style else ""
    opened = f'<c r="{address_of(row, column)}"{styled}'
    if value is None:
        return b""
    if isinstance(value, Result):  # of a cell that is not there
        return b""
    if isinstance(value, bool):
        return f'{opened} t="b"><v>{int(value)}</v></c>'.encode()
    if isinstance(value, Decimal):
        return opened.encode() + b"><v>%b</v></c>" % _digits(value)
    # A text within the cell, and never the result of a formula: Excel keeps the blanks at its ends.
    return (
        f'{opened} t="inlineStr"><is><t xml:space="preserve">{cell_text(value)}</t></is></c>'
    ).encode()


def _digits(value: Decimal) -> bytes:
    plain = value.adjusted() in _PLAIN_NUMBER
    return (format(value, "f") if plain else str(value)).encode()


def _blank(old: Element) -> bytes:
    style = old.attributes.get("s")
    styled = f' s="{style}"' if style else ""
    return f'<c r="{old.attributes["r"]}"{styled}/>'.encode()


def _refuse_covered(root: Element, values: Iterable[Place]) -> None:
    merges = root.first("mergeCells")
    areas = (
        [area_of(m.attributes.get("ref", "")) for m in merges.named("mergeCell")] if merges else []
    )
    written = Places(values)
    for first, last in areas:
        for place in written.within(first, last):
            if place != first:
                raise Covered(place)


def _measure_cuts(root: Element, written: Collection[Place]) -> Iterator[Cut]:
    """Let the sheet's measure cover what was written; some readers believe it."""
    measure = root.first("dimension")
    if measure is None or not written:
        return
    (top, left), (bottom, right) = area_of(measure.attributes.get("ref", ""))
    rows, columns = [row for row, _ in written], [column for _, column in written]
    first = address_of(min(top, *rows), min(left, *columns))
    last = address_of(max(bottom, *rows), max(right, *columns))
    said = first if first == last else f"{first}:{last}"
    if said != measure.attributes.get("ref"):
        new = prefixed(f'<dimension ref="{said}"/>'.encode(), measure.prefix)
        yield Cut(measure.start, measure.end, new)


def area_of(written: str) -> tuple[Place, Place]:
    """Return the first and the last place of an area, ``B2:C3``, or of a cell alone."""
    first, _, last = written.partition(":")
    return place_of(first), place_of(last or first)


def place_of(address: str) -> Place:
    """Return the place that an address names; raises NotUnderstood where it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        message = f"{address!r} is not an address"
        raise NotUnderstood(message)
    return int(match[2]), column_number(match[1])
