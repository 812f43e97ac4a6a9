"""``make bench``: medians of several runs, and how they compare with peers on the same file.

The ratios are kept in ``docs/hastighet.md``, which also says what work it is that is the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.batch import batch
from tests.benchmarks.exports import export_times
from tests.benchmarks.growth import growth, memory_by_row
from tests.benchmarks.ledgers import ledgers
from tests.benchmarks.memory import memory
from tests.benchmarks.peers import installed
from tests.benchmarks.speed_page import PAGE, write_page
from tests.beside import beside
from workbooks.build import EXAMPLES
from xl_asn.batch.garbage import collect_less_often
from xl_asn.batch.judge import judge
from xl_asn.case.compute import compute
from xl_asn.case.new_masters import master_of
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.changing.save import saved
from xl_asn.files.making.render import render
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Cell, Grid, Sheet, number, text
from xl_asn.pages.check_page import check_page

_RUNS = 7
_EXAMPLE = EXAMPLES / "2022-11_manadsrapport.xlsm"
_NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - any moment will do
_LARGE_ROWS = 1_600


def timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the median time of a piece of work in milliseconds, after one run to warm up.

    Processor time unless another clock is given: what else the machine does is not the subject.
    """
    work()
    times = []
    for _ in range(_RUNS):
        start = clock()
        work()
        times.append(clock() - start)
    return median(times) * 1000


def large_workbook() -> bytes:
    """Return the example with 1 600 activities: about 20 000 cells."""
    source = read_markdown(_EXAMPLE.with_suffix(".md").read_text(encoding="utf-8"))
    sheets = []
    for sheet in source.sheets:
        cells: dict[tuple[int, int], Cell] = dict(sheet.cells)
        if sheet.name == "Nettokostnad":
            cells = {place: cell for place, cell in cells.items() if place[0] <= 5}
            for row in range(6, 6 + _LARGE_ROWS):
                cells[row, 2] = text(f"Verksamhet {row}")
                cells[row, 3] = text("rad")
                for column, amount in zip(
                    range(4, 12), (-900, -1000, 100, -1100, -1200, 100, -1150, 50), strict=True
                ):
                    cells[row, column] = number(Decimal(amount))
        sheets.append(Sheet(sheet.name, cells))
    return master_of(Manadsrapport, Grid(tuple(sheets)))


def _compare(title: str, data: bytes) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bok.xlsm")
        path.write_bytes(data)
        works: dict[str, Callable[[], object]] = {
            **{name: partial(peer, data) for name, peer in installed().items()},
            "xl_asn, read": lambda: read(data),
            "xl_asn, validate one file": lambda: judge(path),
        }
        times = {name: timed(work) for name, work in works.items()}
    fast, ours = times["python-calamine, read"], times["xl_asn, validate one file"]
    print(f"\n{title} ({len(data) // 1000} kB)")
    for name, took in times.items():
        print(
            f"  {name:34} {took:9.1f} ms {took / fast:7.1f} × calamine {took / ours:6.1f} × xl_asn"
        )
    return times


def _button() -> None:
    data = _EXAMPLE.read_bytes()
    grid = read(data)
    computed = compute(beside(grid), now=_NOW)
    if isinstance(computed, Finding):
        raise SystemExit(computed.message)
    print("\nBeräkna, warm, 2022-11")
    for name, work in {
        "compute": lambda: compute(beside(grid), now=_NOW),
        "write values and pages": lambda: saved(data, computed.values, computed.pages),
        "render the report alone": lambda: render([computed.report], title="Rapport"),
        "render Kontroll alone": lambda: render(
            [check_page(computed.examined.findings)], title="Kontroll"
        ),
    }.items():
        print(f"  {name:34} {timed(work):9.1f} ms")


def _processes() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "ut.xlsm")
        commands = {
            "python -c pass": ["-c", "pass"],
            "xl-asn validera": ["-m", "xl_asn", "validera", str(_EXAMPLE)],
            "xl-asn berakna": ["-m", "xl_asn", "berakna", str(_EXAMPLE), "--ut", str(target)],
        }
        environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent.parent)}
        times = {
            name: timed(
                lambda arguments=arguments: subprocess.run(  # type: ignore[misc]
                    [sys.executable, *arguments], capture_output=True, check=False, env=environment
                ),
                time.perf_counter,
            )
            for name, arguments in commands.items()
        }
    base = times["python -c pass"]
    print("\nWhole processes")
    for name, milliseconds in times.items():
        print(f"  {name:34} {milliseconds:9.1f} ms {milliseconds / base:7.1f} × python -c pass")


def main() -> None:
    """Run every benchmark and print the ratios."""
    collect_less_often()  # what the peers have imported is not the subject either
    example, large = _EXAMPLE.read_bytes(), large_workbook()
    small = _compare("2022-11", example)
    big = _compare("Generated, 1 600 activities", large)
    write_page(small, big, growth(), memory_by_row())
    print(f"\n{PAGE.name} is written, with its picture")
    _button()
    _processes()
    batch()
    export_times(_EXAMPLE)
    ledgers()
    memory({"2022-11": example, "Generated, 1 600 activities": large})


if __name__ == "__main__":
    main()
