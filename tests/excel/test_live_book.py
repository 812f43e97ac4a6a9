"""What Excel gives for a cell, told apart."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from xl_asn.excel.live_book import cell_from
from xl_asn.excel.live_cells import Formula, entered
from xl_asn.model.grid import BLANK, Cell, CellKind


@pytest.mark.parametrize(
    ("raw", "formula", "expected"),
    [
        (None, "", BLANK),
        ("", "", BLANK),
        (0.1 + 0.2, "0.30000000000000004", Cell(CellKind.NUMBER, Decimal("0.3"))),
        (-5.0, "-5", Cell(CellKind.NUMBER, Decimal(-5))),
        (Decimal("12.5"), "12.5", Cell(CellKind.NUMBER, Decimal("12.5"))),
        (True, "TRUE", Cell(CellKind.BOOLEAN, value=True)),
        (-2146826265, "=A1+#REF!", Cell(CellKind.ERROR, "#REF!", "A1+#REF!")),
        (-2146826246, "#N/A", Cell(CellKind.ERROR, "#N/A")),
        (-2146826243, "=A1#", Cell(CellKind.ERROR, "#SPILL!", "A1#")),
        (None, "=A1", Cell(CellKind.UNCOMPUTED, None, "A1")),
        ("", '=""', Cell(CellKind.TEXT, "", '""')),
        (7.0, "=3+4", Cell(CellKind.NUMBER, Decimal(7), "3+4")),
        ("=inte en formel", "=inte en formel", Cell(CellKind.TEXT, "=inte en formel")),
        ("2022-11-30", "2022-11-30", Cell(CellKind.TEXT, "2022-11-30")),
        (datetime(2022, 11, 30), "44895", Cell(CellKind.DATE, date(2022, 11, 30))),  # noqa: DTZ001
        (datetime(1899, 12, 30, 12), "0.5", Cell(CellKind.NUMBER, Decimal("0.5"))),  # noqa: DTZ001
    ],
)
def test_a_value_a_blank_an_error_and_an_uncomputed_formula(
    raw: Any, formula: str, expected: Cell
) -> None:
    assert cell_from(raw, formula) == expected


@pytest.mark.parametrize(
    ("content", "given"),
    [
        ("2022-11-30 10:00", "'2022-11-30 10:00"),
        ("=1+1", "'=1+1"),
        ("'citat", "''citat"),
        ("−5", "'−5"),
        ("", ""),
        (None, ""),
        (Decimal("0.1"), 0.1),
        (Formula("A1+1"), "=A1+1"),
        (Formula("#N/A", sign=""), "#N/A"),
        (date(2022, 11, 30), datetime(2022, 11, 30)),  # noqa: DTZ001
    ],
)
def test_a_text_stays_a_text_when_it_is_entered(content: Any, given: Any) -> None:
    assert entered(content) == given
