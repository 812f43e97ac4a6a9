"""Neighbours: found by the name on *Start*, nowhere but nearby, and never raised about."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from xl_asn.case.case import Case, case_of
from xl_asn.case.neighbours import Found, Neighbours, Place, named
from xl_asn.case.new_masters import master_of
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.earlier import Missing
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellKind, CellRef, Grid

NAME = "2022-10_manadsrapport"


def naming(name: str) -> Grid:
    """Return a workbook that names its previous report."""
    return read_markdown(
        f"## Start\n\n| Fält | Värde |\n|---|---|\n| Föregående rapport | {name} |\n\n"
        "## Mål\n\n| Nr | Kort namn |\n|---|---|\n| 1 | Kvalitet |"
    )


@pytest.fixture(scope="module")
def october() -> bytes:
    start = "## Start\n\n| Fält | Värde |\n|---|---|\n| År | 2022 |\n| Period | okt |"
    return master_of(document_types()["manadsrapport"], read_markdown(start))


def asked(grid: Grid, folder: Path) -> Found | Missing:
    neighbours = Neighbours.of_folder(folder)
    return neighbours.find(named(grid, "previous_report"), neighbours.place)


def found(name: str, folder: Path | None) -> Finding:
    case = case_of(naming(name), Neighbours.of_folder(folder))
    assert isinstance(case, Case)
    finding = case.chain_fault
    assert finding is not None
    assert finding.cell == CellRef("Start", 6, 2)
    assert finding.severity is not Severity.ERROR
    return finding


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
@pytest.mark.parametrize("written", [NAME, f" {NAME}{{}} ", f'"{NAME}{{}}"', f"./{NAME}"])
def test_it_is_found_with_and_without_ending(
    tmp_path: Path, october: bytes, ending: str, written: str
) -> None:
    path = tmp_path / f"{NAME}{ending}"
    path.write_bytes(october)
    previous = asked(naming(written.format(ending)), tmp_path)
    assert isinstance(previous, Found)
    assert previous.grid.sheet("Mål") is not None
    assert previous.loaded.path == path
    assert previous.loaded.sha256 == sha256(october).hexdigest()


@pytest.mark.parametrize("written", ["okt/rapport", "okt\\rapport.xlsx", "..\\2022\\okt/rapport"])
def test_it_may_lie_in_a_folder_nearby(tmp_path: Path, october: bytes, written: str) -> None:
    folder = tmp_path / "2022"
    (folder / "okt").mkdir(parents=True)
    (folder / "okt" / "rapport.xlsx").write_bytes(october)
    assert isinstance(asked(naming(written), folder), Found)


def test_a_name_of_digits_is_a_name_too(tmp_path: Path, october: bytes) -> None:
    (tmp_path / "202210.xlsm").write_bytes(october)
    grid = naming("202210")
    assert grid.at(CellRef("Start", 6, 2)).kind is CellKind.NUMBER
    previous = asked(grid, tmp_path)
    assert isinstance(previous, Found)
    assert previous.loaded.path == tmp_path / "202210.xlsm"


@pytest.mark.parametrize("written", ["", "  ", '""'])
def test_a_blank_names_nothing(tmp_path: Path, written: str) -> None:
    case = case_of(naming(written), Neighbours.of_folder(tmp_path))
    assert isinstance(case, Case)
    assert (case.chain.first, case.chain.fault, case.chain_fault) == (None, None, None)
    assert named(Grid(()), "previous_report") == ""


@pytest.mark.parametrize(
    "written",
    [NAME, "mapp", ".", "..", "?", "a" * 5_000, f"{NAME}/under", "brev.md", "CON"],
)
def test_a_missing_one_is_said(tmp_path: Path, october: bytes, written: str) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "brev.md").write_bytes(october)
    finding = found(written, tmp_path)
    assert (finding.code, finding.severity) == ("F220", Severity.INFO)
    assert "inte jämförda" in finding.message


@pytest.mark.parametrize(
    "written",
    ["/etc/passwd", "C:\\rapport.xlsx", "C:rapport", "\\\\server\\delad\\rapport.xlsx",
     "//server/delad/rapport", "../../rapport", "okt/../../rapport", "..\\..\\rapport.xlsx"],
)  # fmt: skip
def test_it_is_not_looked_for_far_away(
    tmp_path: Path, october: bytes, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2022" / "nov"
    folder.mkdir(parents=True)
    (tmp_path / "rapport.xlsx").write_bytes(october)
    touched: list[str] = []
    monkeypatch.setattr("xl_asn.case.neighbours.load", lambda path: touched.append(str(path)))
    assert found(written, folder).code == "F222"
    assert touched == []


def test_a_refused_one_is_said_with_its_own_code(tmp_path: Path, october: bytes) -> None:
    broken = october[:900]
    (tmp_path / f"{NAME}.xlsx").write_bytes(broken)
    finding = found(NAME, tmp_path)
    assert finding.code == "F221"
    assert f"{NAME}.xlsx (F1" in finding.message
    neighbours = Neighbours.of_folder(tmp_path)
    neighbours.find(NAME, neighbours.place)
    ((_, _, loaded),) = neighbours.read
    assert loaded is not None
    assert loaded.sha256 == sha256(broken).hexdigest()


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in the file system of Windows")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - not on Windows

    os.mkfifo(tmp_path / f"{NAME}.xlsx")
    assert found(NAME, tmp_path).code == "F220"


def test_a_workbook_without_a_folder_is_told_so() -> None:
    assert found(NAME, None).code == "F223"


@pytest.mark.parametrize(
    ("depth", "name", "leads_to"),
    [(1, "a", 1), (1, "okt/a", 2), (1, "../a", 0), (1, "../okt/a", 1), (0, "../a", None),
     (2, "../../a", None), (2, "../a", 1), (0, "okt/a", 1)],
)  # fmt: skip
def test_a_chain_never_leads_further_up_than_its_first_link(
    depth: int, name: str, leads_to: int | None
) -> None:
    assert Place(Path("mapp"), depth).beside(name) == leads_to
