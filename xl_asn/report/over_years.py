"""Indicators as small charts: each outcome over the years against its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.grid import folded_name
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    CellValue,
    Share,
    TargetLevel,
    YearPanel,
    YearPanels,
)
from xl_asn.report.texts import shortened

TITLE: Final = "Indikatorernas utfall över åren mot målvärdet"
_OUTCOME: Final = "Utfall "
_LONGEST_TITLE: Final = 100
#: Fewer figures than this, outcomes and targets together, have nothing to be compared with.
_LEAST_FIGURES: Final = 2


def year_of(header: str) -> str:
    """Return what a column of outcomes is of: ``2017`` of ``Utfall 2017``."""
    return header.removeprefix(_OUTCOME)


def panels(charts: Iterable[tuple[IndicatorRow, YearPanel | None]]) -> Iterator[YearPanels]:
    """Yield the charts as one block; nothing where there is none.

    An indicator and its parts have one scale, as they are compared by eye.
    """
    drawn = [(folded_name(row.part_of or row.label), chart) for row, chart in charts if chart]
    if not drawn:
        return
    families: dict[str, list[YearPanel]] = {}
    for family, chart in drawn:
        families.setdefault(family, []).append(chart)
    scales = {
        family: (min(c.scale[0] for c in members), max(c.scale[1] for c in members))
        for family, members in families.items()
    }
    yield YearPanels(TITLE, tuple(replace(chart, scale=scales[family]) for family, chart in drawn))


def panel(
    row: IndicatorRow,
    outcomes: Sequence[tuple[str, CellValue]],
    targets: Iterable[tuple[str, CellValue]],
) -> YearPanel | None:
    """Return an indicator's chart of the same values as its table; None with nothing to compare.

    ``outcomes`` are name and value by year, oldest first. An answer in words (Ja, Nej) is no
    amount, and stays in the table.
    """
    if row.measure is None or row.measure.answers:
        return None
    levels = tuple(
        TargetLevel(name, value)
        for name, value in targets
        if isinstance(value, Amount | Share) and value.value is not None
    )
    known = _between_blanks([(name, _drawable(value)) for name, value in outcomes])
    measured = [value for _, value in known if not isinstance(value, str)]
    if not measured or len(measured) + len(levels) < _LEAST_FIGURES:
        return None
    ends = (Decimal(0), *_amounts(measured), *_amounts(level.value for level in levels))
    direction = row.direction.value if row.direction else ""
    alternative = ". ".join(
        (
            f"Stapeldiagram. {row.label.rstrip('. ')}",
            f"Utfall {'; '.join(f'{name}: {_said(value)}' for name, value in known)}",
            *(level.shown for level in levels),
            *filter(None, (direction,)),
        )
    )
    return YearPanel(
        shortened(row.label, _LONGEST_TITLE),
        tuple(name for name, _ in known),
        tuple(value for _, value in known),
        levels,
        direction,
        f"{alternative}.",
        (min(ends), max(ends)),
    )


def _amounts(values: Iterable[Amount | Share]) -> Iterator[Decimal]:
    return (value.value for value in values if value.value is not None)


def _between_blanks(
    outcomes: Sequence[tuple[str, Amount | Share | str]],
) -> Sequence[tuple[str, Amount | Share | str]]:
    """Return the years from the first to the last that anything is said of."""
    told = [place for place, (_, value) in enumerate(outcomes) if value != NOTHING]
    return outcomes[told[0] : told[-1] + 1] if told else ()


def _said(value: Amount | Share | str) -> str:
    return value.lower().rstrip(". ") if isinstance(value, str) else value.shown


def _drawable(value: CellValue) -> Amount | Share | str:
    if isinstance(value, Amount | Share):
        return value if value.value is not None else NOTHING
    return value if isinstance(value, str) else value.shown
