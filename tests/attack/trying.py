"""Running a command line in a folder of its own, guarded: its time, its memory, what it leaves."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO

from tests.attack.attack import Attack, Ended, Tried
from tests.attack.expecting import broken
from workbooks.build import EXAMPLES

HARD_SECONDS = 60
"""By the clock; whatever has not ended then is stopped."""
_HARD_BYTES = 4 * 1024**3
_GRACE_SECONDS = 3.0
_LOOK_SECONDS = 0.02
_LOOK_AT_MEMORY_SECONDS = 0.15
_ROOT = EXAMPLES.parent.parent
_WITH_HOOK = """
import sys
{hook}
if __name__ == "__main__":
    from xl_asn.__main__ import main
    sys.argv[0] = "xl-asn"
    main()
"""


def tried(
    attack: Attack, place: Path, hard: float = HARD_SECONDS
) -> tuple[Tried, Ended, list[str]]:
    """Build an attack below a folder and run it; return what was expected and all that broke.

    The command runs in ``mapp``, with home, temporary files and cache in folders beside it.
    """
    folder = place / "mapp"
    for name in ("mapp", "tmp", "hem"):
        (place / name).mkdir(parents=True)
    what = attack.build(folder)
    before = marks(folder)
    ended = ran(what, folder, hard)
    faults = [*broken(what, ended, before, marks(folder))]
    stray = sorted(path.name for path in (place / "tmp").iterdir())
    if stray and what.signal is None:
        faults.append(f"leaves {', '.join(stray)} among the temporary files")
    return what, ended, faults


def marks(folder: Path) -> Mapping[str, str]:
    """Return a mark of each file's content, by its path in the folder; of a link, its target."""
    found: dict[str, str] = {}
    folders = [folder]  # a list: they may lie deeper in each other than calls can
    while folders and len(found) <= 500:
        for path in sorted(folders.pop().iterdir()):
            name = str(path.relative_to(folder))
            if path.is_symlink():
                found[name] = f"link to {path.readlink()}"
            elif path.is_dir():
                folders.append(path)
            elif path.is_file():
                found[name] = sha256(path.read_bytes()).hexdigest()
            else:
                found[name] = "no file"
    return found


def environment(place: Path) -> dict[str, str]:
    """Return the environment of a command whose folder lies in ``place``."""
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "HOME": str(place / "hem"),
        "TMPDIR": str(place / "tmp"),
        "XL_ASN_CACHE": str(place / "hem" / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def command(what: Tried) -> list[str]:
    """Return the command line that runs an attack, without what goes on beside it."""
    if what.hook:
        return [sys.executable, "-c", _WITH_HOOK.format(hook=what.hook), *map(str, what.words)]
    return [sys.executable, "-m", "xl_asn", *map(str, what.words)]


def ran(what: Tried, folder: Path, hard: float = HARD_SECONDS) -> Ended:
    """Run a command in a folder and wait for its end, or end it."""
    place = folder.parent
    with (
        (place / "ut").open("w+b") as out,
        (place / "fel").open("w+b") as err,
        what.during as last_words,
    ):
        process = subprocess.Popen(
            [*command(what), *last_words], cwd=folder, env=environment(place),
            stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True,
        )  # fmt: skip
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (_HARD_BYTES, _HARD_BYTES))
        status, used, peak = _waited(process.pid, what.signal, hard)
        process.returncode = status or 0
        lived = left(process.pid)
        return Ended(
            folder, status, _content(out), _content(err), used.ru_utime + used.ru_stime,
            peak, lived,
        )  # fmt: skip


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(4_000_000)


def _waited(
    pid: int, sent: tuple[float, int] | None, hard: float
) -> tuple[int | None, resource.struct_rusage, float]:
    """Wait for a process; return its status, None where it had to be ended, and what it used.

    The last is the largest resident size of any of its processes, in MB: what the system tells of
    one that has ended counts what it was copied from.
    """
    start = looked = time.monotonic()
    stopped, peak = False, 0.0
    while True:
        if time.monotonic() - looked > _LOOK_AT_MEMORY_SECONDS:
            looked = time.monotonic()
            peak = max([peak, *map(_megabytes, alive(pid))])
        ended, code, used = os.wait4(pid, os.WNOHANG)
        if ended:
            return None if stopped else os.waitstatus_to_exitcode(code), used, peak
        gone = time.monotonic() - start
        if sent is not None and gone > sent[0]:
            os.kill(pid, sent[1])
            sent = None
        if gone > hard and not stopped:
            stopped = True
            _stop(pid)
        time.sleep(_LOOK_SECONDS)


def _megabytes(pid: int) -> float:
    """Return the largest resident size that a process has had; 0 where it is gone."""
    try:
        held = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in held.splitlines() if "VmHWM" in line), 0.0)


def left(session: int) -> tuple[str, ...]:
    """Return the processes of a session that do not end by themselves, and end them."""
    until = time.monotonic() + _GRACE_SECONDS
    while (living := alive(session)) and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)
    for pid in living:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return tuple(living.values())


def _stop(session: int) -> None:
    for pid in [*alive(session), session]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def alive(session: int) -> dict[int, str]:
    """Return the processes of a session by number, with what they run; zombies are none."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            state, _, _, its_session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except (OSError, ValueError):
            continue
        if int(its_session) == session and state not in "ZX":
            found[int(entry.name)] = line[:90].strip()
    return found
