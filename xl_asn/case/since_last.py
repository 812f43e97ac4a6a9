"""The report held against the one before it, where *Start* asks for a section on that."""

from __future__ import annotations

from dataclasses import replace

from xl_asn.case.case import Case, case_of
from xl_asn.case.comparing.compare import NothingSharedError, compare_computed
from xl_asn.case.comparing.sides import Given, One, computed
from xl_asn.case.evaluating import Pressed
from xl_asn.case.neighbours import Found, named
from xl_asn.documents.start import is_yes
from xl_asn.model.comparison import Comparison
from xl_asn.report.completed import Completed


def since_last(case: Case, pressed: Pressed) -> Comparison | None:
    """Return what has changed since the previous report, as both are when *Beräkna* has written.

    None where *Start* does not ask, or the previous report cannot be had or compared: then a
    finding says so.
    """
    start = case.document.start
    if not is_yes(start.since_last) or case.chain.first is None:
        return None
    before = _named(case, "previous_report")
    if before is None:
        return None
    evaluated = pressed.evaluated
    after = One(Given(case, ""), Completed(evaluated.document, evaluated.calculated), case.stopped)
    try:
        return compare_computed(computed(before), after)
    except NothingSharedError:
        return None


def _named(case: Case, field: str) -> Given | None:
    """Return the workbook that *Start* names; None where there is none that can be read.

    What it names in its turn is read with the same care, and remembered with the case's own: a
    package of what the report rests on holds that too.
    """
    name = named(case.grid, field)
    found = case.neighbours.find(name, case.neighbours.place) if name else None
    if not isinstance(found, Found):
        return None
    there = case_of(found.grid, replace(case.neighbours, place=found.place))
    return Given(there, found.loaded.name, found.loaded.sha256) if isinstance(there, Case) else None
