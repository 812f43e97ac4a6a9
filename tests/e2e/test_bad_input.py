"""Bad input: a coded finding each, in Swedish, with cell and remedy, all in one run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.command_line import Run

Change = Callable[[Any], None]


def _remove_sheet(book: Any) -> None:
    del book["Resultaträkning"]


def _rename_header(book: Any) -> None:
    book["Sammanfattning"]["B5"] = "Texten"
    book["Sammanfattning"].tables.clear()


def _duplicate_row(book: Any) -> None:
    sheet = book["Enhetsresultat"]
    sheet["B7"] = sheet["B6"].value


def _setter(sheet: str, cell: str, value: object) -> Change:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


FAULTS: dict[str, tuple[Change, str, str | None]] = {
    "a missing sheet": (_remove_sheet, "S101", None),
    "a renamed header": (_rename_header, "S102", "B5"),
    "ca 500": (_setter("Nettokostnad", "D8", "ca 500"), "V102", "D8"),
    "12 500 tkr": (_setter("Nettokostnad", "E9", "12 500 tkr"), "V102", "E9"),
    "1.234,5": (_setter("Nettokostnad", "G10", "1.234,5"), "V102", "G10"),
    "#REF!": (_setter("Nettokostnad", "H11", "#REF!"), "V103", "H11"),
    "no stored value": (_setter("Nettokostnad", "D12", "=1+1"), "V105", "D12"),
    "kronor": (_setter("Nettokostnad", "D6", -78_885_000), "V104", "D6"),
    "a duplicate row": (_duplicate_row, "V106", "B7"),
    "an unknown status": (_setter("Enhetsresultat", "C9", "Orange"), "V107", "C9"),
    "an unknown unit": (_setter("Enhetsresultat", "B12", "Kommunledningen"), "V108", "B12"),
}


def _validated(run: Run, path: Path) -> tuple[int, list[dict[str, Any]]]:
    before = path.read_bytes()
    done = run("validera", path, "--format", "json")
    assert done.stderr == ""
    assert path.read_bytes() == before
    return done.returncode, json.loads(done.stdout)["filer"][0]["fynd"]


def _spoiled(path: Path, *changes: Change) -> Path:
    book = load_workbook(path)
    for change in changes:
        change(book)
    spoiled = path.with_suffix(".xlsx")  # openpyxl saves no macros
    book.save(spoiled)
    return spoiled


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_code_cell_and_remedy(
    run: Run,
    example: Callable[[str], Path],
    fault: str,
) -> None:
    change, code, cell = FAULTS[fault]
    status, findings = _validated(run, _spoiled(example("2022-11"), change))
    assert status == 1
    found = [f for f in findings if f["kod"] == code and f["cell"] == cell]
    assert len(found) == 1, findings
    assert found[0]["allvar"] == "fel"
    assert found[0]["meddelande"].endswith((".", "?"))
    assert found[0]["åtgärd"].endswith(".")


def test_all_faults_are_told_in_one_run(run: Run, example: Callable[[str], Path]) -> None:
    path = _spoiled(example("2022-11"), *(change for change, _, _ in FAULTS.values()))
    status, findings = _validated(run, path)
    assert status == 1
    told = {(f["kod"], f["cell"]) for f in findings}
    assert told >= {(code, cell) for _, code, cell in FAULTS.values()}


def test_what_is_no_workbook_gets_one_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "anteckning.xlsx"
    path.write_text("Det här är ingen arbetsbok.", encoding="utf-8")
    done = run("berakna", path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_workbook_that_is_no_master_is_refused_by_name(
    run: Run,
    tmp_path: Path,
) -> None:
    path = tmp_path / "annan.xlsx"
    book = Workbook()
    book["Sheet"]["A1"] = "Inköp"
    book.save(path)
    done = run("berakna", path)
    assert done.returncode == 2
    assert "ingen mall" in done.stderr
    done = run("validera", path, "--format", "json")
    file = json.loads(done.stdout)["filer"][0]
    assert (done.returncode, file["utfall"]) == (1, "avvisad")
    assert [f["kod"] for f in file["fynd"]] == ["S100"]


def test_folders_patterns_and_paths_that_are_not_there(
    run: Run,
    example: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    assert run("validera", tmp_path / "saknas").returncode == 2
    (tmp_path / "tom").mkdir()
    empty = run("validera", tmp_path / "tom")
    assert (empty.returncode, empty.stdout) == (2, "")
    assert "tom" in empty.stderr
    example("2023-07")
    example("2022-11")
    (tmp_path / "läs mig.txt").write_text("hej", encoding="utf-8")
    done = run("validera", tmp_path, "--format", "json")
    answer = json.loads(done.stdout)
    assert [Path(file["fil"]).name for file in answer["filer"]] == [
        "2022-11_manadsrapport.xlsm", "2023-07_manadsrapport.xlsm", "läs mig.txt",
    ]  # fmt: skip
    assert [file["utfall"] for file in answer["filer"]] == ["underkänd", "underkänd", "hoppad"]
    assert answer["sammanfattning"]["filer"] == 3
    one = json.loads(run("validera", tmp_path / "2022*.xlsm", "--format", "json").stdout)
    found = [finding["allvar"] for finding in one["filer"][0]["fynd"]]
    assert found.count("fel") == 1
    assert one["sammanfattning"] == {
        "filer": 1, "godkänd": 0, "anmärkning": 0, "underkänd": 1, "avvisad": 0, "hoppad": 0,
        **{severity: found.count(severity) for severity in ("fel", "fråga", "info")},
    }  # fmt: skip


def test_the_catalogue_lists_and_explains(run: Run) -> None:
    listed = run("regler")
    assert (listed.returncode, listed.stderr) == (0, "")
    for code in ("S101", "V108", "C101", "F101"):
        assert code in listed.stdout
    page = run("regler", "c101")
    assert "Så rättar du" in page.stdout
    unknown: subprocess.CompletedProcess[str] = run("regler", "Q1")
    assert unknown.returncode == 2
