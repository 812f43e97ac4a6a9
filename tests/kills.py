"""``python -m tests.kills N``: kill each command that writes N times, and see what is left.

Each time a command is run on fresh copies by a process of its own, which is killed (SIGKILL) after
a random time: half of them anywhere, half from the moment that the first new file is being written.
Then each file must be the old one, byte for byte, or the new one, whole: nothing that the author
wrote is lost, and nothing is half written. The unfinished files that the killed leave behind must
be gone when one has been let alone. A set of documents that is new in part only is counted, too.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.cycle.kolada.conftest import Kolada, serving
from tests.files.integrity import faults
from workbooks.build import EXAMPLES
from xl_asn.cli.program import main as run_command
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Cell, CellRef

LEFT = "unfinished files left by the killed"
STILL_LEFT = "unfinished files left after the next run"
_TEMPORARY = ".xl-asn-"
_BOOK, _PLAN = "2022-11_manadsrapport.xlsm", "2020_namndplan.xlsx"
#: PDF is left out: its library has threads, which a process that has been forked cannot use.
_FORMATS = "xlsx,docx,html,csv"
_STAMPS = ("Senast_beräknad",)
_KOLADA_PAGE = "Kolada"


class Job(NamedTuple):
    """A command that is killed, and the files that stand where it writes."""

    words: tuple[str, ...]
    there: tuple[str, ...] = ()


JOBS: Mapping[str, Job] = {
    "berakna": Job(("berakna", _BOOK)),
    "berakna-allt": Job(
        ("berakna", _BOOK, "--sakerhetskopia", "--ut", "ny.xlsm", "--rapport", "r.xlsx",
         "--json", "svar.json"),
        ("ny.xlsm", "r.xlsx", "svar.json"),
    ),
    "exportera": Job(
        ("exportera", _BOOK, "--ut", "ut", "--utkast", "--format", _FORMATS, "--revision"),
        tuple(f"ut/2022-11_manadsrapport{end}" for end in (".xlsx", ".docx", ".html",
              "_revision.zip", "_data/fynd.csv")),
    ),
    "kolada": Job(("kolada", _PLAN, "--adress", "{kolada}")),
    "mall": Job(("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "ny.xlsm")),
    "mall-fran": Job(("mall", "--fran", _BOOK, "--ut", "ny.xlsx")),
    "validera": Job(
        ("validera", _BOOK, "--utan-cache", "--format", "json", "--ut", "svar.json"),
        ("svar.json",),
    ),
    "pastaenden": Job(("pastaenden", _BOOK, "--json", "svar.json"), ("svar.json",)),
}  # fmt: skip


@dataclass
class _Bench:
    """A folder where a job is run, and what it leaves when it is let alone."""

    job: Job
    folder: Path
    address: str

    def __post_init__(self) -> None:
        self.fill()
        # Import everything before the first fork, so that the kills hit the work and not imports.
        with contextlib.suppress(SystemExit):
            _in_silence(self._words())
        self.fill()
        self.old = self.files()
        start = time.monotonic()
        self.writing = self.killed(None, told=True)
        self.whole_run = time.monotonic() - start
        self.new = self.files()
        self.cells = {name: cells_of(self.folder / name) for name in self.new if _is_book(name)}

    def fill(self) -> None:
        """Put fresh copies into the folder."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        for name in (_BOOK, _PLAN):
            shutil.copy(EXAMPLES / name, self.folder)
        for name in self.job.there:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(b"det som stod har")

    def files(self) -> dict[str, bytes]:
        """Return the folder's files, but for those that are unfinished."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not path.name.startswith(_TEMPORARY)
        }

    def unfinished(self) -> set[Path]:
        """Return the files that a killed run has left."""
        return set(self.folder.rglob(f"{_TEMPORARY}*"))

    def killed(self, after: float | None, *, told: bool) -> float:
        """Run the job in a process and kill it after some seconds; None: never.

        With ``told`` the seconds are counted from when the first new file is opened. Returns how
        long it lived from then on.
        """
        reading_end, writing_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading_end)
            self._run(writing_end, told=told)
        os.close(writing_end)
        if told:
            os.read(reading_end, 1)  # returns too when the child ends without having written
        start = time.monotonic()
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading_end)
        return time.monotonic() - start

    def verdict(self) -> str:
        """Return what has become of the files: old, new, some of each, damaged or lost."""
        left = self.files()
        if self.old.keys() - left.keys():
            return "lost"
        words = set()
        for name in self.new.keys() | left.keys():
            was, now = self.old.get(name), left.get(name)
            if "säkerhetskopia" in name:
                if now not in {None, *self.old.values()}:
                    return "damaged"
            elif was == now:
                words |= {"old"} if self.new.get(name) != was else set()
            elif not self._is_new(name, now):
                return "damaged"
            else:
                words.add("new")
        return words.pop() if len(words) == 1 else "some of each"

    def _is_new(self, name: str, data: bytes | None) -> bool:
        if data is None:
            return False
        if _is_book(name):  # which says when it was written
            return faults(data) == () and cells_of(self.folder / name) == self.cells[name]
        return data == self.new.get(name)

    def _words(self) -> list[str]:
        return [word.format(kolada=self.address) for word in self.job.words]

    def _run(self, pipe: int, *, told: bool) -> None:
        """Run the job in this process, and end it; the first look at a new file is told of."""

        def tell(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" and _TEMPORARY in str(arguments[0]):
                os.write(pipe, b"!")

        if told:
            sys.addaudithook(tell)
        try:
            _in_silence(self._words(), for_ever=True)
        finally:
            os._exit(0)

    def left_at_last(self) -> int:
        """Return how many unfinished files one run leaves, that is let alone."""
        if self.job.words[0] == "mall":
            for name in self.new.keys() - self.old.keys():
                (self.folder / name).unlink(missing_ok=True)
        self.killed(None, told=False)
        return len(self.unfinished())


def _in_silence(words: list[str], *, for_ever: bool = False) -> None:
    kept = [os.dup(1), os.dup(2)]
    with Path(os.devnull).open("w") as silence:
        os.dup2(silence.fileno(), 1)
        os.dup2(silence.fileno(), 2)
    before, sys.argv = sys.argv, ["xl-asn", *words]
    try:
        run_command()
    finally:
        sys.argv = before
        if not for_ever:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
        for handle in kept:
            os.close(handle)


def _is_book(name: str) -> bool:
    return name.endswith((".xlsx", ".xlsm"))


def cells_of(path: Path) -> Mapping[CellRef, Cell]:
    """Return every cell of a workbook but the times that it tells; nothing if unreadable."""
    grid = load(path).grid
    if grid is None:
        return {}
    stamps = {grid.names.get(name) for name in _STAMPS}
    return {
        CellRef(sheet.name, *place): cell
        for sheet in grid.sheets
        for place, cell in sheet.cells.items()
        if CellRef(sheet.name, *place) not in stamps
        and not (sheet.name == _KOLADA_PAGE and "Hämtat" in cell.text)
    }


def run(kills: int, seed: int, name: str = "berakna") -> Counter[str]:
    """Return how many times the files were the old ones, the new ones, some of each, or worse.

    And how many unfinished files the killed left, and how many were left after the last one, which
    is not killed.
    """
    moments = random.Random(seed)  # noqa: S311 - any moment will do
    counts: Counter[str] = Counter({"old": 0, "new": 0, "some of each": 0, "damaged": 0, "lost": 0})
    with _bench(name) as bench:
        for number in range(kills):
            bench.fill()
            if number % 2:
                bench.killed(moments.uniform(0, bench.writing), told=True)
            else:
                bench.killed(moments.uniform(0, bench.whole_run), told=False)
            counts[bench.verdict()] += 1
            left = len(bench.unfinished())
            counts[LEFT] += left
            if left:
                counts[STILL_LEFT] += bench.left_at_last()
    return counts


@contextlib.contextmanager
def _bench(name: str) -> Iterator[_Bench]:
    with (
        tempfile.TemporaryDirectory(prefix="xl-asn-kills-") as folder,
        serving(Kolada()) as server,
    ):
        place = Path(folder, "mapp")
        place.mkdir()
        with contextlib.chdir(place):
            yield _Bench(JOBS[name], place, server.address)


def main() -> None:
    """Kill as many times as the first argument says, with the second as seed; then the commands."""
    numbers = [int(word) for word in sys.argv[1:3]]
    kills, seed = (*numbers, *(200, 0)[len(numbers) :])
    bad = 0
    for name in sys.argv[3:] or JOBS:
        start = time.monotonic()
        counts = run(kills, seed, name)
        print(f"{name}: {kills} kills in {time.monotonic() - start:.0f} s (seed {seed})")
        for word, count in counts.items():
            print(f"  {word}: {count}")
        bad += counts["damaged"] + counts["lost"] + counts[STILL_LEFT]
    raise SystemExit(bool(bad))


if __name__ == "__main__":
    main()
