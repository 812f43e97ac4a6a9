"""The sheet *Arkiv* read back: what the reports before a workbook say of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from xl_asn.documents.catalogue import document_types
from xl_asn.documents.sheets.archived import NAME, ArchivedRow
from xl_asn.documents.sheets.economy import ACTIVITIES
from xl_asn.documents.table import read_table
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    MONTHS,
    Archive,
    BoardArchive,
    Figures,
    FiledReport,
    FiledRow,
    FollowedRow,
    Observed,
)
from xl_asn.model.grid import Grid, folded_name
from xl_asn.model.periods import Period

_NEEDED: Final = ("board", "year", "month", "sheet", "name", "row_id", "file")
_YEARS: Final = range(1900, 2200)


def read_archive(grid: Grid) -> Archive | None:
    """Return the archive that a workbook is; None where it is none.

    Rows that do not say whose, when and which they are have been changed by somebody, and are
    passed over. What the archive remarks on, and its files that are in no use, are not read.
    """
    table, _issues = read_table(grid.sheet(NAME), NAME, ArchivedRow)
    if not all(field in table.columns for field in _NEEDED):
        return None
    boards: dict[str, list[ArchivedRow]] = {}
    for row in table:
        if _is_whole(row):
            boards.setdefault(folded_name(row.board or ""), []).append(row)
    units = [row.unit for rows in boards.values() for row in rows if row.unit]
    return Archive(units[0] if units else "tkr", tuple(_board(rows) for rows in boards.values()))


def _is_whole(row: ArchivedRow) -> bool:
    if not (row.board and row.name and row.sheet and row.row_id and row.file):
        return False
    year, month = row.year, row.month
    return year is not None and year in _YEARS and month is not None and 1 <= month <= MONTHS


def _board(rows: Sequence[ArchivedRow]) -> BoardArchive:
    board = rows[0].board or ""
    reports = {row.file or "": row for row in rows}
    followed: dict[str, list[Observed]] = {}
    for number, row in enumerate(rows, 1):
        followed.setdefault(row.row_id or "", []).append(_observed(row, number))
    return BoardArchive(
        board,
        tuple(sorted(map(_report, reports.values()), key=lambda report: report.month)),
        followed_rows(board, followed.items()),
    )


def followed_rows(
    board: str, found: Iterable[tuple[str, Sequence[Observed]]]
) -> tuple[FollowedRow, ...]:
    """Return rows by their ids, each month of them once, with the board's own result marked.

    Of two reports of one month the later in order is taken. The board's own is the last total, or
    else the last result, of the latest report that tells of activities.
    """
    rows = []
    for row_id, observed in found:
        by_month = {one.month: one for one in observed}
        rows.append(FollowedRow(row_id, board, tuple(by_month[m] for m in sorted(by_month))))
    own = _own(rows)
    return tuple(
        FollowedRow(row.id, board, row.observed, is_board=True) if row is own else row
        for row in rows
    )


def _own(rows: Sequence[FollowedRow]) -> FollowedRow | None:
    told = [row for row in rows if row.row.family == ACTIVITIES]
    for kind in (RowKind.TOTAL, RowKind.RESULT):
        ones = [row for row in told if row.row.kind is kind]
        if ones:
            return max(ones, key=lambda row: (row.observed[-1].month, row.row.number))
    return None


def _observed(row: ArchivedRow, number: int) -> Observed:
    sheet = row.sheet or ""
    filed = FiledRow(
        sheet,
        _families().get(folded_name(sheet), sheet),
        row.area or "",
        row.name or "",
        row.kind or RowKind.ROW,
        row.parent or "",
        number,
        Figures(row.outcome, row.budget, row.forecast, row.year_budget),
    )
    return Observed(_month(row), filed, row.file or "")


def _report(row: ArchivedRow) -> FiledReport:
    year, month = _month(row)
    return FiledReport(
        row.file or "", row.sha256 or "", row.board or "", row.document or "",
        Period(year, month, month), None, "", "", row.unit or "",
    )  # fmt: skip


def _month(row: ArchivedRow) -> tuple[int, int]:
    return int(row.year or 0), int(row.month or 0)


@cache
def _families() -> dict[str, str]:
    """Return the family of each sheet of amounts, by the sheet's name as people compare names."""
    return {folded_name(name): family for name, family in _sheets()}


def _sheets() -> Iterator[tuple[str, str]]:
    for declared in document_types().values():
        for spec in declared.sheets:
            if spec.row.family:
                yield spec.name, spec.row.family
