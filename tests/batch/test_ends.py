"""A run that is ended, in whatever way, leaves no process: not even one that hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES

_PATIENCE = 120
"""Seconds until a process that has not ended never will."""

#: A run whose process says when it begins to hang. All of them hold its standard output.
_RUN = """
import signal, sys
from tests.batch import test_ends
from xl_asn.batch.bounded import Processes
if __name__ == "__main__":
    # Whoever runs the tests in the background may have told all that follow to ignore them.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    Processes(1).ask(1000, getattr(test_ends, sys.argv[1]))()
"""


def idle() -> None:
    """Say that it has begun, and wait for what never comes."""
    os.write(1, b"begun\n")
    signal.pause()


def hold() -> None:
    """Say that it has begun, and compute for ever without letting anything else of Python run."""
    os.write(1, b"begun\n")
    sum(range(10**18))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals on Windows")
@pytest.mark.parametrize("hang", [idle.__name__, hold.__name__])
@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_no_process_is_left_when_the_one_that_started_it_ends(
    tmp_path: Path, hang: str, end: str
) -> None:
    script = tmp_path / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script, hang], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(EXAMPLES.parent.parent)},
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stdout.readline() == b"begun\n"
        run.send_signal(getattr(signal, end))
        # Its end is read when the last of those that hold it is gone.
        assert run.communicate(timeout=_PATIENCE)[0] == b""
