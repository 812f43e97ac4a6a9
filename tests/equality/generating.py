"""Documents made at random from real ones: the same bytes for the same seed and sources."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from tests.equality.spoiling import EDITS

_MOST_EDITS = 4
_MOMENT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def documents(sources: Sequence[Path], folder: Path, count: int, seed: int, jobs: int) -> None:
    """Write ``count`` spoilt copies of the sources into a folder, each named by its source."""
    folder.mkdir(parents=True, exist_ok=True)
    shares = [(s, range(n, count, len(sources))) for n, s in enumerate(sources)]
    if jobs == 1:
        for source, numbers in shares:
            _of_source(folder, seed, source, numbers)
        return
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(partial(_of_source, folder, seed), *zip(*shares, strict=True)))


def _of_source(folder: Path, seed: int, source: Path, numbers: range) -> None:
    """Spoil one source again and again; it is read once, which is most of the work."""
    if not numbers:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(source, keep_vba=source.suffix == ".xlsm")
        sheets, held = list(book.worksheets), _values(book)
        for number in numbers:
            random = Random(f"{seed}:{number}")  # noqa: S311 - anyone shall be able to make it again
            for _ in range(random.randint(1, _MOST_EDITS)):
                random.choice(EDITS)(book, random)
            stream = io.BytesIO()
            book.save(stream)
            target = folder / f"{number:04}_{source.stem}{source.suffix}"
            target.write_bytes(_without_time(stream.getvalue()))
            _restore(book, sheets, held)
        if book.vba_archive:
            book.vba_archive.close()  # openpyxl leaves it open


def _values(book: Workbook) -> Mapping[str, Mapping[tuple[int, int], object]]:
    return {
        sheet.title: {
            (cell.row, cell.column): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell, Cell)
        }
        for sheet in book.worksheets
    }


def _restore(
    book: Workbook, sheets: Sequence[object], held: Mapping[str, Mapping[tuple[int, int], object]]
) -> None:
    book._sheets[:] = sheets  # type: ignore[attr-defined]
    for sheet in book.worksheets:
        known = held[sheet.title]
        for row in list(sheet.iter_rows()):
            for cell in row:
                place = cell.row or 0, cell.column or 0
                if place not in known:
                    sheet._cells.pop(place, None)
                elif isinstance(cell, Cell) and cell.value != known[place]:
                    cell.value = known[place]  # type: ignore[assignment]


def _without_time(data: bytes) -> bytes:
    """Return a workbook without the moment when it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>2026-01-15T08:30:00Z", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()
