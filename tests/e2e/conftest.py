"""The command line, in this process or as one of its own, and fresh copies of the examples."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from workbooks.build import EXAMPLES


@pytest.fixture
def run_process(tmp_path: Path) -> Run:
    def call(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "xl_asn", *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(EXAMPLES.parent.parent),
                "XL_ASN_CACHE": str(tmp_path / ".cache"),
            },
        )

    return call


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    def copy(month: str) -> Path:
        target = tmp_path / f"{month}_manadsrapport.xlsm"
        target.write_bytes((EXAMPLES / target.name).read_bytes())
        return target

    return copy
