"""How time and memory grow with the rows: every command, and the peers beside it."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks.grown import GROWTHS, grown
from tests.benchmarks.memory import OURS, in_a_process
from tests.benchmarks.peers import CHECKERS, READERS, installed
from tests.beside import NOW
from xl_asn.batch.judge import judge
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import Computed, compute
from xl_asn.case.evaluating import evaluate
from xl_asn.case.examine import examine
from xl_asn.case.insight.guards import guards_of
from xl_asn.case.insight.story import story
from xl_asn.case.neighbours import Neighbours
from xl_asn.case.new_masters import master_of
from xl_asn.exports.documents import board_report_of, documents
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef
from xl_asn.prose.judge import statements_of

ROWS = (1_000, 4_000, 16_000)
_GROWTH = GROWTHS["amounts"]
_CELL = CellRef("Nettokostnad", 8, 6)
_EXPORTS = ("html", "csv", "xlsx")
"""Those that anybody would write so many rows in: not Word, and not pages for print."""

Seconds = Mapping[str, Mapping[int, float]]
"""Processor time by what is done and the number of rows."""


def growth() -> Seconds:
    """Measure every command and every peer on more and more rows."""
    times: dict[str, dict[int, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in ROWS:
            right, wrong = Path(folder, f"{rows}.xlsx"), Path(folder, f"{rows}_fel.xlsx")
            right.write_bytes(workbook(rows))
            wrong.write_bytes(workbook(rows, repeated=True))
            data = right.read_bytes()
            works: dict[str, Callable[[], object]] = {
                **_commands(right),
                "validera, fel i varje rad": partial(judge, wrong),
                **{name: partial(peer, data) for name, peer in installed().items()},
            }
            for name, work in works.items():
                if rows == ROWS[0]:
                    work()  # what is loaded and compiled once is no work of these rows
                times.setdefault(name, {})[rows] = _once(work)
    return times


def workbook(rows: int, *, repeated: bool = False) -> bytes:
    """Return a monthly report with so many rows on *Nettokostnad*."""
    return master_of(_GROWTH.declared, grown(_GROWTH, rows, repeated=repeated))


def memory_by_row() -> Mapping[str, float]:
    """Return what each row more takes of memory at most, in kilobytes; nothing but on Linux."""
    if sys.platform != "linux":
        return {}
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bok.xlsx")
        for rows in ROWS[1:]:
            path.write_bytes(workbook(rows))
            peaks.append(float(in_a_process(OURS, str(path))))
    few, many = ROWS[1:]
    return {"validera": (peaks[1] - peaks[0]) * 1024 / (many - few)}


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _commands(path: Path) -> Mapping[str, Callable[[], object]]:
    return {
        "validera": partial(judge, path),
        "berakna": lambda: _pressed(path),
        "forklara": lambda: _explained(path),
        "pastaenden": lambda: _stated(path),
        **{f"exportera --format {name}": partial(_exported, path, name) for name in _EXPORTS},
    }


def _case(path: Path) -> Case:
    grid = load(path).grid
    case = None if grid is None else case_of(grid, Neighbours.of_folder(path.parent))
    assert isinstance(case, Case), case
    return case


def _computed(path: Path) -> Computed:
    return compute(_case(path), now=NOW)


def _pressed(path: Path) -> object:
    computed = _computed(path)
    return saved(path.read_bytes(), computed.values, computed.pages)


def _explained(path: Path) -> object:
    case = _case(path)
    examined = examine(case)
    told = story(case.grid, examined, _CELL)
    column = told.source.column
    return None if column is None else guards_of(case, examined, _CELL, column)


def _stated(path: Path) -> object:
    case = _case(path)
    evaluated = evaluate(case)
    return statements_of(evaluated.document, evaluated.calculated, case.board.board)


def _exported(path: Path, name: str) -> object:
    computed = _computed(path)
    report = board_report_of(computed, path.name, computed.examined.findings, draft=True)
    return documents(report, [name])


DRAWN = ("validera", "berakna", *CHECKERS, "openpyxl read-only, read")
"""What the curve shows; readers that are no checkers but for one would be a thicket."""
FAST = next(iter(READERS))
"""What all is told in multiples of."""
