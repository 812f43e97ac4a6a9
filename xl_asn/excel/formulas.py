"""The worksheet functions as plain Python: values or ranges in, values or ranges out.

Nothing is raised for anything that a cell can hold: a cell that cannot be used gives a sentence.
Amounts are :class:`Decimal`, and every figure is computed as the masters' own columns are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from xl_asn.calculation.amounts import budget_deviation, computed_amounts
from xl_asn.calculation.products import computed_products
from xl_asn.calculation.rollup import assess
from xl_asn.documents.columns import Column, Difference
from xl_asn.documents.sheets.economy import DEVIATION, FORECAST, FORECAST_CHANGE, YEAR_BUDGET
from xl_asn.documents.sheets.risks import RiskRow
from xl_asn.excel.ranges import (
    FAULT,
    CellFault,
    Cells,
    Scalar,
    as_rows,
    each,
    is_blank,
    number_in,
    refuse,
    refuse_error,
    shown,
    size_of,
)
from xl_asn.model.amount_words import AmountUnit, read_amount, read_unit, show_amount
from xl_asn.model.amounts import (
    AmountColumn,
    Amounts,
    AmountTable,
    Figure,
    Product,
    RowHead,
    RowKind,
)
from xl_asn.model.goals import Gate, GoalInput, GoalResult, Method, UnitResult
from xl_asn.model.grid import CellRef
from xl_asn.model.money import read_number, show_exact
from xl_asn.model.statuses import COLOURS, Status
from xl_asn.parameters.dated import Parameters

_ONE: Final = (1, 1)
_NOWHERE: Final = CellRef("cell", 1, 1)
_STATUSES: Final = "Grön, Gul, Röd eller Inget utfall"


def deviation(actual: Cells, budget: Cells) -> Cells:
    """Return utfall − budget, + is a surplus."""
    return _differences(DEVIATION, actual, budget)


def forecast_change(forecast: Cells, previous: Cells) -> Cells:
    """Return prognos − föregående prognos, + is an improvement."""
    return _differences(FORECAST_CHANGE, forecast, previous)


def budget_share(forecast: Cells, year_budget: Cells) -> Cells:
    """Return (prognos − årsbudget) / |årsbudget| as a share, + is a surplus."""

    def one(forecast: Scalar, budget: Scalar) -> Scalar:
        figures = _both((FORECAST.header, forecast), (YEAR_BUDGET.header, budget))
        if figures is None:
            return ""
        found = budget_deviation(_one_row(figures))
        if found is None:
            refuse("årsbudgeten är noll, och då finns ingen andel av den.")
        return found.share

    return each(one, forecast, year_budget)


def green_share(statuses: Cells) -> Scalar:
    """Return green units / units with an outcome; blank cells at the end are not counted."""
    return _assessed(statuses, lambda result: result.share)


def goal_status(statuses: Cells, target: Cells = None, gate: Cells = None) -> Scalar:
    """Return a goal's status by the shipped policy, capped by the gate.

    With a target level the share of green units decides; without one, the latest shipped method.
    """
    return _assessed(
        statuses, lambda result: result.status.value if result.status else None, target, gate
    )


def risk_value(likelihood: Cells, consequence: Cells) -> Cells:
    """Return sannolikhet × konsekvens, each a whole number from 1 to 5."""
    declared = RiskRow.declared()
    columns = (declared["likelihood"], declared["consequence"])

    def one(*values: Scalar) -> Scalar:
        named = [(column.header, value) for column, value in zip(columns, values, strict=True)]
        figures = _both(*named)
        if figures is None:
            return ""
        for column, figure in zip(columns, figures.values(), strict=True):
            _require_inside(column, figure)
        factors = tuple(Figure(_NOWHERE, figure) for figure in figures.values())
        value = declared["value"]
        product = Product("", value.header, _NOWHERE, "", factors)
        return _decimal(computed_products([product])[0].value)

    return each(one, likelihood, consequence)


def amount(text: Cells) -> Cells:
    """Return a written amount in tkr; a number is already tkr and comes back as it is."""

    def one(value: Scalar) -> Scalar:
        if not isinstance(value, str) or is_blank(value):
            found = number_in(value)
            return "" if found is None else found
        refuse_error(value)
        written = read_amount(value)
        if written is None:
            refuse(_why_no_amount(value.strip()))
        return written.thousands

    return each(one, text)


def _why_no_amount(text: str) -> str:
    if read_number(text) is not None:
        return f"”{text}” saknar enhet. Skriv tkr, mnkr eller mdkr efter."
    return f"”{text}” går inte att läsa som ett belopp. Skriv till exempel −5,3 mnkr."


def amount_text(thousands: Cells, unit: Cells = None) -> Cells:
    """Return an amount in tkr as the board's text prints it; the sign is always there."""

    def one(value: Scalar, word: Scalar) -> Scalar:
        unit = AmountUnit.MNKR if is_blank(word) else read_unit(str(word))
        if unit is None:
            refuse(f"enheten ”{word}” finns inte. Välj tkr, mnkr eller mdkr.")
        found = number_in(value)
        return "" if found is None else show_amount(found, unit)

    return each(one, thousands, unit)


