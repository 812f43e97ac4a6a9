"""Numbers as Swedish text, in and out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.money import (
    HARD_SPACE,
    MINUS,
    is_dash,
    read_number,
    rounded,
    share_decimals,
    show_exact,
    show_number,
    show_share,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-78 885", "-78885"),
        ("−78 885", "-78885"),
        ("–78 885", "-78885"),
        ("‑78885", "-78885"),
        ("- 78 885", "-78885"),
        ("+255", "255"),
        ("+ 4,9", "4.9"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234,50", "1234.50"),
        ("1\u2009234", "1234"),
        (" 0 ", "0"),
        ("007", "7"),
        ("60 %", "0.60"),
        ("60%", "0.60"),
        ("−0,6\u00a0%", "-0.006"),
        ("2,43 %", "0.0243"),
        ("\N{FIGURE DASH}2 354", "-2354"),
        ("\N{EM DASH}2 354", "-2354"),
        ("\N{SMALL HYPHEN-MINUS}2 354", "-2354"),
        ("\N{FULLWIDTH HYPHEN-MINUS}2 354", "-2354"),
        ("2\N{FIGURE SPACE}354", "2354"),
        ("2\N{ZERO WIDTH SPACE}354\N{SOFT HYPHEN}", "2354"),
    ],
)
def test_what_a_person_types(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "–", "1.234", "1.234,5", "1,2,3", "12 34", "1234 567", "1 2345", "4,",
     ",5", "ca 500", "12 500 tkr", "1e5", "NaN", "Infinity", "%", "--5", "5-", "60 % %"],
)  # fmt: skip
def test_what_could_mean_something_else_is_refused(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["-", "–", "—", "−", " - ", "\N{FIGURE DASH}", "\N{NON-BREAKING HYPHEN}",
     "-\N{ZERO WIDTH SPACE}"],
)  # fmt: skip
def test_a_lone_dash_is_no_amount(text: str) -> None:
    assert is_dash(text)
    assert not is_dash(text + "1")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.45", 1, "-2.5"),
        ("0.005", 2, "0.01"),
        ("-0.4", 0, "0"),
    ],
)
def test_half_is_rounded_away_from_zero(value: str, decimals: int, shown: str) -> None:
    assert rounded(Decimal(value), decimals) == Decimal(shown)


def test_numbers_are_printed_in_swedish() -> None:
    assert show_number(Decimal(-78885)) == f"{MINUS}78{HARD_SPACE}885"
    assert show_number(Decimal(1234567), signed=True) == f"+1{HARD_SPACE}234{HARD_SPACE}567"
    assert show_number(Decimal("4.94"), 1, signed=True) == "+4,9"
    assert show_number(Decimal(0), signed=True) == "0"
    assert show_number(Decimal("-0.4")) == "0", "minus nothing is nothing"
    assert show_exact(Decimal("-5.30"), signed=True) == f"{MINUS}5,30"
    assert show_share(Decimal("-0.00607"), 1, signed=True) == f"{MINUS}0,6{HARD_SPACE}%"
    assert show_share(Decimal("0.8")) == f"80{HARD_SPACE}%"


@pytest.mark.parametrize(
    ("share", "decimals"),
    [("0.9", 0), ("0.33", 0), ("0.334", 1), ("0.0243", 2), ("0.333333333", 2)],
)
def test_the_decimals_of_a_share_as_per_cent(share: str, decimals: int) -> None:
    assert share_decimals(Decimal(share)) == decimals


#: With four decimals these have fifteen digits at most, and Excel keeps no more.
numbers = st.decimals(-(10**10), 10**10, allow_nan=False, allow_infinity=False, places=4)


@given(numbers, st.integers(0, 4), st.booleans())
def test_a_printed_number_can_be_read(value: Decimal, decimals: int, signed: bool) -> None:  # noqa: FBT001 - drawn
    assert read_number(show_number(value, decimals, signed=signed)) == rounded(value, decimals)
    assert read_number(show_exact(value, signed=signed)) == value


@given(st.decimals(-100, 100, places=6), st.integers(0, 4))
def test_a_printed_share_can_be_read(share: Decimal, decimals: int) -> None:
    assert read_number(show_share(share, decimals)) == rounded(share * 100, decimals) / 100


@given(st.text() | st.text("0123456789 ,.-+−–%\u00a0"))
def test_any_text_is_a_number_or_nothing(text: str) -> None:
    value = read_number(text)
    assert value is None or value.is_finite()


@given(numbers, st.integers(0, 3))
def test_rounding_moves_at_most_half_a_unit(value: Decimal, decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    assert abs(rounded(value, decimals) - value) <= unit / 2
    assert rounded(-value, decimals) == -rounded(value, decimals)
