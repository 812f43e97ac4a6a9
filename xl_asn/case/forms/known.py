"""Whether a workbook is a form and no master: asked of every workbook, and so by one name."""

from __future__ import annotations

from typing import Final

from xl_asn.case.forms.codes import NOT_A_MASTER, remark
from xl_asn.documents.start import Start
from xl_asn.model.findings import Finding
from xl_asn.model.form_places import BINDING, BY, DONE
from xl_asn.model.grid import Grid, folded_name

_LABELS: Final = frozenset(folded_name(name.replace("_", " ")) for name in (DONE, BY))


def is_form(grid: Grid) -> bool:
    """Whether a workbook is one of our forms, or what is left of one; nothing else is looked at.

    A master that names its document type on *Start* is none, whatever has been pasted into it: what
    is asked of a master is one name.
    """
    if grid.sheet(BINDING) is None or Start.text_of(grid, "document_type"):
        return False
    return _is_bound(grid)


def is_left_of_form(grid: Grid) -> bool:
    """Whether a workbook that is no master is a form whose hidden sheet is renamed or gone."""
    return _is_bound(grid) or any(
        {folded_name(cell.text) for cell in sheet.cells.values()} >= _LABELS
        for sheet in grid.sheets
    )


def form_finding(grid: Grid) -> Finding:
    """Return what is said where a master is asked for and a form is given."""
    from xl_asn.pages.form_binding import read_binding  # noqa: PLC0415 - no master needs it

    bound = read_binding(grid)
    whose = f" för {bound.binding.recipient}, {bound.binding.period}," if bound else ""
    return remark(NOT_A_MASTER, whose)


def _is_bound(grid: Grid) -> bool:
    from xl_asn.pages.form_binding import read_binding  # noqa: PLC0415 - no master needs it

    return read_binding(grid) is not None
