"""The sheets of an Excel of our own: ranges, notes and tables, and every call to them counted.

It enters values as Excel does: a text that looks like a number or a date becomes one, unless an
apostrophe stands before it, and an array is not entered into rows that a filter hides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.excel.workbooks import Tab, Workbook
from xl_asn.model.grid import column_letters, column_number

if TYPE_CHECKING:
    from tests.excel.engine import Book

_PLAIN = {"options", "max_cells_per_read", "max_cells_per_write"}
_ADDRESS = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


class BusyError(Exception):
    """What pywin32 raises, less pywin32."""


@dataclass
class Excel:
    """The whole of a running Excel, and what was asked of it."""

    books: list[Workbook] = field(default_factory=list)
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    settings: dict[str, Any] = field(
        default_factory=lambda: {
            "screen_updating": True, "calculation": "automatic", "enable_events": True,
            "display_alerts": True, "status_bar": False,
        }
    )  # fmt: skip
    said: list[Any] = field(default_factory=list)
    auto_correct: Any = field(default_factory=lambda: SimpleNamespace(AutoFillFormulasInLists=True))
    fails: str = ""
    """The call that fails, as ``Range.raw_value=``."""
    error: Exception = field(default_factory=lambda: RuntimeError("mitt i"))


class Counted:
    """Counts every call that reaches the engine, by sheet and by what was called."""

    _excel: Excel
    _where = ""

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name not in _PLAIN:
            object.__getattribute__(self, "_count")(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and name not in _PLAIN:
            self._count(name + "=")
        object.__setattr__(self, name, value)

    def _count(self, name: str) -> None:
        called = f"{type(self).__name__}.{name}"
        self._excel.calls[self._where, called] += 1
        if self._excel.fails == called:
            raise self._excel.error


class Range(Counted, base_classes.Range):
    def __init__(self, book: Book, tab: Tab, corners: tuple[int, int, int, int]) -> None:
        self._excel, self._book, self._tab, self._corners = book._excel, book, tab, corners
        self._where = tab.name
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Any:
        return True

    @property
    def sheet(self) -> Sheet:
        return Sheet(self._book, self._tab)

    row = property(lambda self: self._corners[0])
    column = property(lambda self: self._corners[1])

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._corners
        return bottom - top + 1, right - left + 1

    @property
    def address(self) -> str:
        top, left, bottom, right = self._corners
        first, last = f"${column_letters(left)}${top}", f"${column_letters(right)}${bottom}"
        return first if first == last else f"{first}:{last}"

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, arg1: Any, arg2: Any = None) -> Range:
        place = self._corners[0] + arg1 - 1, self._corners[1] + arg2 - 1
        return Range(self._book, self._tab, place * 2)

    def _places(self) -> list[list[tuple[int, int]]]:
        top, left, bottom, right = self._corners
        return [[(r, c) for c in range(left, right + 1)] for r in range(top, bottom + 1)]

    def _block(self, pick: Any) -> Any:
        rows = tuple(
            tuple(pick(*self._tab.cells.get(place, (None, None))) for place in line)
            for line in self._places()
        )
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    @property
    def raw_value(self) -> Any:
        return self._block(lambda value, _: value)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        assert not self._excel.auto_correct.AutoFillFormulasInLists, "a formula would spread"
        if self._tab.protected:
            raise BusyError(-2147352567, "", (0, "", "", "", 0, -2146827284), None)
        lines = self._places()
        for line, values in zip(lines, data, strict=True):
            for place, value in zip(line, values, strict=True):
                if len(lines) == 1 or place[0] not in self._tab.hidden_rows:
                    self._tab.enter(place, value)

    @property  # type: ignore[misc] # nothing here writes formulas so
    def formula(self) -> Any:
        return self._block(lambda value, formula: formula or ("" if value is None else str(value)))

    @property
    def merge_cells(self) -> bool | None:
        return None if self._tab.merged & {p for line in self._places() for p in line} else False

    @property
    def merge_area(self) -> Range:
        row, column = self._corners[:2]
        for top, left, bottom, right in self._tab.areas:
            if top <= row <= bottom and left <= column <= right:
                return Range(self._book, self._tab, (top, left, bottom, right))
        return self

    @property
    def has_array(self) -> bool:
        return False

    @property
    def row_hidden(self) -> bool:
        return self._corners[0] in self._tab.hidden_rows

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        raise NotImplementedError

    def copy(self, destination: Any = None) -> None:
        to = destination.impl
        down, right = (to._corners[n] - self._corners[n] for n in (0, 1))
        for line in self._places():
            for row, column in line:
                if (row, column) in self._tab.cells:
                    target = row + down, column + right
                    to._tab.cells[target] = self._tab.cells[row, column]

    def select(self) -> None:
        self._book._data.selected = self._corners

    @property
    def note(self) -> Note | None:
        place = self._corners[:2]
        return Note(self._book, self._tab, place) if place in self._tab.notes else None

    def add_note(self, text: str) -> Note:
        place = self._corners[:2]
        if place in self._tab.notes:
            raise BusyError(-2147352567, "", (0, "", "", "", 0, -2146827284), None)
        self._tab.notes[place] = text
        return Note(self._book, self._tab, place)


class Note(Counted, base_classes.Note):
    def __init__(self, book: Book, tab: Tab, place: tuple[int, int]) -> None:
        self._excel, self._book, self._tab, self._place = book._excel, book, tab, place
        self._where = tab.name

    text = property(lambda self: self._tab.notes[self._place])

    @property
    def api(self) -> Any:
        box = SimpleNamespace(Width=108.0, Height=59.25)
        return SimpleNamespace(Shape=self._tab.note_boxes.setdefault(self._place, box))

    location = property(lambda self: Range(self._book, self._tab, self._place * 2))

    def delete(self) -> None:
        del self._tab.notes[self._place]


class Table(Counted, base_classes.Table):
    def __init__(self, book: Book, tab: Tab, held: tuple[str, int, int, int, int]) -> None:
        self._excel, self._book, self._tab, self._held = book._excel, book, tab, held
        self._where = tab.name

    name = property(lambda self: self._held[0])
    range = property(lambda self: Range(self._book, self._tab, self._held[1:]))
    show_totals = property(lambda self: self._held[0] in self._tab.totals)


class Sheet(Counted, base_classes.Sheet):
    def __init__(self, book: Book, tab: Tab) -> None:
        self._excel, self._book, self._tab = book._excel, book, tab
        self._where = tab.name

    @property
    def api(self) -> Any:
        return SimpleNamespace(
            ProtectContents=self._tab.protected,
            Shapes=self._tab.shapes,
            CommentsThreaded=SimpleNamespace(Count=self._tab.discussions),
        )

    @property
    def name(self) -> str:
        return self._tab.name

    @name.setter
    def name(self, value: str) -> None:
        self._tab.name = value

    @property
    def visible(self) -> int:
        return self._tab.visible

    @visible.setter
    def visible(self, value: int) -> None:
        self._tab.visible = -1 if value is True else int(value)

    book = property(lambda self: self._book)
    notes = property(lambda self: [Note(self._book, self._tab, p) for p in self._tab.notes])
    tables = property(lambda self: [Table(self._book, self._tab, t) for t in self._tab.tables])

    @property
    def used_range(self) -> Range:
        places = list(self._tab.cells) or [(1, 1)]
        rows, columns = zip(*places, strict=True)
        return Range(self._book, self._tab, (min(rows), min(columns), max(rows), max(columns)))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            found = _ADDRESS.fullmatch(arg1.replace("$", ""))
            assert found, arg1
            first = int(found[2]), column_number(found[1])
            last = (int(found[4]), column_number(found[3])) if found[3] else first
        else:
            first, last = (
                x._corners[:2] if isinstance(x, Range) else x for x in (arg1, arg2 or arg1)
            )
        return Range(self._book, self._tab, (*first, *last))

    def activate(self) -> None:
        self._book._data.active = self._tab

    def clear(self) -> None:
        self._tab.cells.clear()

    def delete(self) -> None:
        self._book._data.tabs.remove(self._tab)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        beside = before or after
        assert beside is not None
        tabs, name = beside._book._data.tabs, self._tab.name
        if name in {tab.name for tab in tabs}:
            name += " (2)"
        tabs.insert(tabs.index(beside._tab) + (before is None), self._tab.copied(name))
        beside._book._data.active = beside._book._data.tab(name)


class Sheets(Counted, base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self._excel, self._book = book._excel, book

    def _worksheets(self) -> list[Tab]:
        return [tab for tab in self._book._data.tabs if not tab.is_chart]

    def __len__(self) -> int:
        self._count("len")
        return len(self._worksheets())

    def __iter__(self) -> Iterator[Sheet]:
        self._count("iter")
        return iter([Sheet(self._book, tab) for tab in self._worksheets()])

    def __call__(self, key: str | int) -> Sheet:
        self._count("item")
        tabs = self._worksheets()
        tab = tabs[key - 1] if isinstance(key, int) else self._book._data.tab(key)
        return Sheet(self._book, tab)

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book._data.active or self._book._data.tabs[0])

    def add(self, before: Any = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        assert before is None
        assert after is not None
        tabs = self._book._data.tabs
        tab = Tab(name or "Blad")
        tabs.insert(tabs.index(after._tab) + 1, tab)
        self._book._data.active = tab
        return Sheet(self._book, tab)
