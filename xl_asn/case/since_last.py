"""The report held against the one before it, where *Start* asks for a section on that."""

from __future__ import annotations

from dataclasses import replace

from xl_asn.case.case import Case
from xl_asn.case.comparing.compare import NothingSharedError, compare_computed
from xl_asn.case.comparing.sides import Given, One, computed
from xl_asn.case.evaluating import Pressed
from xl_asn.case.named_books import named_book
from xl_asn.documents.start import is_yes
from xl_asn.model.comparison import Comparison
from xl_asn.report.completed import Completed


def since_last(case: Case, pressed: Pressed) -> Comparison | None:
    """Return what has changed since the previous report, as both are when *Beräkna* has written.

    None where *Start* does not ask, or the previous report cannot be had or compared: then a
    finding says so.
    """
    if not is_yes(case.document.start.since_last) or case.chain.first is None:
        return None
    before = named_book(case, "previous_report")
    if not isinstance(before, Given):
        return None
    evaluated = pressed.evaluated
    completed = Completed(evaluated.document, evaluated.calculated)
    try:
        found = compare_computed(computed(before), One(Given(case, ""), completed, case.stopped))
    except NothingSharedError:
        return None
    then, now = before.case.document.period, case.document.period
    # The forecast of another year is another forecast, and none that has moved.
    return found if then and now and then.year == now.year else replace(found, figures=())
