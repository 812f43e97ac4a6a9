"""The plan the whole way: the published one, a new one, and a report that follows it up."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.files.integrity import faults
from workbooks.build import ENDINGS, EXAMPLES, build
from xl_asn.case.new_masters import master_of
from xl_asn.documents.delarsrapport import Delarsrapport
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.load import load
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.grid import CellRef

NAME = "2020_namndplan"

#: Every finding of the published plan that is more than an info; none is an error.
FINDINGS = {
    ("V160", "G44"): "0,40 % typed for 40 %",
    ("V161", "I10"): "1964 år for 19–64 år",
    **{("V167", f"L{row}"): "no source" for row in (6, 9, 18, 21, 41, 42, 44, 50)},
    **{("C182", f"K{row}"): "nobody owns the measure" for row in (6, 7, 8, 9)},
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    target = tmp_path / f"{NAME}.xlsm"
    shutil.copy(EXAMPLES / target.name, target)
    return target


def test_the_example_is_what_its_source_builds() -> None:
    for ending in ENDINGS:
        built = build(EXAMPLES / f"{NAME}.md", ending)
        assert built == (EXAMPLES / f"{NAME}{ending}").read_bytes(), "run make examples"
        assert faults(built) == ()


def test_2020_is_examined_and_computed(run: Run, plan: Path) -> None:
    (file,) = json.loads(run("validera", plan, "--format", "json").stdout)["filer"]
    assert (file["dokumenttyp"], file["period"]) == ("namndplan", "2020")
    asked = {(f["kod"], f["cell"]) for f in file["fynd"] if f["allvar"] != "info"}
    assert asked == FINDINGS.keys()
    infos = Counter(f["kod"] for f in file["fynd"] if f["allvar"] == "info")
    assert infos == {"V165": 8, "T104": 1}, "old documents, and Mkr in a text"
    done = run("berakna", plan, "--json", "-")
    assert done.returncode == 0
    computed = json.loads(done.stdout)["beräknat"]
    values = [r["värde"] for r in computed if r["kolumn"] == "Riskvärde"]
    assert values == [15, 15, 20, 25, 12, 9]
    assert Counter(r["blad"] for r in computed) == {
        "Risker": 6, "Resurser": 2 * 3 * 3, "Styrdokument": 31,
    }  # fmt: skip
    again = plan.read_bytes()
    run("berakna", plan, "--json", "-")
    assert plan.read_bytes() == again


def test_a_plan_made_in_any_month_holds_for_the_year(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    done = run("mall", "namndplan", "--ar", "2026", "--period", "nov", "--ut", path)
    assert done.returncode == 0, done.stderr
    (file,) = json.loads(run("validera", path, "--format", "json").stdout)["filer"]
    assert file["period"] == "2026"


def test_a_new_master_needs_no_period(run: Run, tmp_path: Path) -> None:
    assert run("mall", "namndplan", "--ar", "2026", "--ut", "ny.xlsx").returncode == 0
    made = tmp_path / "ny.xlsx"
    assert faults(made.read_bytes()) == ()
    (file,) = json.loads(run("validera", made, "--format", "json").stdout)["filer"]
    assert file["period"] == "2026"
    assert {finding["kod"] for finding in file["fynd"]} == {"V101", "S104"}
    done = run("mall", "manadsrapport", "--ar", "2026", "--ut", "ny2.xlsx")
    assert done.returncode == 2
    assert "Ange --period" in done.stderr


START = """## Start

| Fält        | Värde                             |
|-------------|-----------------------------------|
| Nämnd       | Arbetsmarknads- och socialnämnden |
| År          | 2020                              |
| Period      | {period}                          |
| Nämndplan   | {plan}                            |
"""
RISKS = """
## Risker

| Risk                                                 | Sannolikhet | Konsekvens | Riskvärde |
|------------------------------------------------------|-------------|------------|-----------|
| Risk för ökning vad gäller hot riktade mot personal  |             |            |           |
"""
GOALS = """
## Mål

| Nr | Måltyp          | Strategiskt mål | Kommunmål | Nämndmål                                   |
|----|-----------------|-----------------|-----------|--------------------------------------------|
| 2  | Strategiskt mål |                 | Delaktiga |                                            |
| 21 | Nämndmål | 2 | | Stödet till personer långt från arbete utvecklas |

## Indikatorer

| Mål | Kolada-id | Indikator                    | Måttyp | Riktning        | Utfall | Målvärde |
|-----|-----------|------------------------------|--------|-----------------|--------|----------|
| 21  | U40406    | Deltagare som börjat arbeta  | Andel  | Högre är bättre | 22 %   | 20 %     |
"""


def test_a_month_gets_the_risk_values_of_its_plan(run: Run, plan: Path, tmp_path: Path) -> None:
    source = START.format(period="nov", plan=plan.stem) + RISKS
    month = tmp_path / "manad.xlsx"
    month.write_bytes(master_of(Manadsrapport, read_markdown(source)))
    computed = json.loads(run("berakna", month, "--json", "-").stdout)
    (carried,) = [r for r in computed["beräknat"] if r["kolumn"] == "Riskvärde"]
    assert carried["värde"] == 12
    assert carried["formel"] == "riskvärdet i nämndplan 2020, Risker!E10"
    grid = load(month).grid
    assert grid is not None
    assert grid.at(CellRef.parse(f"Risker!{carried['cell']}")).value == Decimal(12)
    missed = [f["meddelande"] for f in computed["fynd"] if f["kod"] == "C186"]
    assert [text.partition(":")[0] for text in missed] == [
        "5 av 6 risker i nämndplanen följs inte upp"
    ]
    again = month.read_bytes()
    run("berakna", month, "--json", "-")
    assert month.read_bytes() == again


def test_an_interim_report_is_compared(run: Run, plan: Path, tmp_path: Path) -> None:
    source = START.format(period="jan-apr", plan=plan.name) + GOALS
    interim = tmp_path / "delar.xlsx"
    interim.write_bytes(master_of(Delarsrapport, read_markdown(source)))
    (file,) = json.loads(run("validera", interim, "--format", "json").stdout)["filer"]
    codes = Counter(finding["kod"] for finding in file["fynd"])
    assert codes["C187"] == 2, "the board goal and the indicator are in other words"
    assert codes["C188"] == 1, "20 % and not 25 %"
    missed = [f["meddelande"] for f in file["fynd"] if f["kod"] == "C186"]
    assert [text.partition(":")[0] for text in missed] == [
        "4 av 4 strategiska mål i nämndplanen följs inte upp",
        "5 av 6 nämndmål i nämndplanen följs inte upp",
        "Det strategiska målet finns inte i nämndplanen",
        "45 av 46 indikatorer i nämndplanen följs inte upp",
    ]
    plan.unlink()
    (file,) = json.loads(run("validera", interim, "--format", "json").stdout)["filer"]
    (told,) = [f for f in file["fynd"] if f["kod"] == "V168"]
    assert "finns inte där arbetsboken ligger" in told["meddelande"]
