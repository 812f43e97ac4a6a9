"""The sheets that the program writes when somebody asks for them, beside those of *Beräkna*."""

from __future__ import annotations

from xl_asn.model.basis import is_basis
from xl_asn.model.collection_sheet import is_collection
from xl_asn.model.comparison_sheet import is_comparison
from xl_asn.model.grid import Sheet


def is_written_on_demand(sheet: Sheet) -> bool:
    """Whether a sheet is one of them, and none of somebody's own by its name."""
    return is_comparison(sheet) or is_collection(sheet) or is_basis(sheet)
