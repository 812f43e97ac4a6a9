"""A page's sheet is what XlsxWriter's own would be, byte for byte."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from tests.beside import NOW, beside
from tests.files.built_master import AMOUNT, DAY, LINK, TEXT, TITLE, parts, report_page
from workbooks.build import EXAMPLES
from xl_asn.case.compute import compute
from xl_asn.files.making import render as rendering
from xl_asn.files.making.render import render
from xl_asn.files.reading.reader import read
from xl_asn.model.page import Page, Placed, Style


class _XlsxWriters(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """XlsxWriter's sheet as it is, asked as a page's is."""

    def is_free(self, *_: int) -> bool:
        return True

    def merge_row(self, row: int, column: int, columns: int, shown: Any) -> int:
        return int(self.merge_range(row, column, row, column + columns - 1, "", shown))


def _is_as_xlsxwriters(*pages: Page) -> bool:
    ours = parts(render(pages, title="Rapport"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rendering, "PageSheet", _XlsxWriters)
        return ours == parts(render(pages, title="Rapport"))


@pytest.mark.parametrize("example", ["2022-11_manadsrapport", "2018-04_delarsrapport"])
def test_the_pages_of_an_example(example: str) -> None:
    data = (EXAMPLES / f"{example}.xlsm").read_bytes()
    computed = compute(beside(read(data)), now=NOW)
    assert len(computed.pages) == 3
    assert _is_as_xlsxwriters(*computed.pages)


def test_a_page_with_everything_and_one_with_nothing() -> None:
    assert _is_as_xlsxwriters(report_page(), Page("Netto", ()))


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.text(st.sampled_from("aå &<>/r\"'\n\t_x0041=-\x01\ufffe😀\u00a0"), max_size=12),
)
_STYLES = st.sampled_from((TEXT, TITLE, AMOUNT, DAY, LINK, Style(), Style(size=8.5, indent=1)))


@given(
    st.lists(
        st.tuples(st.integers(1, 40), _VALUES, _STYLES, st.integers(1, 3), st.booleans()),
        max_size=12,
    ),
    st.dictionaries(st.integers(1, 45), st.floats(3, 400), max_size=4),
)
def test_any_page(cells: list[tuple[Any, ...]], heights: dict[int, float]) -> None:
    placed = (
        Placed(row, 1 + 4 * number, value, style, columns, link="Netto!B2" if links else None)
        for number, (row, value, style, columns, links) in enumerate(cells)
    )
    page = Page("Rapport", tuple(placed), widths={1: 9}, heights=heights)
    assert _is_as_xlsxwriters(page, Page("Netto", ()))
