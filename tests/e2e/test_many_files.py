"""``validera`` over many files: the four answers, the cache, and Ctrl-C in the middle."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.batch.variants import variants
from tests.command_line import Run
from tests.files.handmade import honest_parts, zipped
from tests.thorough import thorough
from workbooks.build import EXAMPLES
from xl_asn.case.new_masters import master_of
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown


def _faults(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what was said beside the answer; how far it had come a slow computer is told too."""
    return [line for line in done.stderr.splitlines() if not line.endswith(" kvar")]


def test_four_answers_one_of_them_from_the_cache(
    run: Run, run_process: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    example("2022-11")
    example("2023-07")
    (tmp_path / "~$2022-11_manadsrapport.xlsm").write_bytes(b"x")
    first = run_process("validera", "2022-11_manadsrapport.xlsm", ".", "--format", "json")
    assert (first.returncode, _faults(first)) == (1, [])
    told = json.loads(first.stdout)
    assert [file["utfall"] for file in told["filer"]] == ["underkänd", "underkänd", "hoppad"]
    again = run_process(
        "validera", "2022-11_manadsrapport.xlsm", ".", "--format", "json", "--jobb", "2"
    )
    assert again.stdout == first.stdout
    assert (tmp_path / ".cache" / "utfall.sqlite3").exists()
    assert run("validera", ".", "--format", "xlsx", "--ut", "ut/svar.xlsx").returncode == 2
    for shape in ("html", "xlsx", "tabell"):
        done = run("validera", ".", "--format", shape, "--ut", f".svar.{shape}")
        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout == f"Svaret är skrivet. Öppna .svar.{shape} och läs det.\n"
    assert "Fynd" in openpyxl.load_workbook(tmp_path / ".svar.xlsx").sheetnames
    assert "2022-11_manadsrapport.xlsm" in (tmp_path / ".svar.html").read_text(encoding="utf-8")
    lines = (tmp_path / ".svar.tabell").read_text(encoding="utf-8").splitlines()
    assert lines[-3] == "3 filer: 2 underkänd, 1 hoppad"
    assert lines[-2].startswith("Regelverk: Tyresö ASN 2023-01 (tyreso, ")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--format", "xlsx"), "Ange en fil med --ut"),
        (("--jobb", "0"), "--jobb"),
        (("--format", "pdf"), "Formatet ”pdf” finns inte."),
        (("--kluster", "tcp://127.0.0.1:9", "--jobb", "2"), "går inte ihop"),
        (("--osaker",), "gäller bara med --kluster"),
    ],
)
def test_options_that_cannot_be_used(
    run: Run, example: Callable[[str], Path], options: tuple[str, ...], says: str
) -> None:
    done = run("validera", example("2022-11"), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def _started(folder: Path, *options: str, **streams: Any) -> subprocess.Popen[str]:
    """Start a run over a folder that can be interrupted as a terminal does."""
    return subprocess.Popen(
        [sys.executable, "-m", "xl_asn", "validera", folder, "--utan-cache", "--jobb", "1",
         *options],
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent.parent), "COLUMNS": "100"},
        **streams,
    )  # fmt: skip


needs_console = pytest.mark.skipif(
    sys.platform == "win32", reason="a console is needed to press Ctrl-C there"
)


@pytest.fixture
def heard() -> Iterator[None]:
    """Let what is started hear Ctrl-C, also where these tests run in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@needs_console
@pytest.mark.usefixtures("heard")
def test_ctrl_c_ends_with_a_sentence(tmp_path: Path) -> None:
    variants(tmp_path, 60)
    with _started(tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert "underkänd" in running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the run
        _, told = running.communicate()
    assert running.returncode == 2
    assert told == "Avbrutet. Ingen fil är ändrad till hälften. Kör kommandot igen.\n"


@needs_console
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("shape", ["json", *thorough("tabell", "html", "xlsx")])
def test_the_bar_shows_on_a_terminal_and_ctrl_c_leaves_whole_files(
    tmp_path: Path, shape: str
) -> None:
    folder, answer = tmp_path / "inkommet", tmp_path / f"svar.{shape}"
    paths = variants(folder, 60)
    before = {path: path.read_bytes() for path in paths}
    answer.write_bytes(b"det gamla svaret")
    ours, theirs = os.openpty()
    options = ("--format", shape, "--ut", str(answer))
    with _started(folder, *options, stdout=subprocess.PIPE, stderr=theirs) as running:
        os.close(theirs)
        bar = _until(ours, rb" [1-9][0-9]*/60 .*filer/(s|min).*[0-9]:[0-9]{2} *kvar")
        os.killpg(running.pid, signal.SIGINT)
        told = _until(ours, rb"Avbrutet\.[^\n]*\n")
        running.wait()
    os.close(ours)
    assert b"Kontrollerar" in bar
    assert "Avbrutet. Ingen fil är ändrad till hälften. Kör kommandot igen.\r\n".encode() in told
    assert running.returncode == 2
    assert answer.read_bytes() == b"det gamla svaret"
    assert {path: path.read_bytes() for path in paths} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inkommet", answer.name]


def _until(terminal: int, pattern: bytes) -> bytes:
    """Return what a terminal has shown until it shows a pattern."""
    shown = b""
    while not re.search(pattern, re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown)):
        shown += os.read(terminal, 65536)
    return shown


def test_ten_thousand_findings_are_all_in_the_answer_and_a_hundred_on_the_screen(
    run: Run, tmp_path: Path
) -> None:
    rows = "\n".join(f"| Verksamhet {row % 10} | rad | {row} | {row} |" for row in range(10_010))
    head = "## Nettokostnad\n\n| Verksamhet | Radtyp | Utfall | Budget |\n|---|---|---|---|\n"
    path = tmp_path / "många.xlsx"
    path.write_bytes(master_of(Manadsrapport, read_markdown(head + rows), macros=False))
    told = json.loads(run("validera", path, "--format", "json").stdout)
    findings = told["filer"][0]["fynd"]
    assert sum(finding["kod"] == "V106" for finding in findings) == 10_000
    assert told["sammanfattning"]["fel"] >= 10_000
    shown = run("validera", path).stdout.splitlines()
    assert sum(line.lstrip().startswith("→") for line in shown) == 100
    assert f"  … och {len(findings) - 100} fynd till." in shown


@pytest.mark.thorough
def test_neither_order_nor_workers_nor_bad_files_change_what_is_said_of_a_file(
    run_process: Run, tmp_path: Path
) -> None:
    good = [str(path) for path in sorted(EXAMPLES.glob("*.xls[xm]"))]
    cut = tmp_path / "avkapad.xlsx"
    cut.write_bytes((EXAMPLES / "2022-11_manadsrapport.xlsx").read_bytes()[:20_000])
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(zipped(honest_parts() | {"xl/a.bin": bytes(40 * 1024 * 1024)}))
    options = ("--format", "json", "--utan-cache", "--jobb")
    alone = _said(run_process("validera", *good, *options, "1"))
    with_bad = _said(run_process("validera", str(cut), *good[::-1], str(bomb), *options, "3"))
    assert with_bad[str(cut)] != with_bad[str(bomb)]
    assert {file: with_bad[file] for file in good} == alone
    assert list(alone) == good


def _said(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return what the answer says of each file, in its order, as the bytes that it is."""
    assert _faults(done) == []
    return {
        file["fil"]: hashlib.sha256(json.dumps(file).encode()).hexdigest()
        for file in json.loads(done.stdout)["filer"]
    }
