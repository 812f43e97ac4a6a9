"""Edits that people make, at random and told by a seed: on a workbook that openpyxl holds.

Only files are touched, so that this half knows nothing of how the program is built.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW, FIRST_ROW = 5, 6
_WRITTEN_BY_US = frozenset({"Kontroll", "Spårning", "Rapport"})
_WORDS = (
    "Grön", "Gul", "Röd", "grön ", "Rött", "Pågår", "Klart", "Ej påbörjat", "ja", "X", "60 %", "-",
    "se kommentar", "0", "−35", "1 200 tkr", "ca 5 mnkr", "#REF!", "\u200bGul", "rad", "summa",
)  # fmt: skip
_PERIODS = ("jan", "feb", "juni-juli", "okt", "nov", "dec", "jan-apr", "jan-aug", "helår", "x")
_EDIT = Callable[[Workbook, Random], str]


def _sheet(book: Workbook, random: Random, *, ours: bool = False) -> Worksheet:
    wanted = [s for s in book.worksheets if (s.title in _WRITTEN_BY_US) is ours and s.max_row > 5]
    return random.choice(wanted or book.worksheets)


def _filled(book: Workbook, random: Random, kind: type | tuple[type, ...]) -> Cell | None:
    """Return a cell below some header that holds a value of a kind; None when a few tries fail."""
    for _ in range(8):
        sheet = _sheet(book, random)
        cells = [
            cell
            for row in sheet.iter_rows(min_row=FIRST_ROW if sheet.title != "Start" else 9)
            for cell in row
            if isinstance(cell, Cell)
            and isinstance(cell.value, kind)
            and (sheet.title != "Start" or cell.column == 2)
        ]
        if cells:
            return random.choice(cells)
    return None


def _put(cell: Cell | None, value: object) -> str:
    if cell is None:
        return "nothing"
    cell.value = value  # type: ignore[assignment]
    return f"{cell.parent.title}!{cell.coordinate}"


def amount_changed(book: Workbook, random: Random) -> str:
    cell = _filled(book, random, (int, float))
    held = cell.value if cell else 0
    assert isinstance(held, (int, float))
    wrong = (held + 20, -held, held * 10, held + 1, held / 1000, held + 0.5, 0, held * 1000)
    return _put(cell, random.choice(wrong))


def amounts_swapped(book: Workbook, random: Random) -> str:
    cell = _filled(book, random, (int, float))
    if cell is None:
        return "nothing"
    step = random.choice(((1, 0), (0, 1)))
    other = cell.offset(*step)
    if not isinstance(other, Cell):
        return "nothing"
    cell.value, other.value = other.value, cell.value
    return f"{cell.parent.title}!{cell.coordinate} and {other.coordinate}"


def blanked(book: Workbook, random: Random) -> str:
    return _put(_filled(book, random, object), None)


def number_as_text(book: Workbook, random: Random) -> str:
    cell = _filled(book, random, (int, float))
    held = f"{cell.value:,}".replace(",", " ").replace(".", ",") if cell else ""
    return _put(cell, random.choice((held, f"{held} tkr", f"ca {held}", held.replace("-", "−"))))


def word_changed(book: Workbook, random: Random) -> str:
    return _put(_filled(book, random, str), random.choice(_WORDS))


def text_changed(book: Workbook, random: Random) -> str:
    """Change a longer text: another figure in it, something more, or half of it."""
    cell = _filled(book, random, str)
    held = str(cell.value) if cell else ""
    digits = "".join(random.choice("0123456789") if c.isdigit() else c for c in held)
    more = f"{held} Prognosen är {random.randrange(-9000, 9000)} tkr, en ökning med 12 procent."
    return _put(cell, random.choice((digits, digits, more, held[: len(held) // 2])))


def name_misspelt(book: Workbook, random: Random) -> str:
    """Misspell a header or the name of a row."""
    sheet = _sheet(book, random)
    row = random.choice((HEADER_ROW, random.randint(FIRST_ROW, max(FIRST_ROW, sheet.max_row))))
    cell = sheet.cell(row, random.randint(1, max(1, min(sheet.max_column, 6))))
    held = str(cell.value or "")
    if not isinstance(cell, Cell) or not held:
        return "nothing"
    at = random.randrange(len(held))
    return _put(cell, random.choice((held[:at] + held[at + 1 :], f"{held} ", held.upper(), "Nytt")))


def row_inserted(book: Workbook, random: Random) -> str:
    """Push the rows from one down; the new row is blank, or a copy of the one above it."""
    sheet = _sheet(book, random)
    at = random.randint(FIRST_ROW, max(FIRST_ROW, sheet.max_row))
    copied = random.random() < 0.5
    for row in range(sheet.max_row, at - 1, -1):
        _copy_row(sheet, row, row + 1)
    if not copied:
        _copy_row(sheet, sheet.max_row + 1, at)
    return f"{sheet.title} row {at} inserted"


def row_deleted(book: Workbook, random: Random) -> str:
    sheet = _sheet(book, random)
    at = random.randint(FIRST_ROW, max(FIRST_ROW, sheet.max_row))
    for row in range(at, sheet.max_row + 1):
        _copy_row(sheet, row + 1, row)
    return f"{sheet.title} row {at} deleted"


def rows_swapped(book: Workbook, random: Random) -> str:
    sheet = _sheet(book, random)
    one, other = (random.randint(FIRST_ROW, max(FIRST_ROW, sheet.max_row)) for _ in range(2))
    spare = sheet.max_row + 1
    for source, target in ((one, spare), (other, one), (spare, other), (spare + 1, spare)):
        _copy_row(sheet, source, target)
    return f"{sheet.title} rows {one} and {other} swapped"


def _copy_row(sheet: Worksheet, source: int, target: int) -> None:
    for column in range(1, min(sheet.max_column, 20) + 1):
        cell = sheet.cell(target, column)
        if isinstance(cell, Cell):
            cell.value = sheet.cell(source, column).value


def start_changed(book: Workbook, random: Random) -> str:
    """Change what *Start* says: year, period, date, unit, neighbours."""
    choices: dict[str, tuple[object, ...]] = {
        "År": (2020, 2021, 2022, 2023, 2026, "2022", 1850, None),
        "Period": _PERIODS,
        "Datum": (dt.date(2022, 12, 6), dt.date(2031, 1, 1), "6 dec", None),
        "Beloppsenhet": ("tkr", "mnkr", "kr", None),
        "Nämnd": ("Socialnämnden", None),
        "Föregående rapport": (
            "2021-02_manadsrapport.xlsm", "2022-11_manadsrapport", "2018-04_delarsrapport",
            "2023-07_manadsrapport.xlsx", "finns_inte.xlsm", "..\\..\\hemlig.xlsx",
        ),
        "Nämndplan": ("2020_namndplan", "finns_inte.xlsx"),
        "Dokumenttyp": ("Månadsrapport", "Delårsrapport", "Nämndplan", "Brev"),
    }  # fmt: skip
    label = random.choice((*choices, "Föregående rapport", "Period", "År"))
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        cell = sheet.cell(row, 2)
        if sheet.cell(row, 1).value == label and isinstance(cell, Cell):
            return _put(cell, random.choice(choices[label]))
    return "nothing"


def date_changed(book: Workbook, random: Random) -> str:
    cell = _filled(book, random, dt.datetime)
    moved = dt.datetime(2015, 1, 1) + dt.timedelta(days=random.randrange(5000))  # noqa: DTZ001
    return _put(cell, random.choice((moved, "kv 3", f"{moved:%Y-%m-%d}", None)))


def formula_typed(book: Workbook, random: Random) -> str:
    cell = _filled(book, random, (int, float))
    if cell is None:
        return "nothing"
    left = cell.offset(0, -1).coordinate if cell.column > 1 else "A1"
    return _put(cell, random.choice((f"={left}+1", f"={left}*2", "=SUM(D6:D9)", "=#REF!+1")))


def our_sheet_changed(book: Workbook, random: Random) -> str:
    """Write on Kontroll or Spårning: accept findings with a reason, or spoil what is remembered."""
    sheet = _sheet(book, random, ours=True)
    for row in range(1, sheet.max_row + 1):
        for cell in sheet[row]:
            if isinstance(cell.value, str) and cell.value.startswith("Godta") and row < 30:
                for below in range(row + 1, sheet.max_row + 1):
                    sheet.cell(below, cell.column).value = random.choice(("ja", "x", None))
                    for beside in (1, 2, 3):
                        text = random.choice(("A. Andersson", "Det stämmer", "2022-12-01", None))
                        sheet.cell(below, cell.column + beside).value = text
                return f"{sheet.title} findings accepted"
    return word_changed(book, random)


def sheet_removed(book: Workbook, random: Random) -> str:
    sheet = _sheet(book, random, ours=random.random() < 0.4)
    if len(book.worksheets) < 3:
        return "nothing"
    book._sheets.remove(sheet)  # type: ignore[attr-defined] # its cells are put back
    return f"{sheet.title} removed"


EDITS: tuple[_EDIT, ...] = (
    amount_changed, amount_changed, amounts_swapped, blanked, number_as_text, word_changed,
    text_changed, text_changed, name_misspelt, row_inserted, row_deleted, rows_swapped,
    start_changed, start_changed, date_changed, formula_typed, our_sheet_changed, sheet_removed,
)  # fmt: skip
