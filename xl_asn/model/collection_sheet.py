"""The sheet *Insamling* in a workbook: what it is called, and how it is known as the program's.

A workbook may have a sheet of the author's own by that name. What the program wrote says so, below
its title.
"""

from __future__ import annotations

from typing import Final

from xl_asn.model.grid import Sheet, folded_name

NAME: Final = "Insamling"
WRITTEN: Final = "Bladet skrivs av Samla in"
"""What the program's own begins a line with, in the first column below the title."""
_LAST_LEAD: Final = 8


def is_collection(sheet: Sheet) -> bool:
    """Whether a sheet is the program's *Insamling*, and no sheet of that name of somebody's own."""
    return (
        folded_name(sheet.name) == folded_name(NAME)
        and sheet.cell(1, 1).text == NAME
        and any(sheet.cell(row, 1).text.startswith(WRITTEN) for row in range(2, _LAST_LEAD + 1))
    )
