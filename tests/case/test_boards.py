"""A workbook follows the board that it names: shipped, or a file that is there, gone or changed."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.batch.elsewhere import judged_elsewhere
from tests.grids import grid_of
from tests.parameters.boards import BOARD, board_file
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.batch.verdicts import Verdict, answer
from xl_asn.case.asked_boards import NoBoardError, asked_board
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import compute
from xl_asn.case.neighbours import Neighbours
from xl_asn.case.new_masters import master_of, new_master
from xl_asn.case.older_masters import moved_master
from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.namndplan import Namndplan
from xl_asn.documents.sheets.goals import GoalRow, UnitRow
from xl_asn.documents.start import Start
from xl_asn.exports.audit import audit, package
from xl_asn.exports.documents import checked_report
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.snapshot import Snapshot, take
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid
from xl_asn.parameters.board import Board
from xl_asn.parameters.shipped import default_board, neutral_board

RULES = "regler.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a month's folder; the board's file is in the folder above it."""
    (tmp_path / RULES).write_text(BOARD, encoding="utf-8")
    month = tmp_path / "2026-10"
    month.mkdir()
    return month


def made(folder: Path, name: str = "rapport.xlsx") -> Path:
    """Return a new master of the board of the folder above."""
    path = folder / name
    board = asked_board(str(folder.parent / RULES), path)
    path.write_bytes(new_master(Manadsrapport, 2026, "okt", board))
    return path


def case(path: Path) -> Case:
    found = case_of(grid_of(path), Neighbours.of_folder(path.parent))
    assert isinstance(found, Case)
    return found


def findings(path: Path, *codes: str) -> list[Finding]:
    return [f for f in judge(path).findings if f.code in codes]


def test_a_new_master_has_what_the_file_tells_and_names_it(folder: Path) -> None:
    path = made(folder)
    found = case(path)
    start, document = found.document.start, found.document
    assert (start.board, start.administration, start.unit) == (
        "Skolnämnden", "Skolkontoret", "mnkr",
    )  # fmt: skip
    mark = sha256(BOARD.encode()).hexdigest()[:8]
    assert start.rule_set == f"Skolnämnden 2026-01 (../{RULES}, {mark})"
    assert [row.municipal_goal for row in document.rows_of(GoalRow)] == [
        "Alla lär",
        "Hållbar ekonomi",
    ]
    units = [(int(row.goal or 0), row.unit) for row in document.rows_of(UnitRow)]
    assert units == [(1, "Nya skolan"), (2, "Nya skolan")], "the old school is closed by then"
    assert [row.label for row in document.table("Organisation") or ()] == [
        "Gamla skolan", "Nya skolan",
    ]  # fmt: skip
    assert [row.label for row in document.table("Nettokostnad") or ()] == ["Grundskola", "Resultat"]
    assert [row.label for row in document.table("Verksamheter") or ()] == ["Grundskola"]
    assert [row.label for row in document.table("Målindikatorer") or ()] == ["Budgetavvikelse"]
    assert [s.value for s in document.scale.units] == ["Mycket god", "God", "Svag", "Ej mätt"]
    assert not findings(path, "S109", "S112", "V107", "V112", "V118", "V122")


def test_one_file_serves_many_workbooks_and_types(folder: Path) -> None:
    other = folder.parent / "2026-11"
    other.mkdir()
    one, two = made(folder), made(other)
    plan = folder / "plan.xlsx"
    board = asked_board(str(folder.parent / RULES), plan)
    plan.write_bytes(new_master(Namndplan, 2026, "helår", board))
    used = {judge(path).rule_set for path in (one, two, plan)}
    assert used == {str(board.mark)}


