"""The command: what it writes and what it leaves, what it refuses, and its answer."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table

from tests.attack.books import Book
from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from tests.files.integrity import faults
from tests.grids import grid_of
from workbooks.build import EXAMPLES
from xl_asn.documents.start import Start
from xl_asn.model.grid import CellRef

OLD, NEW = "2022-11_manadsrapport.xlsm", "2022-12_manadsrapport.xlsm"
GOLDEN = Path(__file__).parent / "2022-12.json"
_SHOWN = 20
"""Of a published text no more is kept than tells which it is."""


def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / OLD
    path.write_bytes((EXAMPLES / OLD).read_bytes())
    return path


def test_the_new_workbook_stands_beside_the_old_one_which_is_as_it_was(run: Run, old: Path) -> None:
    before = old.read_bytes(), old.stat().st_mtime_ns
    done = run("ny-period", old.name)
    assert (done.returncode, done.stderr) == (0, "")
    new = old.with_name(NEW)
    assert faults(new.read_bytes()) == ()
    assert (old.read_bytes(), old.stat().st_mtime_ns) == before
    assert done.stdout.startswith(f"{NEW} är arbetsboken för december 2022, efter november 2022:")
    lines = done.stdout.splitlines()
    assert "  Enhetsresultat   80 behålls, 40 töms" in lines
    assert "  Nettokostnad     36 behålls, 78 töms, 12 skrivs: Prognos i november" in lines
    assert lines[-1].endswith(f"xl-asn berakna {NEW}")


def test_macros_buttons_widths_and_formats_are_the_same_bytes(run: Run, old: Path) -> None:
    assert run("ny-period", old.name).returncode == 0
    was, now = parts(old.read_bytes()), parts(old.with_name(NEW).read_bytes())
    assert was.keys() == now.keys()
    other = {name for name in was if was[name] != now[name]}
    assert all(
        name.startswith("xl/worksheets/sheet") or name in {"xl/workbook.xml", "xl/styles.xml"}
        for name in other
    ), other
    for name in ("xl/vbaProject.bin", *(n for n in was if "drawing" in n or "tables/" in n)):
        assert was[name] == now[name]


def with_hers(path: Path) -> None:
    """Give a workbook a sheet with a formula, a chart and a filter, and a column of her own."""
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    hers = book.create_sheet("Mitt blad")
    hers["A1"], hers["A2"], hers["A3"] = "Belopp", "=Nettokostnad!D6*2", 7
    hers.auto_filter.ref = "A1:A3"
    hers.column_dimensions["A"].width = 33
    chart = BarChart()
    chart.add_data(Reference(hers, min_col=1, min_row=1, max_row=3), titles_from_data=True)
    hers.add_chart(chart, "D4")
    net = book["Nettokostnad"]
    net["Q5"], net["Q6"], net["F6"] = "Min kolumn", "=D6*1000", "=D6-E6"
    book.save(path)


def test_her_own_sheet_chart_filter_and_column_are_the_same_bytes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hennes.xlsx"
    with_hers(path)
    done = run("ny-period", path.name, "--ut", "ny.xlsx")
    assert done.returncode == 0, done.stderr
    was, now = parts(path.read_bytes()), parts((tmp_path / "ny.xlsx").read_bytes())
    (own,) = (
        n for n in was if n.startswith("xl/worksheets/sheet") and b"Nettokostnad!D6*2" in was[n]
    )
    same = [own, *(n for n in was if "chart" in n or "drawing" in n)]
    assert any("chart" in name for name in same)
    assert {name: now[name] for name in same} == {name: was[name] for name in same}
    grid = grid_of(tmp_path / "ny.xlsx")
    assert grid.at(CellRef("Nettokostnad", 6, 17)).formula == "D6*1000"
    assert grid.at(CellRef("Nettokostnad", 6, 6)).formula == "D6-E6"
    assert grid.at(CellRef("Nettokostnad", 6, 4)).is_blank


def test_a_target_that_exists_is_never_written_over(run: Run, old: Path) -> None:
    assert run("ny-period", old.name).returncode == 0
    made = old.with_name(NEW).read_bytes()
    for words in ((), ("--ut", NEW), ("--torr",), ("--ut", NEW, "--torr")):
        done = run("ny-period", old.name, *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert f"{NEW} finns redan" in done.stderr
    assert old.with_name(NEW).read_bytes() == made


def test_a_dry_run_answers_the_same_and_writes_nothing(run: Run, old: Path) -> None:
    dry = run("ny-period", old.name, "--torr", "--json", "-")
    assert {p.name for p in old.parent.iterdir()} - {".cache"} == {OLD}
    wet = run("ny-period", old.name, "--json", "-")
    assert (dry.returncode, dry.stdout) == (wet.returncode, wet.stdout)
    said = run("ny-period", old.name, "--torr", "--period", "jan")
    assert said.stdout.startswith("2023-01_manadsrapport.xlsm skulle bli arbetsboken för januari")
    assert "Ingenting är skrivet." in said.stdout


def answered(done: Any) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_answer_for_other_programs(run: Run, old: Path) -> None:
    """The contract's words; the whole answer is kept beside, and is to be read when it changes."""
    answer = answered(run("ny-period", old.name, "--json", "-"))
    assert [*answer] == ["fil", "ändrade", "fynd"]
    moved = {change["cell"]: change for change in answer["ändrade"]}
    assert moved["Nettokostnad!J6"] == {
        "cell": "Nettokostnad!J6", "före": None, "efter": -86955,
        "varför": "Prognos i november",
    }  # fmt: skip
    for change in answer["ändrade"]:
        if isinstance(change["före"], str):
            change["före"] = change["före"][:_SHOWN]
    assert answer == json.loads(GOLDEN.read_text("utf-8"))


