"""``python -m tests.kills N``: kill *berakna* N times, at any moment, and see what is left.

Each time a fresh copy of an example is computed by a process of its own, which is killed (SIGKILL)
after a random time: half of them anywhere, half from the moment that the new file is being
written. Then the workbook must be the old one, byte for byte, or the new one, whole: nothing that
the author wrote is lost, and nothing is half written. The unfinished files that the killed leave
behind must be gone when one has been let alone.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tests.beside import beside
from tests.files.integrity import faults
from workbooks.build import EXAMPLES
from xl_asn.case.compute import Computed, compute
from xl_asn.cli.program import main as run_command
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Cell, CellRef

EXAMPLE = EXAMPLES / "2022-11_manadsrapport.xlsm"
LEFT = "unfinished files left by the killed"
STILL_LEFT = "unfinished files left after the next computation"
_TEMPORARY = ".xl-asn-"
_WRITING_SECONDS = 0.006


def run(kills: int, seed: int) -> Counter[str]:
    """Return how many times the workbook was the old one, the new one, damaged or lost.

    And how many unfinished files the killed left, and how many were left after the last one, which
    is not killed.
    """
    moments = random.Random(seed)  # noqa: S311 - any moment will do
    old = EXAMPLE.read_bytes()
    counts: Counter[str] = Counter(old=0, new=0, damaged=0, lost=0)
    left: set[Path] = set()
    with tempfile.TemporaryDirectory(prefix="xl-asn-kills-") as folder:
        target = Path(folder, "rapport.xlsm")
        target.write_bytes(old)
        _warm_up(old, target)
        start = time.monotonic()
        _killed(target, None, 0)
        whole_run = time.monotonic() - start
        computed = cells_of(target)
        for number in range(kills):
            target.write_bytes(old)
            if number % 2:
                _killed(target, moments.uniform(0, _WRITING_SECONDS), _WRITING_SECONDS)
            else:
                _killed(target, moments.uniform(0, whole_run), 0)
            counts[_verdict(target, old, computed)] += 1
            left |= _unfinished(folder)
        target.write_bytes(old)
        _killed(target, None, 0)
        counts[LEFT] = len(left)
        counts[STILL_LEFT] = len(_unfinished(folder))
    return counts


def _unfinished(folder: str) -> set[Path]:
    return set(Path(folder).glob(f"{_TEMPORARY}*"))


def _warm_up(old: bytes, target: Path) -> None:
    """Import everything before the first fork, so that the kills hit the work and not imports."""
    grid = load(target).grid
    computed = compute(beside(grid), now=datetime.now()) if grid else None  # noqa: DTZ005
    if not isinstance(computed, Computed):
        message = "the example cannot be computed"
        raise TypeError(message)
    saved(old, computed.values, computed.pages)


def cells_of(path: Path) -> Mapping[CellRef, Cell]:
    """Return every cell of a workbook but the time of the computation; nothing if unreadable."""
    grid = load(path).grid
    if grid is None:
        return {}
    return {
        CellRef(sheet.name, *place): cell
        for sheet in grid.sheets
        for place, cell in sheet.cells.items()
        if CellRef(sheet.name, *place) != grid.names.get("Senast_beräknad")
    }


def _killed(target: Path, after: float | None, writing: float) -> None:
    """Compute a workbook in a process of its own and kill it after some seconds; None: never.

    With ``writing`` the seconds are counted from when the new file is opened.
    """
    reading_end, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading_end)
        _compute(target, writing_end, told=bool(writing))
    os.close(writing_end)
    if writing:
        os.read(reading_end, 1)  # returns too when the child ends without having written
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading_end)


def _compute(target: Path, pipe: int, *, told: bool) -> None:
    """Run the command in this process, and end it; the first look at the new file is told of."""

    def tell(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and _TEMPORARY in str(arguments[0]):
            os.write(pipe, b"!")

    if told:
        sys.addaudithook(tell)
    try:
        with Path(os.devnull).open("w") as silence:
            os.dup2(silence.fileno(), 1)
            os.dup2(silence.fileno(), 2)
        sys.argv = ["xl-asn", "berakna", str(target)]
        run_command()
    finally:
        os._exit(0)


def _verdict(target: Path, old: bytes, computed: Mapping[CellRef, Cell]) -> str:
    if not target.exists():
        return "lost"
    data = target.read_bytes()
    if data == old:
        return "old"
    if faults(data):
        return "damaged"
    return "new" if cells_of(target) == computed else "lost"


def main() -> None:
    """Kill as many times as the first argument says, with the second as seed."""
    arguments = [int(argument) for argument in sys.argv[1:]]
    kills, seed = (*arguments, *(1000, 0)[len(arguments) :])
    start = time.monotonic()
    counts = run(kills, seed)
    print(f"{kills} kills in {time.monotonic() - start:.0f} s (seed {seed})")
    for name, count in counts.items():
        print(f"  {name}: {count}")
    raise SystemExit(bool(counts["damaged"] or counts["lost"] or counts[STILL_LEFT]))


if __name__ == "__main__":
    main()