def test_words_of_its_own_are_read_assessed_and_told(folder: Path) -> None:
    path = made(folder)
    content = read_markdown(
        "## Enhetsresultat\n\n| Mål | Enhet | Bedömning |\n|---|---|---|\n"
        "| 1 | A | mycket god |\n| 1 | B | G |\n| 1 | C | Svag |\n| 1 | D | ● God |\n"
        "| 2 | A | Ej mätt |\n| 2 | B | Grön |\n"
    )
    new = content.sheet("Enhetsresultat")
    grid = grid_of(path)
    assert new is not None
    sheets = tuple(new if sheet.name == new.name else sheet for sheet in grid.sheets)
    found = case_of(Grid(sheets, grid.names), Neighbours.of_folder(folder))
    assert isinstance(found, Case)
    computed = compute(found, now=datetime(2026, 11, 30))  # noqa: DTZ001 - as a clock on a wall
    goal = next(g for g in computed.examined.calculated.goals if g.number == 1)
    assert goal.explanation == "God: 3 av 4 enheter mycket goda eller goda (75 % < 80 %)".replace(
        " %", "\u00a0%"
    )
    told = [f.message for f in computed.examined.findings if f.code == "V107"]
    assert [message for message in told if "Grön" in message], "a colour is no word of this board"


def test_the_worst_unit_decides_where_the_board_says_so(folder: Path) -> None:
    policy = case(made(folder)).parameters.policy(2)
    assert policy.method.value == "samsta"
    assert policy.source == "Nämndens beslut"
    assert policy.gate == "Budgetavvikelse"
    assert [s.value for s in policy.gate_limits] == ["Mycket god", "God"]


def test_a_file_that_is_gone_is_told_and_the_workbook_stands_by_itself(folder: Path) -> None:
    path = made(folder)
    before = case(path).parameters.policy(1)
    (folder.parent / RULES).unlink()
    (finding,) = findings(path, "S109", "S112")
    assert finding.code == "S109"
    assert f"../{RULES}" in finding.message
    assert "Bladet Regler gäller" in finding.message
    assert "Neutralt" in finding.message
    after = case(path)
    assert after.parameters.policy(1) == before
    assert after.document.scale is case(path).document.scale
    assert judge(path).rule_set == str(neutral_board().mark)


def test_a_file_with_faults_is_told_line_by_line(folder: Path) -> None:
    path = made(folder)
    spoilt = board_file(('namn = "Målnivå"', 'namn = "Malniva"'), ('farg = "röd"', 'farg = "lila"'))
    (folder.parent / RULES).write_text(spoilt, encoding="utf-8")
    (finding,) = findings(path, "S109")
    for number, line in enumerate(spoilt.splitlines(), 1):
        if "Malniva" in line or "lila" in line:
            assert f"rad {number}: " in finding.message
    assert finding.remedy == "Rätta filen."


def test_a_file_that_has_changed_is_told_where_it_changes_anything(folder: Path) -> None:
    path = made(folder)
    rules = folder.parent / RULES
    rules.write_text(BOARD + "\n# en anmärkning\n", encoding="utf-8")
    assert not findings(path, "S109", "S112"), "nothing is judged otherwise"
    rules.write_text(board_file(("varde = 0.80", "varde = 0.90")), encoding="utf-8")
    (finding,) = findings(path, "S112")
    assert "Målnivå är 0,90, men 0,8 här" in finding.message
    later = '\n[[parameter]]\nnamn = "Målnivå"\nvarde = 0.9\nfran = 2027-01-01\nkalla = "Beslut"\n'
    rules.write_text(BOARD + later, encoding="utf-8")
    assert not findings(path, "S112"), "it does not hold yet"
    rules.write_text(board_file(('ord = "Svag"', 'ord = "Klen"')), encoding="utf-8")
    (finding,) = findings(path, "S112")
    assert "bedömningarna är Mycket god, God, Klen och Ej mätt" in finding.message


