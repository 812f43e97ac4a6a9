"""The bridge, laid out: a table of where each step begins and ends, and a chart of the steps."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import accumulate, pairwise
from typing import Final

from xl_asn.model.amounts import RowKind
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import BridgeChart
from xl_asn.pages import report_styles as styles
from xl_asn.pages.column_measure import divided, height_of, wrapped
from xl_asn.pages.report_bands import COLUMNS, Band, Line, Piece, points
from xl_asn.pages.report_tables import number
from xl_asn.report.axis import tick_step
from xl_asn.report.blocks import NOTHING, Amount, Chart

_LABEL, _AMOUNT = 14, 6
_BEFORE, _AFTER = "Prognos före", "Prognos efter"
_MOST_TICKS: Final = 6
_CHART_MARGIN: Final = 12
_PER_STEP, _BESIDE_STEPS = 13.5, 60.0
_SMALL, _SIZE, _ROW_PADDING = 7.5, 8.0, 2.4


def can_be_drawn(block: Chart) -> bool:
    """Whether all levels are on one side of zero: bars that cover each other show steps only so."""
    levels = _levels(block)
    return max(levels) < 0 or min(levels) > 0


def bridge(block: Chart) -> list[Band]:
    """Lay out the steps with where each begins and ends, and the native chart below them."""
    levels = _levels(block)
    header = _header(block)
    ends = (None, *pairwise(levels), None)
    rows = [
        _row(label, amount, span, amount.value)
        for label, amount, span in zip(block.labels, block.values, ends, strict=True)
    ]
    steps = len(block.labels) - 2
    height = steps * _PER_STEP + _BESIDE_STEPS
    step = tick_step(max(levels) - min(levels), _MOST_TICKS)
    # A whole step of room on each side: no bar begins at the edge, where it would not be seen.
    low = ((min(levels) / step).to_integral_value(ROUND_FLOOR) - 1) * step
    high = ((max(levels) / step).to_integral_value(ROUND_CEILING) + 1) * step
    low, high = (low, min(high, Decimal(0))) if max(levels) < 0 else (max(low, Decimal(0)), high)
    chart = BridgeChart(
        title=block.title,
        alternative=block.alternative,
        first_row=3,
        last_row=2 + steps,
        label_column=1,
        value_column=_LABEL + 1,
        before_column=_LABEL + _AMOUNT + 1,
        after_column=_LABEL + 2 * _AMOUNT + 1,
        surpluses=tuple(after > before for before, after in pairwise(levels)),
        axis=(float(low), float(high), float(step)),
        at_row=2 + len(rows),
        at_column=1,
        width_points=round(points(COLUMNS)) - _CHART_MARGIN,
        height_points=round(height),
        number_format=amount_format(0, signed=False),
    )
    return [Band((header, *rows, Line(height)), gap=12, chart=chart)]


def _levels(block: Chart) -> list[Decimal]:
    """Return where the first step begins, and where each step ends."""
    first, *steps = (amount.value or Decimal(0) for amount in block.values[:-1])
    return [*accumulate(steps, initial=first)]


def _header(block: Chart) -> Line:
    texts = (block.value_header, _BEFORE, _AFTER)
    shown = [divided(text, points(_AMOUNT), _SMALL) for text in texts]
    count = max(len(wrapped(text, points(_AMOUNT), _SMALL, bold=True)) for text in shown)
    pieces = (
        Piece(0, _LABEL, block.label_header, styles.header(_SMALL)),
        *(
            Piece(_LABEL + place * _AMOUNT, _AMOUNT, text, styles.header(_SMALL, "right"))
            for place, text in enumerate(shown)
        ),
    )
    return Line(height_of(count, _SMALL, _ROW_PADDING), pieces)


def _row(
    label: str, amount: Amount, span: tuple[Decimal, Decimal] | None, total: Decimal | None
) -> Line:
    """Return a step's row, or a total's: nothing is before it, and it is what is after it."""
    kind = RowKind.ROW if span else RowKind.SUM
    right = styles.cell(kind, _SIZE, "right")
    before, after = span or (None, total)
    levels = (Amount(level, decimals=amount.decimals) for level in (before, after))
    pieces = [Piece(0, _LABEL, label, styles.cell(kind, _SIZE))]
    for place, shown in enumerate((amount, *levels)):
        value, style = (NOTHING, right) if shown.value is None else number(shown, right)
        pieces.append(Piece(_LABEL + place * _AMOUNT, _AMOUNT, value, style))
    count = len(wrapped(label, points(_LABEL), _SIZE))
    return Line(height_of(count, _SIZE, _ROW_PADDING), tuple(pieces))
