"""The hidden sheet *xl_asn* of a form: what binds its cells to the workbook that it was made of.

Above stands what the form is, below a line for each cell. A name, a checksum of the file or a
document property would be lost as soon as a program saves the form; cells are kept. Each line has
a checksum of its own, so that one that somebody has altered is told and not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Final

from xl_asn.model.characters import in_cells
from xl_asn.model.form_places import (
    ANSWERS,
    BINDING,
    AskedCell,
    Bound,
    Damage,
    FreeCell,
    Places,
    ShownCell,
)
from xl_asn.model.forms import Binding, Form, Slot
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Sheet, Value, cell_of, folded_name
from xl_asn.model.identity import RowKey
from xl_asn.model.page import MAX_TEXT, Page, Placed
from xl_asn.pages.sheet_styles import BODY, HEADER

NAME: Final = BINDING
_MARKED: Final = "xl_asn formulär"
_FORMAT: Final = Decimal(1)
#: What the form is, in the order of :class:`Binding`; the last two may be blank.
_HEAD: Final = (
    "Formulär", "Utskick", "Arbetsbok", "Dokumenttyp", "Period", "Mallversion", "Mottagare",
    "Enhet", "Område",
)  # fmt: skip
_NEEDED: Final = _HEAD[:-2]
_LINES: Final = "Rader"
_TERM: Final = "Villkor: "
_MARK: Final = "Kontrollsumma"
_HEADERS: Final = (
    "Blad", "Rad", "Del av", "Kolumn", "Rubrik", "Nyckel", "Cell", "Ordning", _MARK, "Bas",
)  # fmt: skip
_MARK_LENGTH: Final = 12
_DAY: Final = BODY._replace(number_format="yyyy-mm-dd", wrap=False)
_PLAIN: Final = BODY._replace(wrap=False)
_HEADING: Final = HEADER._replace(wrap=False)
#: A text that a program may take for something else, or trim, is written as JSON has it.
_QUOTE: Final = '"'
_TEMPTING: Final = tuple("\"=+-@'<")
_ESCAPE: Final = "_x"
#: So many characters that a cell has room for each of them spelled out as six.
_PIECE: Final = (MAX_TEXT - 2) // 6

ASK_AGAIN: Final = "Be den som delade ut formuläret om ett nytt, och för över svaren till det."


def binding_page(form: Form, places: Places) -> Page:
    """Lay out the hidden sheet of a form whose cells stand at ``places``."""
    lines = [_line(form.binding.form, told) for told in _told(places)]
    head = [cell_of(value) for value in (*form.binding, Decimal(len(lines)))]
    terms = [cell_of(value) for _, value in form.terms]
    labels = (_MARKED, *_HEAD, _LINES, _MARK, *(_TERM + name for name, _ in form.terms))
    mark = _checksum([*head, *terms])
    values = (_FORMAT, *(c.value for c in head), mark, *(c.value for c in terms))
    top = len(labels) + 2
    widest = max((len(line) for line in lines), default=len(_HEADERS))
    headers = (*_HEADERS, *(f"Bas {n}" for n in range(2, widest - len(_HEADERS) + 2)))
    cells = [
        *(Placed(row, 1, label, _PLAIN) for row, label in enumerate(labels, 1)),
        *(Placed(row, 2, value or None, _PLAIN) for row, value in enumerate(values, 1)),
        *(Placed(top, column, header, _HEADING) for column, header in enumerate(headers, 1)),
        *(
            Placed(row, column, value, _DAY if isinstance(value, date) else _PLAIN)
            for row, line in enumerate(lines, top + 1)
            for column, value in enumerate(line, 1)
            if value not in {None, ""}
        ),
    ]
    widths = {1: 20.0, 2: 30.0, 3: 16.0, 4: 20.0, 5: 20.0, 6: 30.0, 7: 10.0, 9: 16.0, 10: 30.0}
    return Page(NAME, tuple(cells), widths=widths, frozen_rows=top)


def read_binding(grid: Grid) -> Bound | None:
    """Read what a form says of itself; None for a workbook that is no form.

    The hidden sheet is known by what it says, also where it has been renamed or rows have been put
    above. What is lacking or altered in it is told as damages, never raised.
    """
    for sheet in _candidates(grid):
        for row, cells in sheet.rows():
            if any(folded_name(cell.text) == _MARKED for cell in cells.values()):
                left = min(c for c, cell in cells.items() if folded_name(cell.text) == _MARKED)
                return _read(sheet, row, left)
    return None


def _candidates(grid: Grid) -> Iterator[Sheet]:
    """Yield the sheet that has the name, and then the others."""
    named = grid.sheet(NAME)
    if named is not None:
        yield named
    yield from (sheet for sheet in grid.sheets if sheet is not named)


# What is told of each cell: the texts of its line, and its value.
def _told(places: Places) -> Iterator[tuple[Sequence[str], Value]]:
    for asked in places.asked:
        texts = (*_row(asked.slot.row), asked.slot.column)
        yield (*texts, asked.header, asked.key, asked.cell.address, ""), asked.base
    for shown in places.shown:
        texts = (*_row(shown.row), "")
        yield (*texts, shown.header, shown.key, shown.cell.address, ""), shown.value
    for free in places.free:
        texts = (free.sheet, "", "", free.column)
        yield (*texts, free.header, free.key, free.cell.address, str(free.order)), None


def _row(key: RowKey) -> tuple[str, str, str]:
    return key.sheet, key._replace(parent="").text, key.parent


def _line(form: str, told: tuple[Sequence[str], Value]) -> list[Value]:
    texts = [in_cells(text) for text in told[0]]
    values = _written(told[1])
    mark = _checksum([cell_of(form), *map(cell_of, texts), *map(cell_of, values)])
    return [*texts, mark, *values]


def _checksum(cells: Iterable[Cell]) -> str:
    """Return a checksum of cells, the same however a program has kept their blanks."""
    told = "\n".join(" ".join(cell.text.split()) for cell in cells)
    return sha256(told.rstrip("\n").encode("utf-8", "replace")).hexdigest()[:_MARK_LENGTH]


def _written(value: Value) -> list[Value]:
    """Return the cells that a value is kept in: one, or some for a long text spelled out."""
    if not isinstance(value, str) or not value:
        return [value]
    if (
        value.strip() == value
        and not value.startswith(_TEMPTING)
        and _ESCAPE not in value
        and in_cells(value) == value
        and len(value) <= MAX_TEXT
    ):
        return [value]
    quoted = json.dumps(value, ensure_ascii=False)
    if len(quoted) <= MAX_TEXT and in_cells(quoted) == quoted and _ESCAPE not in value:
        return [quoted]
    pieces = (value[start : start + _PIECE] for start in range(0, len(value), _PIECE))
    return [json.dumps(piece).replace(_ESCAPE, "\\u005fx") for piece in pieces]


def _value(cells: Sequence[Cell]) -> Value:
    """Return the value that :func:`_written` kept.

    Raises:
        ValueError: a text that was spelled out has been altered.
    """
    first = cells[0].value if cells else None
    if isinstance(first, str) and first.startswith(_QUOTE):
        return "".join(str(json.loads(cell.text)) for cell in cells if cell.text)
    return first


def _read(sheet: Sheet, top: int, left: int) -> Bound:
    head, table = _head(sheet, top, left)
    values = [head.get(folded_name(label), BLANK) for label in _HEAD]
    binding = Binding(*(cell.text for cell in values))
    damages = [*_head_damages(sheet, top, left, head)]
    if table is None:
        cell = CellRef(sheet.name, top, left)
        said = f"Listan över formulärets celler saknas på det dolda bladet {sheet.name}."
        return Bound(
            binding,
            Places(),
            (*damages, Damage(f"{said} {ASK_AGAIN}", cell, is_fatal=True)),
            sheet=sheet.name,
        )
    places, altered = _lines(sheet, *table, binding.form)
    terms = tuple((label, cell.value) for label, cell in _terms(sheet, top, left).items())
    if damages:  # the lines have the form's id in their checksums: one cause is told once
        return Bound(binding, places, tuple(damages), terms, sheet.name)
    damages += altered
    told = sum(map(len, places)) + len(altered)
    count = head.get(folded_name(_LINES), BLANK).value
    if isinstance(count, Decimal) and told < count:
        gone = int(count) - told
        said = f"{gone} av {count} rader har tagits bort på det dolda bladet {sheet.name}."
        cell = CellRef(sheet.name, table[0], left)
        damages.append(Damage(f"{said} Svaren i de cellerna kan inte läsas. {ASK_AGAIN}", cell))
    return Bound(binding, places, tuple(damages), terms, sheet.name)


def _head(
    sheet: Sheet, top: int, left: int
) -> tuple[Mapping[str, Cell], tuple[int, Mapping[str, int]] | None]:
    """Return the values by label, and the row and columns of the headers of the lines."""
    wanted = {folded_name(header) for header in _HEADERS}
    head: dict[str, Cell] = {}
    for row, cells in sheet.rows():
        if row < top:
            continue
        columns = {folded_name(cell.text): column for column, cell in reversed([*cells.items()])}
        if wanted <= columns.keys():
            return head, (row, columns)
        if left in cells:
            head.setdefault(folded_name(cells[left].text), cells.get(left + 1, BLANK))
    return head, None


def _terms(sheet: Sheet, top: int, left: int) -> Mapping[str, Cell]:
    """Return the terms by name, in the order that they stand in."""
    return {
        cells[left].text.removeprefix(_TERM): cells.get(left + 1, BLANK)
        for row, cells in sheet.rows()
        if row > top and left in cells and cells[left].text.startswith(_TERM)
    }


def _head_damages(sheet: Sheet, top: int, left: int, head: Mapping[str, Cell]) -> Iterator[Damage]:
    cell = CellRef(sheet.name, top, left + 1)
    made = head.get(_MARKED, BLANK).value
    if made != _FORMAT:
        said = "Formuläret är gjort av en annan version av xl_asn, som skriver på ett annat sätt."
        yield Damage(f"{said} Uppdatera xl_asn och försök igen.", cell, is_fatal=True)
        return
    lacking = [label for label in _NEEDED if head.get(folded_name(label), BLANK).is_blank]
    if lacking:
        said = f"På det dolda bladet {sheet.name} saknas {', '.join(lacking)}."
        yield Damage(f"{said} {ASK_AGAIN}", cell, is_fatal=True)
        return
    held = [head.get(folded_name(label), BLANK) for label in (*_HEAD, _LINES)]
    held += _terms(sheet, top, left).values()
    if _checksum(held) != head.get(folded_name(_MARK), BLANK).text:
        said = f"Uppgifterna om formuläret på det dolda bladet {sheet.name} är ändrade."
        yield Damage(f"{said} {ASK_AGAIN}", cell, is_fatal=True)


def _lines(
    sheet: Sheet, top: int, columns: Mapping[str, int], form: str
) -> tuple[Places, list[Damage]]:
    """Read the lines below the headers; each cell is told once."""
    base = [columns[folded_name("Bas")]]
    while (more := columns.get(folded_name(f"Bas {len(base) + 1}"))) is not None:
        base.append(more)
    told = [columns[folded_name(header)] for header in _HEADERS[:-2]]
    mark = columns[folded_name(_MARK)]
    read = _Read()
    for row, cells in sheet.rows():
        if row <= top or not any(not cell.is_blank for cell in cells.values()):
            continue
        texts = [cells.get(column, BLANK) for column in told]
        values = [cells.get(column, BLANK) for column in base]
        sums = _checksum([cell_of(form), *texts, *values])
        ref = CellRef(sheet.name, row, base[0])
        if sums != cells.get(mark, BLANK).text or not read.take([c.text for c in texts], values):
            about = " › ".join(cell.text for cell in (texts[5], texts[4]) if cell.text)
            said = f"Raden för {about or 'en cell'} är ändrad på det dolda bladet {sheet.name}."
            read.damages.append(Damage(f"{said} Svaret i den cellen kan inte läsas.", ref))
    return read.places, read.damages


class _Read:
    """The lines of a form as they are read one by one."""

    def __init__(self) -> None:
        self.damages: list[Damage] = []
        self._asked: dict[CellRef, AskedCell] = {}
        self._shown: dict[CellRef, ShownCell] = {}
        self._free: dict[CellRef, FreeCell] = {}

    @property
    def places(self) -> Places:
        return Places(
            tuple(self._asked.values()), tuple(self._shown.values()), tuple(self._free.values())
        )

    def take(self, texts: Sequence[str], values: Sequence[Cell]) -> bool:
        """Take a line; false where it says nothing that can be understood."""
        sheet, row, parent, column, header, key, address, order = texts
        try:
            cell = CellRef.parse(f"{ANSWERS}!{address}")
            value = _value(values)
            if not row:
                told = FreeCell(sheet, column, header, key, cell, int(order))
                self._free.setdefault(cell, told)
                return True
        except ValueError:
            return False
        whole = RowKey.parse(sheet, row)._replace(parent=parent)
        if column:
            slot = Slot(whole, column)
            self._asked.setdefault(cell, AskedCell(slot, header, key, cell, value))
        else:
            self._shown.setdefault(cell, ShownCell(whole, header, key, cell, value))
        return True
