"""Ends: a run is ended at some moment, or a process of its own is. Nothing half is left, nobody."""

from __future__ import annotations

import contextlib
import os
import signal
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from tests.attack.attack import ANY, Attack, Build, Ended, Held, Tried
from tests.attack.books import MONTH, PLAN, Book
from tests.attack.given import answering
from tests.attack.limits import table_rows
from tests.attack.meanwhile import IsOver, meanwhile
from tests.attack.outputs import FILE
from tests.attack.trying import ran
from tests.files.integrity import faults

_SIGNALS = {
    "term": signal.SIGTERM,
    "int": signal.SIGINT,
    "kill": signal.SIGKILL,
    "hup": signal.SIGHUP,
}
_SET = ("xlsx", "html", "csv", "docx", "pdf")


def _heavy(folder: Path, count: int = 1) -> None:
    """Put workbooks there that take a worker many seconds."""
    book = table_rows(40_000)(Book()).data
    for number in range(count):
        (folder / f"tung {number}.xlsx").write_bytes(book)


def _whole(*names: str) -> Held:
    """Hold that each file is not there, or whole."""

    def held(ended: Ended) -> Iterator[str]:
        for name in names:
            path = ended.folder / name
            if not path.is_file():
                continue
            data = path.read_bytes()
            if path.suffix in {".xlsx", ".xlsm", ".docx", ".zip"}:
                try:
                    broken = zipfile.ZipFile(BytesIO(data)).testzip()
                except zipfile.BadZipFile:
                    broken = "the zip"
                if broken:
                    yield f"{name}: {broken} is damaged"
                elif path.suffix in {".xlsx", ".xlsm"} and (wrong := faults(data)):
                    yield f"{name}: {wrong[0]}"
            elif not data.strip().endswith((b"}", b"</html>", b"%%EOF")) and path.suffix != ".csv":
                yield f"{name} is cut short"

    return held


def _next_clears(words: Sequence[str]) -> Held:
    """Hold that the next run leaves nothing unfinished, nor a folder among the temporary files."""

    def held(ended: Ended) -> Iterator[str]:
        again = ran(Tried(words), ended.folder)
        if again.status not in ANY:
            yield f"the next run ends with {again.status}"
        left = [p.name for p in ended.folder.rglob(".xl-asn-*")]
        left += [p.name for p in (ended.folder.parent / "tmp").iterdir()]
        if left:
            yield f"after the next run there is still {', '.join(sorted(left))}"

    return held


def _dead(
    words: Sequence[str], name: str, after: float, *results: str, source: str = MONTH
) -> Build:
    """End a run after some time, in one of the ways that a system has."""

    def build(folder: Path) -> Tried:
        Book(source).saved(folder / FILE)
        return Tried(
            words, signal=(after, _SIGNALS[name]), may_change=frozenset({FILE}),
            held=[_whole(FILE, *results), _next_clears(words)],
        )  # fmt: skip

    return build


def _set_whole(after: float, name: str) -> Build:
    """A set of documents is the old one or the new one, all of it."""

    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        words = ("exportera", FILE, "--ut", "d", "--utkast", "--format", ",".join(_SET))
        ran(Tried(words), folder)
        old = _marks(folder / "d")
        Book().text("Händelser", "B6", "En helt annan händelse.").saved(folder / FILE)

        def held(ended: Ended) -> Iterator[str]:
            now = _marks(folder / "d")
            changed = {n for n in old if now.get(n) != old[n]}
            if now.keys() != old.keys():
                yield f"the set is {sorted(now)}"
            elif changed and changed != old.keys():
                yield f"of the set only {sorted(changed)} is new"
            yield from _next_clears(words)(ended)

        return Tried(
            words, signal=(after, _SIGNALS[name]), held=[held],
            may_change=frozenset({f"d/{n}" for n in old}),
        )  # fmt: skip

    return build


def _marks(folder: Path) -> Mapping[str, str]:
    """Return a mark of each document; the tables of open data lie in a folder of their own."""
    return {
        p.name: sha256(p.read_bytes()).hexdigest()
        for p in folder.iterdir()
        if p.is_file() and not p.name.startswith(".")
    }


def _validera_dead(name: str, after: float) -> Build:
    """Workers are deep in a workbook when whoever started them dies: they go too."""

    def build(folder: Path) -> Tried:
        _heavy(folder, 2)
        words = ("validera", ".", "--jobb", "2", "--utan-cache")
        return Tried(words, signal=(after, _SIGNALS[name]))

    return build


