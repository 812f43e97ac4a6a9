"""What a status was in the previous report, for texts that say "från gul till grön"."""

from __future__ import annotations

from xl_asn.documents.document import Document
from xl_asn.model.grid import folded_name
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Statement, Tie


def earlier_status(statement: Statement, document: Document, previous: Document) -> Tie | None:
    """Return the status of the same unit or goal in the previous report, if it has one.

    The cell of the tie is in the previous report.
    """
    if statement.kind is not Kind.MOVE or statement.tie is None:
        return None
    for sheet in ("Enhetsresultat", "Mål"):
        for row in document.table(sheet) or ():
            if row.has("assessment") and row.cell("assessment") == statement.tie.cell:
                known = _names(document, row.label)
                goal = _goal(row)
                return next(
                    (
                        Tie(old.cell("assessment"), old.label, "Bedömning", old.assessment)
                        for old in previous.table(sheet) or ()
                        if old.assessment
                        and _goal(old) == goal
                        and (sheet == "Mål" or folded_name(old.label) in known)
                    ),
                    None,
                )
    return None


def _goal(row: object) -> object:
    return getattr(row, "goal", None) or getattr(row, "number", None)


def _names(document: Document, unit: str) -> frozenset[str]:
    """Return every name that a unit has had, by this report's register."""
    name = folded_name(unit)
    for row in document.table("Organisation") or ():
        known = {folded_name(other) for other in (*row.names, *(row.replaces or "").split(";"))}
        if name in known:
            return frozenset(known - {""})
    return frozenset({name})
