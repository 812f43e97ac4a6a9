"""Tables: what a row says by what it lacks, and what a column says by its others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.ledger.making import YEAR, csv_of, lines
from tests.files.ledgers.making import HEAD, across_of, actual, codes_of, csv, sheet_of, sums_of
from xl_asn.files.ledgers.amounts import read_amounts
from xl_asn.files.ledgers.headers import read_period
from xl_asn.files.ledgers.reading import read_csv, read_ledger, read_pasted
from xl_asn.model.grid import Cell, CellKind, Sheet, Value
from xl_asn.model.ledger import Codes

_ROW = "3510;Bidrag;5100;202201;-1,00\n"


def test_months_across_are_the_same_ledger() -> None:
    flat, across = actual(csv(csv_of(lines()).decode("latin-1"))), actual(csv(across_of(lines())))
    assert sums_of(across) == sums_of(flat)
    assert across.findings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp437", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_any_encoding_line_end_and_delimiter(encoding: str, end: str, sign: str) -> None:
    text = HEAD + "3510;Övriga bidrag från staten;5100;202201;-1,00\n"
    ledger = actual(csv(text.replace(";", sign).replace("\n", end), encoding))
    assert ledger.names == {"3510": "Övriga bidrag från staten"}
    assert sums_of(ledger) == {(Codes("3510", "", "5100"), 1): -100}
    assert ledger.findings == ()


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (HEAD + _ROW + ";;5100;202201;-5,00\n", "H135", "rad 3"),
        (HEAD + _ROW + '="3510";Bidrag;5100;202201;-1,00\n', "H134", "rad 3"),
        (HEAD + _ROW + "3510;Bidrag;5100;202213;-1,00\n", "H131", "202213"),
        (HEAD + _ROW + "3510;Bidrag;5100;202201\n", "H120", "rad 3 har färre"),
        (HEAD + _ROW + "3510;Bidrag; stat;5100;202201;-1,00;1;2;3\n", "H120", "rad 3 har fler"),
        (HEAD + _ROW + '3510;"Bidrag;5100;202201;-1,00\n', "H120", "citattecken"),
        (
            HEAD + '3510;"B;5100;202201;-1,00\n' + _ROW + '3510;"C;5100;202201;-9,00\n',
            "H120",
            "rad 2",
        ),
        (HEAD + _ROW * 4 + "3510;Bidrag;5100;202201;-1", "H120", "rad 6 slutar mitt i ett belopp"),
        ("Konto;År;Period;Utfall\n3510;2021;1;-1\n3510;2022;1;-2\n", "H124", "2021"),
        ("Konto;2021-12;2022-01\n3510;-5;-1\n", "H124", "2021"),
        (HEAD + "3510;B;5100;202201;1.000\n", "H126", "1.000"),
        (HEAD + "3510;B;5100;202201;12 34\n", "H126", "12 34"),
        (
            HEAD + "3510;B;5100;202201;1,234\n3510;B;5100;202201;1,50\n",
            "H127",
            "komma skiljer både",
        ),
        (" \n", "H130", "är tom"),
    ],
)
def test_what_would_be_lost_in_silence_is_told(text: str, code: str, said: str) -> None:
    finding = next(one for one in actual(csv(text)).findings if one.code == code)
    assert said in finding.message
    assert "Error" not in finding.message
    assert finding.remedy


def test_codes_that_have_lost_their_nought_are_named() -> None:
    lost = "".join(f"3510;B;{code};202201;1\n" for code in ("510", "5100", "5200", "5300"))
    mixed = "".join(f"3510;B;{code};202201;1\n" for code in ("0510", "520"))
    for text, named in ((lost, "510 i"), (mixed, "520 i")):
        (finding,) = actual(csv(HEAD + text)).findings
        assert finding.code == "H128"
        assert f"{named} kolumnen Verksamhet" in finding.message


@pytest.mark.parametrize(
    "codes", [("110", "5100"), ("0510", "0520"), ("5100", "5200"), ("0", "510")]
)
def test_codes_that_may_well_be_right_are_not(codes: tuple[str, ...]) -> None:
    rows = "".join(f"3510;B;{code};202201;1\n" for code in codes)
    assert codes_of(actual(csv(HEAD + rows))) == []


def test_a_sum_of_a_part_is_no_control_of_the_whole() -> None:
    text = HEAD + _ROW + "Summa 3510;;;;-1,00\n5010;L;5100;202201;5,00\nSumma 5010;;;;5,00\n"
    assert actual(csv(text)).controls == ()
    (control,) = actual(csv(text + "Totalt;;;;4,00\n")).controls
    assert control.amount == 400
    (unnamed,) = actual(csv(HEAD + _ROW + ";;;;-2,00\n")).controls
    assert unnamed.amount == -200


def test_an_amount_that_is_too_large_for_a_machine_is_still_exact() -> None:
    row = f"3510;B;5100;202201;{10**20},01\n"
    assert actual(csv(HEAD + row * 3)).total == 3 * (10**22 + 1)


@pytest.mark.parametrize(
    "text",
    ["202211", "2022-11", "2022/11", "2022-11-30", "20221130", "2022-11-30 00:00:00", "11/2022",
     "11", "nov", "Nov.", "november 2022", "nov-22", "Utfall nov", "2022 11"],
)  # fmt: skip
def test_ways_to_write_november(text: str) -> None:
    assert read_period(text, YEAR) == 11


@pytest.mark.parametrize(
    "text", ["", "202111", "2021-11", "nov 2021", "202213", "13", "²", "0", "Konto"]
)
def test_what_is_no_month_of_the_year(text: str) -> None:
    assert read_period(text, YEAR) is None


def _grouped(ore: int, thousands: str, decimal: str) -> str:
    whole, part = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole:,}".replace(",", thousands) + f"{decimal}{part:02}"


_WRITTEN: tuple[Callable[[int], str], ...] = (
    lambda ore: _grouped(ore, "", ","), lambda ore: _grouped(ore, "", "."),
    lambda ore: _grouped(ore, " ", ","), lambda ore: _grouped(ore, "\u202f", "."),
    lambda ore: _grouped(ore, ".", ","), lambda ore: _grouped(ore, ",", "."),
    lambda ore: _grouped(ore, "", ",") + "00",
)  # fmt: skip


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1), st.sampled_from(_WRITTEN))
def test_a_column_written_in_one_way_is_exact(
    amounts: list[int], write: Callable[[int], str]
) -> None:
    texts = [write(ore) for ore in amounts]
    read = read_amounts(texts)
    assert not read.is_mixed
    assert [read.known[text] for text in texts] == amounts


@given(st.permutations([*lines()[:30], *lines()[:5]]))
def test_any_order_of_lines_gives_the_same_ledger(order: list[object]) -> None:
    same = actual(read_csv(csv_of([*lines()[:30], *lines()[:5]]), "h.csv", YEAR))
    assert actual(read_csv(csv_of(order), "h.csv", YEAR)) == same  # type: ignore[arg-type]


def test_numbers_of_a_sheet_are_what_they_are_beside_texts() -> None:
    rows: list[tuple[Value, ...]] = [
        ("Konto", "Period", "Utfall"), ("3510", date(2022, 1, 31), Decimal("1234.5")),
        (Decimal(3510), Decimal(202201), "1 234,50"),
        ("3510", "202201", Decimal("0.30000000000000004")),
    ]  # fmt: skip
    assert sums_of(actual(read_pasted(sheet_of(rows), YEAR))) == {(Codes("3510"), 1): 246_930}


def test_a_formula_that_nobody_has_computed_is_told_by_its_row() -> None:
    sheet = sheet_of([("Konto", "Period", "Utfall"), ("3510", "202201", Decimal(1))])
    odd = {(3, 1): sheet.cell(2, 1), (3, 2): sheet.cell(2, 2), (3, 3): Cell(CellKind.UNCOMPUTED)}
    (finding,) = actual(read_pasted(Sheet("Utdrag", {**sheet.cells, **odd}), YEAR)).findings
    assert finding.code == "H134"
    assert "rad 3" in finding.message


def test_a_stray_cell_far_away_costs_nothing() -> None:
    sheet = sheet_of([("Konto", "Period", "Utfall"), ("3510", "202201", Decimal(1))])
    far = {(1_048_576, 16_384): sheet.cell(2, 1), (1, 16_384): sheet.cell(2, 1)}
    assert actual(read_pasted(Sheet("Utdrag", {**sheet.cells, **far}), YEAR)).total == 100


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_a_workbook_by_another_name_is_told(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "huvudbok.csv"
    path.write_bytes(data + b"\x00" * 50)
    assert codes_of(actual(read_ledger(path, YEAR))) == ["H121"]
