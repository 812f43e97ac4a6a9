"""``python -m tests.corpus [FOLDER]``: what the reader makes of a folder of workbooks.

Prints the verdicts by code, every refusal with its defence, the longest time and the most memory;
and every cell that openpyxl or python-calamine reads otherwise, counted by kind, explained.
Ends with an error where something is not. The folder is otherwise that of the variable
XL_ASN_CORPUS, or a folder ``shared/corpus`` beside the project.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from tests.corpus_elsewhere import LIMIT_SECONDS, Cells, Elsewhere, read_calamine
from tests.corpus_verdicts import print_verdicts
from xl_asn.files.reading.load import load
from xl_asn.files.reading.strings_read import unescaped
from xl_asn.model.grid import BLANK, Cell, CellKind, Sheet

CORPUS = Path(os.environ.get("XL_ASN_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
HAS_TIME_LIMIT = hasattr(signal, "SIGALRM")

_MOST_SHOWN = 20


@dataclass(slots=True)
class Comparison:
    """The cells compared with another reader's, and those that differ, by kind."""

    cells: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    other: list[tuple[object, ...]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Files that the other reader could not open, or not in time."""


def corpus_files(folder: Path = CORPUS) -> list[Path]:
    """Return the workbooks of the corpus."""
    return sorted(path for path in folder.rglob("*.xl*") if path.is_file())


# openpyxl


def compared_with_openpyxl(files: Iterable[Path]) -> Comparison:
    """Compare every cell of every file that both can read; needs a clock that can interrupt."""
    result = Comparison()
    for path in files:
        loaded = load(path)
        if loaded.grid is None:
            continue
        book = _openpyxl(path)
        if isinstance(book, str):
            result.unread.append(f"{path.name}: {book}")
            continue
        theirs_by_name = {one.title: one for one in book.worksheets}
        for ours in loaded.grid.sheets:
            theirs = theirs_by_name.get(ours.name)
            if theirs is None:
                result.explained["sheet of an ISO Strict workbook left out"] += 1
                continue
            cells = theirs._cells
            places = {place for place, one in cells.items() if one.value is not None}
            for place in places | set(ours.cells):
                result.cells += 1
                mine, other = ours.cells.get(place, BLANK), cells.get(place)
                value = other.value if other is not None else None
                if agree(mine, value):
                    continue
                reason = _fault_of_openpyxl(mine, other)
                if reason:
                    result.explained[reason] += 1
                else:
                    result.other.append((path.name, ours.name, place, mine, value))
    return result


class _TooSlowError(Exception):
    """openpyxl hangs on some honest files."""


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooSlowError

    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def _openpyxl(path: Path) -> Any:
    """Return what openpyxl makes of a file, or why it fails, as it does on many here."""
    try:
        with _time_limit(LIMIT_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Of a path it leaves the file open where it fails, and another test is blamed.
            return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    except _TooSlowError:
        return f"more than {LIMIT_SECONDS} s"
    except Exception as error:  # noqa: BLE001 - the oracle's own faults are not the subject
        return type(error).__name__


def read_openpyxl(path: Path) -> Mapping[str, Cells] | str:
    """Read a file with openpyxl."""
    book = _openpyxl(path)
    if isinstance(book, str):
        return book
    return {
        sheet.title: {place: cell.value for place, cell in sheet._cells.items()}
        for sheet in book.worksheets
    }


def agree(mine: Cell, value: object) -> bool:
    """Return whether another reader's value is the one that the cell holds."""
    if mine.kind is CellKind.BEYOND:  # kept as a text, so that nobody counts with it
        mine = Cell(CellKind.NUMBER, Decimal(str(mine.value)))
    match value:
        case None:
            return mine.kind is CellKind.UNCOMPUTED or mine.is_blank
        case bool():
            return mine.value is value
        case int() | float():
            exact = Decimal(repr(value))
            close = (
                isinstance(mine.value, Decimal) and abs(mine.value - exact) <= abs(exact) / 10**14
            )
            return mine.kind is CellKind.NUMBER and close
        case date():
            return mine.value == (value.date() if isinstance(value, datetime) else value)
        case time() | timedelta():
            return mine.kind is CellKind.NUMBER
        case _:
            return str(mine.value).strip() == unescaped(str(value)).strip()


def _fault_of_openpyxl(mine: Cell, other: object) -> str:
    """Return the known fault of openpyxl that a difference comes from; empty when there is none."""
    if isinstance(other, MergedCell):
        return "value under a merge dropped"
    value, link = getattr(other, "value", None), getattr(other, "hyperlink", None)
    if mine.kind in (CellKind.BLANK, CellKind.UNCOMPUTED) and link is not None:
        return "value made up from a hyperlink"
    if mine.kind is CellKind.NUMBER and value == "#VALUE!":
        return "number past the calendar called an error"
    if mine.formula is not None and mine.kind is CellKind.TEXT and value is None:
        return "inline result of a formula dropped"
    return ""


# python-calamine, in a process of its own: some files end it


def compared_with_calamine(files: Iterable[Path]) -> Comparison:
    """Compare every cell of every file that both can read."""
    result = Comparison()
    with Elsewhere(read_calamine) as elsewhere:
        for path in files:
            grid = load(path).grid
            if grid is None:
                continue
            theirs = elsewhere.read(path)
            if isinstance(theirs, str):
                result.unread.append(f"{path.name}: {theirs}")
                continue
            for ours in grid.sheets:
                _compare_sheet(result, path, ours, theirs.get(ours.name))
    return result


def _compare_sheet(result: Comparison, path: Path, ours: Sheet, cells: Cells | None) -> None:
    if cells is None:
        result.explained["sheet left out"] += 1
        return
    for place in cells.keys() | ours.cells.keys():
        result.cells += 1
        mine, value = ours.cells.get(place, BLANK), cells.get(place)
        if agree(mine, value):
            continue
        if reason := _fault_of_calamine(mine, value):
            result.explained[reason] += 1
        else:
            result.other.append((path.name, ours.name, place, mine, value))


def _fault_of_calamine(mine: Cell, value: object) -> str:
    """Return the known fault of python-calamine that a difference comes from; empty if none."""
    if value is None:
        if mine.kind is CellKind.ERROR:
            return "error read as nothing"
        return "value dropped" if mine.formula is None else "result of a formula dropped"
    if isinstance(value, date):
        if mine.kind is not CellKind.NUMBER or not isinstance(mine.value, Decimal):
            return ""
        past = mine.value >= date.max.toordinal()
        return "number past the calendar read as a date" if past else "time of day read as a date"
    is_text_of_day = mine.kind is CellKind.DATE and str(value).startswith(str(mine.value))
    return "moment in ISO form read as a text" if is_text_of_day else ""


# As a command


#: What each kind of difference is, and why ours is the cell that the file holds.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "sheet of an ISO Strict workbook left out": "openpyxl knows one of the two namespaces",
        "value under a merge dropped": "the cells below a merge keep their values in the file",
        "value made up from a hyperlink": "openpyxl puts a link's address in an empty cell",
        "number past the calendar called an error": (
            "a number in a date format and beyond year 9999 is still that number"
        ),
        "inline result of a formula dropped": "t=inlineStr after a formula is its result",
        "sheet left out": "the sheet is listed in the workbook",
        "error read as nothing": "#REF! and its like are no blanks",
        "value dropped": "the value is in the file, often under a merge",
        "time of day read as a date": "a number in a format of hours and minutes names no day",
        "result of a formula dropped": "the stored result is in the file",
        "number past the calendar read as a date": "no such day exists",
        "moment in ISO form read as a text": "t=d is a date",
    }
)