def _differences(column: Column, one: Cells, other: Cells) -> Cells:
    """Return a computed column of the masters for each pair of cells."""
    computed = column.computed
    assert isinstance(computed, Difference)  # noqa: S101 - so the masters declare them
    headers = (*computed.plus, *computed.minus)
    columns = (
        *map(AmountColumn, headers),
        AmountColumn(column.header, computed.plus, computed.minus),
    )

    def difference(*values: Scalar) -> Scalar:
        figures = _both(*zip(headers, values, strict=True))
        if figures is None:
            return ""
        table = _one_row({**figures, column.header: None}, RowKind.ROW, columns)
        (result,) = computed_amounts(table)
        return _decimal(result.value)

    return each(difference, one, other)


def _one_row(
    figures: Mapping[str, Decimal | None],
    kind: RowKind = RowKind.TOTAL,
    columns: tuple[AmountColumn, ...] = (),
) -> AmountTable:
    amounts = Amounts(
        "cell",
        (1,),
        {header: column for column, header in enumerate(figures, 1)},
        {header: (value,) for header, value in figures.items()},
    )
    columns = columns or tuple(map(AmountColumn, figures))
    return AmountTable("", "tkr", columns, (RowHead("", "", kind),), amounts)


def _assessed(
    statuses: Cells,
    answer: Callable[[GoalResult], Scalar],
    target: Cells = None,
    gate: Cells = None,
) -> Scalar:
    try:
        units = _units(statuses)
        policy = Parameters.of((), date.max).policy(0)
        target_share = _share("målnivån", target)
        if target_share is not None:
            if target_share < 0:
                refuse("målnivån kan inte vara mindre än noll.")
            policy = policy._replace(method=Method.GREEN_SHARE)
        outcome = _share("spärren", gate)
        limit = None if outcome is None else Gate("Spärren", outcome, _NOWHERE, ())
        result = assess(GoalInput(0, "", units, target_share, limit), policy)
    except CellFault as fault:
        return f"{FAULT}{fault}"
    found = answer(result)
    return result.explanation if found is None else found


def _units(statuses: Cells) -> tuple[UnitResult, ...]:
    """Read unit statuses; a blank cell between filled ones is an omission, one at the end not."""
    cells = [cell for row in as_rows(statuses) for cell in row]
    while cells and is_blank(cells[-1]):
        cells.pop()
    if not cells:
        refuse("området är tomt. Ange cellerna med enheternas bedömningar.")
    blanks = sum(map(is_blank, cells))
    if blanks:
        refuse(
            f"{blanks} av {len(cells)} celler är tomma. "
            "Skriv Inget utfall där enheten inte har något utfall."
        )
    return tuple(UnitResult("", _status(cell), _NOWHERE) for cell in cells)


def _status(cell: Scalar) -> Status:
    refuse_error(cell)
    found = COLOURS.read(cell) if isinstance(cell, str) else None
    if found is None:
        refuse(f"”{shown(cell)}” är ingen bedömning. Skriv {_STATUSES}.")
    return found


def _share(name: str, cells: Cells) -> Decimal | None:
    """Read a share of 0 to 1, or of 0 to −1, from one cell."""
    rows = as_rows(cells)
    if size_of(rows) != _ONE:
        refuse(f"{name} ska vara en enda cell.")
    found = number_in(rows[0][0])
    if found is not None and abs(found) > 1:
        typed = show_exact(found)
        refuse(f"{name} är {typed}, det vill säga {show_exact(found * 100)} %. "
                         f"Menade du {typed} %?")  # fmt: skip
    return found


def _require_inside(column: Column, figure: Decimal) -> None:
    low, high = column.minimum, column.maximum
    assert low is not None  # noqa: S101 - so the masters declare them
    assert high is not None  # noqa: S101
    if not low <= figure <= high or figure != figure.to_integral_value():
        refuse(
            f"{column.header.lower()} ska vara ett heltal {low}–{high}, här står "
            f"{show_exact(figure)}."
        )


def _both(*named: tuple[str, Scalar]) -> dict[str, Decimal] | None:
    """Read cells that are needed together; None where all are blank."""
    read = {name: number_in(value) for name, value in named}
    figures = {name: value for name, value in read.items() if value is not None}
    if figures and len(figures) < len(read):
        missing = next(name for name in read if name not in figures)
        refuse(f"{missing.lower()} saknas. Tomt är inte noll: skriv 0 om det är noll.")
    return figures or None


def _decimal(value: object) -> Decimal:
    assert isinstance(value, Decimal)  # noqa: S101 - what is computed from numbers is one
    return value
