"""``python -m tests.kills N [SEED] [--command NAME]``: kill commands N times, at any moment.

Each time a command works in a fresh folder, in a process of its own, which is killed (SIGKILL)
after a random time: half of them anywhere, half from the moment that a new file is being written.
Then each file must be the old one, byte for byte, or the new one, whole, and a set of documents
must be all old or all new. What the killed leave unfinished must be gone when one has been let
alone, and no process of theirs may live on. ``--command alla`` kills them all in turn.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from tests.attack.trying import alive, left
from tests.killed import COMMANDS, Killed, contents, is_whole
from xl_asn.cli.program import main as run_command

LEFT = "unfinished files left by the killed"
STILL_LEFT = "unfinished files left after the next run"
LIVES = "processes that outlived"
_TEMPORARY = ".xl-asn-"


def run(kills: int, seed: int, command: str = "berakna") -> Counter[str]:
    """Return how many times what is written was the old, the new, damaged, lost or mixed.

    ``mixed``: of a set of documents some were old and some new. And how many unfinished files the
    killed left, how many were left after the last one, which is not killed, and how many processes
    lived on.
    """
    moments = random.Random(seed)  # noqa: S311 - any moment will do
    killed = COMMANDS[command]
    counts: Counter[str] = Counter(old=0, new=0, damaged=0, lost=0, mixed=0)
    unfinished: set[str] = set()
    with (
        tempfile.TemporaryDirectory(prefix="xl-asn-kills-") as place,
        _told(Path(place)),
        killed.around() as last,
    ):
        folder = Path(place, "mapp")
        words = (*killed.words, *last)
        old, new, whole_run, writing = _warmed_up(killed, folder, words)
        for number in range(kills):
            _filled(killed, folder)
            late = number % 2 == 1
            seconds = moments.uniform(0, writing if late else whole_run)
            counts[LIVES] += _killed(folder, words, seconds, writing=late).lived
            counts[_verdict(folder, old, new, is_set=killed.is_set)] += 1
            unfinished |= {*_unfinished(folder)}
        for path in [p for p in folder.rglob("*") if p.is_file()]:
            if not path.name.startswith(_TEMPORARY):
                path.unlink()
        killed.prepare(folder)
        _killed(folder, words, None, writing=False)
        counts[LEFT] = len(unfinished)
        counts[STILL_LEFT] = len([*_unfinished(folder)])
    return counts


@contextlib.contextmanager
def _told(place: Path) -> Iterator[None]:
    """Let temporary files and the cache of what is run lie in a folder of its own."""
    said = {"TMPDIR": str(place / "tmp"), "XL_ASN_CACHE": str(place / "cache")}
    before = {name: os.environ.get(name) for name in said}
    (place / "tmp").mkdir()
    os.environ.update(said)
    tempfile.tempdir = None
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
        tempfile.tempdir = None


def _filled(killed: Killed, folder: Path) -> None:
    """Give a folder what a command finds there; what the killed have left unfinished stays."""
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and not path.name.startswith(_TEMPORARY):
            path.unlink()
    killed.prepare(folder)


def _unfinished(folder: Path) -> Iterator[str]:
    """Yield what is unfinished beside the files, and what is left among the temporary ones."""
    yield from (str(path) for path in folder.rglob(f"{_TEMPORARY}*"))
    yield from (str(path) for path in (folder.parent / "tmp").iterdir())


def _warmed_up(
    killed: Killed, folder: Path, words: Sequence[str]
) -> tuple[Mapping[str, bytes], Mapping[str, bytes], float, float]:
    """Run a command without killing it: here, so that kills hit the work and not imports, and so.

    Return the files before and after, how long it took, and how long since it began to write.
    """
    _filled(killed, folder)
    old = contents(folder)
    with contextlib.chdir(folder), contextlib.suppress(SystemExit), _quiet():
        _command(killed.warm or words)
    shutil.rmtree(folder)
    _filled(killed, folder)
    start = time.monotonic()
    writing = _killed(folder, words, None, writing=True).seconds
    took = time.monotonic() - start
    new = contents(folder)
    if new == old:
        message = f"{words[0]} changes nothing here"
        raise ValueError(message)
    shutil.rmtree(folder)
    return old, new, took, writing


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with (
        Path(os.devnull).open("w") as silence,
        contextlib.redirect_stdout(silence),
        contextlib.redirect_stderr(silence),
    ):
        yield


def _command(words: Sequence[str]) -> None:
    sys.argv = ["xl-asn", *words]
    run_command()


class _Death(NamedTuple):
    lived: int
    """How many processes of its lived on."""
    seconds: float
    """How long it was at it, from when the seconds are counted."""


def _killed(folder: Path, words: Sequence[str], after: float | None, *, writing: bool) -> _Death:
    """Run a command in a process of its own and kill it after some seconds; None: never.

    With ``writing`` the seconds are counted from when a new file is first opened.
    """
    reading_end, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading_end)
        _run_here(folder, words, writing_end, told=writing)
    os.close(writing_end)
    if writing:
        os.read(reading_end, 1)  # returns too when the child ends without having written
    start = time.monotonic()
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading_end)
    took = time.monotonic() - start
    return _Death(len(left(child)) if alive(child) else 0, took)


def _run_here(folder: Path, words: Sequence[str], pipe: int, *, told: bool) -> None:
    """Run the command in this process, and end it; the first look at a new file is told of."""
    telling = os.getpid()

    def tell(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and _TEMPORARY in str(arguments[0]) and os.getpid() == telling:
            os.write(pipe, b"!")

    try:
        os.setsid()
        os.set_inheritable(pipe, False)  # noqa: FBT003
        sys.modules["__main__"] = ModuleType("__main__")  # else each worker imports this module
        if told:
            sys.addaudithook(tell)
        os.chdir(folder)
        with Path(os.devnull).open("w") as silence:
            os.dup2(silence.fileno(), 1)
            os.dup2(silence.fileno(), 2)
        _command(words)
    finally:
        os._exit(0)


def _verdict(
    folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes], *, is_set: bool
) -> str:
    """Return what became of the files of a folder, by the worst of them."""
    now = contents(folder)
    # A backup's name tells the time; it is what was there.
    backups = {name for name in now.keys() | new.keys() if "säkerhetskopia" in name}
    verdicts = {"damaged" for name in backups & now.keys() if now[name] not in old.values()}
    for name in (old.keys() | new.keys()) - backups:
        if old.get(name) == new.get(name):
            verdicts.add("same" if now.get(name) == old.get(name) else "damaged")
        elif name not in now:
            verdicts.add("old" if name not in old else "lost")
        elif now[name] == old.get(name):
            verdicts.add("old")
        else:
            whole = name in new and is_whole(name, now[name], new[name])
            verdicts.add("new" if whole else "damaged")
    if now.keys() - old.keys() - new.keys() - backups:
        verdicts.add("damaged")
    for worst in ("lost", "damaged"):
        if worst in verdicts:
            return worst
    if is_set and {"old", "new"} <= verdicts:
        return "mixed"
    return "new" if "new" in verdicts else "old"


def failures(counts: Mapping[str, int]) -> int:
    """Return how many times a promise was broken."""
    return sum(counts[name] for name in ("damaged", "lost", "mixed", STILL_LEFT, LIVES))


def main() -> None:
    """Kill as many times as the first argument says, with the second as seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=1000)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--command", choices=[*COMMANDS, "alla"], default="berakna")
    asked = parser.parse_args()
    broken = 0
    columns = ("old", "new", "damaged", "lost", "mixed", LIVES, LEFT, STILL_LEFT)
    print("| command | kills | " + " | ".join(columns) + " | seconds |")
    print("|---" * (len(columns) + 3) + "|")
    for name in COMMANDS if asked.command == "alla" else [asked.command]:
        start = time.monotonic()
        counts = run(asked.kills, asked.seed, name)
        broken += failures(counts)
        numbers = " | ".join(str(counts[column]) for column in columns)
        seconds = time.monotonic() - start
        print(f"| {name} | {asked.kills} | {numbers} | {seconds:.0f} |", flush=True)
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
