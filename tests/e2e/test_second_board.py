"""A second board, whole: from its data file to a master, a report in every format, and back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from tests.command_line import Run
from workbooks.build import EXAMPLES
from xl_asn.exports.documents import checked_report, documents
from xl_asn.exports.formats import WRITERS
from xl_asn.parameters.board_file import read_board

FILE = EXAMPLES / "utbildning.toml"
REPORT = EXAMPLES / "2026-10_manadsrapport.xlsx"
BOARD = read_board(FILE.read_bytes(), FILE.name)
SHARED = BOARD.goals[0].municipal_goal
#: The words of other boards, and what is never written of this one.
OTHERS = re.compile(r"\b(?:Grön|Gul|Röd|gröna|gula|röda|tkr|Inget utfall)\b")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Return the documents of the board's report, by the end of their names."""
    written = documents(checked_report(REPORT).board_report(), WRITERS)
    return {name.removeprefix(REPORT.stem): data for name, data in written.items()}


@pytest.fixture(scope="module")
def texts(made: dict[str, bytes]) -> dict[str, str]:
    """Return what a reader sees of each document."""
    word = WordDocument(io.BytesIO(made[".docx"]))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    book = openpyxl.load_workbook(io.BytesIO(made[".xlsx"]))
    values = (str(c.value) for sheet in book for row in sheet for c in row if c.value is not None)
    pages = PdfReader(io.BytesIO(made[".pdf"])).pages
    page = re.sub(r"<(style|script).*?</\1>|data-status=\"[^\"]*\"|<[^>]+>", " ",
                  made[".html"].decode(), flags=re.DOTALL)  # fmt: skip
    return {
        "docx": "\n".join([*(p.text for p in word.paragraphs), *cells]),
        "xlsx": "\n".join(values),
        "pdf": "\n".join(p.extract_text() for p in pages),
        "html": page,
        "csv": "\n".join(d.decode() for n, d in made.items() if n.endswith(".csv")),
    }


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf", "html", "csv"])
def test_the_report_speaks_the_boards_own_words_in_every_format(
    texts: dict[str, str], form: str
) -> None:
    text = " ".join(texts[form].split())
    for word in BOARD.words:
        assert word.word in text, word
    assert OTHERS.findall(text) == []


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf", "html"])
def test_four_goals_under_one_municipal_goal_are_told_apart(
    texts: dict[str, str], form: str
) -> None:
    text = " ".join(texts[form].split())
    same = [goal for goal in BOARD.goals if goal.municipal_goal == SHARED]
    assert len(same) == 4
    for goal in same:
        assert f"{goal.number}. {goal.area}: {SHARED}" in text


def test_the_data_tell_goals_apart_and_hold_the_words(made: dict[str, bytes]) -> None:
    (name,) = (name for name in made if name.endswith("enhetsresultat.csv"))
    rows = list(csv.DictReader(io.StringIO(made[name].decode("utf-8-sig")), delimiter=";"))
    assert {row["Bedömning"] for row in rows} == {word.word for word in BOARD.words}
    assert {row["Mål"] for row in rows} == {str(goal.number) for goal in BOARD.goals}


def test_every_amount_of_the_master_is_shown_in_millions_with_a_decimal() -> None:
    book = openpyxl.load_workbook(REPORT)
    for name in ("Nettokostnad", "Resultaträkning"):
        sheet = book[name]
        assert "Belopp i mnkr." in sheet["A2"].value
        formats = {cell.number_format for cell in sheet[6] if isinstance(cell.value, int | float)}
        assert formats
        assert all("0.0" in shown for shown in formats), formats


def test_no_word_of_a_list_is_coloured_as_a_shorter_one_that_it_begins_with() -> None:
    with ZipFile(REPORT) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if "worksheets/sheet" in n]
    rule = re.compile(r'<cfRule type="beginsWith"[^>]*priority="(\d+)"[^>]*text="([^"]+)"')
    seen = 0
    for sheet in sheets:
        found = {text: int(priority) for priority, text in rule.findall(sheet)}
        if {"God", "Godtagbar"} <= found.keys():
            seen += 1
            assert found["Godtagbar"] < found["God"], "the first that fits is the one that is shown"
    assert seen >= 3


def test_from_the_file_to_a_master_that_asks_for_figures_only(run: Run, tmp_path: Path) -> None:
    shutil.copy(FILE, tmp_path)
    done = run("mall", "månadsrapport", "--ar", "2026", "--period", "nov", "--ut", "nov.xlsm",
               "--regler", FILE.name)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"Regelverk: {BOARD.mark}" in done.stdout
    answer = json.loads(run("validera", "nov.xlsm", "--format", "json").stdout)
    (file,) = answer["filer"]
    assert file["regelverk"] == answer["regelverk"] == str(BOARD.mark)
    codes = {finding["kod"] for finding in file["fynd"]}
    assert codes <= {"V101", "S104"}, file["fynd"]
    computed = run("berakna", "nov.xlsm")
    assert f"Regelverk: {BOARD.mark}" in computed.stdout
    assert json.loads(run("berakna", "nov.xlsm", "--json", "-").stdout)["regelverk"] == str(
        BOARD.mark
    )


def test_a_report_is_checked_and_packed_with_its_boards_file(run: Run, tmp_path: Path) -> None:
    for path in (FILE, REPORT):
        shutil.copy(path, tmp_path)
    checked = run("validera", REPORT.name)
    assert checked.returncode == 0, checked.stdout
    assert f"Regelverk: {BOARD.mark}" in checked.stdout
    done = run("exportera", REPORT.name, "--ut", "ut", "--format", "xlsx", "--revision")
    assert done.returncode == 0, done.stderr
    (tmp_path / FILE.name).unlink()
    (package,) = (tmp_path / "ut").glob("*.zip")
    again = run("kontrollera-paket", package)
    assert again.returncode == 0, again.stdout
    gone = run("validera", REPORT.name)
    assert "S109" in gone.stdout
    assert FILE.name in gone.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("tyresoo", "Regelverket ”tyresoo” finns inte. Menade du tyreso?"),
        ("utbildning", "Menade du utbildning.toml?"),
        ("ingenting", "Välj bland: neutral, tyreso, eller ange en fil (.toml)."),
        ("borta.toml", "Filen finns inte."),
        ("fel.toml", "fel.toml rad 2: Värdet har ingen källa."),
    ],
)
def test_a_board_that_cannot_be_had_is_told_and_nothing_is_written(
    run: Run, tmp_path: Path, asked: str, told: str
) -> None:
    shutil.copy(FILE, tmp_path)
    text = 'regelverk = "X"\n[[parameter]]\nnamn = "Metod"\nvarde = "samsta"\nfran = 2026-01-01\n'
    (tmp_path / "fel.toml").write_text(f'{text}kalla = ""\n', encoding="utf-8")
    told = told.replace("rad 2", "rad 6")
    done = run("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "x.xlsx",
               "--regler", asked)  # fmt: skip
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "x.xlsx").exists()
