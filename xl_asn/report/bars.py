"""What a chart of amounts per activity draws: a bar for each, with a name that tells it apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.documents.sheets.economy import FundingRow, NetCostRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import rounded
from xl_asn.report.blocks import Amount, Chart
from xl_asn.report.completed import Completed
from xl_asn.report.texts import shortened

#: More bars than this cannot be compared by eye.
MOST_BARS: Final = 20
_LONGEST_LABEL: Final = 48


class Bar(NamedTuple):
    """An activity's name and amount, with the cell where the amount stands."""

    label: str
    value: Decimal
    cell: CellRef | None = None


def bars_of(
    completed: Completed, rows: Sequence[NetCostRow] | Sequence[FundingRow], field: str
) -> list[Bar]:
    """Return the activities whose amount is not nothing, with a name that tells them apart."""
    activities = [row for row in rows if row.kind in {RowKind.ROW, None}]
    names = [folded_name(row.label) for row in activities]
    bars: list[Bar] = []
    for row in activities:
        value = completed.amount(row, field)
        if value is not None and rounded(value, completed.decimals):
            twice = names.count(folded_name(row.label)) > 1 and row.area
            label = f"{row.label} ({row.area})" if twice else row.label
            bars.append(Bar(shortened(label, _LONGEST_LABEL), value, row.place(field)))
    return bars


def largest(bars: Sequence[Bar]) -> list[Bar]:
    """Return as many bars as can be compared, the smallest amounts left out."""
    if len(bars) <= MOST_BARS:
        return [*bars]
    return sorted(bars, key=lambda bar: abs(bar.value), reverse=True)[:MOST_BARS]


def said(labels: Sequence[str], amounts: Sequence[Amount]) -> str:
    """Return bars as text: ``Integration +283, Socialpsykiatri −1 634``."""
    told = zip(labels, (amount.shown for amount in amounts), strict=True)
    return ", ".join(f"{label} {amount}" for label, amount in told)


def deviations(
    completed: Completed,
    rows: Sequence[NetCostRow] | Sequence[FundingRow],
    field: str,
    header: str,
) -> Iterator[Chart]:
    """Yield the deviation of each activity that has one, the largest deficit first.

    ``header`` is what the amounts are, such as ``Prognosavvikelse``.
    """
    bars = bars_of(completed, rows, field)
    if not bars:
        return
    title = f"{header} per verksamhet, {completed.unit}"
    if len(bars) > MOST_BARS:
        title += f". De {MOST_BARS} största"
    bars = sorted(largest(bars), key=lambda bar: bar.value)
    labels = tuple(bar.label for bar in bars)
    amounts = tuple(
        Amount(bar.value, signed=True, decimals=completed.decimals, cell=bar.cell) for bar in bars
    )
    alternative = f"Stapeldiagram. {title}. {said(labels, amounts)}."
    yield Chart(title, "Verksamhet", header, labels, amounts, completed.unit, alternative)
