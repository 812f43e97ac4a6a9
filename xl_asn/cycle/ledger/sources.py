"""The sources of a fetch: files, and sheets that were pasted into the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xl_asn.case.case import Case
from xl_asn.files.ledgers.reading import read_ledger, read_pasted
from xl_asn.model.ledger import Ledger, Ledgers
from xl_asn.model.told import ToldError

SHEET: Final = "blad:"
"""What names a sheet of the workbook instead of a file."""


def read_sources(
    case: Case, sources: Sequence[Path], budget: Path | None
) -> tuple[tuple[Ledger, ...], tuple[Ledger, ...]]:
    """Read the sources; return what was booked, and what was budgeted where it is asked for.

    A budget is its source's own column or items of budget, or else its amounts.

    Raises:
        ToldError: a sheet that is named is not in the workbook.
    """
    year = case.document.period.year if case.document.period else 0
    actuals = [one for path in sources if (one := _read(case, path, year).actual) is not None]
    budgets: list[Ledger] = []
    if budget is not None:
        read = _read(case, budget, year)
        plan = read.budget or read.actual
        budgets = [] if plan is None else [plan._replace(controls=())]
    return tuple(actuals), tuple(budgets)


def _read(case: Case, path: Path, year: int) -> Ledgers:
    name = str(path)
    if not name.casefold().startswith(SHEET):
        return read_ledger(path, year)
    sheet = case.grid.sheet(name[len(SHEET) :].strip())
    if sheet is None:
        message = f"Arbetsboken har inget blad som heter {name[len(SHEET) :]}."
        raise ToldError(message)
    return read_pasted(sheet, year)
