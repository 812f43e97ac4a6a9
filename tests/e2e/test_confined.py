"""Promise 8: no network, no program started, no other file read, and the inputs unchanged."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
from xl_asn.cli import main
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


def test_to_check_a_workbook_nothing_else_is_opened(
    example: Callable[[str], Path], tmp_path: Path
) -> None:
    path = example("2022-11")
    neighbour = tmp_path / "annan.xlsx"
    neighbour.write_bytes(b"en annan fil")
    before = _state(path)
    record = tmp_path / "sett.json"
    subprocess.run(
        [sys.executable, "-c", _WATCHED, json.dumps(_FORBIDDEN), str(record), "validera",
         str(path), "--format", "json"],
        cwd=tmp_path, check=False, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    seen = json.loads(record.read_text())
    opened = {name for event, name, _ in seen if event == "open"}
    assert str(path) in opened
    assert {name for name in opened if not _is_ours(name)} == {str(path)}
    assert [entry for entry in seen if entry[0] != "open"] == []
    assert [entry for entry in seen if entry[2]] == []
    assert _state(path) == before


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_to_compute_a_workbook_only_it_is_written(
    example: Callable[[str], Path], tmp_path: Path
) -> None:
    path = example("2022-11")
    log = tmp_path / "strace.log"
    traced = ["strace", "-f", "-qq", "-e", "trace=openat,open,creat,execve,socket,connect", "-o"]
    done = subprocess.run(
        [*traced, str(log), sys.executable, "-m", "xl_asn", "berakna", str(path)],
        cwd=tmp_path, check=False, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    if not log.exists() or "ptrace" in done.stderr.decode():
        pytest.skip("strace may not be used here")
    calls = [re.sub(r"^\d+ +", "", line) for line in log.read_text().splitlines()]
    assert sum(call.startswith("execve(") for call in calls) == 1
    assert [call for call in calls if call.startswith(("socket(", "connect("))] == []
    written = [call for call in calls if re.search(r"O_WRONLY|O_RDWR|O_CREAT", call)]
    beside = rf'openat\(AT_FDCWD, "{re.escape(str(tmp_path))}/\.xl-asn-[0-9a-f-]+\.tmp", O_WRONLY'
    assert [call for call in written if not re.match(beside, call)] == []
    assert len(written) == 1
