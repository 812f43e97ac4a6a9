"""How often Python looks for garbage, in a process that reads workbooks."""

from __future__ import annotations

import gc
from typing import Final

#: More than all that is imported, which would be looked through in vain.
_VALUES_BETWEEN_COLLECTIONS: Final = 200_000


def collect_less_often() -> None:
    """Leave what has been imported alone, and look for cycles among the rest more seldom.

    A workbook is many small values and hardly a cycle: to look for cycles among them, and among
    all that has been imported, takes up to a third of the time of a check.
    """
    gc.freeze()
    gc.set_threshold(_VALUES_BETWEEN_COLLECTIONS)
