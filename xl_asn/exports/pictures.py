"""Charts as pictures for documents, set with the same program and font as the PDF.

The same numbers, colours and order as in the workbook's own charts; told apart in grey as well.
Places are worked out here, as shares of the width, and drawn by ``chart.typ``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import accumulate, pairwise
from typing import Any, Final, Literal

from xl_asn.exports.typesetting import typeset
from xl_asn.model.money import show_exact
from xl_asn.report.axis import tick_step
from xl_asn.report.blocks import Chart, ChartKind

_TEMPLATE: Final = "chart.typ"
_MOST_TICKS: Final = 6
#: Share of the width kept on a side where values are written beside the bars.
_LABEL_ROOM: Final[Mapping[ChartKind, Decimal]] = {
    ChartKind.BARS: Decimal("0.09"),
    ChartKind.BRIDGE: Decimal("0.14"),
}


def drawn(chart: Chart, kind: Literal["svg", "png"] = "svg") -> bytes:
    """Return a chart as a picture. The same chart gives the same bytes."""
    return typeset(_TEMPLATE, _layout(chart), kind)


def _layout(chart: Chart) -> Mapping[str, Any]:
    spans = list(_spans(chart))
    ends = [end for span in spans for end in span]
    low, high = min(ends), max(ends)
    if chart.kind is ChartKind.BARS:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = tick_step(high - low, _MOST_TICKS)
    room = (high - low or step) * _LABEL_ROOM[chart.kind]
    low -= room
    high += room
    width = high - low
    first = (low / step).to_integral_value(ROUND_CEILING)
    last = (high / step).to_integral_value(ROUND_FLOOR)
    ticks = [step * number for number in range(int(first), int(last) + 1)]
    return {
        "ticks": [{"at": float((tick - low) / width), "text": show_exact(tick)} for tick in ticks],
        "bars": [
            {
                "label": label,
                "value": amount.shown,
                "from": float((start - low) / width),
                "to": float((end - low) / width),
                "kind": _kind(chart, place, end - start),
            }
            for place, (label, amount, (start, end)) in enumerate(
                zip(chart.labels, chart.values, spans, strict=True)
            )
        ],
    }


def _kind(chart: Chart, place: int, length: Decimal) -> str:
    if chart.kind is ChartKind.BRIDGE and place in {0, len(chart.labels) - 1}:
        return "total"
    return "deficit" if length < 0 else "surplus"


def _spans(chart: Chart) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield where each bar begins and ends.

    In a bridge each step begins where the one before it ended; its first and last bar are the
    totals, drawn as marks, as bars from zero would hide the steps.
    """
    values = [amount.value or Decimal(0) for amount in chart.values]
    if chart.kind is ChartKind.BARS:
        yield from ((Decimal(0), value) for value in values)
        return
    first, *steps, last = values
    yield first, first
    reached = list(accumulate(steps, initial=first))
    yield from pairwise(reached)
    yield last, last
