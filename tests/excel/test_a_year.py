"""Month after month by the buttons: Ny period, the figures typed, Beräkna, Jämför, saved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.excel.conftest import Press, example_grid, example_path, opened
from tests.excel.engine_sheets import Excel
from tests.excel.saving import save
from tests.excel.workbooks import Tab, Workbook, as_grid
from tests.thorough import thorough
from xl_asn.excel import buttons
from xl_asn.model.comparison_sheet import NAME as COMPARISON
from xl_asn.model.grid import Sheet
from xl_asn.pages.check_page import NAME as CHECK

_FIRST = "2022-11_manadsrapport.xlsm"
_TYPED = {
    "Nettokostnad": ("Utfall", "Budget", "Prognos", "Årsbudget"),
    "Resultaträkning": ("Utfall", "Budget", "Prognos", "Årsbudget"),
    "Enhetsresultat": ("Bedömning",),
}
_CODE = 2
#: From November over the new year; the whole of it when everything is tried.
_MONTHS = (4, *thorough(13))


def _columns(tab: Tab) -> tuple[int, dict[str, int]]:
    """Return the row of a sheet's headers, and its columns by header."""
    heads: dict[int, dict[str, int]] = {}
    for (row, column), (value, _) in tab.cells.items():
        heads.setdefault(row, {})[str(value)] = column
    return next((row, found) for row, found in sorted(heads.items()) if len(found) > 3)


def _type(book: Workbook, source: Workbook) -> int:
    """Type what the source has into the columns of a month; return how many cells were typed."""
    count = 0
    for name, headers in _TYPED.items():
        top, columns = _columns(source.tab(name))
        wanted = {columns[header] for header in headers}
        tab = book.tab(name)
        tab.cells |= {
            place: held
            for place, held in source.tab(name).cells.items()
            if place[0] > top and place[1] in wanted and place not in tab.cells
        }
        count += sum(place[0] > top and place[1] in wanted for place in tab.cells)
    return count


def _assessed(book: Workbook) -> list[int]:
    """Return how many months of the strip each goal has an assessment of."""
    top, columns = _columns(book.tab("Månadsstatus"))
    months = range(columns["Jan"], columns["Dec"] + 1)
    rows = {row for row, _ in book.tab("Månadsstatus").cells if row > top}
    cells = book.tab("Månadsstatus").cells
    return [sum((row, column) in cells for column in months) for row in sorted(rows)]


def _codes(book: Workbook) -> set[str]:
    cells = book.tab(CHECK).cells
    codes = {str(value) for (_, column), (value, _) in cells.items() if column == _CODE}
    assert "Kod" in codes
    return codes


def _written(book: Workbook) -> list[Sheet]:
    """Return the sheets but for the comparison."""
    return [sheet for sheet in as_grid(book).sheets if sheet.name != COMPARISON]


@pytest.mark.parametrize("months", _MONTHS)
def test_month_after_month(excel: Excel, tmp_path: Path, press: Press, months: int) -> None:
    path = tmp_path / "bok" / _FIRST
    path.parent.mkdir()
    shutil.copy(example_path("2022-11"), path)
    source = opened(excel, example_grid("2022-11"), _FIRST, path)
    book, kept = source, {path: path.read_bytes()}
    for number in range(months):
        word, sentence = press(buttons.ny_period)
        assert word == "OK", sentence
        before, book = book, excel.books[0]
        assert f"{book.name} är arbetsboken för " in sentence
        assert "C113" not in _codes(book), "no forecast contradicts the report before"
        if number:
            texts = {value for value, _ in book.tab(COMPARISON).cells.values()}
            assert not {before.name, "Siffror"} & texts, "nothing is left of the last comparison"
        assert _type(book, source) > 80
        assert press(buttons.berakna)[0] == "OK"
        assert "C113" not in _codes(book)
        assert _assessed(book) == [int(book.name[5:7])] * 4, "each month so far, and none after"
        computed = _written(book)
        word, sentence = press(buttons.jamfor_med_forra)
        assert word == "OK"
        assert sentence.startswith(f"Jämfört med {before.name}. ")
        assert _written(book) == computed
        assert "ingenting är skrivet" in press(buttons.jamfor_med_forra)[1]
        assert press(buttons.berakna)[1].startswith("Ingenting har ändrats sedan förra gången")
        save(book)
        assert {one: one.read_bytes() for one in kept} == kept, "no month before is touched"
        kept[Path(book.fullname)] = Path(book.fullname).read_bytes()
    assert len(list(path.parent.iterdir())) == months + 1