def _hitting_workers(
    folder: Path, number: int, *, only_one: bool
) -> AbstractContextManager[Sequence[str]]:
    """Send a signal to the workers of the command that runs in a folder."""

    def hit(is_over: IsOver) -> None:
        struck: set[int] = set()
        while not is_over(0.05):
            for pid in _workers(folder):
                if pid in struck or (only_one and struck):
                    continue
                time.sleep(0.6)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
                struck.add(pid)

    return meanwhile(hit)


def _workers(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if (
                entry.name.isdecimal()
                and (entry / "cwd").resolve() == folder.resolve()
                and b"spawn_main" in (entry / "cmdline").read_bytes()
            ):
                found.append(int(entry.name))
    return found


def _struck(number: int, *, only_one: bool) -> Build:
    """A worker dies: its file gets a code, and the others their verdicts."""

    def build(folder: Path) -> Tried:
        _heavy(folder)
        for index in range(4):
            Book().text("Start", "A1", f"rapport {index}").saved(folder / f"lätt {index}.xlsx")
        words = ("validera", ".", "--jobb", "2", "--utan-cache", "--format", "json")

        def held(ended: Ended) -> Iterator[str]:
            judged = ended.out.count(b'"utfall": "underk')
            if judged < 4:
                yield f"only {judged} of 4 light workbooks are judged"

        return Tried(
            words, ANY, held=[held], seconds=90,
            during=_hitting_workers(folder, number, only_one=only_one),
        )  # fmt: skip

    return build


def _package_dead(name: str, after: float) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        ran(
            Tried(("exportera", FILE, "--ut", ".", "--utkast", "--revision", "--format", "docx")),
            folder,
        )
        words = ("kontrollera-paket", "nov_revision.zip")
        return Tried(words, signal=(after, _SIGNALS[name]), held=[_next_clears(words)])

    return build


def _dripping(write: Callable[[bytes], object]) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
    for _ in range(600):
        write(b" ")
        time.sleep(0.1)


def _kolada_dead(name: str, after: float) -> Build:
    def build(folder: Path) -> Tried:
        Book(PLAN).saved(folder / FILE)
        return Tried(
            ("kolada", FILE), signal=(after, _SIGNALS[name]), during=answering(_dripping),
            held=[_whole(FILE)],
        )  # fmt: skip

    return build


_WORDS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "berakna": (("berakna", FILE), ()),
    "berakna-allt": (
        ("berakna", FILE, "--ut", "u.xlsx", "--rapport", "r.xlsx", "--json", "s.json"),
        ("u.xlsx", "r.xlsx", "s.json"),
    ),
    "kopia": (("berakna", FILE, "--sakerhetskopia"), ()),
    "exportera": (
        ("exportera", FILE, "--ut", "d", "--utkast", "--format", "xlsx,docx,html,pdf", "--revision"),
        ("d/nov.xlsx", "d/nov.docx", "d/nov.html", "d/nov.pdf", "d/nov_revision.zip"),
    ),
    "validera": (("validera", FILE, "--format", "xlsx", "--ut", "s.xlsx"), ("s.xlsx",)),
    "mall": (
        ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "n.xlsm"), ("n.xlsm",)
    ),
    "forklara": (("forklara", FILE, "Nettokostnad!F6", "--json", "s.json"), ("s.json",)),
}  # fmt: skip
_MOMENTS = (0.15, 0.5, 0.9, 1.6)


def _every_end() -> Iterator[Attack]:
    for command, (words, results) in _WORDS.items():
        for name in _SIGNALS:
            for after in _MOMENTS:
                if name != "kill" and after != 0.5:
                    continue
                yield Attack(
                    f"{command}-{name}-{after}", 5, _dead(words, name, after, *results),
                    (command, name, after) == ("berakna", "kill", 0.5),
                )  # fmt: skip


ATTACKS = (
    *_every_end(),
    *(Attack(f"uppsättning-{name}-{after}", 5, _set_whole(after, name))
      for name in ("kill", "term") for after in (1.2, 1.5, 1.8, 2.1, 2.4)),
    *(Attack(f"validera-tungt-{name}", 3, _validera_dead(name, 2.5)) for name in _SIGNALS),
    *(Attack(f"paket-{name}", 5, _package_dead(name, 1.0)) for name in ("kill", "term")),
    *(Attack(f"kolada-{name}", 5, _kolada_dead(name, 1.5)) for name in ("kill", "term", "int")),
    Attack("arbetare-dödad", 3, _struck(signal.SIGKILL, only_one=True)),
    Attack("arbetare-alla-dödade", 3, _struck(signal.SIGKILL, only_one=False)),
    Attack("arbetare-avslutad", 3, _struck(signal.SIGTERM, only_one=True)),
    Attack("arbetare-stoppad", 3, _struck(signal.SIGSTOP, only_one=True)),
)  # fmt: skip
