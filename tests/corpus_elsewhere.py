"""Readers that run in a process of their own, since some files end it or never come back."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeAlias

import python_calamine

Place: TypeAlias = tuple[int, int]
Cells: TypeAlias = Mapping[Place, object]
Reader: TypeAlias = Callable[[Path], Mapping[str, Cells] | str]
"""Reads the cells of a file by sheet, or says why there are none."""

LIMIT_SECONDS: Final = 20
_MEMORY_BYTES: Final = 2 << 30
_MOST_AREA: Final = 5_000_000


class Elsewhere:
    """A process in which another reader reads; it is started again when a file has ended it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, path: Path) -> Mapping[str, Cells] | str:
        """Return the cells of a file by sheet, or why the reader gives none."""
        self._pool = self._pool or ProcessPoolExecutor(1, get_context("spawn"), _confine)
        try:
            return self._pool.submit(self._reader, path).result(timeout=LIMIT_SECONDS)
        except BrokenProcessPool:
            self._pool = None
            return "the process died"
        except TimeoutError:
            self._end()
            return f"more than {LIMIT_SECONDS} s"

    def _end(self) -> None:
        if self._pool is None:
            return
        for process in list(self._pool._processes.values()):
            process.kill()
        self._pool.shutdown(cancel_futures=True)
        self._pool = None


def _confine() -> None:
    warnings.simplefilter("ignore")
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def read_calamine(path: Path) -> Mapping[str, Cells] | str:
    """Read a file with python-calamine."""
    try:
        book = python_calamine.load_workbook(path)
        found: dict[str, Cells] = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            if sheet.total_height * sheet.total_width > _MOST_AREA:
                return "an area larger than its memory"
            found[name] = {
                (row, column): value
                for row, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1)
                for column, value in enumerate(cells, left + 1)
                if value != ""
            }
    except BaseException as error:  # noqa: BLE001 - a Rust panic is no Exception
        return type(error).__name__
    return found
