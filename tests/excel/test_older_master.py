"""A master of an older template version: whole as it is, and moved to a new one on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.conftest import Press, example_grid, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Tab, Workbook, as_grid
from xl_asn.excel import buttons, master
from xl_asn.files.reading.load import load


@pytest.fixture
def old(excel: Excel, tmp_path: Path) -> Workbook:
    path = tmp_path / "november.xlsm"
    path.write_bytes(b"")
    data = opened(excel, example_grid("2022-11"), path.name, path)
    start(excel, "Mallversion", "0")
    return data


def test_it_is_computed_as_it_is_and_told_once_that_there_is_a_newer(
    old: Workbook, press: Press
) -> None:
    assert press(buttons.berakna)[0] == "OK"
    computed = as_grid(old)
    check = computed.sheet("Kontroll")
    assert check is not None
    told = [cell.text for cell in check.cells.values() if "Mallen är av version 0" in cell.text]
    assert len(told) == 1
    assert computed.at(computed.names["Mallversion"]).text == "0"


def test_ny_mall_moves_everything_that_has_a_place_to_a_new_workbook_beside_the_old(
    excel: Excel, old: Workbook, press: Press, tmp_path: Path
) -> None:
    before = as_grid(old)
    word, sentence = press(buttons.ny_mall)
    path = tmp_path / "november ny mall.xlsm"
    assert word == "OK"
    assert sentence == (f"Uppgifterna är förda över till en ny mall: {path}. Den gamla är orörd.")
    assert as_grid(old) == before
    assert excel.books[0].name == path.name
    new = as_grid(excel.books[0])
    for name in ("Nettokostnad", "Mål", "Enhetsresultat", "Sammanfattning", "Regler"):
        assert new.sheet(name) == before.sheet(name), name
    master.refuse_other(new)
    assert press(buttons.berakna)[0] == "OK", "the new one can be computed"


def test_an_optional_sheet_is_moved_and_a_sheet_of_ones_own_by_that_name_is_named(
    excel: Excel, old: Workbook, press: Press, tmp_path: Path
) -> None:
    headers = ("Blad", "Område", "Rad", "Alias", "Gäller från", "Gäller till", "Ersätter")
    values = ("Nettokostnad", None, "Socialpsykiatri", "Psykiatrin")
    register = Tab("Verksamheter", {(5, c): (text, None) for c, text in enumerate(headers, 1)})
    register.cells |= {(6, c): (text, None) for c, text in enumerate(values, 1) if text}
    old.tabs.append(register)
    assert press(buttons.ny_mall)[1].endswith("Den gamla är orörd.")
    moved = load(tmp_path / "november ny mall.xlsm").grid
    assert moved is not None
    assert [cell.text for cell in moved.sheets[13].row(6).values()] == list(filter(None, values))
    register.cells = {(1, 1): ("Vem ringer nämnden?", None)}
    excel.books.remove(old)
    excel.books.insert(0, old)
    assert press(buttons.ny_mall)[1].endswith("bara i den gamla: bladet Verksamheter.")


def test_what_has_no_place_in_the_new_one_is_named(
    old: Workbook, press: Press, tmp_path: Path
) -> None:
    net = old.tab("Nettokostnad")
    for row in range(5, 10):
        net.cells[row, 20] = ("Min kolumn" if row == 5 else f"min {row}", None)
    (name, *corners) = net.tables[0]
    net.tables = [(name, corners[0], corners[1], corners[2], 20)]
    net.cells[6, 4] = (-78885.0, "=Kladd!A1*2")
    net.cells[60, 2] = ("Glöm inte semesterlönerna", None)
    net.notes[6, 4] = "Ring ekonomen"
    net.notes[7, 4] = "xl_asn C101 (fel)"
    old.tabs.append(Tab("Kladd", {(1, 1): (7.0, None)}))
    word, sentence = press(buttons.ny_mall)
    assert word == "OK"
    assert sentence.partition("Det här finns bara i den gamla: ")[2] == (
        "kolumnen Min kolumn på Nettokostnad, B60 på Nettokostnad, 1 formel på Nettokostnad "
        "(värdena är med), bladet Kladd, 1 anteckning på Nettokostnad."
    )
    grid = load(tmp_path / "november ny mall.xlsm").grid
    assert grid is not None
    moved = grid.sheet("Nettokostnad")
    assert moved is not None
    assert moved.cell(6, 4).value == -78885
    assert moved.cell(6, 4).formula is None


def test_a_second_move_does_not_write_over_the_first(
    excel: Excel, old: Workbook, press: Press, tmp_path: Path
) -> None:
    press(buttons.ny_mall)
    first = (tmp_path / "november ny mall.xlsm").read_bytes()
    excel.books.remove(old)
    excel.books.insert(0, old)
    word, sentence = press(buttons.ny_mall)
    assert (word, "november ny mall (1).xlsm" in sentence) == ("OK", True)
    assert (tmp_path / "november ny mall.xlsm").read_bytes() == first
