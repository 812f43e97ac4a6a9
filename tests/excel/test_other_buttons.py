"""The walk from fault to fault, the explanations, and the files that buttons make."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.excel.conftest import Press, example_grid, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook
from xl_asn.excel import about, buttons, own_files
from xl_asn.excel.loading import SITE_LINE


@pytest.fixture
def february(excel: Excel) -> Workbook:
    """Return February 2021 with an actual typed with a zero too many: no press mends that."""
    data = opened(excel, example_grid("2021-02"), "2021-02.xlsm")
    data.tab("Nettokostnad").cells[6, 4] = (-134970.0, None)
    return data


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Dokument"
    folder.mkdir()
    monkeypatch.setattr(own_files, "documents_folder", lambda: folder)
    return folder


def at(book: Workbook, sheet: str, row: int, column: int) -> None:
    book.active = book.tab(sheet)
    book.selected = (row, column, row, column)


def place(book: Workbook) -> tuple[str, int, int]:
    assert book.active is not None
    return book.active.name, *book.selected[:2]


def test_the_walk_goes_through_the_sheets_in_order_and_begins_again(
    february: Workbook, press: Press
) -> None:
    press(buttons.kontrollera)
    at(february, "Enhetsresultat", 40, 1)
    word, sentence = press(buttons.nasta_fel)
    assert word == "OK"
    assert place(february) == ("Nettokostnad", 6, 4)
    counted = re.match(r"\d+ av (\d+): Fel C103 i Nettokostnad!D6\. Utfall", sentence)
    assert counted, sentence
    at(february, "Nettokostnad", 40, 1)
    press(buttons.nasta_fel)
    assert place(february)[0] == "Resultaträkning"
    at(february, "Rapport", 1, 1)
    assert press(buttons.nasta_fel)[1].startswith(f"1 av {counted[1]}: ")
    visited = []
    for _ in range(int(counted[1])):
        press(buttons.nasta_fel)
        visited.append(place(february))
    assert ("Enhetsresultat", 6, 3) in visited
    assert len(set(visited)) == len(visited)


def test_a_hidden_row_and_a_hidden_sheet_are_told(february: Workbook, press: Press) -> None:
    press(buttons.kontrollera)
    february.tab("Enhetsresultat").hidden_rows = {6}
    at(february, "Enhetsresultat", 1, 1)
    assert "Raden är dold" in press(buttons.nasta_fel)[1]
    february.tab("Enhetsresultat").visible = 0
    at(february, "Mål", 999, 1)
    assert "Bladet är dolt" in press(buttons.nasta_fel)[1]


def test_nothing_to_walk(book: Workbook, press: Press) -> None:
    assert press(buttons.nasta_fel)[0] == "FEL"
    book.tabs.remove(book.tab("Kontroll"))
    word, sentence = press(buttons.nasta_fel)
    assert (word, sentence[:23]) == ("FEL", "Bladet Kontroll saknas.")


@pytest.mark.parametrize(
    ("sheet", "row", "column", "said"),
    [
        (
            "Nettokostnad",
            6,
            6,
            "räknas till 2\u00a0527: Utfall – Budget. Indata: Nettokostnad!D6 = ",
        ),
        ("Mål", 9, 9, "Gul: 8 av 10 enheter gröna (80\u00a0% minst 60\u00a0%) men Budgetavvikelse"),
        (
            "Mål",
            9,
            9,
            "Blir grön om helårsprognosen förbättras med 1\u00a0666\u00a0tkr. Faller om 7",
        ),
        ("Målindikatorer", 6, 3, "räknas till –0,6\u00a0%: (Prognos – Årsbudget)"),
        ("Enhetsresultat", 31, 2, "Fel V108 (Enheten finns inte på bladet Organisation.): "),
        ("Nettokostnad", 6, 4, "är din egen: programmet läser den men ändrar den inte. Utfall: "),
        ("Nettokostnad", 17, 4, "Cellen är din egen och skrivs inte över."),
        ("Nettokostnad", 400, 1, "är tom, och programmet skriver inte i den."),
        ("Start", 4, 2, "är din egen"),
        ("Kontroll", 1, 1, "Bladet Kontroll skrivs av programmet"),
    ],
)
def test_a_cell_is_explained(
    book: Workbook, press: Press, sheet: str, row: int, column: int, said: str
) -> None:
    at(book, sheet, row, column)
    word, sentence = press(buttons.forklara)
    assert (word, said in sentence) == ("OK", True), sentence


def test_a_formula_of_the_authors_is_explained(book: Workbook, press: Press) -> None:
    book.tab("Nettokostnad").cells[6, 4] = (-78885.0, "=SUM(A1:A3)")
    at(book, "Nettokostnad", 6, 4)
    assert "är din egen formel: =SUM(A1:A3)" in press(buttons.forklara)[1]


def test_a_new_master_is_made_and_opened(excel: Excel, press: Press, documents: Path) -> None:
    opened(excel, example_grid("2022-11"), "annan.xlsm")
    for number in ("", " (1)"):
        word, sentence = press(buttons.ny_mall)
        assert (word, sentence[:33]) == ("OK", "En ny mall är skapad och öppnad: ")
        assert excel.books[0].name.endswith(f"_manadsrapport{number}.xlsm")
    assert len(list(documents.iterdir())) == 2


def test_a_master_whose_name_is_open_already_is_not_opened(
    excel: Excel, press: Press, documents: Path
) -> None:
    press(buttons.ny_mall)
    (made,) = documents.iterdir()
    made.unlink()
    word, sentence = press(buttons.ny_mall)
    assert word == "FEL"
    assert f"En arbetsbok som heter {made.name} är redan öppen" in sentence
    assert made.is_file()
    assert len(excel.books) == 1


def test_om_and_hjalp(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(about, "show", shown.append)
    word, sentence = press(buttons.om)
    assert (word, sentence[:7]) == ("OK", "xl_asn ")
    assert "regelverk" in sentence
    assert press(buttons.hjalp) == ("OK", f"Handboken är öppnad: {shown[0]}")
    assert Path(shown[0]).is_file()


def test_the_site_line_works_before_runpython_imports_xlwings_itself(tmp_path: Path) -> None:
    (tmp_path / "xl_asn_buttons.pth").write_text(SITE_LINE, encoding="utf-8")
    code = (
        f"import site; site.addsitedir({str(tmp_path)!r})\n"
        "import xlwings.utils\n"
        "import sys\n"
        "print([m for m in ('pandas', 'numpy', 'matplotlib') if sys.modules.get(m)])\n"
        "import xl_asn.excel.run\n"
    )
    for arguments, expected in (["--from_xl=1"], []), ([], ["pandas", "numpy"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
        )
        assert set(expected) <= set(ast.literal_eval(done.stdout))
        assert expected or done.stdout == "[]\n"


def test_pressing_a_button_imports_no_more_than_it_must() -> None:
    """xlwings would bring pandas, numpy and matplotlib: more than half of a press."""
    code = (
        "import sys\n"
        "from xl_asn.excel.loading import xlwings\n"
        "import xl_asn.excel.run\n"
        "xlwings()\n"
        "print([m for m in ('pandas', 'numpy', 'matplotlib', 'PIL') if m in sys.modules])\n"
        "import pandas\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
