"""``fordela`` with real files: small forms in a folder, *Insamling* in the workbook, no more."""

from __future__ import annotations

import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command_line import Run
from tests.files.integrity import faults
from tests.handed_out import FOLDER, MASTER, UNITS, answered, handed_out, write
from workbooks.build import EXAMPLES
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, Grid

FORDELA = ("fordela", MASTER, "--ut", FOLDER)
FIRST = UNITS[0]


@pytest.fixture
def svar(tmp_path: Path) -> Path:
    return handed_out(tmp_path)


def told(run: Run, *more: str, status: int = 0) -> Any:
    done = run(*FORDELA, *more, "--json", "-")
    assert (done.returncode, done.stderr) == (status, ""), done.stdout
    return json.loads(done.stdout)


def codes(answer: Any) -> list[str]:
    """Return what is told, but for the unit whose name was misspelt when it was published."""
    return [one["kod"] for one in answer["fynd"] if one["kod"] != "V108"]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def grid(path: Path) -> Grid:
    found = load(path).grid
    assert found is not None
    return found


def test_a_workbook_without_utskick_gets_a_suggestion_and_no_form(run: Run, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / MASTER, tmp_path)
    done = run(*FORDELA)
    assert done.returncode == 1
    assert "Arbetsboken saknar bladet Utskick." in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == [MASTER]
    assert not faults((tmp_path / MASTER).read_bytes())
    suggested = grid(tmp_path / MASTER).sheet("Utskick")
    assert suggested is not None
    told(run)
    assert len(list((tmp_path / FOLDER).iterdir())) == 11


def test_the_forms_are_whole_and_tell_the_last_day(run: Run, tmp_path: Path, svar: Path) -> None:
    before = files(svar)
    answer = told(run, "--senast", "2099-12-07")
    assert {one["senast"] for one in answer["formulär"]} == {"2099-12-07"}
    assert codes(answer) == []
    assert {one["fil"] for one in answer["formulär"]} == set(before)
    for path in svar.iterdir():
        assert before[path.name] != path.read_bytes()
        assert not faults(path.read_bytes())
        assert "7 december 2099" in str(list(openpyxl.load_workbook(path)["Svar"].values))
    assert not faults((tmp_path / MASTER).read_bytes())


def test_a_second_run_writes_nothing(run: Run, tmp_path: Path, svar: Path) -> None:
    told(run, "--senast", "2099-12-31")
    before = files(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / MASTER, *svar.iterdir())}
    told(run, "--senast", "2099-12-31")
    assert files(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_a_form_that_is_begun_is_kept(run: Run, svar: Path) -> None:
    answered(svar / f"{FIRST}.xlsx", done="Nej")
    before = files(svar)
    answer = told(run, "--senast", "2099-12-07")
    assert codes(answer) == ["I174"]
    after = files(svar)
    assert [name for name in before if after[name] == before[name]] == [f"{FIRST}.xlsx"]


def test_a_dry_run_answers_the_same_and_writes_nothing(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    assert svar.is_dir()
    before = files(tmp_path)
    dry = told(run, "--senast", "2099-12-07", "--torr")
    assert files(tmp_path) == before
    assert told(run, "--senast", "2099-12-07") == dry


def test_nothing_but_insamling_is_written_in_the_workbook(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    assert svar.is_dir()
    with zipfile.ZipFile(tmp_path / MASTER) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    sheets = {sheet.name: sheet for sheet in grid(tmp_path / MASTER).sheets}
    told(run, "--senast", "2099-12-07")
    with zipfile.ZipFile(tmp_path / MASTER) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert after.keys() == before.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert len([name for name in changed if name.startswith("xl/worksheets/")]) == 1
    assert not [name for name in changed if "vba" in name.casefold()]
    now = {sheet.name: sheet for sheet in grid(tmp_path / MASTER).sheets}
    assert [name for name in sheets if sheets[name] != now[name]] == ["Insamling"]


def test_what_lies_in_the_way_of_one_form_changes_no_other(run: Run, svar: Path) -> None:
    (svar / f"{FIRST}.xlsx").write_bytes(b"mitt eget")
    (svar / f"{UNITS[1]}.xlsx").unlink()
    (svar / f"{UNITS[1]}.xlsx").mkdir()
    answer = told(run, "--senast", "2099-12-07", status=1)
    assert codes(answer) == ["I176"]
    said = f"{FIRST}.xlsx och {UNITS[1]}.xlsx finns redan och är inget formulär."
    assert answer["fynd"][-1]["meddelande"].startswith(said)
    assert (svar / f"{FIRST}.xlsx").read_bytes() == b"mitt eget"
    assert len(answer["formulär"]) == 9


def test_a_blank_an_error_and_zero_are_shown_as_what_they_are(
    run: Run, tmp_path: Path, svar: Path
) -> None:
    cells = {
        f"Nettokostnad!G{row}": value for row, value in ((6, None), (7, "#DIV/0!"), (8, Decimal(0)))
    }
    write(tmp_path / MASTER, {CellRef.parse(cell): value for cell, value in cells.items()})
    told(run, "--senast", "2099-12-07")
    sheet = openpyxl.load_workbook(svar / "Ekonom.xlsx")["Svar"]
    head = next(c for row in sheet.iter_rows() for c in row if c.value == "Prognos" and c.font.b
                and c.column > 1)  # fmt: skip
    shown = [sheet.cell(head.row + n, head.column).value for n in (1, 2, 3)]
    assert shown == [None, "#DIV/0!", 0]


def test_the_answer_is_the_same_in_any_folder(run: Run, tmp_path: Path) -> None:
    answers = []
    for name in ("ett", "två"):
        handed_out(tmp_path / name)
        done = run("fordela", f"{name}/{MASTER}", "--ut", f"{name}/{FOLDER}", "--json", "-")
        answers.append((done.returncode, done.stdout, done.stderr))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fordela", MASTER), "--ut"),
        (("fordela", MASTER, "--ut", MASTER), "är en fil"),
        (("fordela", MASTER, "--ut", FOLDER, "--senast", "7/12"), "inget datum"),
        (("fordela", "2020_namndplan.xlsm", "--ut", FOLDER), "inget som delas ut"),
        (("fordela", "saknas.xlsx", "--ut", FOLDER), "saknas.xlsx"),
        (("fordela", MASTER, "--ut", FOLDER, "--json", f"{FOLDER}/{FIRST}.xlsx"), "samma fil"),
    ],
)
def test_wrong_usage_writes_nothing(
    run: Run, tmp_path: Path, svar: Path, words: tuple[str, ...], said: str
) -> None:
    assert svar.is_dir()
    shutil.copy(EXAMPLES / "2020_namndplan.xlsm", tmp_path)
    before = files(tmp_path)
    done = run(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert files(tmp_path) == before


def test_a_form_that_somebody_has_open_waits(run: Run, svar: Path) -> None:
    (svar / f"~${FIRST}.xlsx").write_bytes(b"\x04Anna" + b" " * 160)
    before = (svar / f"{FIRST}.xlsx").read_bytes()
    answer = told(run, "--senast", "2099-12-07")
    assert codes(answer) == ["I173"]
    assert "Anna" in answer["fynd"][-1]["meddelande"]
    assert (svar / f"{FIRST}.xlsx").read_bytes() == before
