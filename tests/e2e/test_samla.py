"""Answers taken in: what is written and what is left, what is asked, and what takes it back."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.attack.books import Book
from tests.command_line import Run
from tests.files.integrity import faults
from tests.handed_out import (
    ADDRESS,
    FOLDER,
    MANY,
    MASTER,
    NEVER,
    UNITS,
    answered,
    come_back,
    handed_out,
    write,
)
from workbooks.build import EXAMPLES
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, Grid

FIRST, SECOND, THIRD = UNITS
SAMLA = ("samla", MASTER, FOLDER)
CIPHER = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)


@pytest.fixture
def svar(tmp_path: Path) -> Path:
    return handed_out(tmp_path)


def grid(folder: Path) -> Grid:
    found = load(folder / MASTER).grid
    assert found is not None
    return found


def state(folder: Path) -> Mapping[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def told(run: Run, *words: str, status: int = 0) -> Mapping[str, Any]:
    """Return the answer as JSON."""
    done = run(*SAMLA, "--json", "-", *words)
    assert done.returncode == status, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert [*answer] == ["mottagare", "tagna", "konflikter", "fynd"]
    assert isinstance(answer, dict)
    return answer


def states(answer: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    return {one["namn"]: (one["läge"], one["fil"]) for one in answer["mottagare"]}


def codes(answer: Mapping[str, Any]) -> set[str]:
    return {one["kod"] for one in answer["fynd"]}


def all_answered(svar: Path) -> None:
    for form in svar.glob("*.xlsx"):
        if form.stem != "Ekonom":
            answered(form)


def test_ten_forms_are_taken_in_and_nothing_else_is_changed(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    all_answered(svar)
    before, old = (tmp_path / MASTER).read_bytes(), grid(tmp_path)
    answer = told(run)
    done = {name for name, (word, _) in states(answer).items() if word == "klart"}
    assert len(done) == 10
    assert states(answer)["Ekonom"] == ("saknas", "")
    assert answer["konflikter"] == []
    new, data = grid(tmp_path), (tmp_path / MASTER).read_bytes()
    taken = {CellRef.parse(one["cell"]): one["efter"] for one in answer["tagna"]}
    assert {*taken.values()} == {"Grön", "Enligt plan."}
    assert len([v for v in taken.values() if v == "Enligt plan."]) == 39  # all but one misspelt
    for sheet in old.sheets:
        changed = {CellRef(sheet.name, *at) for at in sheet.cells} | {
            ref for ref in taken if ref.sheet == sheet.name
        }
        differ = {ref for ref in changed if old.at(ref).value != new.at(ref).value}
        assert sheet.name == "Insamling" or differ == {r for r in taken if r.sheet == sheet.name}
    assert faults(data) == ()
    was, now = (dict(_parts(one)) for one in (before, data))
    assert was["xl/vbaProject.bin"] == now["xl/vbaProject.bin"]
    other = {name for name in was if was[name] != now.get(name)}
    assert len([name for name in other if name.startswith("xl/worksheets/sheet")]) == 2


def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_second_run_writes_nothing(run: Run, tmp_path: Path, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx", event="Ny chef är på plats.")
    (svar / "Vuxenenheten svar.docx").write_bytes(b"x")
    first = run(*SAMLA)
    assert (first.returncode, first.stderr) == (0, "")
    assert f"Skrivet till {MASTER}." in first.stdout
    before = state(tmp_path)
    second = run(*SAMLA)
    assert (second.returncode, second.stderr) == (0, "")
    assert f"Inget nytt att skriva i {MASTER}." in second.stdout
    assert state(tmp_path) == before
    assert told(run)["tagna"] == []


def test_a_dry_run_answers_the_same_and_writes_nothing(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    answered(svar / f"{FIRST}.xlsx")
    answered(svar / f"{SECOND}.xlsx", svar / f"{SECOND} (1).xlsx", status="Röd", comment="Nej")
    answered(svar / f"{SECOND}.xlsx", comment="Ja")
    before = state(tmp_path)
    dry = told(run, "--torr", status=1)
    assert state(tmp_path) == before
    assert told(run, status=1) == dry
    assert {"svar/laget.html", f"svar/paminn/{THIRD}.eml"} <= state(tmp_path).keys()


def test_two_equal_copies_are_one_answer(run: Run, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx")
    shutil.copy(svar / f"{FIRST}.xlsx", svar / f"{FIRST} (1).xlsx")
    answer = told(run)
    assert answer["konflikter"] == []
    assert states(answer)[FIRST][0] == "klart"
    cells = [one["cell"] for one in answer["tagna"]]
    assert len(cells) == len({*cells}) >= 4


def test_a_conflict_tells_both_and_is_settled_by_ta(run: Run, tmp_path: Path, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx", comment="Vi ligger bra till.")
    answered(svar / f"{FIRST}.xlsx", svar / f"{FIRST}-DESKTOP.xlsx", comment="Vi ligger efter.")
    done = run(*SAMLA)
    assert done.returncode == 1
    assert f"{FIRST}.xlsx säger ”Vi ligger bra till.”" in done.stdout
    assert f"{FIRST}-DESKTOP.xlsx säger ”Vi ligger efter.”" in done.stdout
    assert "Skriv Ta i kolumnen Val på bladet Insamling" in done.stdout.splitlines()[-1]
    answer = told(run, status=1)
    assert states(answer)[FIRST][0] == "konflikt"
    assert len(answer["konflikter"]) == 4
    for one in answer["konflikter"]:
        assert (one["bas"], one["nu"]) == (None, None)
        assert {(said["värde"], said["fil"]) for said in one["svar"]} == {
            ("Vi ligger bra till.", f"{FIRST}.xlsx"),
            ("Vi ligger efter.", f"{FIRST}-DESKTOP.xlsx"),
        }
    sheet = grid(tmp_path).sheet("Insamling")
    assert sheet is not None
    column = next(at[1] for at, cell in sheet.cells.items() if cell.text == "Val")
    rows = [at[0] for at, cell in sheet.cells.items() if cell.text == "Vi ligger efter."]
    write(tmp_path / MASTER, {CellRef("Insamling", row, column): "Ta" for row in rows})
    settled = told(run)
    assert {one["efter"] for one in settled["tagna"]} == {"Vi ligger efter."}
    assert states(settled)[FIRST][0] == "klart"
    assert told(run)["tagna"] == []


def test_what_is_no_form_is_told_with_whose_it_seems_to_be(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    (svar / f"{FIRST} svar.docx").write_bytes(b"x")
    (svar / SECOND).mkdir()
    (svar / SECOND / "IMG_1.jpg").write_bytes(b"x")
    (svar / f"{THIRD} ny.xlsx").write_bytes(CIPHER)
    (svar / "okänd.pdf").write_bytes(b"x")
    answer = told(run, status=1)
    assert states(answer)[FIRST] == ("avvisat", f"{FIRST} svar.docx")
    assert states(answer)[SECOND] == ("avvisat", f"{SECOND}/IMG_1.jpg")
    assert states(answer)[THIRD] == ("avvisat", f"{THIRD} ny.xlsx")
    said = [one["meddelande"] for one in answer["fynd"]]
    assert any(f"IMG_1.jpg är en bild, troligen från {SECOND}." in one for one in said)
    assert any(f"{THIRD} ny.xlsx (troligen från {THIRD}): " in one for one in said)
    assert {"I170", "I171"} < codes(answer)
    letter = (svar / "paminn" / f"{FIRST}.eml").read_bytes().decode()
    assert "Word-dokument" in letter
    page = (svar / "laget.html").read_text("utf-8")
    assert "IMG_1.jpg är en bild" in page
    # To hand out again tells nothing else of what has come.
    before = (tmp_path / MASTER).read_bytes()
    assert run("fordela", MASTER, "--ut", FOLDER, "--senast", NEVER).returncode in {0, 1}
    assert (tmp_path / MASTER).read_bytes() == before
    # Her form is the answer, whatever else lies beside it.
    answered(svar / f"{FIRST}.xlsx")
    assert states(told(run, status=1))[FIRST] == ("klart", f"{FIRST}.xlsx")


def test_a_form_that_cannot_be_trusted_is_refused_with_whose_it_is(run: Run, svar: Path) -> None:
    book = openpyxl.load_workbook(svar / f"{FIRST}.xlsx")
    del book["xl_asn"]
    book.save(svar / f"{FIRST}.xlsx")
    answer = told(run, status=1)
    assert states(answer)[FIRST] == ("avvisat", f"{FIRST}.xlsx")
    assert "I121" in codes(answer)


def test_a_form_of_another_period_is_refused_by_name(run: Run, tmp_path: Path, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx")
    found = grid(tmp_path)
    write(tmp_path / MASTER, {found.names["Period"]: "okt"})
    answer = told(run, status=1)
    assert states(answer)[FIRST] == ("avvisat", f"{FIRST}.xlsx")
    (said,) = {
        one["meddelande"] for one in answer["fynd"]
        if one["kod"] == "I152" and FIRST in one["meddelande"]
    }  # fmt: skip
    assert "2022-11" in said
    assert "2022-10" in said
    assert answer["tagna"] == []


def test_a_whole_workbook_is_read_for_the_one_whose_folder_it_lies_in(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    (svar / f"{FIRST}.xlsx").unlink()
    (svar / FIRST).mkdir()
    copy = svar / FIRST / MASTER
    shutil.copy(tmp_path / MASTER, copy)
    sheet = grid(tmp_path).sheet("Enhetsresultat")
    assert sheet is not None
    rows = [at[0] for at, cell in sheet.cells.items() if cell.text == FIRST]
    column = next(at[1] for at, cell in sheet.cells.items() if cell.text == "Kommentar")
    write(copy, {CellRef("Enhetsresultat", row, column): "I hela boken." for row in rows})
    answer = told(run)
    assert {one["efter"] for one in answer["tagna"]} == {"I hela boken."}
    assert len(answer["tagna"]) == 4
    assert "I164" in codes(answer)


def test_to_take_it_back_puts_the_answered_cells_back(run: Run, tmp_path: Path, svar: Path) -> None:
    before = grid(tmp_path)
    answered(svar / f"{FIRST}.xlsx")
    taken = told(run)["tagna"]
    assert {one["cell"].split("!")[0] for one in taken} == {"Enhetsresultat"}
    lying = state(svar)
    dry = run("samla", MASTER, "--angra", "--torr", "--json", "-")
    done = run("samla", MASTER, "--angra", "--json", "-")
    assert (done.returncode, done.stdout) == (0, dry.stdout)
    assert {one["cell"] for one in json.loads(done.stdout)["tagna"]} == {o["cell"] for o in taken}
    now = grid(tmp_path)
    for sheet in before.sheets:
        if sheet.name != "Insamling":
            assert now.sheet(sheet.name) == sheet
    assert state(svar) == lying
    again = run("samla", MASTER, "--angra")
    assert again.returncode == 0
    assert "Det finns ingen insamling att ta tillbaka." in again.stdout
    assert {one["cell"] for one in told(run)["tagna"]} == {one["cell"] for one in taken}


def test_reminders_are_those_of_whom_is_waited_for(run: Run, svar: Path) -> None:
    letters = svar / "paminn"
    assert run(*SAMLA).returncode == 0
    assert len([*letters.glob("*.eml")]) == 11
    assert f"To: {FIRST} <{ADDRESS}>" in (letters / f"{FIRST}.eml").read_text("utf-8")
    assert (letters / f"{MANY.replace('/', '-')}.eml").is_file()
    hers = letters / f"{SECOND}.eml"
    hers.write_bytes(hers.read_bytes().replace(b"Hej!", b"Hej Eva!"))
    (letters / "eget.eml").write_bytes(b"Subject: eget\r\n\r\n")
    answered(svar / f"{FIRST}.xlsx")
    answered(svar / f"{SECOND}.xlsx")
    answered(svar / f"{THIRD}.xlsx", done="Nej")
    answer = told(run)
    assert states(answer)[THIRD] == ("påbörjat", f"{THIRD}.xlsx")
    left = {path.stem for path in letters.glob("*.eml")}
    assert FIRST not in left
    assert {SECOND, THIRD, "eget"} <= left
    assert b"Hej Eva!" in hers.read_bytes()
    assert "Du har b" in (letters / f"{THIRD}.eml").read_text("utf-8")


def test_somebody_elses_page_and_letter_are_left(run: Run, svar: Path) -> None:
    (svar / "paminn").mkdir()
    for path in (svar / "laget.html", svar / "paminn" / f"{FIRST}.eml"):
        path.write_bytes(b"mitt eget")
    answer = told(run)
    assert [one["kod"] for one in answer["fynd"]].count("I179") == 2
    assert (svar / "laget.html").read_bytes() == b"mitt eget"
    assert (svar / "paminn" / f"{FIRST}.eml").read_bytes() == b"mitt eget"


def test_whoever_has_not_answered_by_the_last_day_is_late(run: Run, tmp_path: Path) -> None:
    svar = handed_out(tmp_path, "2022-12-07")
    answered(svar / f"{FIRST}.xlsx")
    answered(svar / f"{SECOND}.xlsx", done="Nej")
    in_time = answered(svar / f"{THIRD}.xlsx")
    os.utime(in_time, (1_670_000_000, 1_670_000_000))  # 2 December 2022
    answer = told(run)
    assert {states(answer)[name] for name in (FIRST, SECOND)} == {
        ("försenat", f"{FIRST}.xlsx"), ("försenat", f"{SECOND}.xlsx"),
    }  # fmt: skip
    assert states(answer)[THIRD] == ("klart", f"{THIRD}.xlsx")
    assert states(answer)["Ekonom"] == ("försenat", "")
    left = {path.stem for path in (svar / "paminn").glob("*.eml")}
    assert {SECOND, "Ekonom"} <= left
    assert not {FIRST, THIRD} & left
    assert "Sista dag var onsdag 7 december 2022" in run(*SAMLA).stdout + (
        svar / "paminn" / "Ekonom.eml"
    ).read_text("utf-8")


def test_an_adopted_report_is_changed_only_by_one_who_says_so(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    write(tmp_path / MASTER, {grid(tmp_path).names["Status"]: "Fastställd"})
    assert run("berakna", MASTER, "--anda").returncode in {0, 1}
    assert run(*SAMLA).returncode == 0  # *Insamling* is no part of what was adopted
    answered(svar / f"{FIRST}.xlsx")
    before = state(tmp_path)
    for words in (SAMLA, (*SAMLA, "--torr"), (*SAMLA, "--json", "-")):
        done = run(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert re.search(r"fastställd.*Samla in skulle ändra \d celler.*--anda", done.stderr)
        assert state(tmp_path) == before
    assert told(run, "--anda")["tagna"]
    done = run("samla", MASTER, "--angra")
    assert done.returncode == 2
    assert "--anda" in done.stderr
    assert run("samla", MASTER, "--angra", "--anda").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("samla", MASTER), "Ange mappen som svaren ligger i"),
        (("samla", MASTER, "borta"), "borta finns inte. Ange mappen"),
        (("samla", MASTER, MASTER), "är en fil. Ange mappen"),
        (("samla", MASTER, "tom"), "Mappen tom är tom. Ange mappen"),
        (("samla", MASTER, FOLDER, "--angra"), "--angra läser ingen mapp"),
        (("samla", "borta.xlsm", FOLDER), "borta.xlsm"),
        (("samla", "a.md", FOLDER), "textdokument"),
        (("samla", f"{FOLDER}/{FIRST}.xlsx", FOLDER), "är ett formulär"),
        ((*SAMLA, "--json", f"{FOLDER}/{FIRST}.xlsx"), "som läses"),
        ((*SAMLA, "--json", f"{FOLDER}/brev.docx"), "som läses"),
        ((*SAMLA, "--json", f"{FOLDER}/laget.html"), "skriver kommandot självt"),
        ((*SAMLA, "--json", MASTER), "som läses"),
    ],
)
def test_wrong_usage_changes_nothing(
    run: Run, tmp_path: Path, svar: Path, words: tuple[str, ...], said: str
) -> None:
    answered(svar / f"{FIRST}.xlsx")
    (svar / "brev.docx").write_bytes(b"x")
    (tmp_path / "tom").mkdir()
    before = state(tmp_path)
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert state(tmp_path) == before


def test_an_earlier_answer_in_the_folder_is_no_input(run: Run, svar: Path) -> None:
    for _ in range(2):
        assert run(*SAMLA, "--json", f"{FOLDER}/svar.json").returncode == 0
    assert "I171" not in codes(json.loads((svar / "svar.json").read_text("utf-8")))


def test_a_workbook_that_is_open_is_not_written(run: Run, tmp_path: Path, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx")
    (tmp_path / f"~${MASTER}").write_bytes(b"\x04Anna".ljust(165, b"\0"))
    (svar / f"~${SECOND}.xlsx").write_bytes(b"\x03Eva".ljust(165, b"\0"))
    before = state(tmp_path)
    done = run(*SAMLA)
    assert done.returncode == 2
    assert f"{MASTER} är öppen hos Anna" in done.stderr
    assert state(tmp_path) == before
    (tmp_path / f"~${MASTER}").unlink()
    answer = told(run)
    (said,) = [one["meddelande"] for one in answer["fynd"] if one["kod"] == "I173"]
    assert f"{SECOND}.xlsx är öppet hos Eva." in said


@pytest.mark.usefixtures("svar")
def test_a_workbook_that_has_handed_nothing_out_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / MASTER, tmp_path / MASTER)
    before = state(tmp_path)
    assert codes(told(run, status=1)) == {"I150"}
    assert state(tmp_path) == before


def test_each_file_is_read_by_a_process_of_its_own(
    run_process: Run, tmp_path: Path, svar: Path
) -> None:
    answered(svar / f"{FIRST}.xlsx", event="Ny chef är på plats.")
    (svar / f"{SECOND} trasig.xlsx").write_bytes(CIPHER)
    (svar / THIRD).mkdir()
    shutil.copy(tmp_path / MASTER, svar / THIRD / MASTER)
    done = run_process(*SAMLA, "--json", "-")
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert states(answer)[FIRST] == ("klart", f"{FIRST}.xlsx")
    assert states(answer)[SECOND] == ("avvisat", f"{SECOND} trasig.xlsx")
    assert states(answer)[THIRD] == ("klart", f"{THIRD}/{MASTER}")
    assert "Traceback" not in done.stdout


def test_a_bad_file_changes_nothing_for_the_others(run: Run, svar: Path) -> None:
    for form in UNITS:
        answered(svar / f"{form}.xlsx")
    alone = told(run, "--torr")
    for name, data in {"a": b"", "b": CIPHER, "c": b"Enhet;Svar", "d": bytes(range(256))}.items():
        (svar / f"{name}.xlsx").write_bytes(data)
    (svar / f"{FIRST} 0.xlsx").write_bytes((svar / f"{FIRST}.xlsx").read_bytes()[:-300])
    beside = told(run, "--torr", status=1)
    for what in ("mottagare", "tagna", "konflikter"):
        assert beside[what] == alone[what]


def test_a_blank_an_error_and_zero_are_three_answers(run: Run, tmp_path: Path, svar: Path) -> None:
    form = svar / "Ekonom.xlsx"
    book = openpyxl.load_workbook(form)
    sheet = book["Svar"]
    head = next(c for row in sheet.iter_rows() for c in row[1:] if c.value == "Prognos")
    blank, error, zero, formula = (sheet.cell(head.row + n, head.column) for n in (1, 2, 3, 4))
    held = {cell.coordinate: cell.value for cell in (blank, error, zero, formula)}
    assert None not in held.values()
    blank.value, error.value, zero.value, formula.value = None, "#DIV/0!", 0, "=1+1"
    book.save(form)
    answer = told(run, status=1)
    assert [one["efter"] for one in answer["tagna"]] == [0]
    (emptied,) = answer["konflikter"]
    assert [one["värde"] for one in emptied["svar"]] == [None]
    assert {"V103", "V105"} <= codes(answer)
    cells = {one["cell"] for one in answer["fynd"] if one["blad"] == "Svar" and one["cell"]}
    assert {error.coordinate, formula.coordinate} <= cells
    assert grid(tmp_path).sheet("Nettokostnad") is not None


def test_the_answer_is_the_same_in_any_folder(run: Run, tmp_path: Path) -> None:
    answers = []
    for name in ("ett", "två"):
        (tmp_path / name).mkdir()
        come_back(tmp_path / name)
        done = run("samla", f"{name}/{MASTER}", f"{name}/{FOLDER}", "--json", "-")
        answers.append((done.returncode, done.stdout, done.stderr))
    assert answers[0] == answers[1]


def test_a_bomb_among_the_answers_takes_nothing_else_down(run_process: Run, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx")
    Book(svar / f"{SECOND}.xlsx").part("xl/worksheets/sheet1.xml", b" " * 280_000_000).saved(
        svar / f"{SECOND}.xlsx"
    )
    many = "7" * 300_000
    Book(svar / f"{THIRD}.xlsx").part("xl/worksheets/sheet2.xml", many).saved(
        svar / f"{THIRD}.xlsx"
    )
    done = run_process(*SAMLA, "--json", "-")
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert states(answer)[FIRST] == ("klart", f"{FIRST}.xlsx")
    assert {states(answer)[name] for name in (SECOND, THIRD)} == {
        ("avvisat", f"{SECOND}.xlsx"), ("avvisat", f"{THIRD}.xlsx"),
    }  # fmt: skip
