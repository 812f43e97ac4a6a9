"""``berakna --oppen``, and the commands on a computer without Excel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from tests.excel.conftest import book, excel  # noqa: F401 - fixtures
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook
from xl_asn.excel import outside
from xl_asn.excel.answers import Outcome, done
from xl_asn.excel.outside import compute_open


class OpenBook:
    def __init__(self, name: str) -> None:
        self.name = name
        self.active = False

    def activate(self) -> None:
        self.active = True


def running(monkeypatch: pytest.MonkeyPatch, *books: OpenBook, active: bool = True) -> None:
    class Apps(list[Any]):
        active: Any

    apps = Apps([SimpleNamespace(books=list(books))])
    apps.active = apps[0] if active else None
    module = SimpleNamespace(engines=SimpleNamespace(active=object()), apps=apps)
    monkeypatch.setattr(outside, "xlwings", lambda: module)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (done("Beräkningen är klar: Inga fel, 2 frågor. Se bladet Kontroll."), 0),
        (done("Beräkningen är klar: 10 fel och 1 fråga.", has_errors=True), 1),
        (done("Vad som än står här, till exempel 7 fel, läses inte."), 0),
        (Outcome("FEL", "Bladet Mål är skyddat."), 2),
    ],
)
def test_the_buttons_sentence_and_a_status(
    monkeypatch: pytest.MonkeyPatch, outcome: Outcome, status: int
) -> None:
    running(monkeypatch)
    answered = compute_open(compute=lambda: outcome)
    assert (answered.status, answered.sentence) == (status, outcome.sentence)


def test_excel_is_not_running(monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, active=False)
    assert "inte igång" in compute_open().sentence


def test_the_workbook_that_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = OpenBook("okt.xlsm"), OpenBook("Nov.xlsm")
    running(monkeypatch, one, other)
    assert compute_open(Path("mapp/nov.xlsm"), lambda: done("Klart.")).status == 0
    assert (one.active, other.active) == (False, True)
    assert "inte öppen" in compute_open(Path("dec.xlsm")).sentence
    running(monkeypatch, OpenBook("nov.xlsm"), OpenBook("nov.xlsm"))
    assert "Två öppna" in compute_open(Path("nov.xlsm")).sentence


def test_the_real_button_on_an_open_workbook(
    excel: Excel,  # noqa: F811
    book: Workbook,  # noqa: F811
) -> None:
    del excel
    answered = compute_open(Path(book.name))
    assert answered.status == 1
    assert answered.sentence.startswith("Beräkningen är klar: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Excel may be there")
def test_without_excel_one_sentence(run: Run) -> None:
    answered = run("berakna", "--oppen")
    assert (answered.returncode, answered.stdout) == (2, "")
    assert answered.stderr.count("\n") == 1
    assert run("berakna").returncode == 2
    assert run("berakna", "--oppen", "--json", "-").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="it would install")
def test_off_windows_the_plan_is_shown_and_nothing_done(run: Run) -> None:
    dry = run("installera", "--torr")
    assert dry.returncode == 0
    assert "Tillägget med fliken ASN: görs" in dry.stdout.splitlines()
    assert "Datorn har inte Windows" in dry.stderr
    assert run("installera").returncode == 2
    assert run("installera", "--kalla", "/finns/inte").returncode == 2
    refused = run("installera", "--torr", "--kalla", str(Path(__file__).parent))
    assert refused.returncode == 2
    assert "går inte att installera. Ange xl_asn som paket" in refused.stderr
    assert run("avinstallera", "--torr").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="it would install")
def test_a_long_path_stands_whole_on_one_line(run: Run, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["en mycket djup mapp"] * 6)
    deep.mkdir(parents=True)
    (deep / "pyproject.toml").write_text('[project]\nname = "xl-asn"\n', encoding="utf-8")
    planned = run("installera", "--torr", "--kalla", str(deep)).stdout.splitlines()
    assert any(line.strip().startswith(str(deep)) for line in planned)


@pytest.mark.skipif(sys.platform == "win32", reason="the answer depends on the computer")
def test_doktor_as_a_command(run: Run) -> None:
    answered = run("doktor", "--json", "-")
    assert answered.returncode == 0
    assert json.loads(answered.stdout)["sammanfattning"]["fel"] == 0
    assert "Prov på en arbetsbok" in run("doktor").stdout
    assert run("doktor", "/finns/inte.xlsm").returncode == 2
