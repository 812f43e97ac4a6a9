"""How wide the columns of *Underlag* are: as what stands in them, so that no amount is cut off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from xl_asn.model.money import show_number
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import Placed
from xl_asn.pages.basis_layout import COLUMNS
from xl_asn.pages.column_measure import width_of_cell
from xl_asn.pages.sheet_styles import HEADER, ListColumn, characters, row_height

_MOST: Final = 64.0
"""A longer name is on a second line, where a row begins, and an account's is cut off."""
_FILTER: Final = 2.5
"""The button of the filter stands in a header's cell."""
_AIR: Final = 0.5
_ORE: Final = amount_format(2)


def basis_widths(cells: Iterable[Placed], top: int) -> dict[int, float]:
    """Return the width of each column, in characters; ``top`` is the row of the headers."""
    shown: dict[int, set[tuple[str, float, bool]]] = defaultdict(set)
    for cell in cells:
        if cell.row >= top and cell.value is not None:
            text = _shown(cell)
            shown[cell.column].add((text, cell.style.size, cell.style.bold))
    widths: dict[int, float] = {}
    for at, column in enumerate(COLUMNS, 1):
        header = width_of_cell(column.header, HEADER.size, bold=True)
        points = (width_of_cell(text, size, bold=bold) for text, size, bold in shown[at])
        held = characters(max(points, default=0.0))
        least = characters(header) + _FILTER
        widths[at] = round(max(least, held if column.number else min(held, _MOST)) + _AIR, 1)
    return widths


def heights_of(
    cells: Iterable[Placed], top: int, widths: Mapping[int, float]
) -> Mapping[int, float]:
    """Return the heights of the rows below the headers in which a name takes several lines."""
    columns = [ListColumn(c.header, widths[at], c.number) for at, c in enumerate(COLUMNS, 1)]
    least = row_height((), columns)
    found = {
        cell.row: row_height((cell,), columns)
        for cell in cells
        if cell.row > top and cell.style.wrap and isinstance(cell.value, str)
    }
    return {row: height for row, height in found.items() if height > least}


def _shown(cell: Placed) -> str:
    if not isinstance(cell.value, Decimal):
        return str(cell.value)
    return show_number(cell.value, 2 if cell.style.number_format == _ORE else 0)