def test_the_answer_is_the_same_in_any_folder(run: Run, old: Path) -> None:
    other = old.parent / "annan" / OLD
    other.parent.mkdir()
    other.write_bytes(old.read_bytes())
    one = answered(run("ny-period", old.name, "--json", "-"))
    two = answered(run("ny-period", Path("annan", OLD), "--json", "-"))
    assert {**one, "fil": ""} == {**two, "fil": ""}
    assert old.with_name(NEW).read_bytes() == other.with_name(NEW).read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "nov"), "November 2022 kommer inte efter november 2022"),
        (("--period", "okt"), "Ange en senare period med --period"),
        (("--ar", "2021"), "2021 kommer inte efter"),
        (("--ar", "22"), "Skriv året med fyra siffror"),
        (("--period", "hösten"), "skrivs inte för perioden hösten"),
        (("--typ", "manadsraport"), "Menade du manadsrapport?"),
        (("--ut", "ny.xlsx"), "måste ha samma filändelse"),
        (("--typ", "namndplan"), "En nämndplan görs inte av en månadsrapport. Skapa den med"),
        (("--ut", "2023_namndplan.xlsm"), "En nämndplan görs inte av en månadsrapport"),
    ],
)
def test_what_is_refused_is_told_and_nothing_is_written(
    run: Run, old: Path, words: tuple[str, ...], said: str
) -> None:
    done = run("ny-period", old.name, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert {p.name for p in old.parent.iterdir()} - {".cache"} == {OLD}


def test_a_new_workbook_in_another_folder_finds_the_old_one(run: Run, old: Path) -> None:
    folder = old.parent / "2023"
    folder.mkdir()
    there = old.parent / "2022" / OLD
    there.parent.mkdir()
    old.rename(there)
    new = Path("2023", "2023-01_manadsrapport.xlsm")
    assert run("ny-period", Path("2022", OLD), "--period", "jan", "--ut", new).returncode == 0
    assert grid_of(old.parent / new).at(CellRef("Start", 18, 2)).text == f"../2022/{OLD}"
    told = run("validera", new, "--utan-cache", "--format", "json").stdout
    assert "F220" not in told
    far = Path("2023", "djupt", "ned", "x.xlsm")
    (old.parent / far).parent.mkdir(parents=True)
    done = run("ny-period", Path("2022", OLD), "--ut", far)
    assert "ligger för långt" in done.stdout


def test_a_workbook_that_is_open_in_excel_is_read_and_that_is_said(run: Run, old: Path) -> None:
    old.with_name(f"~${OLD}").write_bytes(b"\x04Anna" + b" " * 160)
    done = run("ny-period", old.name)
    assert done.returncode == 0
    assert done.stderr == f"{OLD} är öppen hos Anna. Det som inte är sparat där följer inte med.\n"


def test_a_workbook_that_does_not_say_its_period_is_told_where_to_write_it(
    run: Run, tmp_path: Path
) -> None:
    path = Book().start("Period", "").saved(tmp_path / "x.xlsx")
    done = run("ny-period", path.name)
    assert done.returncode == 2
    assert "Skriv År och Period på bladet Start" in done.stderr


def test_a_protected_sheet_is_written_as_any_other(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "skyddad.xlsx"
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    for sheet in book.worksheets:
        sheet.protection.sheet = True
    book.save(path)
    assert run("ny-period", path.name, "--ut", "ny.xlsx").returncode == 0
    new = tmp_path / "ny.xlsx"
    assert grid_of(new).at(CellRef("Nettokostnad", 6, 4)).is_blank
    assert (
        sum(b"sheetProtection" in part for part in parts(new.read_bytes()).values())
        >= len(book.worksheets) - 3
    )


def test_what_could_be_undone_in_the_old_period_is_not_in_the_new_one(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "knapp.xlsx"
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    hidden = book.create_sheet("Ångra Beräkna")
    hidden["A6"], hidden.sheet_state = "Nettokostnad", "veryHidden"
    book.save(path)
    assert run("ny-period", path.name, "--ut", "ny.xlsx").returncode == 0
    made = openpyxl.load_workbook(tmp_path / "ny.xlsx")["Ångra Beräkna"]
    assert (made["A6"].value, made.sheet_state) == (None, "veryHidden")


def test_long_texts_are_emptied_and_shortened_on_the_trail(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lang.xlsx"
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    for row in range(6, 10):
        book["Sammanfattning"][f"B{row}"] = "lång text " * 3_200
    book.save(path)
    assert run("ny-period", path.name, "--ut", "ny.xlsx").returncode == 0
    grid = grid_of(tmp_path / "ny.xlsx")
    assert grid.at(CellRef("Sammanfattning", 6, 2)).is_blank
    trail = grid.sheet("Spårning")
    assert trail is not None
    assert max(len(cell.text) for cell in trail.cells.values()) < 300


def test_a_report_that_somebody_hung_something_on_is_left_and_said(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "hangd.xlsx"
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    book["Rapport"].add_table(Table(displayName="Egen", ref="M1:N3"))
    for cell, text in {"M1": "a", "N1": "b"}.items():
        book["Rapport"][cell] = text
    book.save(path)
    done = run("ny-period", path.name, "--ut", "ny.xlsx")
    assert done.returncode == 0, done.stderr
    assert "J307" in done.stdout


def test_months_interim_and_months_again(run: Run, tmp_path: Path) -> None:
    july = tmp_path / "2023-07_manadsrapport.xlsx"
    july.write_bytes((EXAMPLES / "2023-07_manadsrapport.xlsx").read_bytes())
    done = run("ny-period", july.name, "--ut", "2023-08_delarsrapport.xlsx")
    assert done.returncode == 0, done.stderr
    assert "en ny mall" in done.stdout
    interim = grid_of(tmp_path / "2023-08_delarsrapport.xlsx")
    assert interim.at(CellRef("Start", 13, 2)).text == "jan-aug"
    goals = interim.sheet("Mål")
    assert goals is not None
    assert any("Nämndens verksamheter" in c.text or len(c.text) > 40 for c in goals.cells.values())
    done = run("ny-period", "2023-08_delarsrapport.xlsx", "--typ", "manadsrapport")
    assert done.returncode == 0, done.stderr
    assert f"en kopia av {july.name}" in done.stdout
    september = grid_of(tmp_path / "2023-09_manadsrapport.xlsx")
    assert september.at(CellRef("Start", 18, 2)).text == "2023-08_delarsrapport.xlsx"
    assert run("ny-period", "2023-09_manadsrapport.xlsx", "--typ", "delarsrapport", "--period",
               "jan-apr", "--ar", "2024").returncode == 0  # fmt: skip
    april = grid_of(tmp_path / "2024-04_delarsrapport.xlsx")
    assert april.at(CellRef("Start", 18, 2)).text == "2023-09_manadsrapport.xlsx"


def test_next_years_plan_from_this_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "2020_namndplan.xlsx"
    path.write_bytes((EXAMPLES / path.name).read_bytes())
    assert run("ny-period", path.name).returncode == 0
    grid = grid_of(tmp_path / "2021_namndplan.xlsx")
    funds = grid.sheet("Resurser")
    assert funds is not None
    rows = [[funds.cell(row, n).text for n in (2, 3, 4)] for row in range(6, 10)]
    assert rows == [
        ["2021", "Budget", "241.1"], ["2022", "Plan", "247.9"], ["2023", "Plan", "254.4"],
        ["2024", "Plan", ""],
    ]  # fmt: skip


def test_a_plan_over_a_year_that_was_left_out_takes_no_other_years_figures(
    run: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(EXAMPLES / "2020_namndplan.xlsx")
    book["Driftbudget"]["E6"] = 12.5
    for year in (2021, 2022):
        book.save(tmp_path / "plan.xlsx")
        done = run("ny-period", "plan.xlsx", "--ar", str(year), "--ut", f"{year}.xlsx")
        assert done.returncode == 0, done.stderr
        before = grid_of(tmp_path / f"{year}.xlsx").at(CellRef("Driftbudget", 6, 4))
        assert before.text == ("12.5" if year == 2021 else "")
    funds = grid_of(tmp_path / "2022.xlsx").sheet("Resurser")
    assert funds is not None
    assert [funds.cell(6, n).text for n in (2, 4)] == ["2022", "247.9"]


def test_at_a_new_year_the_budget_comes_from_a_sheet_that_is_named_so(
    run: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    names = [book["Nettokostnad"][f"B{row}"].value for row in (6, 7)]
    for title, amounts in (
        ("Reviderad budget 2023", (-90_000,)), ("Ursprunglig budget 2023", (-80_000, -31_000)),
        ("Budget 2022", (-1, -2)),
    ):  # fmt: skip
        sheet = book.create_sheet(title)
        sheet.append(["Så beslutades"])
        sheet.append(["Verksamhet", "Årsbudget", "Beslut"])
        for name, amount in zip(names, amounts, strict=False):
            sheet.append([name, amount, "§ 7"])
    book.save(tmp_path / "nov.xlsx")
    answer = answered(
        run("ny-period", "nov.xlsx", "--period", "jan", "--ut", "jan.xlsx", "--json", "-")
    )
    said = [finding["meddelande"] for finding in answer["fynd"] if finding["kod"] == "J308"]
    assert said == [
        "Årsbudget är hämtad för 2 rader ur bladet Ursprunglig budget 2023.",
        "Årsbudget är hämtad för 1 rad ur bladet Reviderad budget 2023.",
    ]
    net = grid_of(tmp_path / "jan.xlsx").sheet("Nettokostnad")
    assert net is not None
    assert [net.cell(row, 8).value for row in (6, 7, 8)] == [-90_000, -31_000, None]


@pytest.mark.parametrize(
    "asked", [(), ("--period", "jan", "--ar", "2023"), ("--typ", "delarsrapport")], ids=str
)
def test_the_archive_is_named_in_the_next_report_too(
    run: Run, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    assert book["Start"]["A20"].value == "Arkiv"
    book["Start"]["B20"] = "arkiv.xlsx"
    book.save(tmp_path / "nov.xlsx")
    (tmp_path / "2023").mkdir()
    for target, name in (("ny.xlsx", "arkiv.xlsx"), ("2023/ny.xlsx", "../arkiv.xlsx")):
        answered(run("ny-period", "nov.xlsx", *asked, "--ut", target, "--json", "-"))
        start, _ = Start.from_grid(grid_of(tmp_path / target))
        assert start.archive == name


def test_at_a_new_year_the_budget_comes_from_the_plan_that_is_named(
    run: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    book["Start"]["B19"] = "2022_namndplan.xlsx"
    book.save(tmp_path / "nov.xlsx")
    posts = [book["Resultaträkning"][f"B{row}"].value for row in range(6, 9)]
    plan = openpyxl.load_workbook(EXAMPLES / "2020_namndplan.xlsx")
    plan["Start"]["B12"] = 2023
    for row, (post, amount) in enumerate(zip(posts, (1.5, -2.25, -3), strict=True), 6):
        plan["Driftbudget"][f"A{row}"], plan["Driftbudget"][f"B{row}"] = None, post
        plan["Driftbudget"][f"C{row}"], plan["Driftbudget"][f"E{row}"] = "rad", amount
    plan.save(tmp_path / "2023_namndplan.xlsx")
    done = run("ny-period", "nov.xlsx", "--period", "jan", "--ut", "jan.xlsx", "--json", "-")
    answer = answered(done)
    assert "Årsbudget är hämtad" in str(answer["fynd"])
    grid = grid_of(tmp_path / "jan.xlsx")
    assert grid.at(CellRef("Start", 19, 2)).text == "2023_namndplan.xlsx"
    income = grid.sheet("Resultaträkning")
    assert income is not None
    assert income.cell(6, 8).value == 1500
