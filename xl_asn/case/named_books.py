"""A workbook that another names on *Start*, as a case of its own."""

from __future__ import annotations

from dataclasses import replace

from xl_asn.case.case import Case, case_of
from xl_asn.case.comparing.sides import Given
from xl_asn.case.neighbours import named
from xl_asn.documents.earlier import Missing, Reason


def named_book(case: Case, field: str) -> Given | Missing | None:
    """Return the workbook that a field of *Start* names, or why there is none; None where blank.

    What it names in its turn is read with the same care, and remembered with the case's own: a
    package of what the report rests on holds that too.
    """
    name = named(case.grid, field)
    found = case.neighbours.find(name, case.neighbours.place) if name else None
    if found is None or isinstance(found, Missing):
        return found
    there = case_of(found.grid, replace(case.neighbours, place=found.place))
    if not isinstance(there, Case):
        return Missing(name, Reason.UNREADABLE, there.message)
    return Given(there, found.loaded.name, found.loaded.sha256)
