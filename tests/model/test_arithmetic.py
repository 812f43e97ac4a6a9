"""Figures are bounded, and what is counted of them is exact whatever the process counts like."""

from __future__ import annotations

from decimal import (
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Rounded,
    getcontext,
    localcontext,
)

import pytest

from xl_asn.files.reading.values_read import stored_number
from xl_asn.model.arithmetic import is_figure, our_arithmetic, part_of, quotient
from xl_asn.model.grid import CellKind, number
from xl_asn.model.money import is_number, read_number, rounded, show_exact

HOSTILE = Context(
    prec=3, rounding=ROUND_UP, traps=[Inexact, Rounded, InvalidOperation, DivisionByZero]
)
LARGEST = Decimal(999999999999999)
SMALLEST = Decimal("1.23456789012345E-30")


@pytest.mark.parametrize(
    "stored",
    ["1e28", "-1e15", "1e308", "1e-300", "-1E-31", "1" * 30, "9" * 100_000, "1e9999",
     "999999999999999.7", "0." + "3" * 400, "1e-9999", "9" * 16],
)  # fmt: skip
def test_a_number_that_no_figure_can_be_is_told_as_that(stored: str) -> None:
    cell = stored_number(stored)
    assert cell.kind is CellKind.BEYOND
    assert isinstance(cell.value, str)
    assert len(cell.value) < 100
    assert not cell.is_blank


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), Decimal("sNaN")])
def test_what_is_no_number_at_all_is_no_figure(value: float | Decimal) -> None:
    assert number(value).kind is CellKind.BEYOND


@pytest.mark.parametrize("stored", ["-0", "-0.0", "0e400", "-00", "0e-9999", "-0e5"])
def test_nothing_has_no_sign(stored: str) -> None:
    cell = stored_number(stored)
    assert str(cell.value) == "0"
    assert cell.kind is CellKind.NUMBER


@pytest.mark.parametrize(
    ("stored", "kept"),
    [("999999999999999", "999999999999999"), ("5.55111512312578E-17", "5.55111512312578E-17"),
     ("-78885", "-78885"), ("0.1000000000000000055511151231257827021181583404541015625", "0.1")],
)  # fmt: skip
def test_every_figure_is_kept(stored: str, kept: str) -> None:
    assert stored_number(stored).value == Decimal(kept)


@pytest.mark.parametrize(
    "text", ["1" * 16, "1" * 100_000, "0," + "3" * 400, "-" + "9" * 30, "1" * 30 + " %"]
)
def test_a_text_beyond_is_a_number_and_no_figure(text: str) -> None:
    assert read_number(text) is None
    assert is_number(text)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-inf", "1E+28", "sNaN", "∞", ""])
def test_words_of_no_number_are_texts(text: str) -> None:
    assert read_number(text) is None
    assert not is_number(text)


def test_a_text_that_is_nothing_has_no_sign() -> None:
    assert str(read_number("-0")) == "0"
    assert str(read_number("−0,00 %")) == "0.00" or read_number("−0,00 %") == 0


def test_sums_of_a_million_largest_figures_are_exact() -> None:
    with localcontext(HOSTILE), our_arithmetic():
        total = sum([LARGEST] * 1_000_000, SMALLEST)
        assert total - LARGEST * 1_000_000 == SMALLEST
        assert (LARGEST * SMALLEST) / SMALLEST == LARGEST
        assert rounded(total, 44) == total
        assert show_exact(total).startswith("999")


def test_figures_can_be_rounded_in_every_place() -> None:
    with localcontext(HOSTILE), our_arithmetic():
        for value in (LARGEST, SMALLEST, -LARGEST, LARGEST * 1_000_000):
            assert all(rounded(value, places) is not None for places in range(45))


def test_the_process_gets_its_own_arithmetic_back() -> None:
    with localcontext(HOSTILE):
        with our_arithmetic():
            assert getcontext().prec > HOSTILE.prec
        assert getcontext().prec == HOSTILE.prec


def test_reading_hangs_on_no_context() -> None:
    with localcontext(HOSTILE):
        assert number("123456789.123456789").value == Decimal("123456789.123457")
        assert number(0.1 + 0.2).text == "0.3"
        assert read_number("12 345,67 %") == Decimal("123.4567")
        assert stored_number("-78885.25").text == "-78885.25"


def test_the_limit_is_fifteen_digits() -> None:
    assert is_figure(LARGEST)
    assert not is_figure(LARGEST + 1)
    assert is_figure(Decimal(0))


def test_a_share_gives_its_part_back() -> None:
    with localcontext(HOSTILE), our_arithmetic():
        for part, whole in ((-1666, 274_572), (1, 3), (2, 7), (999_999_999_999_998, 999_999)):
            share = quotient(Decimal(part), whole)
            assert len(share.as_tuple().digits) <= 28
            assert part_of(share, Decimal(whole)) == part
