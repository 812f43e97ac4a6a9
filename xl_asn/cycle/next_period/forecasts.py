"""The last forecast becomes the previous one: written, and remembered as filled in.

It is found and written just as *Beräkna* fills in a blank, so that the next press follows up a
report that has been corrected, and keeps the figure where that report has gone.
"""

from __future__ import annotations

from collections.abc import Mapping

from xl_asn.calculation.earlier import PREVIOUS_FORECAST, carried_forecasts, same_rows
from xl_asn.case.remembering import Writing
from xl_asn.cycle.next_period.changes import Changes, Told
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.activities import Activities
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.memory import Line
from xl_asn.model.results import cell_value
from xl_asn.rules.shared.chain import Earlier


def fill_forecasts(
    document: Document, earlier: Earlier | None, changes: Changes
) -> Mapping[CellRef, Line]:
    """Fill in the previous forecasts of a new period; return the lines that remember it.

    Args:
        document: the new period's, with the previous forecasts blank.
        earlier: the last report of the year that has a forecast.
        changes: what is to be written.
    """
    tables = [t for t in document.amount_tables() if t.has(PREVIOUS_FORECAST)]
    period = document.period
    if earlier is None or period is None or not tables:
        return {}
    same = same_rows(tables, earlier.forecasts, Activities.now(document))
    found = tuple(carried_forecasts(same, earlier.calculated.value, earlier.label))
    months = earlier.document.period.month_label if earlier.document.period else earlier.label
    for result in found:
        told = Told(result.row, PREVIOUS_FORECAST, f"Prognos i {months}")
        changes.put(result.cell, cell_value(result.value), told)
    written = {result.cell: cell_value(result.value) for result in found}
    # Nothing stood in them that anybody would ask for: the old workbook has it.
    return Writing(Grid(()), {}, period.code).lines(document, found, written)
