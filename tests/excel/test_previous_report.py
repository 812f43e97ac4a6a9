"""The previous report beside the document: compared with, remembered, and the same everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.beside import checked, neighbours
from tests.excel.conftest import Press, example_grid, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import as_grid
from xl_asn.batch.judge import judge
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import compute
from xl_asn.case.examine import Examined, examine
from xl_asn.case.new_masters import master_of
from xl_asn.cli.program import answer as command_line
from xl_asn.documents.catalogue import document_types
from xl_asn.excel import buttons
from xl_asn.files.reading.load import load
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.grid import Grid, cell_of
from xl_asn.pages.check_page import NAME as CHECK

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - any moment will do
OCTOBER = """## Start

| Fält        | Värde         |
|-------------|---------------|
| Dokumenttyp | Månadsrapport |
| År          | 2022          |
| Period      | {period}      |

## Mål

| Nr | Kort namn | Bedömning |
|----|-----------|-----------|
| 1  | Kvalitet  | Grön      |
"""


def october(period: str = "okt") -> Grid:
    return read_markdown(OCTOBER.format(period=period))


def november() -> Grid:
    grid = example_grid("2022-11")
    start = grid.sheet("Start")
    assert start is not None
    ref = grid.names["Föregående_rapport"]
    cells = {**start.cells, (ref.row, ref.column): cell_of("2022-10")}
    sheets = tuple(replace(s, cells=cells) if s is start else s for s in grid.sheets)
    return replace(grid, sheets=sheets)


def codes(examined: Examined) -> list[str]:
    return [finding.code for finding in examined.findings]


def test_a_report_that_is_missing_is_one_finding() -> None:
    case = case_of(november(), neighbours({}))
    assert isinstance(case, Case)
    assert codes(examine(case, strict=True)).count("F220") == 1
    page = next(page for page in compute(case, now=NOW).pages if page.name == CHECK)
    assert "F220" in {cell.value for cell in page.cells}


def test_a_report_of_the_same_period_is_not_compared_with() -> None:
    assert "V120" in codes(checked(november(), october("nov")))
    assert "V120" not in codes(checked(november(), october()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with November, which names October, and October itself, for the wrong month."""
    declared = document_types()["manadsrapport"]
    (tmp_path / "nov.xlsx").write_bytes(master_of(declared, november()))
    (tmp_path / "2022-10.xlsx").write_bytes(master_of(declared, october("dec")))
    return tmp_path


def test_batch_command_and_button_all_read_it(excel: Excel, press: Press, folder: Path) -> None:
    path, previous = folder / "nov.xlsx", folder / "2022-10.xlsx"
    verdict = judge(path)
    assert "V120" in {finding.code for finding in verdict.findings}
    assert verdict.rests_on[0].sha256 == load(previous).sha256
    assert json.dumps(judge(path).as_json()) == json.dumps(verdict.as_json())
    answer = folder / "svar.json"
    command_line(["berakna", str(path), "--ut", str(folder / "ny.xlsx"), "--json", str(answer)])
    assert "V120" in {f["kod"] for f in json.loads(answer.read_text("utf-8"))["fynd"]}
    grid = load(path).grid
    assert grid is not None
    book = opened(excel, grid, path.name, path)
    press(buttons.kontrollera)
    check = as_grid(book).sheet(CHECK)
    assert check is not None
    assert "V120" in {cell.value for cell in check.cells.values()}


def test_a_changed_previous_report_gives_a_new_answer(folder: Path) -> None:
    path, previous = folder / "nov.xlsx", folder / "2022-10.xlsx"
    before = judge(path)
    previous.write_bytes(master_of(document_types()["manadsrapport"], october()))
    after = judge(path)
    assert before.sha256 == after.sha256
    assert before.rests_on != after.rests_on
    assert "V120" not in {finding.code for finding in after.findings}
    previous.unlink()
    gone = judge(path)
    assert gone.rests_on[0].sha256 is None
    assert "F220" in {finding.code for finding in gone.findings}
