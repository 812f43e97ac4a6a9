"""Promise 8: no network, no program started, no other file read, and the inputs unchanged."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.e2e.tracing import needs_strace, traced
from workbooks.build import EXAMPLES

_ROOT = EXAMPLES.parent.parent
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system",
              "urllib.", "ctypes.dlopen", "webbrowser.")  # fmt: skip
_WATCHED = """
import json, os, sys
seen = []
forbidden = tuple(json.loads(sys.argv[1]))
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        seen.append([event, str(arguments[0]), bool(writes)])
    elif event.startswith(forbidden):
        seen.append([event, str(arguments), False])
record, sys.argv = sys.argv[2], ["xl-asn", *sys.argv[3:]]
from xl_asn.cli.program import main
sys.addaudithook(watch)
try:
    main()
finally:
    lines = list(seen)
    open(record, "w").write(json.dumps(lines))
"""


def _state(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def _is_ours(path: str) -> bool:
    """Whether a file belongs to Python, to a library or to the program."""
    roots = [sys.prefix, sys.base_prefix, str(_ROOT), *(entry for entry in sys.path if entry)]
    return str(Path(path)).startswith(tuple(roots)) or path == os.devnull


def test_the_command_itself_opens_nothing_but_the_workbook(
    example: Callable[[str], Path], tmp_path: Path
) -> None:
    path = example("2022-11")
    neighbour = tmp_path / "annan.xlsx"
    neighbour.write_bytes(b"en annan fil")
    before = _state(path)
    cache = str(tmp_path / ".cache")
    record = tmp_path / "sett.json"
    subprocess.run(
        [sys.executable, "-c", _WATCHED, json.dumps(_FORBIDDEN), str(record), "validera",
         str(path), "--format", "json"],
        cwd=tmp_path, check=False, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1",
             "XL_ASN_CACHE": cache},
    )  # fmt: skip
    seen = [entry for entry in json.loads(record.read_text()) if not entry[1].startswith(cache)]
    opened = {name for event, name, _ in seen if event == "open"}
    assert str(path) in opened
    assert {name for name in opened if not _is_ours(name)} == {str(path)}
    assert [entry for entry in seen if entry[0] != "open"] == []
    assert [entry for entry in seen if entry[2]] == []
    assert _state(path) == before


#: What the system itself reads to start a program, and how its processes wait for each other.
_SYSTEM = (
    "/etc/",
    "/lib",
    "/proc/",
    "/sys/",
    "/usr/",
    "/dev/null",
    "/dev/urandom",
)
_OPENED = re.compile(r'(?:openat\(AT_FDCWD, |open\(|creat\()"((?:[^"\\]|\\.)*)"(.*)')


@needs_strace
def test_no_process_opens_another_file_or_starts_another_program(
    example: Callable[[str], Path], tmp_path: Path
) -> None:
    path = example("2022-11")
    (tmp_path / "annan").mkdir()
    neighbour = tmp_path / "annan" / "bok.xlsx"
    neighbour.write_bytes(path.read_bytes())
    before = _state(path)
    calls = traced(tmp_path, "validera", path, "--format", "json")
    started = [call for call in calls if call.startswith("execve(") and "ENOENT" not in call]
    assert len(started) >= 2, "the command, and the worker"
    assert [call for call in started if not call.startswith(f'execve("{sys.executable}"')] == []
    assert [call for call in calls if call.startswith(("socket(", "connect("))] == []
    opened = [found for call in calls if (found := _OPENED.match(call)) and "= -1" not in call]
    files = [found[1] for found in opened if "O_DIRECTORY" not in found[2]]
    cache = str(tmp_path / ".cache")
    others = {name for name in files if not name.startswith((*_SYSTEM, cache))}
    assert {name for name in others if not _is_ours(name)} == {str(path)}
    assert files.count(str(path)) == 2, "by the command for its checksum, and by the worker"
    written = {found[1] for found in opened if re.search(r"O_WRONLY|O_RDWR|O_CREAT", found[2])}
    assert {name for name in written if not name.startswith((os.devnull, cache))} == set()
    assert _state(path) == before


@needs_strace
def test_to_compute_a_workbook_only_it_is_written(
    example: Callable[[str], Path], tmp_path: Path
) -> None:
    path = example("2022-11")
    calls = traced(tmp_path, "berakna", path)
    started = [call for call in calls if call.startswith("execve(") and "ENOENT" not in call]
    assert [call for call in started if not call.startswith(f'execve("{sys.executable}"')] == []
    assert [call for call in calls if call.startswith(("socket(", "connect("))] == []
    written = [
        call for call in calls
        if re.search(r"O_WRONLY|O_RDWR|O_CREAT", call) and os.devnull not in call
    ]  # fmt: skip
    beside = rf'openat\(AT_FDCWD, "{re.escape(str(tmp_path))}/\.xl-asn-[0-9a-f-]+\.tmp", O_WRONLY'
    assert [call for call in written if not re.match(beside, call)] == []
    assert len(written) == 1
    (renamed,) = [call for call in calls if call.startswith("rename(")]
    assert renamed.endswith(f'.tmp", "{path}") = 0')
    assert [call for call in calls if call.startswith(("unlink(", "mkdir("))] == []
