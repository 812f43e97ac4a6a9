"""The sheet *Jämförelse* in a workbook: what it is called, and how it is known as the program's.

It is written when somebody asks for it, and so a workbook may have a sheet of the author's own by
that name instead. What the program wrote says so, below its title.
"""

from __future__ import annotations

from typing import Final

from xl_asn.model.grid import Sheet

NAME: Final = "Jämförelse"
WRITTEN: Final = "Bladet skrivs av Jämför med förra"
"""What the program's own begins a line with, in the first column below the title."""
LAST_COLUMN: Final = 7
_LAST_LEAD: Final = 8


def is_comparison(sheet: Sheet) -> bool:
    """Whether a sheet is a comparison that the program wrote, with nothing of anybody's on it."""
    return is_marked(sheet) and not any(
        cell.formula is not None or (column > LAST_COLUMN and not cell.is_blank)
        for (_, column), cell in sheet.cells.items()
    )


def is_marked(sheet: Sheet) -> bool:
    """Whether a sheet begins as one that the program wrote."""
    return sheet.cell(1, 1).text == NAME and any(
        sheet.cell(row, 1).text.startswith(WRITTEN) for row in range(2, _LAST_LEAD + 1)
    )
