"""A form that other programs have saved says the same of itself, and what was written in it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from xml.dom.minidom import Element, parseString

import openpyxl
import pytest

from tests.cycle.forms.coming_back import ECONOMIST, Answered, answered, gather, handed, told
from tests.cycle.forms.made import (
    amount_section,
    event_section,
    form_of,
    goal_section,
)
from tests.cycle.forms.returning import LATER, written
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.files.reading.reader import read
from xl_asn.model.collection import State
from xl_asn.model.form_places import ANSWERS, BY, DONE
from xl_asn.model.grid import CellRef, Grid, Value
from xl_asn.pages.form_binding import NAME, read_binding
from xl_asn.pages.form_layout import layout, places

_OFFICE = shutil.which("soffice")
_MOST_CELLS = 60
_ODD = (
    "=1+1", "@SUM(A1)", "-5", "2418", "2022-11-30", " blanka i ändarna ", '"citat', "_x0041_",
    "två\nrader", "<r>fet</r>", "SANT", "'apostrof", "å" * 32_767, "= " + "ö\t" * 3_000,
)  # fmt: skip


def _forms() -> Mapping[str, bytes]:
    return {f"form-{n}": form_book(form) for n, form in enumerate(_FORMS)}


_FORMS = (
    form_of(goal_section(), amount_section(), event_section()),
    *(
        form_of(goal_section(base=(one, other), earlier=one))
        for one, other in zip(_ODD[::2], _ODD[1::2], strict=True)
    ),
)
_ANSWERS: Mapping[int, Value] = {
    0: "Gul", 1: "=SUMMA är ingen formel här", 2: "Röd", 3: "Två rader\noch mer",
    8: Decimal("-91234.5"),
}  # fmt: skip


def _filled(data: bytes) -> bytes:
    """Return the first form as openpyxl leaves it with answers in it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    told = places(layout(_FORMS[0]))
    for number, value in _ANSWERS.items():
        cell = book[ANSWERS][told.asked[number].cell.address]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    book[ANSWERS][told.free[1].cell.address] = "En ny händelse"
    laid = layout(_FORMS[0])
    book[ANSWERS][laid.done.address] = "Ja"
    book[ANSWERS][laid.by.address] = "Mika"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _holds(grid: Grid) -> None:
    told = places(layout(_FORMS[0]))
    laid = layout(_FORMS[0])
    for number, value in _ANSWERS.items():
        assert grid.at(told.asked[number].cell).value == value
    assert grid.at(told.free[1].cell).value == "En ny händelse"
    assert grid.names == {DONE: laid.done, BY: laid.by}
    assert (grid.at(laid.done).value, grid.at(laid.by).value) == ("Ja", "Mika")
    left = grid.at(CellRef(ANSWERS, 2, 1))
    assert left.formula is not None
    assert "COUNTBLANK" in left.formula


def _is_bound(number: int, grid: Grid) -> None:
    form = _FORMS[number]
    bound = read_binding(grid)
    assert bound is not None
    assert not bound.damages
    assert (bound.binding, bound.places) == (form.binding, places(layout(form)))
    hidden = grid.sheet(NAME)
    assert hidden is not None
    assert hidden.hidden


@pytest.mark.parametrize("number", range(len(_FORMS)))
def test_openpyxl_keeps_what_binds_it(number: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_book(_FORMS[number])))
    saved = io.BytesIO()
    book.save(saved)
    _is_bound(number, read(saved.getvalue()))


