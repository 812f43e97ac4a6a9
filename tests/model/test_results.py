"""A result holds a value, and only the edge turns it into a word or a number of JSON."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import Trend
from xl_asn.model.results import Computable, Result, cell_value
from xl_asn.model.scales import Fulfilment, Progress
from xl_asn.model.statuses import Status


@pytest.mark.parametrize(
    ("value", "cell", "json"),
    [
        (Status.NO_OUTCOME, "Inget utfall", "Inget utfall"),
        (Fulfilment.PARTLY, "Delvis uppfyllt", "Delvis uppfyllt"),
        (Progress.DONE, "Genomfört", "Genomfört"),
        (Trend.VARIED, "Har varierat", "Har varierat"),
        (Decimal("2527.0"), Decimal("2527.0"), 2527),
        (Decimal("-0.006"), Decimal("-0.006"), -0.006),
    ],
)
def test_a_cell_and_json_get_the_word_of_a_scale_and_the_number(
    value: Computable, cell: Decimal | str, json: float | str
) -> None:
    assert cell_value(value) == cell
    told = Result(CellRef("Mål", 6, 9), "Mål 1", "Bedömning", value, "").as_json()["värde"]
    assert (told, type(told)) == (json, type(json))