def main() -> None:
    """Print the tables."""
    files = corpus_files(Path(sys.argv[1]) if sys.argv[1:] else CORPUS)
    if not files:
        message = f"no workbooks in {CORPUS}: set XL_ASN_CORPUS, or name a folder"
        raise SystemExit(message)
    others = {"python-calamine": read_calamine, "openpyxl": read_openpyxl}
    defended = print_verdicts(files, others)
    compared = {"python-calamine": compared_with_calamine(files)}
    if HAS_TIME_LIMIT:
        compared["openpyxl"] = compared_with_openpyxl(files)
    for name, result in compared.items():
        _print_comparison(name, result)
    explained = all(
        KINDS.keys() >= one.explained.keys() and not one.other for one in compared.values()
    )
    raise SystemExit(not (defended and explained))


def _print_comparison(name: str, compared: Comparison) -> None:
    print(f"\nCompared with {name}: {compared.cells} cells")
    for kind, count in compared.explained.most_common():
        print(f"  {count:6} {kind}: {KINDS.get(kind, 'NOT EXPLAINED')}")
    print(f"  {len(compared.other):6} otherwise", *compared.other[:_MOST_SHOWN], sep="\n    ")
    print(
        f"  {len(compared.unread):6} files that it could not read", *compared.unread, sep="\n    "
    )


if __name__ == "__main__":
    main()
