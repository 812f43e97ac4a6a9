"""``xl-asn jamfor``: what has changed between two workbooks, for people and for programs."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document

from tests.attack.books import HALF, PLAN, Book
from tests.case.comparing.workbooks import october
from tests.command_line import Run
from workbooks.build import EXAMPLES

NOVEMBER = "2022-11_manadsrapport.xlsx"
SCREEN = Path(__file__).with_name("jamfor.txt")
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.fixture
def months(tmp_path: Path) -> tuple[Path, Path]:
    """Return October and November 2022, in a folder of their own."""
    folder = tmp_path / "mån ader#1"
    folder.mkdir()
    november = folder / "nov.xlsx"
    shutil.copy(EXAMPLES / NOVEMBER, november)
    return october(folder / "okt.xlsx"), november


def test_the_answer_for_programs(run: Run, months: tuple[Path, Path]) -> None:
    done = run("jamfor", *months, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    total = next(one for one in told["siffror"] if one["rad"] == "Resultat ASN")
    assert total == {
        "blad": "Nettokostnad", "rad": "Resultat ASN", "kolumn": "Prognos", "före": -281153,
        "efter": -276238, "skillnad": 4915, "cell": "Nettokostnad!G17",
        "cell_före": "Nettokostnad!G17",
    }  # fmt: skip
    assert told["färger"][0] == {
        "vad": "Mål 4 Ekonomi", "före": "Röd", "efter": "Gul", "enheter": [],
        "enheternas_färger": [], "cell": "Mål!I9",
    }  # fmt: skip
    assert told["oförändrat"][0] == {
        "vad": "Händelser", "antal": 13, "av": 13, "cell": "Händelser!B6",
    }  # fmt: skip
    assert {one["slag"] for one in told["texter"][0]["ändringar"]} <= {"lika", "till", "bort"}


def test_the_answer_on_the_screen(
    run: Run, months: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = run("jamfor", *months)
    assert done.returncode == 0
    assert done.stdout == SCREEN.read_text("utf-8")
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_page_marks_what_is_added_and_removed_and_says_it(
    run: Run, months: tuple[Path, Path]
) -> None:
    draft = Book().text("Nettokostnad", "M8", "Barn- och ungdomsvård -5,3 mnkr enligt plan")
    path = draft.saved(months[1].with_name("utkast.xlsx"))
    page = run("jamfor", months[1], path, "--format", "html").stdout
    assert '<del><span class="hidden">Borttaget: </span>' in page
    assert '<ins><span class="hidden">Tillagt: </span>enligt plan' in page
    assert "Content-Security-Policy" in page
    assert "<fieldset" not in page
    assert "prickad linje" not in page


def test_the_workbook_leads_to_the_cells_of_the_other(run: Run, months: tuple[Path, Path]) -> None:
    out = months[1].parent.parent / "svar.xlsx"
    assert run("jamfor", *months, "--format", "xlsx", "--ut", out).returncode == 0
    with zipfile.ZipFile(out) as book:
        links = ET.fromstring(book.read(RELATIONS))  # noqa: S314 - made here
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    targets = {link.get("Target") for link in links}
    assert len(targets) == 1
    assert str(targets.pop()).replace("\\", "/") == "mån%20ader%231/nov.xlsx"
    assert "'Nettokostnad'!G17" in sheet


def test_the_document_underlines_and_strikes_and_says_the_changes(
    run: Run, months: tuple[Path, Path]
) -> None:
    out = months[1].with_name("svar.docx")
    assert run("jamfor", *months, "--format", "docx", "--ut", out).returncode == 0
    document = Document(BytesIO(out.read_bytes()))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert any(run.font.underline for run in runs)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert any(text.startswith("Tillagt: ”") for text in texts)
    assert document.tables[1].rows[-1].cells[3].text == "+4\u00a0915"


def test_the_same_file_twice_is_said_and_so_are_other_files_with_its_bytes(
    run: Run, months: tuple[Path, Path]
) -> None:
    copy = months[1].with_name("kopia.xlsx")
    shutil.copy(months[1], copy)
    for other in (months[1], copy):
        done = run("jamfor", months[1], other)
        assert done.returncode == 0
        assert "Ingenting har ändrats." in done.stdout
        assert re.search(r"lika,\s+byte\s+för\s+byte", done.stdout)


def test_the_wrong_order_is_said_and_compared_as_it_was_asked(
    run: Run, months: tuple[Path, Path]
) -> None:
    told = json.loads(run("jamfor", months[1], months[0], "--format", "json").stdout)
    assert [one["kod"] for one in told["fynd"]] == ["J102"]
    assert told["ändrad_historia"] == []
    assert told["siffror"][-1]["skillnad"] < 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nov.xlsx", "borta.xlsx"), "borta.xlsx"),
        (("nov.xlsx", "tom.xlsx"), "tom.xlsx"),
        (("egen.xlsx", "nov.xlsx"), "ingen mall från xl_asn"),
        (("nov.xlsx", "plan.xlsx", "--format", "xlsx"), "Ange en fil med --ut"),
        (("nov.xlsx", "nov.xlsx", "--format", "docx", "--ut", "-"), "kan inte visas på skärmen"),
        (("nov.xlsx", "nov.xlsx", "--format", "pfd"), "finns inte"),
        (("nov.xlsx",), "EFTER"),
    ],
)
def test_what_cannot_be_compared_is_answered_with_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Book().saved(tmp_path / "nov.xlsx")
    Book(PLAN).saved(tmp_path / "plan.xlsx")
    (tmp_path / "tom.xlsx").write_bytes(b"")
    shutil.copy(EXAMPLES.parent / "namndmall.xlsx", tmp_path / "egen.xlsx")
    done = run("jamfor", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_two_types_with_nothing_in_common_are_refused(run: Run, tmp_path: Path) -> None:
    half, plan = Book(HALF).saved(tmp_path / "h.xlsx"), tmp_path / "p.md"
    plan.write_text(
        "## Start\n\n| Fält | Värde |\n|---|---|\n| Dokumenttyp | Nämndplan |\n\n"
        "## Vision\n\n| Avsnitt | Text |\n|---|---|\n| V | t |\n",
        encoding="utf-8",
    )
    done = run("jamfor", half, plan)
    assert done.returncode == 2
    assert "har inget gemensamt att jämföra" in done.stderr


def test_what_is_beside_the_two_changes_nothing(run: Run, months: tuple[Path, Path]) -> None:
    alone = run("jamfor", *months, "--format", "json").stdout
    for name, data in (("a.xlsx", b""), ("b.xlsx", b"PK\x03\x04skadad"), ("c.txt", b"x")):
        months[0].with_name(name).write_bytes(data)
    assert run("jamfor", *months, "--format", "json").stdout == alone


def test_16_000_rows_and_a_text_of_32_000_characters_are_compared(run: Run, tmp_path: Path) -> None:
    text = "Det går bra och vi fortsätter. " * 1_000
    rows = "".join(f"| Rad {n} | rad | {-n} |\n" for n in range(16_000))
    for name, last, more in (("a.md", "-1", ""), ("b.md", "-9", "Ändå inte. ")):
        (tmp_path / name).write_text(
            "## Start\n\n| Fält | Värde |\n|---|---|\n| Dokumenttyp | Månadsrapport |\n"
            "| År | 2022 |\n| Period | nov |\n\n## Mål\n\n| Nr | Kort namn | Kommentar |\n"
            f"|---|---|---|\n| 1 | A | {more}{text} |\n\n"
            f"## Nettokostnad\n\n| Verksamhet | Radtyp | Prognos |\n|---|---|---|\n{rows}"
            f"| Sista | rad | {last} |\n",
            encoding="utf-8",
        )
    done = run("jamfor", tmp_path / "a.md", tmp_path / "b.md", "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(one["rad"], one["skillnad"]) for one in told["siffror"]] == [("Sista", -8)]
    assert [p["slag"] for p in told["texter"][0]["ändringar"]] == ["till", "lika"]
