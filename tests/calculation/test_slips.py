"""Slips of the pen, and what rounding leaves of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_asn.calculation.adding_up.slips import Slip, slip_between, transpositions


@pytest.mark.parametrize(
    ("found", "meant", "slip"),
    [
        ("-78885", "78885", Slip.SIGN),
        ("5580", "558", Slip.TENFOLD),
        ("55.8", "558", Slip.TENTH),
        ("-78885000", "-78885", Slip.KRONOR),
        ("-3624", "-3264", Slip.TRANSPOSED),
        ("558.2", "588.2", Slip.DIGIT),
        ("5588", "588", Slip.EXTRA),
        ("58", "588", Slip.MISSING),
        ("-2418", "-2468", Slip.DIGIT),
        ("558", "901", None),
        ("4", "7", None),
        ("-558", "585", None),
        ("0", "20", None),
        ("20", "20", None),
    ],
)
def test_how_a_figure_was_mistyped(found: str, meant: str, slip: Slip | None) -> None:
    assert slip_between(Decimal(found), Decimal(meant)) is slip


def test_transpositions_keep_sign_and_decimals() -> None:
    assert list(transpositions(Decimal("-12.3"))) == [Decimal("-21.3"), Decimal("-13.2")]
    assert list(transpositions(Decimal(77))) == []
