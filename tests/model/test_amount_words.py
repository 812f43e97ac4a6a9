"""Amounts in words, as the seeds write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.amount_words import (
    AmountUnit,
    find_amounts,
    read_amount,
    read_unit,
    show_amount,
)


@pytest.mark.parametrize(
    ("text", "thousands", "unit"),
    [
        ("−5,3 mnkr", "-5300", AmountUnit.MNKR),
        ("-5,3 mnkr", "-5300", AmountUnit.MNKR),
        ("–\u00a05,3\u00a0mnkr", "-5300", AmountUnit.MNKR),
        ("+4,9 mnr", "4900", AmountUnit.MNKR),
        ("27,9 mnr", "27900", AmountUnit.MNKR),
        ("0,75 mnkr.", "750", AmountUnit.MNKR),
        ("-13,5 Msek.", "-13500", AmountUnit.MNKR),
        ("-0,7 Mkr", "-700", AmountUnit.MNKR),
        ("+-0 Mkr", "0", AmountUnit.MNKR),
        ("±0 mnkr", "0", AmountUnit.MNKR),
        ("−78 885 tkr", "-78885", AmountUnit.TKR),
        ("−78\u202f885tkr", "-78885", AmountUnit.TKR),
        ("1,2 mdkr", "1200000", AmountUnit.MDKR),
        ("2 miljoner kronor", "2000", AmountUnit.MNKR),
    ],
)
def test_what_authors_type_is_understood(text: str, thousands: str, unit: AmountUnit) -> None:
    found = read_amount(text)
    assert found is not None
    assert found.thousands == Decimal(thousands)
    assert found.unit is unit


@pytest.mark.parametrize(
    "text",
    [
        "", "−5,3", "5.3 mnkr", "mnkr", "ca 5 mnkr", "+-5 mnkr", "±5 mnkr", "5 mnkrs", "5 mn",
        "1 23 tkr",
    ],
)  # fmt: skip
def test_what_may_mean_something_else_is_not(text: str) -> None:
    assert read_amount(text) is None


def test_every_amount_in_a_sentence() -> None:
    text = "- IFO 27,9 mnr, varav 2,2 mnr i november, och 2-3 mnkr på sikt (−1 666 tkr)."
    found = list(find_amounts(text))
    assert [amount.thousands for amount in found] == [27900, 2200, 3000, -1666]


def test_amounts_are_printed_as_the_board_prints_them() -> None:
    assert show_amount(Decimal(-5287)) == "−5,3\u00a0mnkr"
    assert show_amount(Decimal(4900)) == "+4,9\u00a0mnkr"
    assert show_amount(Decimal(4900), signed=False) == "4,9\u00a0mnkr"
    assert show_amount(Decimal(-78885), AmountUnit.TKR) == "−78\u00a0885\u00a0tkr"
    assert show_amount(Decimal(0)) == "0,0\u00a0mnkr"
    assert show_amount(Decimal(-1666), decimals=2) == "−1,67\u00a0mnkr"


def test_units_by_their_words() -> None:
    assert read_unit("Mkr") is AmountUnit.MNKR
    assert read_unit(" tusen  kronor ") is AmountUnit.TKR
    assert read_unit("kr") is None


@given(count=st.integers(-(10**9), 10**9), unit=st.sampled_from(AmountUnit), signed=st.booleans())
def test_what_is_printed_is_read_back(count: int, unit: AmountUnit, *, signed: bool) -> None:
    thousands = count * unit.thousands.scaleb(-unit.decimals)
    found = read_amount(show_amount(thousands, unit, signed=signed))
    assert found is not None
    assert found.thousands == thousands
    assert found.unit is unit
