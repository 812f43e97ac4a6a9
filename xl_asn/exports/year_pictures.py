"""An indicator's years as a small picture: columns from zero, and each target as a named line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal

from xl_asn.exports.typesetting import typeset
from xl_asn.report.blocks import NOTHING, Amount, Share, YearPanel

_TEMPLATE: Final = "years.typ"
#: The least distance between two lines' names, and the room above and below the columns.
_BETWEEN_NAMES: Final = 0.15
_ROOM: Final = Decimal("0.17")
_UNMEASURED: Final = "inte mätt"


def drawn_years(panel: YearPanel, kind: Literal["svg", "png"] = "svg") -> bytes:
    """Return an indicator's chart as a picture. The same chart gives the same bytes."""
    return typeset(_TEMPLATE, layout(panel), kind)


def layout(panel: YearPanel) -> Mapping[str, Any]:
    """Return every place as a share of the height, 0 at the bottom and 1 at the top."""
    values = [_value(outcome) for outcome in panel.outcomes]
    low, high = panel.scale
    room = (high - low or Decimal(1)) * _ROOM
    high += room
    low -= room if low else Decimal(0)

    def at(value: Decimal) -> float:
        return float((value - low) / (high - low))

    lines = [at(target.value.value or Decimal(0)) for target in panel.targets]
    return {
        "title": panel.title,
        "direction": panel.direction,
        "zero": at(Decimal(0)),
        "columns": [
            {
                "year": year,
                "text": _text(outcome),
                "at": at(value) if value is not None else at(Decimal(0)),
                "measured": value is not None,
                "below": value is not None and value < 0,
            }
            for year, outcome, value in zip(panel.years, panel.outcomes, values, strict=True)
        ],
        "targets": [
            {"name": target.name, "value": target.value.shown, "at": place, "name-at": name}
            for target, place, name in zip(panel.targets, lines, _apart(lines), strict=True)
        ],
    }


def _value(outcome: Amount | Share | str) -> Decimal | None:
    return None if isinstance(outcome, str) else outcome.value


def _text(outcome: Amount | Share | str) -> str:
    if isinstance(outcome, str):
        return NOTHING if outcome == NOTHING else _UNMEASURED
    return outcome.shown


def _apart(places: Sequence[float]) -> Iterator[float]:
    """Yield a place for each line's name, moved from its line where two would overlap."""
    moved = dict[int, float]()
    below = -1.0
    for number, place in sorted(enumerate(places), key=lambda line: line[1]):
        below = max(place, below + 2 * _BETWEEN_NAMES)
        moved[number] = below
    over = max(0.0, below - 1 + _BETWEEN_NAMES)
    yield from (moved[number] - over for number in range(len(places)))
