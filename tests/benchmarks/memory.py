"""The most memory: of one file in each program, and of runs over many files, by process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.batch.variants import variants
from tests.benchmarks.peers import installed
from tests.files.handmade import book_parts, zipped
from workbooks.build import EXAMPLES

_PEAK = """
import re
from pathlib import Path
def peak():
    return int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
"""
OURS = """
import sys
from xl_asn.batch.judge import judge
judge(Path(sys.argv[1]))
print(peak())
"""
_PEER = """
import sys
from tests.benchmarks.peers import PEERS
PEERS[sys.argv[2]](Path(sys.argv[1]).read_bytes())
print(peak())
"""
_NOTHING = """
import tests.benchmarks.peers
print(peak())
"""
_RUN = """
import resource, sys
from xl_asn.batch.run import judged
from xl_asn.batch.workers import Workers
paths = sorted(Path(sys.argv[1]).rglob("*.xls?"))
with Workers(2) as workers:
    kept = []
    for verdict in judged(paths, workers):
        if sys.argv[2] == "kept":
            kept.append(verdict)
print(peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
_LARGEST = """
import sys, time
from xl_asn.batch.run import judged
from xl_asn.batch.workers import Workers
import resource
with Workers(1) as workers:
    start = time.perf_counter()
    (verdict,) = judged([Path(sys.argv[1])], workers)
    took = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{took:.1f} s, {peak:.0f} MB, {verdict.outcome} {verdict.findings[-1].code}")
"""
_MOST_CELLS = 2_000_000
_RUNS = ((100, "shown"), (1_000, "shown"), (3_000, "shown"), (1_000, "kept"))
"""A worker's heap grows for its first two hundred files, until its garbage is looked through."""


def memory(workbooks: dict[str, bytes]) -> None:
    """Print the most memory of every program on each workbook, and of runs over many files."""
    if sys.platform != "linux":
        print("\nThe most memory is measured on Linux alone")
        return
    with tempfile.TemporaryDirectory() as folder:
        for title, data in workbooks.items():
            path = Path(folder, "bok.xlsm")
            path.write_bytes(data)
            print(f"\nMost memory, one file, {title}")
            _print_megabytes("the peers imported, nothing read", _NOTHING)
            for name in installed():
                _print_megabytes(name, _PEER, str(path), name)
            _print_megabytes("xl_asn, validate one file", OURS, str(path))
        _runs(Path(folder, "många"))
        _largest(Path(folder, "största.xlsx"))


def _print_megabytes(title: str, work: str, *arguments: str) -> None:
    print(f"  {title:34} {float(in_a_process(work, *arguments)):9.0f} MB")


def in_a_process(work: str, *arguments: str) -> str:
    """Run a piece of work in a process of its own, and return what it prints last."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK + work, *arguments],
        capture_output=True, check=True, text=True, cwd=EXAMPLES.parent.parent,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1]


def _runs(folder: Path) -> None:
    print("\nMost memory, many files, 2 workers (verdicts shown at once, or kept for JSON)")
    for count, way in _RUNS:
        variants(folder / f"{count}", count)
        command, worker = map(float, in_a_process(_RUN, str(folder / f"{count}"), way).split())
        title = f"{count} workbooks, {way}"
        print(f"  {title:34} {command:9.0f} MB {worker:9.0f} MB the largest worker")


def _largest(path: Path) -> None:
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 200}</row>" for _ in range(_MOST_CELLS // 200))
    path.write_bytes(zipped(book_parts(rows)))
    print(f"\nThe largest that is read, {_MOST_CELLS} cells: {in_a_process(_LARGEST, str(path))}")
