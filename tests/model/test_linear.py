"""Formulas that only add and subtract, read as what they add."""

from __future__ import annotations

import pytest

from xl_asn.model.linear import linear_terms


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("D6-E6", {(6, 4): 1, (6, 5): -1}),
        ("+D6 - $E$6", {(6, 4): 1, (6, 5): -1}),
        ("-E6+D6", {(6, 4): 1, (6, 5): -1}),
        ("SUM(D6:D8)", {(6, 4): 1, (7, 4): 1, (8, 4): 1}),
        ("sum(D6,D8;F6:G6)", {(6, 4): 1, (8, 4): 1, (6, 6): 1, (6, 7): 1}),
        ("D6+D6", {(6, 4): 2}),
        ("SUM(D6:D7)-D7", {(6, 4): 1}),
    ],
)
def test_what_it_adds(formula: str, terms: dict[tuple[int, int], int]) -> None:
    assert linear_terms(formula) == terms


@pytest.mark.parametrize(
    "formula",
    ["", "D6*2", "D6-E6-", "IF(D6,E6,0)", "Blad!D6-E6", "12", "SUM()", "SUM(D6:D6:D7)",
     "SUM(A1:XFD1048576)", "D6-D6", "D6 E6", "SUM(SUM(D6))", "D6-E6+1"],
)  # fmt: skip
def test_anything_else_is_no_plain_sum(formula: str) -> None:
    assert linear_terms(formula) is None
