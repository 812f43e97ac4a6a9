"""The command line in this process: what it prints and its exit status, however it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command_line import answered
from workbooks.build import EXAMPLES


@dataclass(frozen=True)
class Answer:
    """How a command line was answered."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """Return the line that the user reads last."""
        return (self.out + self.err).rstrip("\n").splitlines()[-1]


Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    def call(*words: str | Path) -> Answer:
        done = answered(words, tmp_path, monkeypatch, capsys)
        return Answer(done.returncode, done.stdout, done.stderr)

    monkeypatch.chdir(tmp_path)
    return call


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    def copy(name: str) -> Path:
        target = tmp_path / f"{name}.xlsm"
        target.write_bytes((EXAMPLES / target.name).read_bytes())
        return target

    return copy
