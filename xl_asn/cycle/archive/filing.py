"""One file → what the archive keeps of it. This is what a bounded process does."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from xl_asn.batch.judge import rests_on
from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.forecasts import HIT
from xl_asn.case.boards import board_of
from xl_asn.case.calculating import calculated_of
from xl_asn.case.case import NOT_A_MASTER, parameters_of
from xl_asn.case.forms.known import is_form, is_left_of_form
from xl_asn.case.neighbours import Neighbours
from xl_asn.case.own_cells import document_of
from xl_asn.cycle.archive.filed import Filed, unread
from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.activities import ActivityRow
from xl_asn.documents.sheets.archived import is_archive
from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.files.reading.by_name import is_skipped
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.load import Loaded, load
from xl_asn.files.reading.snapshot import display_name
from xl_asn.model.amounts import AmountTable
from xl_asn.model.archive import (
    NO_REPORT,
    NOT_READ,
    Figures,
    FiledGoal,
    FiledName,
    FiledReport,
    FiledRow,
)
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.grid import Grid
from xl_asn.model.statuses import Graded

_LOG: Final = logging.getLogger(__name__)

_NOTE: Final = ".md"
#: The headers of outcome, budget and year's budget by that of the year's forecast. An interim
#: report tells what the activities are given, with the opposite sign, for what they may cost.
_COLUMNS: Final[Mapping[str, tuple[str, str, str, int]]] = {
    "Prognos": ("Utfall", "Budget", "Årsbudget", 1),
    "Årsprognos": ("Nettokostnad", "Kommunbidrag", "Årsbidrag", -1),
}
#: What is said of a cell by the reader's fault.
_FAULTS: Final[Mapping[str, str]] = {
    "error_value": "felvärdet {found}", "uncomputed": "formeln är inte uträknad",
}  # fmt: skip
_SHOWN: Final = 40
_PLAN: Final = "en nämndplan har inga utfall"
_FORM: Final = "ett formulär"
_ARCHIVE: Final = "ett arkiv"
_NO_MASTER: Final = "ingen arbetsbok från xl_asn"


@our_arithmetic()
def filed(path: Path) -> Filed:
    """Read one file; nothing is written to it, and nothing is raised."""
    loaded = load(path)
    file, sha256 = str(path), loaded.sha256
    if path.suffix.casefold() == _NOTE:
        return Filed(file, sha256, None, NO_REPORT, "en textfil")
    if loaded.grid is None:
        return unread(file, sha256, loaded.findings[0], is_workbook=not is_skipped(
            loaded.name, loaded.findings))  # fmt: skip
    try:
        return _of_grid(loaded, loaded.grid)
    except MemoryError:
        return unread(file, sha256, file_finding("F190"))
    except Exception as error:  # noqa: BLE001 - one file's fault in our code is told of that file
        _LOG.exception("could not file %s", display_name(path))
        return unread(file, sha256, file_finding("F199", type(error).__name__))


def _of_grid(loaded: Loaded, grid: Grid) -> Filed:
    grid = document_of(grid)
    file, sha256 = str(loaded.path), loaded.sha256 or ""
    declared = document_type_of(grid)
    if is_form(grid) or (declared is None and is_left_of_form(grid)):
        return Filed(file, sha256, None, NO_REPORT, _FORM)
    if is_archive(grid):
        return Filed(file, sha256, None, NO_REPORT, _ARCHIVE)
    if declared is None:
        return Filed(file, sha256, None, NO_REPORT, f"{NOT_A_MASTER.code} {_NO_MASTER}")
    document = declared.read(grid)
    if document.looks_ahead:
        return Filed(file, sha256, None, NO_REPORT, _PLAN)
    if document.period is None:
        return Filed(file, sha256, None, NOT_READ, "Start säger inte vilken period den gäller.")
    neighbours = Neighbours.of_folder(loaded.path.parent)
    board = board_of(grid, neighbours, neighbours.place)
    parameters = parameters_of(document, board)
    calculated, _unusable = calculated_of(document, parameters)
    start = document.start
    rows = tuple(row for table in calculated.tables for row in _rows(table, calculated))
    report = FiledReport(
        file,
        sha256,
        " ".join((start.board or "").split()),
        document.key,
        document.period,
        start.date,
        start.status or "",
        start.corrects or "",
        start.amount_unit.value,
        rows,
        tuple(_goals(document, calculated)),
        tuple(_register(document)),
        tuple(_unread(document, {row.sheet for row in rows})),
        parameters.limit(HIT),
    )
    return Filed(file, sha256, report, rests_on=tuple(rests_on(loaded.path.parent, neighbours)))


def _rows(table: AmountTable, calculated: Calculated) -> Iterator[FiledRow]:
    """Yield the rows of a table with a forecast; a blank is what it is computed to."""
    columns = _COLUMNS.get(table.forecast)
    if columns is None or not table.family:
        return
    outcome, budget, year_budget, sign = columns
    for row in table.rows:
        told = {
            header: calculated.value(row.figures[header])
            for header in (outcome, budget, table.forecast, year_budget)
            if header in row.figures
        }
        budgets = [
            None if value is None else value * sign
            for value in (told.get(budget), told.get(year_budget))
        ]
        figures = Figures(told.get(outcome), budgets[0], told.get(table.forecast), budgets[1])
        if row.label:
            yield FiledRow(
                table.sheet, table.family, row.area, row.label, row.kind, row.parent, row.number,
                figures,
            )  # fmt: skip


def _unread(document: Document, sheets: Collection[str]) -> Iterator[str]:
    """Yield the cells of outcome, budget and forecast that hold something else than an amount."""
    headers = {
        header
        for forecast, (outcome, budget, year_budget, _sign) in _COLUMNS.items()
        for header in (forecast, outcome, budget, year_budget)
    }
    for issue in document.issues:
        if issue.cell.sheet in sheets and issue.column.header in headers:
            found = _FAULTS.get(issue.fault, "{found} är inget belopp")
            told = found.format(found=str(issue.context.get("found", "texten"))[:_SHOWN])
            yield f"{issue.cell} ({told})"


def _goals(document: Document, calculated: Calculated) -> Iterator[FiledGoal]:
    """Yield the goals with what applies: the board's own assessment, the author's, the computed."""
    for row in (*document.rows_of(GoalRow), *document.rows_of(TreeGoalRow)):
        number = row.get("number")
        if number is None:
            continue
        applies = row.get("override") or row.get("assessment") or _computed(row, calculated)
        word, symbol = (applies.value, applies.symbol) if isinstance(applies, Graded) else ("", "")
        name = row.get("short_name") or row.get("area") or row.label
        yield FiledGoal(str(int(number)), " ".join(str(name).split()), word, symbol)


def _computed(row: Row, calculated: Calculated) -> Any:
    cell = row.place("assessment")
    result = calculated.by_cell.get(cell) if cell else None
    return None if result is None else result.value


def _register(document: Document) -> Iterator[FiledName]:
    for row in document.rows_of(ActivityRow):
        if row.sheet and row.name:
            yield FiledName(
                row.sheet, row.area or "", row.name, row.alias or "", row.replaces or "",
                row.valid_from, row.valid_to,
            )  # fmt: skip