def test_an_unknown_rule_set_is_told_and_the_older_name_of_a_shipped_one_is_not(
    tmp_path: Path,
) -> None:
    def told(rule_set: str) -> list[Finding]:
        content = read_markdown(
            f"## Start\n\n| Fält | Värde |\n|---|---|\n| År | 2022 |\n| Period | nov |\n"
            f"| Regelverk | {rule_set} |\n"
        )
        path = tmp_path / "rapport.xlsx"
        path.write_bytes(master_of(Manadsrapport, content))
        return findings(path, "S109", "S112")

    (finding,) = told("Någon annans 2020")
    assert "finns inte i programmet" in finding.message
    assert str(finding.cell) == "Start!B1" or finding.cell is not None
    assert not told("Tyresö ASN 2019-01")
    assert not told("neutral")


def test_another_machine_asks_for_the_file_and_says_the_same(folder: Path) -> None:
    path = made(folder)
    assert judged_elsewhere(path) == (judge(path), [(f"../{RULES}", str(folder))])


def test_the_cache_holds_the_file_to_its_hash(folder: Path) -> None:
    path = made(folder)
    taken, verdict = take(path), judge(path)
    assert isinstance(taken, Snapshot)
    with Cache(folder.parent / "cache") as cache:
        cache.keep(taken, verdict)
    with Cache(folder.parent / "cache") as cache:
        assert cache.known(taken) == verdict
        (folder.parent / RULES).write_text(BOARD + "#", encoding="utf-8")
        assert cache.known(taken) is None


def test_the_answer_tells_which_rules_each_file_was_judged_by(folder: Path) -> None:
    told = answer([judge(made(folder)), Verdict.skipped("x.txt", None, [])])
    assert told["filer"][0]["regelverk"] == told["regelverk"]
    assert told["regelverk"].startswith("Skolnämnden 2026-01 (")
    assert told["filer"][1]["regelverk"] is None
    assert answer([])["regelverk"] == str(default_board().mark)


def test_the_audit_package_holds_the_file_and_can_be_made_again_from_it(folder: Path) -> None:
    path = made(folder)
    made_of = package(checked_report(path), ["xlsx"], draft=True)
    with ZipFile(BytesIO(made_of)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read(f"indata/{RULES}") == BOARD.encode()
        names = {p["parameter"] for p in json.loads(archive.read("parametrar.json"))}
    assert manifest["regelverk"] == {
        "namn": "Skolnämnden 2026-01",
        "fil": f"../{RULES}",
        "sha256": sha256(BOARD.encode()).hexdigest(),
    }
    assert "God från andel" in names
    (folder.parent / RULES).unlink()
    again = audit(made_of)
    assert again.same
    assert not again.versions


def test_a_moved_master_keeps_its_board(folder: Path) -> None:
    path = made(folder)
    grid = grid_of(path)
    declared = document_type_of(grid)
    assert declared is not None
    path.write_bytes(moved_master(declared, grid, macros=False))
    assert Start.text_of(grid_of(path), "rule_set") == Start.text_of(grid, "rule_set")
    assert not findings(path, "S109", "S112", "V107", "V118")


def test_a_file_that_lies_too_far_is_named_as_if_it_lay_beside(tmp_path: Path) -> None:
    (tmp_path / RULES).write_text(BOARD, encoding="utf-8")
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    board = asked_board(str(tmp_path / RULES), deep / "rapport.xlsx")
    assert board.place == RULES
    assert isinstance(board, Board)


@pytest.mark.parametrize("asked", ["tyresö", "TYRESO", "Tyresö ASN 2023-01"])
def test_a_shipped_board_by_its_names(asked: str, tmp_path: Path) -> None:
    assert asked_board(asked, tmp_path / "x.xlsx") is default_board()


@pytest.mark.parametrize(("asked", "told"), [("ingen", "Välj ett av: neutral, tyreso"),
                                             ("borta.toml", "Filen finns inte.")])  # fmt: skip
def test_a_board_that_is_not_there(asked: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(NoBoardError, match=told):
        asked_board(asked, tmp_path / "x.xlsx")
