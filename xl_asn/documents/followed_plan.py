"""The plan that a report follows up: whether a workbook is the board's plan for the same year."""

from __future__ import annotations

from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.model.grid import Grid

NO_PLAN = "är ingen nämndplan från xl_asn"
OTHER_YEAR = "gäller ett annat år"


def plan_of(document: Document, grid: Grid) -> Document | str | None:
    """Read the plan that a report follows up, or why it is not; the reasons end a sentence.

    None when the report itself does not say its period, so that nothing can be told.
    """
    declared = document_type_of(grid)
    if declared is None or not declared.looks_ahead:
        return NO_PLAN
    plan = declared.read(grid)
    if document.period is None:
        return None
    if plan.period is None or plan.period.year != document.period.year:
        return OTHER_YEAR
    return plan
