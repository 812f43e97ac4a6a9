"""``hamta`` with real files: figures and *Underlag* in the workbook, and nothing else."""

from __future__ import annotations

import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Run
from tests.cycle.ledger.making import Line, csv_of, lines, rules
from tests.fetched import LEDGER, MASTER, beside_a_ledger
from tests.files.integrity import faults
from workbooks.build import EXAMPLES
from xl_asn.documents.sheets.posting_rules import PostingRuleRow
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, Grid

HAMTA = ("hamta", MASTER, LEDGER)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return beside_a_ledger(tmp_path)


def told(run: Run, *more: str, status: int = 0) -> Any:
    done = run(*HAMTA, *more, "--json", "-")
    assert (done.returncode, done.stderr) == (status, ""), done.stdout
    return json.loads(done.stdout)


def grid(path: Path) -> Grid:
    found = load(path).grid
    assert found is not None
    return found


def change(path: Path, cell: str, value: object) -> None:
    ref = CellRef.parse(cell)
    path.write_bytes(saved(path.read_bytes(), {ref: value}, []))  # type: ignore[dict-item]


def test_figures_are_written_and_nothing_else_of_the_workbook_is_another(
    run: Run, book: Path
) -> None:
    change(book, "Nettokostnad!D6", None)
    with zipfile.ZipFile(book) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    answer = told(run)
    assert answer["rader"] == [{"cell": "Nettokostnad!D6", "före": None, "efter": -78_885}]
    assert {one["kod"] for one in answer["fynd"]} == {"H110"}
    assert not faults(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    changed = [n for n in before if before[n] != after.get(n) and n.startswith("xl/worksheets/s")]
    assert len(changed) == 1
    assert not [n for n in before if "vba" in n.casefold() and before[n] != after[n]]
    assert grid(book).sheet("Underlag") is not None


def test_a_second_run_and_a_dry_one_write_nothing(run: Run, book: Path) -> None:
    change(book, "Nettokostnad!D6", None)
    before = book.read_bytes()
    dry = told(run, "--torr")
    assert book.read_bytes() == before
    assert told(run) == dry
    written, time = book.read_bytes(), book.stat().st_mtime_ns
    assert told(run)["rader"] == []
    assert (book.read_bytes(), book.stat().st_mtime_ns) == (written, time)


def test_no_text_of_a_ledger_line_enters_the_workbook(run: Run, book: Path) -> None:
    ledger = book.with_name(LEDGER)
    head, *rest = ledger.read_text("utf-8").splitlines()
    named = [
        f"{head};Leverantör;Text",
        *(f"{row};Hemliga Klienten AB;Vård av Klara" for row in rest),
    ]
    ledger.write_text("\n".join(named), "utf-8")
    told(run)
    with zipfile.ZipFile(book) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Klienten" not in whole
    assert b"Klara" not in whole


def test_a_control_that_fails_keeps_everything_as_it_was(run: Run, book: Path) -> None:
    new = Line("41599", "4610", "5999", "", 11, 50_000_000)
    book.with_name(LEDGER).write_bytes(csv_of([*lines(), new]))
    before = book.read_bytes()
    answer = told(run, status=1)
    assert answer["rader"] == []
    assert answer["kontroll"]["skillnad"] == {"Nettokostnad": -500, "Resultaträkning": 0}
    assert book.read_bytes() == before
    assert "H101" in {one["kod"] for one in told(run, "--anda", status=1)["fynd"]}
    assert "Hämtat ändå" in str([c.text for c in grid(book).sheet("Underlag").cells.values()])  # type: ignore[union-attr]


def test_kontering_is_filled_from_a_file_once(run: Run, tmp_path: Path, book: Path) -> None:
    shutil.copy(EXAMPLES / MASTER, book)
    columns = PostingRuleRow.declared()
    rows = [";".join(column.header for column in columns.values())]
    rows += [";".join(str(row.get(name) or "") for name in columns) for row in rules()]
    (tmp_path / "kontering.csv").write_text("\n".join(rows), "utf-8")
    told(run, "--kontering", "kontering.csv")
    assert grid(book).sheet("Kontering") is not None
    told(run, "--kontering", "kontering.csv")
    (tmp_path / "annan.csv").write_text("\n".join(rows[:-1]), "utf-8")
    done = run(*HAMTA, "--kontering", "annan.csv")
    assert done.returncode == 2
    assert "skrivs inte över" in done.stderr


def test_a_sheet_that_was_pasted_is_a_source(run: Run, book: Path) -> None:
    from xl_asn.model.page import Page, Placed, Style  # noqa: PLC0415

    head = ("Konto", "Verksamhet", "Motpart", "Period", "Utfall")
    told_of = ((o.account, o.activity, o.counterpart, f"2022{o.month:02}", o.ore) for o in lines())
    rows = [head, *((*texts, f"{ore / 100:.2f}") for *texts, ore in told_of)]
    cells = tuple(
        Placed(row, column, text, Style())
        for row, texts in enumerate(rows, 3)
        for column, text in enumerate(texts, 1)
    )
    book.write_bytes(saved(book.read_bytes(), {}, [Page("Agresso", cells)]))
    done = run("hamta", MASTER, "blad:Agresso", "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(json.loads(done.stdout)["kontroll"]["skillnad"].values()) == {0}


@pytest.mark.usefixtures("book")
def test_a_workbook_is_a_source(run: Run, tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    export = openpyxl.Workbook()
    sheet = export.active
    assert sheet is not None
    months = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov")
    sheet.append(["Konto", "Vht", "Motp", *months])
    sums: dict[tuple[str, str, str], list[int]] = {}
    for one in lines():
        row = sums.setdefault((one.account, one.activity, one.counterpart), [0] * 11)
        row[one.month - 1] += one.ore
    for place, amounts in sums.items():
        sheet.append([*place, *(amount / 100 for amount in amounts)])
    export.save(tmp_path / "export.xlsx")
    done = run("hamta", MASTER, "export.xlsx", "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(json.loads(done.stdout)["kontroll"]["skillnad"].values()) == {0}


def test_a_bad_source_beside_a_good_one_takes_nothing_and_says_which(
    run: Run, tmp_path: Path, book: Path
) -> None:
    (tmp_path / "trasig.se").write_bytes(b"#FLAGGA 0\n#KSUMMA\n#PSALDO 0 2022")
    before = book.read_bytes()
    done = run(*HAMTA, "trasig.se", "--json", "-")
    assert done.returncode == 1
    said = [one["meddelande"] for one in json.loads(done.stdout)["fynd"]]
    assert said
    assert all(text.startswith("trasig.se") for text in said)
    assert book.read_bytes() == before


def test_blank_and_zero_are_two_things(run: Run, book: Path) -> None:
    change(book, "Nettokostnad!D16", None)
    change(book, "Nettokostnad!D6", Decimal(0))
    answer = told(run)
    assert answer["rader"] == [{"cell": "Nettokostnad!D6", "före": 0, "efter": -78_885}]
    assert grid(book).at(CellRef("Nettokostnad", 16, 4)).is_blank


def test_the_answer_is_the_same_in_any_folder(run: Run, tmp_path: Path) -> None:
    answers = []
    for name in ("ett", "två"):
        beside_a_ledger(tmp_path / name)
        done = run("hamta", f"{name}/{MASTER}", f"{name}/{LEDGER}", "--json", "-")
        answers.append((done.returncode, done.stdout, done.stderr))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hamta", MASTER), "källa"),
        (("hamta", MASTER, "saknas.csv"), "saknas.csv finns inte"),
        (("hamta", MASTER, "blad:Saknas"), "inget blad som heter Saknas"),
        (("hamta", MASTER, LEDGER, "--json", LEDGER), LEDGER),
        (("hamta", "saknas.xlsx", LEDGER), "saknas.xlsx"),
    ],
)
def test_wrong_usage_writes_nothing(
    run: Run, book: Path, words: tuple[str, ...], said: str
) -> None:
    before = book.read_bytes()
    done = run(*words)
    assert done.returncode == 2
    assert said.casefold() in done.stderr.casefold()
    assert book.read_bytes() == before
