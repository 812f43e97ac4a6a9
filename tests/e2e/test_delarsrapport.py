"""The interim report the whole way: the published one, and a new one, on the command line."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.files.integrity import faults
from workbooks.build import ENDINGS, EXAMPLES, build
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef

NAME = "2018-04_delarsrapport"

#: Every finding of the published report. There is none among its amounts, but the text beside
#: the total for refugees tells of the authority's row alone, −4,9 and −10,3.
FINDINGS = [
    ("V107", "fel", "Indikatorer", "M7"),  # "Se ovan kommenar." is no trend
    ("V107", "fel", "Indikatorer", "L11"),  # "Målnivån uppnås inte." is not on the scale
    ("C166", "fråga", "Mål", "H14"),  # fulfilled, and nothing is measured
    ("C163", "fråga", "Mål", "H19"),  # partly fulfilled, with 4 of 5
    ("C163", "fråga", "Mål", "H23"),  # partly fulfilled, with 7,1 % against 5 %
    ("C166", "fråga", "Mål", "H25"),
    ("T101", "fråga", "Kommunbidrag", "K21"),
    ("T101", "fråga", "Kommunbidrag", "K21"),
    ("V152", "fråga", "Ekonomiska risker", "A12"),  # Flyktingmottagning and Fkyktingmottagande
    ("C169", "fråga", "Sammanfattning", "B10"),  # "De två övriga nämndmålen": there is one
    ("T104", "info", "Kommunbidrag", "K15"),  # Msek
    ("T142", "info", "Kommunbidrag", "K15"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / f"{NAME}.xlsm"
    shutil.copy(EXAMPLES / target.name, target)
    return target


def test_the_example_is_what_its_source_builds() -> None:
    for ending in ENDINGS:
        built = build(EXAMPLES / f"{NAME}.md", ending)
        assert built == (EXAMPLES / f"{NAME}{ending}").read_bytes(), "run make examples"
        assert faults(built) == ()


def test_april_2018_is_examined_and_computed(run: Run, path: Path) -> None:
    answer = json.loads(run("validera", path, "--format", "json").stdout)
    (file,) = answer["filer"]
    assert (file["dokumenttyp"], file["period"]) == ("delarsrapport", "2018-04")
    found = [(f["kod"], f["allvar"], f["blad"], f["cell"]) for f in file["fynd"]]
    assert found == FINDINGS
    done = run("berakna", path, "--json", "-")
    assert done.returncode == 0, "what stood in computed cells is mended, and kept on Spårning"
    computed = json.loads(done.stdout)
    assert {
        "cell": "Indikatorer!L11",
        "före": "Målnivån uppnås inte.",
        "efter": "Uppfylls inte",
    } in (computed["ersatt"])
    assert [(goal["nr"], goal["bedömning"]) for goal in computed["mål"]][:2] == [
        (1, "Delvis uppfyllt"), (11, "Delvis uppfyllt"),
    ]  # fmt: skip
    published = load(EXAMPLES / path.name).grid
    assert published is not None
    compared = 0
    for result in computed["beräknat"]:
        if result["blad"] not in {"Kommunbidrag", "Volymer"}:
            continue
        ref = CellRef(result["blad"], *_place(result["cell"]))
        printed = published.at(ref).value
        assert isinstance(printed, Decimal), ref
        rows = 9 if result["formel"].startswith("Summan") else 2
        tolerance = Decimal(rows + 1) / 2 if ref.sheet == "Kommunbidrag" else Decimal("0.005")
        assert abs(Decimal(str(result["värde"])) - printed) <= tolerance, result
        compared += 1
    assert compared == 16 * 2 + 3 * 5 + 4, "results of rows, sums of areas, changes of volumes"
    again = path.read_bytes()
    run("berakna", path, "--json", "-")
    assert path.read_bytes() == again


def _place(address: str) -> tuple[int, int]:
    ref = CellRef.parse(f"Blad!{address}")
    return ref.row, ref.column


def test_a_new_master_takes_a_tertial_and_no_other_period(run: Run, tmp_path: Path) -> None:
    options = ("--ar", "2026", "--ut", "ny.xlsx")
    done = run("mall", "delarsrapport", "--period", "nov", *options)
    assert done.returncode == 2
    assert "Välj bland: jan-apr, jan-aug" in done.stderr
    assert run("mall", "delarsrapport", "--period", "apr", *options).returncode == 0
    made = tmp_path / "ny.xlsx"
    assert faults(made.read_bytes()) == ()
    (file,) = json.loads(run("validera", made, "--format", "json").stdout)["filer"]
    assert file["period"] == "2026-04"
    assert {finding["kod"] for finding in file["fynd"]} == {"V101", "S104"}
