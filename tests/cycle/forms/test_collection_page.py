"""*Insamling*: what is written is read back, whichever program has saved the workbook between."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.forms.collections import VALUES, everything, slot
from xl_asn.case.opened import grid_of
from xl_asn.case.own_cells import shows
from xl_asn.files.changing.save import saved
from xl_asn.files.making.render import render
from xl_asn.files.reading.load import load
from xl_asn.model.collection import Collection, HandedOut, State, Taken
from xl_asn.model.collection_sheet import NAME, is_collection
from xl_asn.model.grid import BLANK, CellRef, Grid, Sheet, Value, cell_of
from xl_asn.pages.collection_page import collection_page, read_collection, strays, summary

MASTER = Path("workbooks/exempel/2022-11_manadsrapport.xlsm")


def laid(collection: Collection) -> Grid:
    """Return the sheet as a page lays it out, without any file."""
    cells = {
        (cell.row, cell.column): cell_of(cell.value)
        for cell in collection_page(collection).cells
        if cell.value is not None
    }
    return Grid((Sheet(NAME, cells),))


def read(path: Path) -> Grid:
    return grid_of(load(path))


def test_what_is_laid_out_is_read_back() -> None:
    assert read_collection(laid(everything())) == everything()


def test_an_empty_collection_is_read_back() -> None:
    assert read_collection(laid(Collection("m", "b"))) == Collection("m", "b")


def test_the_file_gives_the_same_and_so_do_a_save_by_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([collection_page(everything())], title=""))
    assert read_collection(read(path)) == everything()
    assert shows(read(path), collection_page(everything()))
    book = openpyxl.load_workbook(path)
    book.save(path)
    assert read_collection(read(path)) == everything()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([collection_page(everything())], title=""))
    for kind, folder in (("ods", tmp_path), ("xlsx", tmp_path / "ut")):
        subprocess.run(
            [
                shutil.which("soffice") or "", "--headless",
                f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
                "--convert-to", kind, "--outdir", folder,
                path if kind == "ods" else tmp_path / "a.ods",
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    found = read_collection(read(tmp_path / "ut" / "a.xlsx"))
    assert found == everything()


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([collection_page(everything())], title=""))
    book = openpyxl.load_workbook(path)
    assert not [c for row in book[NAME].iter_rows() for c in row if c.data_type == "f"]


def test_it_is_put_into_a_master_twice_with_the_same_bytes() -> None:
    page = collection_page(everything(), "Månadsrapport november 2022")
    once = saved(MASTER.read_bytes(), {}, [page])
    assert saved(once, {}, [page]) == once
    book = openpyxl.load_workbook(io.BytesIO(once))
    links = [cell.hyperlink.target for row in book[NAME].iter_rows() for cell in row
             if cell.hyperlink is not None and cell.hyperlink.target]  # fmt: skip
    assert links[0] == (
        "mailto:maria.ek@example.se?subject=P%C3%A5minnelse%3A%20ditt%20svar%20till%20"
        "M%C3%A5nadsrapport%20november%202022"
    )
    assert len(links) == 3, "who has answered is not reminded"


def test_three_thousand_base_values_are_read_back(tmp_path: Path) -> None:
    values = [VALUES[at % len(VALUES)] for at in range(3000)]
    many = tuple(HandedOut(slot(f"Enhet {at}"), value, "Bo") for at, value in enumerate(values))
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([collection_page(Collection("m", "b", handed_out=many))], title=""))
    found = read_collection(read(path))
    assert found is not None
    assert found.handed_out == many


@pytest.mark.parametrize("moved", [(1, 0), (0, 2)])
def test_rows_and_columns_that_are_inserted_do_no_harm(moved: tuple[int, int]) -> None:
    sheet = laid(everything()).sheets[0]
    heading = next(place for place, cell in sheet.cells.items() if cell.text == "Att avgöra")
    cells = {
        (row + moved[0] * (row >= heading[0]), column + moved[1] * (column > 2)): cell
        for (row, column), cell in sheet.cells.items()
    }
    assert read_collection(Grid((replace(sheet, cells=cells),))) == everything()


def test_a_sheet_of_the_authors_own_is_none_of_ours() -> None:
    own = Sheet(NAME, {(1, 1): cell_of(NAME), (2, 1): cell_of("Julklappar"), (3, 1): cell_of("")})
    assert not is_collection(own)
    assert read_collection(Grid((own,))) is None
    assert read_collection(Grid(())) is None


def test_what_people_write_beside_is_told() -> None:
    sheet = laid(everything()).sheets[0]
    assert strays(sheet) == ()
    cells = {**sheet.cells, (2, 12): cell_of("obs"), (900, 1): cell_of("obs")}
    told = strays(replace(sheet, cells=cells))
    assert told == (CellRef(NAME, 2, 12), CellRef(NAME, 900, 1))
    formula = {**sheet.cells, (7, 8): BLANK._replace(formula="A1")}
    assert strays(replace(sheet, cells=formula)) == (CellRef(NAME, 7, 8),)


def test_what_is_chosen_in_val_is_read_as_people_type_it() -> None:
    sheet = laid(everything()).sheets[0]
    place = next(place for place, cell in sheet.cells.items() if cell.text == "Kanske")
    for typed, is_chosen, said in ((" ta ", True, ""), ("TA", True, ""), ("Tar", False, "Tar")):
        cells = {**sheet.cells, place: cell_of(typed)}
        found = read_collection(Grid((replace(sheet, cells=cells),)))
        assert found is not None
        candidate = found.conflicts[0].candidates[2]
        assert (candidate.is_chosen, candidate.said) == (is_chosen, said)


def test_the_sentence_says_how_far_it_has_come() -> None:
    assert summary(everything()) == (
        "3 av 6 mottagare har svarat: 1 kom för sent, 1 har påbörjat, 1 är avvisade och 1 saknas. "
        "1 konflikt och 1 fråga väntar på dig: skriv Ta vid det som ska gälla och samla in igen."
    )
    done = [one._replace(state=State.DONE) for one in everything().statuses]
    assert summary(Collection("m", "b", tuple(done))) == "6 av 6 mottagare har svarat."
    assert summary(Collection("m", "b")) == "Ingen har fått något formulär än."


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
values: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), texts, st.sampled_from(VALUES),
    st.decimals(-10**9, 10**9, places=2).map(lambda n: cell_of(n).value),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)  # fmt: skip


@given(st.lists(st.tuples(values, values), max_size=6))
def test_any_value_is_kept_as_it_was(pairs: Sequence[tuple[Value, Value]]) -> None:
    at = datetime(2022, 12, 8, 9, 0)  # noqa: DTZ001 - as *Insamling* tells it
    log = tuple(
        Taken(slot(f"Enhet {n}"), CellRef("Enhetsresultat", 6 + n, 3), before, after, "Bo", "a", at)
        for n, (before, after) in enumerate(pairs)
    )
    assert read_collection(laid(Collection("m", "b", log=log))) == Collection("m", "b", log=log)


def test_a_number_is_a_number() -> None:
    page = collection_page(everything())
    assert Decimal(-86955) in {cell.value for cell in page.cells if not isinstance(cell.value, str)}
