"""A text that is four times as long takes about four times the work, whatever stands in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from time import process_time

import pytest

from tests.beside import beside
from xl_asn.case.case import Case
from xl_asn.case.examine import examine
from xl_asn.case.own_cells import with_cells
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, text

SHORT, LONG = 3_000, 12_000
TEXTS = {
    "a comment": (CellRef("Nettokostnad", 8, 12),),
    "names": tuple(CellRef("Enhetsresultat", row, 2) for row in range(6, 12)),
    "an amount": (CellRef("Nettokostnad", 6, 4),),
}
PIECES = [
    "a", "1", "1 ", "(", "-", "a.", "Vuxenenheten är grön. ", "en flicka ", "ett barn i familj ",
    "5 % ", "Gul ", "mål 1, ", "19800101-", "Anna Svensson ", "5,3, 1,6 respektive ", "0-0 ",
    "alla enheter utom ", "från 5 till ", "e\u0301", "\u200b ",
]  # fmt: skip
#: Four times the text is sixteen times the work where it is compared with itself.
MOST = 10
LEAST_SECONDS = 0.02
"""Less than this is told by the clock, and not by the text."""


@cache
def example() -> Case:
    grid = load(Path("workbooks/exempel/2022-11_manadsrapport.xlsm")).grid
    assert grid is not None
    return beside(grid)


def taken(places: tuple[CellRef, ...], piece: str, length: int) -> float:
    """Return the least time of the process that it takes to check the example with a text."""
    long = {
        place: text((piece * (length // len(piece) + 1))[: length - 3] + f"{place.row:03}")
        for place in places
    }
    case = example().with_grid(with_cells(example().grid, long))
    assert isinstance(case, Case)
    times = []
    for _ in range(2):
        began = process_time()
        examine(case)
        times.append(process_time() - began)
    return min(times)


@pytest.mark.parametrize("where", TEXTS)
@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_text_and_not_with_its_square(piece: str, where: str) -> None:
    places = TEXTS[where]
    short = max(taken(places, piece, SHORT), LEAST_SECONDS)
    assert taken(places, piece, LONG) / short < MOST
