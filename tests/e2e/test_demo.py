"""``demo``: the files that it names are there and can be opened."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tests.command_line import Run
from xl_asn.cli import demo
from xl_asn.exports.formats import WRITERS
from xl_asn.files.changing.save import changed
from xl_asn.files.pinned import how_to_install
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef


def test_the_demo_writes_what_it_names(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--ut", "ut")
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.replace("\xa0", " ")
    assert "Gemensamt IFO är −2 418 men Prognos − Årsbudget är −2 468" in said
    for name in ("2021-02", "2022-11", "2023-07"):
        assert load(tmp_path / "ut" / f"{name}_manadsrapport.xlsm").grid is not None
        assert load(tmp_path / "ut" / "rapporter" / f"{name}_manadsrapport_rapport.xlsx").data
    last = done.stdout.splitlines()[-1]
    for ending in (".pdf", ".html"):
        path = Path("ut", "dokument", f"2022-11_manadsrapport{ending}")
        assert str(path) in last
        assert (tmp_path / path).stat().st_size > 0
    assert "UTKAST" in (tmp_path / path).read_text(encoding="utf-8")


def test_the_demo_runs_again_and_leaves_what_somebody_has_changed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "_STARS", demo._STARS[:1])
    assert [run("demo", "--ut", "ut").returncode for _ in range(2)] == [0, 0]
    book = tmp_path / "ut" / "2022-11_manadsrapport.xlsm"
    mine = changed(book.read_bytes(), {CellRef("Händelser", 6, 2): "min egen händelse"})
    book.write_bytes(mine)
    done = run("demo", "--ut", "ut")
    assert done.returncode == 2
    assert "har ändrats sedan demon skrev den" in done.stderr
    assert book.read_bytes() == mine


def test_without_the_libraries_the_demo_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "_STARS", demo._STARS[:1])
    monkeypatch.setitem(cast("dict[str, str]", WRITERS), "pdf", "biblioteket_som_saknas:files")
    assert demo.run_demo(tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Nämndens dokument skrevs inte. Formatet pdf behöver biblioteket biblioteket_som_saknas. "
        f"Kör {how_to_install()} och försök igen."
    )
    assert not (tmp_path / "dokument").exists()
