"""The work of a command in a process of its own: whatever becomes of it, the user is told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from xl_asn.cli import work
from xl_asn.cli.work import worked
from xl_asn.model.told import ToldError


def _process_id() -> int:
    return os.getpid()


def _refuses() -> None:
    message = "Det här går inte. Gör så här i stället."
    raise ToldError(message)


def _takes_all_memory() -> int:
    return len([bytes(2**20) for _ in range(2**12)])


def _dies() -> None:
    os.abort()


def _never_ends() -> None:
    time.sleep(60)


def _has_a_fault() -> None:
    what = "en rad som ingen räknade med"
    raise KeyError(what)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"PK")
    return path


def test_the_work_is_done_elsewhere(file: Path) -> None:
    assert worked(file, _process_id) != os.getpid()


@pytest.mark.parametrize(
    ("done", "sentence"),
    [
        (_refuses, "Det här går inte. Gör så här i stället."),
        (_takes_all_memory, "Minnet tog slut"),
        (_dies, "dog (signal SIGABRT)"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    file: Path, done: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(ToldError) as told:
        worked(file, done)
    assert sentence in str(told.value)


def test_what_hangs_is_stopped(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "seconds_for", lambda _: 0.5)
    with pytest.raises(ToldError) as told:
        worked(file, _never_ends)
    assert "tog mer än" in str(told.value)


def test_a_file_that_is_not_there_starts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "Processes", None)
    with pytest.raises(ToldError) as told:
        worked(tmp_path / "saknas.xlsx", _process_id)
    assert str(told.value).endswith("saknas.xlsx: Filen finns inte. Kontrollera namnet och mappen.")


def test_a_fault_of_the_program_is_kept_for_those_who_mend_it(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        worked(file, partial(_has_a_fault))
    assert ended.value.code == 2
    assert "Detaljerna står i" in capsys.readouterr().err
    (log,) = tmp_path.glob("xl-asn-*.log")
    assert "en rad som ingen räknade med" in log.read_text(encoding="utf-8")


def test_a_fault_is_a_sentence_also_where_nothing_can_be_written(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "saknas"))
    with pytest.raises(SystemExit) as ended:
        worked(file, partial(_has_a_fault))
    assert ended.value.code == 2
    assert "Detaljerna gick inte att spara" in capsys.readouterr().err
