"""A process of its own answers as this one does: what all other command lines here rest on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import Run
from workbooks.build import EXAMPLES

_BOOK = "2022-11_manadsrapport.xlsm"
#: A line for each way to answer: a table, a page, a file beside, a sentence, a status.
_LINES = (
    ("validera", _BOOK, "--utan-cache"),
    ("validera", _BOOK, "saknas.xlsx", "--format", "json", "--utan-cache"),
    # The workbook itself says when it was computed, and so is no part of what is compared.
    ("berakna", _BOOK, "--ut", "klar.xlsm", "--rapport", "ut/rapport.xlsx", "--json", "-"),
    ("berakna", "anteckning.xlsx"),
    ("exportera", _BOOK, "--ut", "ut", "--format", "xlsx,docx,html,csv", "--utkast", "--revision"),
    ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "ut/ny.xlsm"),
    ("forklara", _BOOK, "Nettokostnad!I6"),
    ("regler", "c101"),
    ("beräkna", "--nej"),
)


def _left(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file that a command line has left in a folder, and take the folder away."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
    shutil.rmtree(folder)


@pytest.mark.parametrize("words", _LINES, ids=lambda words: " ".join(words)[:30])
def test_both_say_and_write_the_same(
    run: Run, run_process: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shutil.copy(EXAMPLES / _BOOK, tmp_path)
    (tmp_path / "anteckning.xlsx").write_text("Det här är ingen arbetsbok.", encoding="utf-8")
    told, written = [], []
    for call in (run, run_process):
        (tmp_path / "ut").mkdir()
        done = call(*words)
        told.append((done.returncode, done.stdout, done.stderr))
        written.append(dict(_left(tmp_path / "ut")))
    assert told[0] == told[1]
    assert written[0] == written[1]
    assert bool(written[1]) == any(word.startswith("ut") for word in words)
    assert "Traceback" not in told[1][2]
