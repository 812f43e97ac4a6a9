"""A risk without a value of its own carries on that of the plan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_asn.calculation.carried_risks import FollowedRisk, carried_risks
from xl_asn.model.grid import CellRef

CELL = CellRef("Risker", 7, 5)
PLANNED = CellRef("Risker", 10, 5)


def followed(*own: int | None, planned: int | None = 12) -> FollowedRisk:
    numbers = tuple(None if number is None else Decimal(number) for number in own)
    value = None if planned is None else Decimal(planned)
    return FollowedRisk("Svårt att rekrytera", CELL, numbers, value, PLANNED)


def test_the_plans_value_fills_a_blank_cell_and_names_where_it_comes_from() -> None:
    (result,) = carried_risks([followed(None, None, None)], "2020")
    assert (result.cell, result.value, result.fills) == (CELL, Decimal(12), True)
    assert result.formula == "riskvärdet i nämndplan 2020, Risker!E10"


@pytest.mark.parametrize(
    "risk",
    [
        followed(12, None, None),
        followed(0, None, None),
        followed(None, 4, None),
        followed(None, None, 3),
        followed(None, None, None, planned=None),
    ],
)
def test_what_the_author_has_written_stands(risk: FollowedRisk) -> None:
    assert list(carried_risks([risk], "2020")) == []
