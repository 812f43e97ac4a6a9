"""An Excel of our own behind xlwings: workbooks in memory, and every call to them counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from xlwings import base_classes

from tests.excel.engine_sheets import Counted, Excel, Range, Sheets
from tests.excel.workbooks import Workbook, workbook
from xl_asn.files.reading.load import load


class Name(Counted, base_classes.Name):
    def __init__(self, book: Book, name: str) -> None:
        self._excel, self._book, self._name = book._excel, book, name

    name = property(lambda self: self._name)
    refers_to = property(lambda self: self._book._data.names[self._name])


class Names(Counted, base_classes.Names):
    def __init__(self, book: Book) -> None:
        self._excel, self._book = book._excel, book

    def __call__(self, key: int) -> Name:
        return Name(self._book, list(self._book._data.names)[key - 1])

    def __len__(self) -> int:
        return len(self._book._data.names)


class Book(Counted, base_classes.Book):
    def __init__(self, app: App, data: Workbook) -> None:
        self._excel, self._app, self._data = app._excel, app, data

    @property
    def api(self) -> Any:
        data = self._data
        return SimpleNamespace(
            ReadOnly=data.read_only,
            ProtectStructure=data.locked,
            Name=data.name,
            Saved=data.saved,
        )

    name = property(lambda self: self._data.name)
    fullname = property(lambda self: self._data.fullname)
    app = property(lambda self: self._app)
    sheets = property(Sheets)
    names = property(Names)

    def activate(self) -> None:
        books = self._excel.books
        books.insert(0, books.pop(next(n for n, b in enumerate(books) if b is self._data)))

    def close(self) -> None:
        self._excel.books[:] = [book for book in self._excel.books if book is not self._data]


class Books(Counted, base_classes.Books):
    def __init__(self, app: App) -> None:
        self._excel, self._app = app._excel, app

    app = property(lambda self: self._app)

    @property
    def active(self) -> Book:
        return Book(self._app, self._excel.books[0])

    def __len__(self) -> int:
        return len(self._excel.books)

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self._app, data) for data in self._excel.books])

    def __call__(self, key: str) -> Book:
        for data in self._excel.books:
            if data.name == key:
                return Book(self._app, data)
        raise KeyError(key)

    def open(self, fullname: str, *_: Any) -> Book:
        grid = load(Path(fullname)).grid
        assert grid is not None
        self._excel.books.insert(0, workbook(grid, Path(fullname).name, Path(fullname)))
        return self.active


class App(Counted, base_classes.App):
    def __init__(self, excel: Excel) -> None:
        self._excel = excel

    @property
    def engine(self) -> Engine:
        return ENGINE

    books = property(Books)
    pid = property(lambda _: 1)

    @property
    def api(self) -> Any:
        return SimpleNamespace(AutoCorrect=self._excel.auto_correct)

    @property
    def selection(self) -> Range:
        book = self.books.active
        return Range(book, book._data.active or book._data.tabs[0], book._data.selected)

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - xlwings' own
        del steal_focus

    def calculate(self) -> None:
        self._excel.said.append("calculated")


def _setting(name: str) -> property:
    def write(self: App, value: Any) -> None:
        self._excel.said.append((name, value))
        self._excel.settings[name] = value

    return property(lambda self: self._excel.settings[name], write)


for _name in Excel().settings:
    setattr(App, _name, _setting(_name))


class Apps(base_classes.Apps):
    def __init__(self) -> None:
        self.running: list[Excel] = []

    def keys(self) -> list[int]:
        return list(range(len(self.running)))

    def __iter__(self) -> Iterator[App]:
        return iter([App(excel) for excel in self.running])

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, key: int) -> App:
        return App(self.running[key])


class Engine:
    name = "asn"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(x: Any, _: Any) -> Any:
        return "" if x is None else x


ENGINE: Engine = Engine()
