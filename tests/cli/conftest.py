"""The command line in this process: what it prints and its exit status, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES
from xl_asn.cli import program


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
        monkeypatch.setattr(sys, "argv", ["xl-asn", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            program.main()
        return Answer(int(ended.value.code or 0), *capsys.readouterr())

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XL_ASN_CACHE", str(tmp_path / ".cache"))
    monkeypatch.setattr(program, "collect_less_often", lambda: None)  # the tests live on
    return call


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    def copy(name: str) -> Path:
        target = tmp_path / f"{name}.xlsm"
        target.write_bytes((EXAMPLES / target.name).read_bytes())
        return target

    return copy
