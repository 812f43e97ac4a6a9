"""The command line in this process: what it prints and its exit status, however it ends.

A process of its own costs half a second, mostly imports. ``tests/e2e/test_processes.py`` holds the
two to each other; where the process itself is the subject, ``run_process`` starts one.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xl_asn.batch import workers
from xl_asn.batch.bounded import MEMORY_BYTES
from xl_asn.cli import program, work

Run = Callable[..., subprocess.CompletedProcess[str]]
"""Runs a command line, its words given one by one, and returns what it answered."""


class Here:
    """Stands in for the bounded processes: this one reads the files."""

    def __init__(self, count: int, *, memory: int = MEMORY_BYTES) -> None:
        assert count > 0 < memory

    def ask(self, _seconds: float, function: Callable[..., Any], *given: Any) -> Callable[[], Any]:
        return lambda: function(*given)

    def stop(self) -> None:
        """Nothing was started."""


def answered(
    words: tuple[str | Path, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, with a cache of its own there."""
    arguments = ["xl-asn", *map(str, words)]
    capsys.readouterr()
    with monkeypatch.context() as patched, contextlib.chdir(folder):
        patched.setattr(sys, "argv", arguments)
        patched.setenv("XL_ASN_CACHE", str(folder / ".cache"))
        patched.setattr(workers, "Processes", Here)
        patched.setattr(work, "Processes", Here)
        patched.setattr(program, "collect_less_often", lambda: None)  # the tests live on
        with pytest.raises(SystemExit) as ended:
            program.main()
    return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), *capsys.readouterr())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return answered(words, tmp_path, monkeypatch, capsys)

    return call
