"""What the workbook's own rules say of the ledger: of *Kontering*, its rows and its budget."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xl_asn.case.case import Case
from xl_asn.case.examine import examine
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.sheets.posting_rules import POSTING_RULES
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Value, cell_of, folded_name

_FAMILY: Final = "H1"
_RULES: Final = folded_name(POSTING_RULES.name)
_NOTHING: Final[Mapping[CellRef, Value]] = MappingProxyType({})


def of_rules(case: Case, values: Mapping[CellRef, Value] = _NOTHING) -> tuple[Finding, ...]:
    """Return what the rules say once some cells hold something else."""
    if values:
        cells = {cell: cell_of(value) for cell, value in values.items()}
        after = case.with_grid(with_cells(case.grid, cells))
        case = after if isinstance(after, Case) else case
    return tuple(one for one in examine(case).findings if _is_of_ledger(one))


def _is_of_ledger(one: Finding) -> bool:
    is_on_it = one.cell is not None and folded_name(one.cell.sheet) == _RULES
    return is_on_it or one.code.startswith(_FAMILY)
