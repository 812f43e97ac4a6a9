"""What follows from a plan: funds from year to year, ages, and places from days of care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.amounts import Figure
from xl_asn.model.arithmetic import quotient
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.indicators import IndicatorInput, Point
from xl_asn.model.plan import Fund, FundChange, SteeringDocument
from xl_asn.model.results import Result

_DAYS: Final = re.compile(r"\b(?:vård)?dygn\b")
_PLACES: Final = re.compile(r"\bhelårsplaceringar\b")
#: Days of a year, and of a leap year: plans count with either.
_YEAR_DAYS: Final = (Decimal(365), Decimal(366))


def fund_changes(funds: Sequence[Fund]) -> Iterator[FundChange]:
    """Yield each year's funds beside those of the year before, by area and year.

    A year without an indexing of its own has that of the latest year before it that has one.
    """
    by_area: dict[str, dict[int, Fund]] = {}
    for fund in funds:
        by_area.setdefault(folded_name(fund.area), {}).setdefault(fund.year, fund)
    for years in by_area.values():
        stated: Figure | None = None
        for year in sorted(years):
            fund, before = years[year], years.get(year - 1)
            if fund.indexing is not None and fund.indexing.value is not None:
                stated = fund.indexing
            if before is not None:
                yield from _change(fund, before, stated)


def _change(fund: Fund, before: Fund, indexing: Figure | None) -> Iterator[FundChange]:
    now, then = fund.amount.value, before.amount.value
    if now is None or then is None:
        return
    share = quotient(now - then, abs(then)) if then else None
    beyond = None
    if indexing is not None and indexing.value is not None:
        beyond = now - then * (1 + indexing.value)
    yield FundChange(fund, before, now - then, share, indexing, beyond)


def fund_results(funds: Sequence[Fund]) -> Iterator[Result]:
    """Yield the cells that follow from funds of two years."""
    for change in fund_changes(funds):
        fund, before = change.fund, change.before
        cells = (fund.amount.cell, before.amount.cell)
        label = f"{fund.area} {fund.year}"
        if fund.change_cell is not None:
            words = f"Belopp {fund.year} − Belopp {before.year}"
            yield Result(fund.change_cell, label, "Förändring", change.change, words, cells)
        if fund.share_cell is not None and change.share is not None:
            words = f"Belopp {fund.year} / Belopp {before.year} − 1"
            yield Result(fund.share_cell, label, "Förändring i procent", change.share, words, cells)
        if fund.beyond_cell and change.beyond is not None and change.indexing is not None:
            words = f"Belopp {fund.year} − Belopp {before.year} × (1 + Prisuppräkning)"
            yield Result(
                fund.beyond_cell, label, "Utöver prisuppräkning", change.beyond, words,
                (*cells, change.indexing.cell),
            )  # fmt: skip


def age_results(documents: Iterable[SteeringDocument]) -> Iterator[Result]:
    """Yield the ages of steering documents in the plan's year, in years."""
    for document in documents:
        if document.age_cell is not None and document.age is not None:
            yield Result(
                document.age_cell, document.label, "Ålder", Decimal(document.age),
                f"{document.plan_year} − År", (document.year.cell,),
            )  # fmt: skip


class DayCount(NamedTuple):
    """Days of care and the whole-year places that are said to be the same thing."""

    places: IndicatorInput
    column: str
    cell: CellRef
    found: Decimal
    days: Decimal
    days_cell: CellRef

    @property
    def expected(self) -> Decimal:
        """Return the places that the days make in an ordinary year."""
        return quotient(self.days, _YEAR_DAYS[0])

    @property
    def agrees(self) -> bool:
        """Whether the places are the days of a year, ordinary or leap, within rounding."""
        tolerance = Decimal("0.5").scaleb(min(0, int(self.found.as_tuple().exponent)))
        return any(abs(self.found - self.days / year) <= tolerance for year in _YEAR_DAYS)


def day_counts(indicators: Iterable[IndicatorInput]) -> Iterator[DayCount]:
    """Yield each number of two indicators that are one in days and the other in places."""
    indicators = tuple(indicators)
    in_days = {_subject(_DAYS, i): i for i in indicators if _subject(_DAYS, i)}
    for places in indicators:
        days = in_days.get(_subject(_PLACES, places))
        if days is None:
            continue
        counted = {name: (value, cell) for name, value, cell in _numbers(days)}
        for name, value, cell in _numbers(places):
            if name in counted:
                yield DayCount(places, name, cell, value, *counted[name])


def _subject(unit: re.Pattern[str], indicator: IndicatorInput) -> tuple[int | None, str] | None:
    """Return what an indicator counts, its unit left out; None where it has another unit."""
    name, count = unit.subn("#", folded_name(indicator.label))
    return (indicator.goal, name) if count == 1 else None


def _numbers(indicator: IndicatorInput) -> Iterator[tuple[str, Decimal, CellRef]]:
    points: tuple[Point, ...] = indicator.earlier
    if indicator.outcome:
        points += (indicator.outcome,)
    for point in points:
        if point.value is not None:
            yield point.name, point.value, point.cell
    for target in indicator.targets:
        yield target.name, target.value, target.cell
