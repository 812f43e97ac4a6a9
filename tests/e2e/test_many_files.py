"""``validera`` over many files: the four answers, the cache, and Ctrl-C in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.batch.variants import variants
from tests.e2e.conftest import Run
from workbooks.build import EXAMPLES


def test_four_answers_one_of_them_from_the_cache(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    example("2022-11")
    example("2023-07")
    (tmp_path / "~$2022-11_manadsrapport.xlsm").write_bytes(b"x")
    first = run("validera", "2022-11_manadsrapport.xlsm", ".", "--format", "json")
    assert (first.returncode, first.stderr) == (1, "")
    told = json.loads(first.stdout)
    assert [file["utfall"] for file in told["filer"]] == ["underkänd", "underkänd", "hoppad"]
    again = run("validera", "2022-11_manadsrapport.xlsm", ".", "--format", "json", "--jobb", "2")
    assert again.stdout == first.stdout
    assert (tmp_path / ".cache" / "utfall.sqlite3").exists()
    assert run("validera", ".", "--format", "xlsx", "--ut", "ut/svar.xlsx").returncode == 2
    for shape in ("html", "xlsx", "tabell"):
        done = run("validera", ".", "--format", shape, "--ut", f".svar.{shape}")
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert "Fynd" in openpyxl.load_workbook(tmp_path / ".svar.xlsx", read_only=True).sheetnames
    assert "2022-11_manadsrapport.xlsm" in (tmp_path / ".svar.html").read_text(encoding="utf-8")
    lines = (tmp_path / ".svar.tabell").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "3 filer: 2 underkänd, 1 hoppad"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--format", "xlsx"), "Ange en fil med --ut"),
        (("--jobb", "0"), "--jobb"),
        (("--format", "pdf"), "--format"),
        (("--kluster", "tcp://127.0.0.1:9", "--jobb", "2"), "går inte ihop"),
    ],
)
def test_options_that_cannot_be_used(
    run: Run, example: Callable[[str], Path], options: tuple[str, ...], says: str
) -> None:
    done = run("validera", example("2022-11"), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a console is needed to press Ctrl-C there")
def test_ctrl_c_ends_with_a_sentence(tmp_path: Path) -> None:
    variants(tmp_path, 60)
    with subprocess.Popen(
        [sys.executable, "-m", "xl_asn", "validera", tmp_path, "--utan-cache", "--jobb", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent.parent)},
    ) as running:
        assert running.stdout is not None
        assert "underkänd" in running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the run
        _, told = running.communicate()
    assert running.returncode == 2
    assert told == "Avbrutet. Ingen fil är ändrad till hälften.\n"
