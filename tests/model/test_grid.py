"""Cell addresses, cells and sheets."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.grid import (
    BLANK,
    Cell,
    CellKind,
    CellRef,
    Grid,
    Sheet,
    cell_of,
    column_letters,
    column_number,
    folded_name,
    number,
    quoted_sheet,
    text,
)

#: What Excel lets a sheet be called: 31 characters, none of ``[]:*?/\``, no quote at an end.
sheet_names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="[]:*?/\\"),
    min_size=1,
    max_size=31,
).filter(lambda name: not name.startswith("'") and not name.endswith("'"))


@given(sheet_names, st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_survives_print_and_parse(name: str, row: int, column: int) -> None:
    ref = CellRef(name, row, column)
    assert CellRef.parse(str(ref)) == ref


@given(st.integers(1, 16_384))
def test_column_letters_are_their_numbers(column: int) -> None:
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")],
)
def test_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert column_number(letters.lower()) == column


@pytest.mark.parametrize(
    ("address", "ref"),
    [
        ("Nettokostnad!D6", CellRef("Nettokostnad", 6, 4)),
        ("Mål!$B$12", CellRef("Mål", 12, 2)),
        ("'Ekonomiska risker'!aa7", CellRef("Ekonomiska risker", 7, 27)),
        ("'Bengt''s blad'!A1", CellRef("Bengt's blad", 1, 1)),
        ("'A!B'!A1", CellRef("A!B", 1, 1)),
    ],
)
def test_addresses_that_people_write(address: str, ref: CellRef) -> None:
    assert CellRef.parse(address) == ref


@pytest.mark.parametrize(
    "address",
    [
        "",
        "D6",
        "!D6",
        "Mål!",
        "Mål!6",
        "Mål!D",
        "Mål!D0",
        "Mål!D6:E7",
        "Mål!XFE1",
        "Mål!A1048577",
        "Mål!ABCD1",
    ],
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"not a cell address|outside the sheet"):
        CellRef.parse(address)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("Nettokostnad", "Nettokostnad"),
        ("Årshjul", "Årshjul"),
        ("Ekonomiska risker", "'Ekonomiska risker'"),
        ("2022", "'2022'"),
        ("Bengt's", "'Bengt''s'"),
    ],
)
def test_sheet_names_are_quoted_where_excel_wants_it(name: str, quoted: str) -> None:
    assert quoted_sheet(name) == quoted


def test_addresses_sort_by_sheet_row_and_column() -> None:
    refs = [CellRef("B", 1, 1), CellRef("A", 10, 1), CellRef("A", 2, 3), CellRef("A", 2, 1)]
    assert [r.address for r in sorted(refs)] == ["A2", "C2", "A10", "A1"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (0.1 + 0.2, "0.3"),
        (-2418.0, "-2418"),
        (1e14, "100000000000000"),
        (0.6, "0.6"),
        ("12.50", "12.5"),
        (Decimal("1E+3"), "1000"),
        (0.30000000000000004, "0.3"),
    ],
)
def test_a_number_keeps_the_fifteen_digits_of_excel(
    value: Decimal | float | str, kept: str
) -> None:
    cell = number(value)
    assert cell.value == Decimal(kept)
    assert cell.text == kept


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, CellKind.BLANK, ""),
        (True, CellKind.BOOLEAN, "SANT"),
        (False, CellKind.BOOLEAN, "FALSKT"),
        (Decimal("4.90"), CellKind.NUMBER, "4.9"),
        (date(2022, 12, 6), CellKind.DATE, "2022-12-06"),
        ("  Grön ", CellKind.TEXT, "Grön"),
    ],
)
def test_a_cell_of_a_value_reads_as_a_swede_would_write_it(
    value: str | Decimal | bool | date | None,  # noqa: FBT001 - one of the values
    kind: CellKind,
    shown: str,
) -> None:
    cell = cell_of(value)
    assert (cell.kind, cell.text) == (kind, shown)


def test_five_kinds_of_nothing() -> None:
    assert BLANK.is_blank
    assert text(" \u00a0\n").is_blank
    assert not number(0).is_blank
    assert not Cell(CellKind.ERROR, "#REF!").is_blank
    assert not Cell(CellKind.UNCOMPUTED, None, "A1").is_blank
    assert not text("Inget utfall").is_blank


def test_names_are_compared_as_people_compare_them() -> None:
    assert folded_name("  NETTOKOSTNAD\u00a0\n prognos ") == "nettokostnad prognos"
    assert folded_name(unicodedata.normalize("NFD", "Årshjul")) == folded_name("årshjul")
    assert folded_name("Mål") != folded_name("Mal")


def test_a_grid_finds_sheets_by_name_and_the_first_of_two() -> None:
    first = Sheet("Mål", {(1, 1): text("första")})
    second = Sheet(" mål ", {(1, 1): text("andra")})
    grid = Grid((first, second))
    assert grid.sheet(unicodedata.normalize("NFD", "MÅL")) is first
    assert grid.at(CellRef("mål", 1, 1)).text == "första"
    assert grid.at(CellRef("Mål", 99, 99)) is BLANK
    assert grid.at(CellRef("Risker", 1, 1)) is BLANK
    assert grid.sheet("Risker") is None


def test_rows_come_in_order_and_know_their_last() -> None:
    sheet = Sheet("Mål", {(7, 2): number(2), (5, 3): number(1), (5, 1): number(0)})
    assert [(row, list(cells)) for row, cells in sheet.rows()] == [(5, [1, 3]), (7, [2])]
    assert sheet.last_row == 7
    assert Sheet("Tomt", {}).last_row == 0
