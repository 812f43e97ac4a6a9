"""An adopted report by the command line: signed, asked of, changed anyway, left behind."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.case.test_adopting import adopted
from tests.command_line import Run
from tests.typed import typed
from xl_asn.documents.start import Start
from xl_asn.files.reading.reader import read
from xl_asn.pages.trail_page import read_trail

_FORECAST = {"Nettokostnad!G6": Decimal(-86_855)}


@pytest.fixture
def november(tmp_path: Path) -> Path:
    """November, adopted and sealed."""
    path = tmp_path / "2022-11_manadsrapport.xlsx"
    path.write_bytes(adopted())
    return path


def codes(run: Run, path: Path) -> list[str]:
    (file,) = json.loads(run("validera", path, "--format", "json").stdout)["filer"]
    return [one["kod"] for one in file["fynd"] if one["kod"] in {"C196", "V171"}]


def test_as_it_is_nothing_is_asked_and_nothing_written(run: Run, november: Path) -> None:
    before = november.read_bytes()
    assert run("berakna", november).returncode in {0, 1}
    assert november.read_bytes() == before
    assert codes(run, november) == []


def test_a_change_is_refused_and_made_where_somebody_says_so(run: Run, november: Path) -> None:
    november.write_bytes(typed(november, _FORECAST))
    before = november.read_bytes()
    assert codes(run, november) == ["C196"]
    done = run("berakna", november, "--json", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Rapporten är fastställd 2026-01-01 av Anna Ek. Beräkna skulle")
    assert "--anda" in done.stderr
    assert november.read_bytes() == before
    done = run("berakna", november, "--ända")
    assert done.returncode in {0, 1}
    assert "Rapporten står som fastställd, och siffror i den är ändrade." in done.stdout
    assert november.read_bytes() != before
    assert codes(run, november) == ["C196"], "nobody has signed what it is now"


def test_another_file_is_written_without_a_question(run: Run, november: Path) -> None:
    november.write_bytes(typed(november, _FORECAST))
    other = november.with_name("prov.xlsx")
    assert run("berakna", november, "--ut", other).returncode in {0, 1}
    assert codes(run, other) == ["C196"]


def test_the_next_period_begins_without_a_signature(run: Run, november: Path) -> None:
    assert run("ny-period", november).returncode == 0
    grid = read(november.with_name("2022-12_manadsrapport.xlsx").read_bytes())
    start, _ = Start.from_grid(grid)
    assert (start.status, start.status_by, start.status_on) == ("Utkast", None, None)
    assert start.previous_report == november.name
    assert read_trail(grid).seal is None


def test_the_next_period_says_that_the_adopted_one_is_changed(run: Run, november: Path) -> None:
    november.write_bytes(typed(november, _FORECAST))
    said = json.loads(run("ny-period", november, "--torr", "--json", "-").stdout)["fynd"]
    assert [one["kod"] for one in said if "sedan den fastställdes" in one["meddelande"]] == ["J306"]


def test_a_master_that_is_moved_keeps_its_seal(run: Run, november: Path) -> None:
    moved = november.with_name("ny.xlsx")
    done = run("mall", "--fran", november, "--ut", moved)
    assert done.returncode == 0, done.stderr
    assert codes(run, moved) == []
