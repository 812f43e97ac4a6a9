"""A run that is ended from outside says so in one sentence, and leaves no process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.variants import variants
from workbooks.build import EXAMPLES

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there are no such signals on Windows"
)

_PATIENCE = 120
_SENTENCE = "Avbrutet. Ingen fil är ändrad till hälften. Kör kommandot igen.\n"


def _started(folder: Path, *before: str) -> subprocess.Popen[str]:
    """Start a run over many files, and wait until it has told of one."""
    run = subprocess.Popen(
        [*before, sys.executable, "-m", "xl_asn", "validera", folder, "--utan-cache"],
        encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent.parent), "COLUMNS": "100"},
    )  # fmt: skip
    assert run.stdout is not None
    assert "underkänd" in run.stdout.readline()
    return run


@pytest.mark.parametrize(
    ("end", "status", "told"),
    [("SIGTERM", 2, _SENTENCE), ("SIGHUP", 2, _SENTENCE), ("SIGKILL", -9, "")],
)
def test_one_signal_ends_all_processes_of_a_run(
    tmp_path: Path, end: str, status: int, told: str
) -> None:
    variants(tmp_path, 60)
    with _started(tmp_path) as run:
        run.send_signal(getattr(signal, end))
        # The streams end when the last process that holds them has ended.
        assert run.communicate(timeout=_PATIENCE)[1] == told
    assert run.returncode == status


def test_what_is_to_go_on_when_the_terminal_closes_does(tmp_path: Path) -> None:
    variants(tmp_path, 3)
    with _started(tmp_path, "nohup") as run:
        run.send_signal(signal.SIGHUP)
        answered, _ = run.communicate(timeout=_PATIENCE)
    assert "3 filer" in answered
    assert run.returncode == 1
