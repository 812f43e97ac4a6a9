"""The main job on the three published reports, through the command line, on real files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Run
from tests.files.integrity import faults
from tests.grids import grid_of
from tests.typed import typed
from workbooks.build import ENDINGS, EXAMPLES, build
from xl_asn.model.grid import CellRef

MONTHS = ("2021-02", "2022-11", "2023-07")


def validated(run: Run, path: Path) -> dict[str, Any]:
    done = run("validera", path, "--format", "json")
    assert done.stderr == ""
    answer: dict[str, Any] = json.loads(done.stdout)
    assert len(answer["filer"]) == 1
    return dict(answer["filer"][0])


def errors(file: dict[str, Any], *sheets: str) -> list[dict[str, Any]]:
    return [f for f in file["fynd"] if f["allvar"] == "fel" and f["blad"] in sheets]


@pytest.mark.parametrize("month", MONTHS)
def test_the_example_is_what_its_source_builds(month: str) -> None:
    for ending in ENDINGS:
        built = build(EXAMPLES / f"{month}_manadsrapport.md", ending)
        shipped = (EXAMPLES / f"{month}_manadsrapport{ending}").read_bytes()
        assert built == shipped, "run make examples"
        assert faults(built) == ()


def test_november_2022_agrees_with_what_was_published(
    run: Run, example: Callable[[str], Path]
) -> None:
    path = example("2022-11")
    before = path.read_bytes()
    file = validated(run, path)
    assert path.read_bytes() == before
    assert (file["dokumenttyp"], file["period"]) == ("manadsrapport", "2022-11")
    assert errors(file, "Nettokostnad", "Resultaträkning") == []
    assert [f["kod"] for f in file["fynd"] if f["allvar"] == "fel"] == ["V108"]
    done = run("berakna", path, "--json", "-")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    goals = [(g["gröna"], g["med_utfall"], g["andel"], g["bedömning"]) for g in answer["mål"]]
    assert goals == [
        (8, 10, 0.8, "Grön"), (9, 10, 0.9, "Grön"), (9, 10, 0.9, "Grön"), (8, 10, 0.8, "Gul"),
    ]  # fmt: skip
    assert answer["mål"][3]["förklaring"] == (
        "Gul: 8 av 10 enheter gröna (80\u00a0% ≥ 60\u00a0%) men Budgetavvikelse −0,6\u00a0% är Gul "
        "och begränsar"
    )
    assert answer["mål"][3]["till_grön"] == {
        "enheter": 0, "andel": 0.006068, "tkr": 1666,
        "förklaring": "Blir grön om helårsprognosen förbättras med 1\u00a0666\u00a0tkr.",
    }  # fmt: skip
    assert [g["marginal"]["enheter"] for g in answer["mål"]] == [3, 4, 4, 7]
    remarks = [c.text for c in grid_of(path).sheet("Spårning").cells.values()]  # type: ignore[union-attr]
    assert "Redan grön. Faller om 3 enheter slutar vara gröna." in remarks
    published = grid_of(EXAMPLES / path.name)
    amounts = [r for r in answer["beräknat"] if r["blad"] in {"Nettokostnad", "Resultaträkning"}]
    compared = 0
    for result in amounts:
        printed = published.at(CellRef.parse(f"{result['blad']}!{result['cell']}")).value
        if isinstance(printed, Decimal):
            tolerance = 1 if not result["formel"].startswith("Summan") else (12 + 1) / 2
            assert abs(Decimal(str(result["värde"])) - printed) <= tolerance, result
            compared += 1
    assert compared == 60


def test_february_2021_names_the_one_wrong_cell_of_each_sheet(
    run: Run, example: Callable[[str], Path]
) -> None:
    file = validated(run, example("2021-02"))
    (net,) = errors(file, "Nettokostnad")
    assert (net["kod"], net["cell"], net["funnet"], net["förväntat"]) == (
        "C101",
        "I6",
        -2418,
        -2468,
    )
    assert net["skillnad"] == 50
    assert net["indata"] == ["Nettokostnad!G6", "Nettokostnad!H6"]
    assert net["följdfel"] == ["Nettokostnad!I16", "Nettokostnad!I21"]
    assert "Gemensamt IFO" in net["meddelande"]
    (income,) = errors(file, "Resultaträkning")
    assert (income["kod"], income["funnet"], income["förväntat"]) == ("C101", -1028, -1077)
    assert "Övriga kostnader" in income["meddelande"]


def test_june_and_july_2023_contradict_themselves_in_goal_1_only(
    run: Run, example: Callable[[str], Path]
) -> None:
    file = validated(run, example("2023-07"))
    assert file["period"] == "2023-07"
    (finding,) = errors(file, "Mål", "Månadsstatus", "Enhetsresultat", "Målindikatorer")
    assert (finding["kod"], finding["cell"]) == ("C107", "J6")
    assert finding["följdfel"] == ["Månadsstatus!G6", "Månadsstatus!H6"]


@pytest.mark.parametrize("month", MONTHS)
def test_a_second_run_changes_nothing(run: Run, example: Callable[[str], Path], month: str) -> None:
    path = example(month)
    first = run("berakna", path, "--json", "-")
    assert first.stderr == ""
    once = path.read_bytes()
    second = run("berakna", path, "--json", "-")
    assert path.read_bytes() == once
    said, again = json.loads(first.stdout), json.loads(second.stdout)
    assert again == {**said, "ersatt": []}
    (file,) = json.loads(run("validera", path, "--format", "json").stdout)["filer"]
    assert file["fynd"] == said["fynd"]
    assert faults(once) == ()


@pytest.mark.parametrize("month", MONTHS)
def test_what_the_author_wrote_stands_untouched(
    run: Run, example: Callable[[str], Path], month: str
) -> None:
    path = example(month)
    before = grid_of(path)
    answer = json.loads(run("berakna", path, "--json", "-").stdout)
    after = grid_of(path)
    computed = {CellRef.parse(f"{r['blad']}!{r['cell']}") for r in answer["beräknat"]}
    stamps = {after.names["Senast_beräknad"], after.names["Resultat"]}
    starred = {
        (sheet, header)
        for sheet, headers in {
            "Mål": ("Utfall", "Bedömning"),
            "Målindikatorer": ("Utfall", "Bedömning"),
            "Nettokostnad": ("Avvikelse", "Prognosavvikelse", "Prognosförändring"),
            "Resultaträkning": ("Avvikelse", "Prognosavvikelse", "Prognosförändring"),
            "Risker": ("Riskvärde",),
        }.items()
        for header in headers
    }
    for sheet in before.sheets:
        if sheet.name in {"Kontroll", "Spårning", "Rapport"}:
            continue
        for (row, column), cell in sheet.cells.items():
            ref = CellRef(sheet.name, row, column)
            header = sheet.cell(5, column).text
            if (ref in computed and (sheet.name, header) in starred) or ref in stamps:
                continue
            assert after.at(ref) == cell, ref
    with zipfile.ZipFile(EXAMPLES / path.name) as old, zipfile.ZipFile(path) as new:
        kinds = ("tables/", "theme", ".vml", "vbaProject.bin")
        kept = [name for name in old.namelist() if any(kind in name for kind in kinds)]
        assert {kind for kind in kinds for name in kept if kind in name} == set(kinds)
        for name in kept:
            assert new.read(name) == old.read(name), name


def test_a_figure_that_was_replaced_is_kept_and_the_finding_falls_when_the_author_goes_on(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    path = example("2021-02")
    run("berakna", path)
    grid = grid_of(path)
    assert grid.at(CellRef.parse("Nettokostnad!I6")).value == Decimal(-2468)
    trail = grid.sheet("Spårning")
    assert trail is not None
    kept = [
        cells[8].value
        for _, cells in trail.rows()
        if cells.get(1) and cells[1].text == "Nettokostnad" and cells[2].text == "I6"
    ]
    assert kept == [Decimal(-2418)]
    assert validated(run, path)["fynd"], "the units of 2021 still lack their colours"
    assert errors(validated(run, path), "Nettokostnad", "Resultaträkning") == []
    changed = tmp_path / "changed.xlsm"
    changed.write_bytes(typed(path, {"Nettokostnad!D6": Decimal(-13_500)}))
    answer = json.loads(run("berakna", changed, "--json", "-").stdout)
    found = {f["kod"]: f for f in answer["fynd"] if f["blad"] == "Nettokostnad"}
    assert "C101" not in found, "what the program wrote is not the author's mistake"
    assert grid_of(changed).at(CellRef.parse("Nettokostnad!F6")).value == Decimal(758)


def test_the_report_is_a_workbook_of_its_own(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    report = tmp_path / "rapport.xlsx"
    done = run("berakna", example("2022-11"), "--ut", tmp_path / "ny.xlsm", "--rapport", report)
    assert done.returncode == 1
    assert faults(report.read_bytes()) == ()
    assert [sheet.name for sheet in grid_of(report).sheets] == ["Rapport"]
    own = grid_of(report).sheet("Rapport")
    master = grid_of(tmp_path / "ny.xlsm").sheet("Rapport")
    assert own is not None
    assert master is not None
    assert own.cells == master.cells
    assert path_untouched(example("2022-11"))


def path_untouched(path: Path) -> bool:
    return path.read_bytes() == (EXAMPLES / path.name).read_bytes()


def test_a_new_master_is_empty_says_what_is_missing_and_is_built_alike_twice(
    run: Run, tmp_path: Path
) -> None:
    made = []
    for name in ("en.xlsm", "två.xlsm", "tre.xlsx"):
        done = run("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", name)
        assert (done.returncode, done.stderr) == (0, "")
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert faults(made[0]) == faults(made[2]) == ()
    with zipfile.ZipFile(tmp_path / "en.xlsm") as book:
        assert "xl/vbaProject.bin" in book.namelist()
    with zipfile.ZipFile(tmp_path / "tre.xlsx") as book:
        assert "xl/vbaProject.bin" not in book.namelist()
    file = validated(run, tmp_path / "en.xlsm")
    assert (file["utfall"], file["period"]) == ("underkänd", "2026-11")
    codes = {finding["kod"] for finding in file["fynd"]}
    assert codes == {"V101", "S104"}
    again = run("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "en.xlsm")
    assert again.returncode == 2
    assert "finns redan" in again.stderr


def test_a_total_that_the_author_left_blank_is_filled_in_and_followed_up(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    blanks = typed(example("2022-11"), {"Nettokostnad!D17": None, "Mål!J9": None})
    (tmp_path / "a.xlsm").write_bytes(blanks)
    run("berakna", tmp_path / "a.xlsm")
    filled = grid_of(tmp_path / "a.xlsm")
    assert filled.at(CellRef.parse("Nettokostnad!D17")).value == Decimal(-251_435)
    assert filled.at(CellRef.parse("Mål!J9")).value == "Gul"
    (tmp_path / "b.xlsm").write_bytes(
        typed(tmp_path / "a.xlsm", {"Nettokostnad!D6": Decimal(-78_985)})
    )
    answer = json.loads(run("berakna", tmp_path / "b.xlsm", "--json", "-").stdout)
    followed = grid_of(tmp_path / "b.xlsm")
    assert followed.at(CellRef.parse("Nettokostnad!D17")).value == Decimal(-251_535)
    assert not [f for f in answer["fynd"] if f["kod"] == "C102"]


def test_what_is_left_is_said_on_start_on_the_screen_and_in_the_answer(
    run: Run, example: Callable[[str], Path]
) -> None:
    path = example("2021-02")
    done = run("berakna", path)
    said = "37 av 40 bedömningar saknas"
    assert f"Enhetsresultat ({said})" in " ".join(done.stdout.split())
    told = json.loads(run("berakna", path, "--json", "-").stdout)["kvar"]
    assert [one["blad"] for one in told] == ["Start", "Enhetsresultat", "Resultaträkning"]
    assert told[1] == {
        "blad": "Enhetsresultat", "text": said,
        "delar": [{"vad": "bedömningar", "saknas": 37, "av": 40, "cell": "Enhetsresultat!C6"}],
    }  # fmt: skip
    on_start = {cell.text for cell in grid_of(path).sheets[0].cells.values()}
    assert {said, "datum saknas", "klart"} <= on_start


def test_a_new_period_begins_with_all_that_is_left_on_start(
    run: Run, example: Callable[[str], Path]
) -> None:
    path = example("2022-11")
    assert run("ny-period", path).returncode == 0
    start = grid_of(path.with_name("2022-12_manadsrapport.xlsm")).sheets[0]
    said = {cell.text for cell in start.cells.values()}
    assert {"40 av 40 bedömningar saknas", "3 av 3 kommentarer saknas", "inget är skrivet"} <= said
