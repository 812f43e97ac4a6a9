"""The open workbook that a button works on: read whole, and Excel kept still meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Final

from xl_asn.case.case import Case, case_of
from xl_asn.case.neighbours import Neighbours
from xl_asn.excel.live_book import read_book
from xl_asn.excel.session import active_book, saved_in, still, the_app
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid

if TYPE_CHECKING:
    import xlwings as xw

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenedBook:
    """The workbook that a button works on, kept still, and what it held at first."""

    app: xw.App
    book: xw.Book
    grid: Grid


@contextmanager
def opened_book(doing: str) -> Iterator[OpenedBook]:
    """Read the active workbook, and keep Excel still as long as it is worked on."""
    app = the_app()
    book = active_book(app)
    with still(app, book, doing):
        began = perf_counter()
        grid = read_book(book)
        _LOG.info("read %.3f s", perf_counter() - began)
        yield OpenedBook(app, book, grid)


def case_of_book(book: xw.Book, grid: Grid) -> Case | Finding:
    """Return the case of an open workbook; those that it names are looked for by its file."""
    return case_of(grid, Neighbours.of_folder(saved_in(book)))