def test_openpyxl_keeps_the_answers() -> None:
    grid = read(_filled(form_book(_FORMS[0])))
    _is_bound(0, grid)
    _holds(grid)


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed: it saves no form")
@pytest.mark.parametrize("way", [("xlsx",), ("ods", "xlsx")], ids="-".join)
def test_libreoffice_keeps_both(way: tuple[str, ...], tmp_path: Path) -> None:
    data = {**_forms(), "filled": _filled(form_book(_FORMS[0]))}
    paths = [tmp_path / "0" / f"{name}.xlsx" for name in data]
    paths[0].parent.mkdir()
    for path, content in zip(paths, data.values(), strict=True):
        path.write_bytes(content)
    for step, kind in enumerate(way, 1):
        paths = _converted(paths, kind, tmp_path / str(step), tmp_path / "profil")
    for number, path in enumerate(paths):
        grid = read(path.read_bytes())
        is_filled = path.stem == "filled"
        _is_bound(0 if is_filled else number, grid)
        if is_filled:
            _holds(grid)


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed: it saves no form")
@pytest.mark.parametrize("way", ["openpyxl", "xlsx", "typed ods xlsx"])
def test_ten_forms_give_eighty_cells_and_then_nothing(way: str, tmp_path: Path) -> None:
    """All are answered by openpyxl, or typed into what LibreOffice has saved as .ods."""
    is_typed, *kinds = way.split() if "typed" in way else ("", *way.split())
    files = [name for name in handed()[1] if name != f"{ECONOMIST}.xlsx"]
    data = [handed()[1][name] if is_typed else answered(_status, name) for name in files]
    paths = [tmp_path / "0" / name for name in files]
    paths[0].parent.mkdir()
    for path, content in zip(paths, data, strict=True):
        path.write_bytes(content)
    for step, kind in enumerate(kinds if kinds != ["openpyxl"] else (), 1):
        paths = _converted(paths, kind, tmp_path / str(step), tmp_path / "profil")
        for path in paths if is_typed and kind == "ods" else ():
            _typed(path)
    case = handed()[0]
    found = gather(tmp_path / "in", {path.name: path.read_bytes() for path in paths}, case)
    assert told(found) == []
    taken = found.collected
    assert len(taken.values) == len(taken.taken) == 80
    assert {one.after for one in taken.taken} == {
        "Inget utfall",
        *(f"Svar {n}" for n in range(1, 5)),
    }
    assert {one.state for one in taken.collection.statuses} == {State.DONE, State.MISSING}
    again = gather(tmp_path / "in", {}, written(case, taken.values, taken.page), now=LATER)
    assert (again.collected.values, again.collected.page) == ({}, None)


def _status(made: Answered) -> None:
    for row in made.span:
        made.sheet.cell(row, made.status).value = "Inget utfall"


def _typed(path: Path) -> None:
    """Write the answers into the cells of a form that LibreOffice has saved as .ods."""
    laid = layout(handed()[2][f"{path.stem}.xlsx"])
    first = laid.sections[0]
    status, comment = first.asked
    rows = range(first.first, first.first_free)
    wanted = {laid.done[1:]: "Ja", laid.by[1:]: "Anna"}
    wanted |= {(row, status): "Inget utfall" for row in rows}
    wanted |= {(row, comment): f"Svar {number}" for number, row in enumerate(rows, 1)}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    tree = parseString(parts["content.xml"])  # noqa: S318 - LibreOffice has just written it
    sheets = tree.getElementsByTagName("table:table")
    sheet = next(one for one in sheets if one.getAttribute("table:name") == ANSWERS)
    for number, row in enumerate(_one_by_one(sheet, "table-row", "rows"), 1):
        for column, cell in enumerate(_one_by_one(row, "table-cell", "columns"), 1):
            if (number, column) in wanted:
                cell.setAttribute("office:value-type", "string")
                for child in [*cell.childNodes]:
                    cell.removeChild(child)
                said = tree.createElement("text:p")
                said.appendChild(tree.createTextNode(wanted.pop((number, column))))
                cell.appendChild(said)
    assert not wanted
    parts["content.xml"] = tree.toxml("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def _one_by_one(parent: Element, name: str, many: str) -> list[Element]:
    """Return rows or cells, one that is repeated each by itself, as far as a form goes."""
    found: list[Element] = []
    for child in parent.getElementsByTagName(f"table:{name}"):
        count = int(child.getAttribute(f"table:number-{many}-repeated") or 1)
        if count > 1 and len(found) < _MOST_CELLS:
            child.removeAttribute(f"table:number-{many}-repeated")
            for _ in range(min(count, _MOST_CELLS) - 1):
                copy = child.cloneNode(deep=True)
                assert copy is not None
                assert isinstance(child.parentNode, Element)
                found.append(child.parentNode.insertBefore(copy, child))
        found.append(child)
    return found


def _converted(paths: list[Path], kind: str, folder: Path, profile: Path) -> list[Path]:
    assert _OFFICE is not None
    subprocess.run(
        [
            _OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), *map(str, paths),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return [folder / f"{path.stem}.{kind}" for path in paths]
