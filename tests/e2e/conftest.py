"""The command line as a process of its own, and fresh copies of the examples."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "xl_asn", *map(str, arguments)],
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
