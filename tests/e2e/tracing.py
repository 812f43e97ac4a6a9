"""The command line under strace: what it asks of the system, and what it does when that fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES

_STRACE = shutil.which("strace")
_ROOT = EXAMPLES.parent.parent
_HEX = re.compile(r"(?:\\x[0-9a-f]{2})+")

needs_strace = pytest.mark.skipif(_STRACE is None, reason="strace is not installed")


def traced(
    folder: Path, *arguments: str | Path, calls: str = "", fault: str = "", in_one: bool = False
) -> list[str]:
    """Run the command in a folder; return what it and all processes of its asked of the system.

    Without ``calls``, what opens, makes and removes files, starts programs or uses the network.
    """
    return run_traced(folder, *arguments, calls=calls, fault=fault, in_one=in_one)[1]


_IN_ONE = """
from tests.command_line import Here
from xl_asn.cli import program, work
work.Processes = Here
program.main()
"""


def run_traced(
    folder: Path, *arguments: str | Path, calls: str = "", fault: str = "", in_one: bool = False
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run the command as :func:`traced` does, and return what came of it too.

    ``fault`` is what strace is to inject: ``write:error=ENOSPC:when=3``. It would do so in each
    process: with ``in_one`` there is only one.
    """
    log = folder.parent / f"{folder.name}.strace"
    options = [f"--inject={fault}"] if fault else []
    done = subprocess.run(
        [str(_STRACE), "-ff", "-qq", "-xx", "-s", "4096", "-e", "signal=none", "-o", log,
         "-e", f"trace={calls or 'openat,open,creat,execve,socket,connect,rename,unlink,mkdir'}",
         *options, sys.executable, *(["-c", _IN_ONE] if in_one else ["-m", "xl_asn"]), *arguments],
        cwd=folder, check=False, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1",
             "XL_ASN_CACHE": str(folder / ".cache")},
    )  # fmt: skip
    logs = sorted(log.parent.glob(f"{log.name}.*"))
    if not logs or "ptrace" in done.stderr:
        pytest.skip("strace may not be used here")
    lines = [_readable(line) for one in logs for line in one.read_text().splitlines()]
    for one in logs:
        one.unlink()
    return done, lines


def _readable(line: str) -> str:
    """Return a line of the log with its texts, which strace writes as bytes in hexadecimal."""
    return _HEX.sub(
        lambda found: bytes.fromhex(found[0].replace("\\x", "")).decode("utf-8", "replace"), line
    )
