"""One worksheet: its cells, sparse, with what is a value and what is a formula kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Final

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.merges_read import Merges, whole_number
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.plain_scan import (
    MOST_SCANNED,
    NotPlainError,
    ScannedToken,
    attributes_of,
    blank_places,
    divided_sheet,
    own_text,
    scanned_tokens,
)
from xl_asn.files.reading.strings_read import StringItem, unescaped
from xl_asn.files.reading.values_read import CellValues
from xl_asn.files.reading.xml_read import TRUE_WORDS, local, new_parser, run
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Merge, column_number

#: The most cells with content that one workbook may hold.
MAX_CELLS: Final = 2_000_000

_MAX_ROW: Final = 1_048_576
_MAX_COLUMN: Final = 16_384
_LONGEST_COLUMN: Final = 3
_SHORT: Final = 200
"""The attributes of a row are remembered if they are shorter than this, in characters."""
#: The elements of cell data. Anything else there is an extension, and stepped over.
_KNOWN: Final = frozenset({"row", "c", "v", "f", "is", "r", "rPh", "t"})
_INLINE: Final = frozenset({"is", "r", "rPh", "t"})
#: Kinds of sheet that hold no cells to read, by their root element.
_OTHER_ROOTS: Final = frozenset({"chartsheet", "dialogsheet", "macrosheet"})


def sheet_cells(
    parts: Parts, part: str, name: str, values: CellValues, room: int
) -> tuple[dict[tuple[int, int], Cell], tuple[Merge, ...]] | None:
    """Read the cells of sheet ``name``, by one-based (row, column); blanks left out.

    Args:
        parts: the package.
        part: the sheet's part.
        name: the sheet's name, for addresses.
        values: the meaning of stored values in this workbook.
        room: how many cells with content the workbook may still hold.

    Returns:
        The cells and which of them are merged, or None when the part turns out to be no worksheet
        but a chart or a dialogue.

    Raises:
        Unreadable: the sheet is damaged, too large, or holds something that cannot be told.
    """
    reader = _SheetReader(part, name, values, room)
    small = parts.size(part) <= MOST_SCANNED
    chunks = reader.pieces(parts.read(part)) if small else parts.chunks(part)
    run(reader.parser, chunks, part)
    return (reader.cells, reader.merges) if reader.is_worksheet else None


class _SheetReader:
    """Follows expat through a sheet. Handlers are called for every cell, and kept short."""

    def __init__(self, part: str, name: str, values: CellValues, room: int) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self._merges = Merges()
        self.is_worksheet = False
        self.parser = new_parser(part)
        self._part = part
        self._name = name
        self._values = values
        self._room = room
        self._hidden_columns = bytearray(_MAX_COLUMN + 1)
        self._hides_columns = False
        self._columns: dict[str, int] = {}
        self._start_sheet()
        self._attributes: dict[str, str] = {}
        self._raw: str | None = None
        self._formula: str | None = None
        self._inline: str | None = None
        self._characters: list[str] = []
        self._item = StringItem(self._characters)
        self._skip_depth = 0
        self.parser.StartElementHandler = self._root

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Return which cells are merged, in the order of their first cells."""
        return self._merges.found

    def _start_sheet(self) -> None:
        self._row = self._column = 0
        self._row_digits = ""
        self._row_hidden = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield a sheet to the parser in pieces; its cells are read by pattern if they can be."""
        head, body, tail = divided_sheet(data)
        yield head
        among_cells = self.parser.EndElementHandler is not None
        if body and among_cells and self._scanned(body):
            self.parser.EndElementHandler = None
            self.parser.CharacterDataHandler = None
            # After the cells only merges are needed, which few sheets have.
            self.parser.StartElementHandler = self._outside if b"mergeCell" in tail else None
        else:
            yield body
        yield tail

    def _scanned(self, body: bytes) -> bool:
        """Read cells by pattern; False, and as if nothing had been read, if they are not plain."""
        try:
            for tokens in scanned_tokens(body):
                self._keep_scanned(tokens)
                self._keep_within_room()
        except NotPlainError:
            self.cells.clear()
            self._start_sheet()
            return False
        return True

    # Around the cells

    def _root(self, tag: str, _: dict[str, str]) -> None:
        root = local(tag)
        self.is_worksheet = root == "worksheet"
        if not self.is_worksheet and root not in _OTHER_ROOTS:
            raise Unreadable(code="F130", detail=f"{self._part} är inget blad")
        self.parser.StartElementHandler = self._outside if self.is_worksheet else None

    def _outside(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "sheetData":
            self._enter_cells()
        elif name == "col" and attributes.get("hidden") in TRUE_WORDS:
            first = min(whole_number(attributes.get("min")), _MAX_COLUMN)
            last = min(whole_number(attributes.get("max")), _MAX_COLUMN)
            if 0 < first <= last:
                self._hidden_columns[first : last + 1] = b"\x01" * (last + 1 - first)
                self._hides_columns = True
        elif name == "mergeCell":
            self._merges.add(attributes.get("ref", ""))

    def _enter_cells(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters.append

    def _leave_cells(self) -> None:
        self.parser.StartElementHandler = self._outside
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None

    # Among the cells

    def _keep_scanned(self, tokens: Iterable[ScannedToken]) -> None:
        """Keep the cells of some whole rows; this is done for every cell, and kept short.

        Plain is a sheet whose cells stand in their own rows, from left to right, and whose rows
        follow downwards: then no place is written twice.
        """
        cells, values, columns = self.cells, self._values, self._columns
        shared, numbers, date_styles = values.shared, values.numbers, values.date_styles
        row, digits, last = self._row, self._row_digits, self._column
        hidden = True
        for letters, number, style, kind, value, blanks, *other in tokens:
            if letters:
                column = columns.get(letters) or self._new_column(letters, number)
                if number != digits or column <= last:
                    raise NotPlainError
                last = column
                found = shared.get(value) if kind == "s" else None
                if not kind and style not in date_styles:
                    found = numbers.get(value)
                if found is None or hidden:
                    self._keep_value(column, style, kind, value)
                else:
                    cells[row, column] = found
            elif blanks:
                last = self._pass_blanks(blanks, last)
            else:
                last = self._keep_other(other, last)
                row, digits = self._row, self._row_digits
                hidden = self._row_hidden or self._hides_columns
        if digits:
            raise NotPlainError

    def _keep_value(self, column: int, style: str, kind: str, raw: str) -> None:
        """Keep a value that has not been met before, or that is hidden."""
        self._keep(
            self._row, column, self._scanned_cell((self._row, column), style, kind, raw), None
        )

    def _new_column(self, letters: str, number: str) -> int:
        return self._place(letters + number)[1]

    def _pass_blanks(self, blanks: str, last: int) -> int:
        """Return the column of the last of some blank cells, which follow on column ``last``."""
        for letters, number in blank_places(blanks):
            column = self._columns.get(letters) or self._new_column(letters, number)
            if number != self._row_digits or column <= last:
                raise NotPlainError
            last = column
        return last

    def _keep_other(self, token: Sequence[str], last: int) -> int:
        """Take in the beginning or end of a row, or a cell with more than a value.

        Returns:
            The column where the row now is.
        """
        (ends, row, attributes, empty, letters, number, style, kind,
         opened, inline, element, formula, beside, odd) = token  # fmt: skip
        if odd or bool(letters or ends) is not bool(self._row_digits):
            raise NotPlainError
        if ends:
            self._row_digits = ""
        elif not letters:
            self._start_scanned_row(row, attributes)
            if empty:
                self._row_digits = ""
        else:
            last = self._pass_blanks(f'<c r="{letters}{number}"', last)
            self._keep_odd(last, (style, kind, beside), (opened, inline), (element, formula))
            return last
        return 0

    def _start_scanned_row(self, row: str, written: str) -> None:
        attributes = _row_attributes(written) if len(written) < _SHORT else attributes_of(written)
        if row:
            if "r" in attributes:
                raise NotPlainError
            attributes = {**attributes, "r": row}
        above = self._row
        self._start_row(attributes)
        if self._row <= above:
            raise NotPlainError

    def _keep_odd(
        self,
        column: int,
        stored: tuple[str, str, str],
        text: tuple[str, str],
        formula: tuple[str, str],
    ) -> None:
        """Keep a cell that has a text of its own, a formula, or nothing at all."""
        opened, inline = text
        if opened:
            cell = self._values.string(unescaped(own_text(opened, inline)))
        else:
            attributes_of(formula[0])  # what looks like a doubled attribute is only read slower
            cell = self._scanned_cell((self._row, column), *stored)
        self._keep(self._row, column, cell, unescape(formula[1]) if formula[0] else None)

    def _scanned_cell(self, place: tuple[int, int], style: str, kind: str, raw: str) -> Cell:
        if not raw:
            return BLANK
        value = unescape(raw) if "&" in raw else raw
        return self._stored(*place, kind or "n", style or "0", value)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _KNOWN:
            tag = local(tag)
        if tag == "c":
            self._attributes = attributes
            self._raw = self._formula = self._inline = None
        elif tag == "v" or tag == "f":  # noqa: PLR1714 - called for every cell
            self._characters.clear()
        elif tag == "row":
            self._start_row(attributes)
        elif tag in _INLINE:
            self._item.start(tag, attributes)
        else:
            self._skip()

    def _end(self, tag: str) -> None:
        if tag not in _KNOWN:
            tag = local(tag)
        if tag == "v":
            self._raw = "".join(self._characters)
        elif tag == "c":
            self._finish()
        elif tag == "f":
            self._formula = "".join(self._characters)
        elif tag == "is":
            self._inline = self._item.take()
        elif tag in _INLINE:
            self._item.end(tag)
        elif tag == "row":
            self._keep_within_room()
        elif tag == "sheetData":
            self._leave_cells()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get("r")
        row = self._row + 1 if written is None else whole_number(written)
        if not 0 < row <= _MAX_ROW:
            raise Unreadable(code="F134", detail=f"{self._name}, rad {written or row}")
        self._row = row
        self._row_digits = str(row)
        self._row_hidden = attributes.get("hidden") in TRUE_WORDS
        self._column = 0
        self._characters.clear()

    def _keep_within_room(self) -> None:
        if len(self.cells) > self._room:
            raise Unreadable(code="F135")

    def _finish(self) -> None:
        attributes = self._attributes
        row, column = self._position()
        self._column = column
        if self._raw is not None:
            kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            cell = self._stored(row, column, kind, style, self._raw)
        else:
            cell = BLANK if self._inline is None else self._values.string(self._inline)
        self._keep(row, column, cell, self._formula)

    def _keep(self, row: int, column: int, cell: Cell, formula: str | None) -> None:
        """Keep a cell, with its formula if there is one."""
        hidden = self._row_hidden or bool(self._hidden_columns[column])
        if formula is not None:
            kind = CellKind.UNCOMPUTED if cell is BLANK else cell.kind
            cell = Cell(kind, cell.value, formula, hidden)
        elif cell is BLANK:
            # Written twice, the last holds, as in Excel; even when the last is blank.
            self.cells.pop((row, column), None)
            return
        elif hidden:
            cell = Cell(cell.kind, cell.value, None, hidden=True)
        self.cells[row, column] = cell

    def _position(self) -> tuple[int, int]:
        address = self._attributes.get("r")
        if address is None:
            if self._column >= _MAX_COLUMN:
                raise Unreadable(code="F134", detail=f"{self._name}, rad {self._row}")
            return self._row, self._column + 1
        # Nearly every cell stands in its own row, in a column met before.
        letters = address.removesuffix(self._row_digits)
        column = self._columns.get(letters)
        if column is None or letters == address:
            return self._place(address)
        return self._row, column

    def _stored(self, row: int, column: int, kind: str, style: str, raw: str) -> Cell:
        """Return a stored value as a cell, or BLANK."""
        values = self._values
        cell: Cell | None = None
        if kind == "n":
            cell = values.numbers.get(raw) if style not in values.date_styles else None
        elif kind == "s":
            cell = values.shared.get(raw)
        if cell is not None:
            return cell
        try:
            return values.cell(kind, style, raw)
        except Unreadable as fault:
            ref = CellRef(self._name, row, column)
            raise Unreadable(fault.code, f"{ref}, {fault.detail}", ref) from fault

    def _place(self, address: str) -> tuple[int, int]:
        """Return the row and column of an address, and remember the column's letters."""
        letters = address.rstrip("0123456789")
        row = whole_number(address[len(letters) :])
        short = letters.isascii() and letters.isalpha() and len(letters) <= _LONGEST_COLUMN
        column = column_number(letters) if short else 0
        if not (0 < row <= _MAX_ROW and 0 < column <= _MAX_COLUMN):
            raise Unreadable(code="F134", detail=f"{self._name}, {address}")
        self._columns[letters] = column
        return row, column

    # Inside an extension

    def _skip(self) -> None:
        self._skip_depth = 1
        self.parser.StartElementHandler = self._skip_start
        self.parser.EndElementHandler = self._skip_end
        self.parser.CharacterDataHandler = None

    def _skip_start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self._skip_depth += 1

    def _skip_end(self, _tag: str) -> None:
        self._skip_depth -= 1
        if not self._skip_depth:
            self._enter_cells()


_row_attributes = lru_cache(maxsize=4096)(attributes_of)
