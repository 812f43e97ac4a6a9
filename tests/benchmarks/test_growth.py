"""Twice as many rows are twice as much work, whatever the sheet and however wrong its rows are.

Work is counted in calls: a function that is called four times as often for twice as many rows
grows by the square, long before anybody would notice the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from cProfile import Profile
from itertools import pairwise

import pytest

from tests.benchmarks.grown import GROWTHS, grown
from tests.beside import checked, pressed
from xl_asn.model.grid import Grid

_ROWS = (50, 100, 200)
_MOST_GROWTH = 3
"""Between twice, as the rows, and four times, as their pairs."""
_LEAST_CALLS = 1_000
"""Functions that are called more seldom say nothing of growth."""


@pytest.mark.parametrize("repeated", [False, True], ids=["right", "wrong"])
@pytest.mark.parametrize("name", GROWTHS)
def test_checking_grows_with_the_rows(name: str, *, repeated: bool) -> None:
    assert _squares(checked, name, repeated=repeated) == {}


@pytest.mark.parametrize("name", ["amounts", "units", "goals"])
def test_berakna_grows_with_the_rows(name: str) -> None:
    assert _squares(pressed, name, repeated=False) == {}


def _squares(
    work: Callable[[Grid], object], name: str, *, repeated: bool
) -> dict[str, tuple[int, ...]]:
    """Return the functions that are called far more often for each row when the rows are more."""
    grids = [grown(GROWTHS[name], rows, repeated=repeated) for rows in _ROWS]
    work(grids[0])  # what is remembered from one workbook to the next is no work of these
    counted = [_calls(work, grid) for grid in grids]
    return {
        function: calls
        for function in counted[-1]
        if (calls := tuple(one[function] for one in counted))[-1] >= _LEAST_CALLS
        and _grows(*(after - before for before, after in pairwise(calls)))
    }


def _grows(first: int, then: int) -> bool:
    return then > _MOST_GROWTH * max(first, _LEAST_CALLS // 10)


def _calls(work: Callable[[Grid], object], grid: Grid) -> Counter[str]:
    profile = Profile()
    profile.runcall(work, grid)
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        calls[_name(entry.code)] += entry.callcount
    return calls


def _name(code: object) -> str:
    if isinstance(code, str):
        return code
    place, line = getattr(code, "co_filename", ""), getattr(code, "co_firstlineno", 0)
    return f"{place.rpartition('xl_asn/')[2]}:{line} {getattr(code, 'co_name', '')}"
