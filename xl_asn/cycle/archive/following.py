"""One row through all reports that have it, whatever it has been called.

Each report's rows are paired with those known so far by the one pairing that all who compare use:
key, register, name in another area, likeness. A row that has been split or joined is not followed
further: its parts begin anew, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from xl_asn.calculation.earlier import SameRows, same_rows
from xl_asn.calculation.filed_tables import filed_tables
from xl_asn.documents.sheets.activities import Activities, ActivityRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    FiledReport,
    FiledRow,
    FollowedRow,
    Month,
    Observed,
    Remark,
    RemarkKind,
)
from xl_asn.model.grid import folded_name
from xl_asn.model.identity import RowKey
from xl_asn.model.listing import listed
from xl_asn.pages.archive_reading import followed_rows

_MOST_NAMED: Final = 6


class Followed(NamedTuple):
    """The rows of one board's reports, and what there is to say of how they were followed."""

    rows: tuple[FollowedRow, ...]
    remarks: tuple[Remark, ...]


class _Chain:
    """One row as far as it has been followed."""

    __slots__ = ("observed",)

    def __init__(self, first: Observed) -> None:
        self.observed = [first]

    @property
    def latest(self) -> FiledRow:
        return self.observed[-1].row


def followed(board: str, reports: Sequence[FiledReport]) -> Followed:
    """Follow the rows of one board's reports, oldest first, each month's once."""
    work = _Work(board)
    for report in reports:
        work.take(report)
    rows = _rows(board, work.everything)
    ones = zip(rows, work.everything, strict=True)
    whole = [row for row, chain in ones if id(chain) not in work.regrouped]
    remarks = (*work.remarks, *_ended(whole, reports), *_budget_changes(rows))
    return Followed(rows, remarks)


class _Work:
    """What is known so far: the chains that may go on, and all that there are."""

    def __init__(self, board: str) -> None:
        self.board = board
        self.everything: list[_Chain] = []
        self.remarks: list[Remark] = []
        self._open: list[_Chain] = []
        self._families: set[str] = set()
        self.regrouped: set[int] = set()
        """The chains that were split or joined, or began so."""

    def take(self, report: FiledReport) -> None:
        """Let a report's rows go on with the chains that they belong to, or begin new ones."""
        rows = [row for row in report.rows if not row.figures.are_blank]
        known = filed_tables(chain.latest for chain in self._open)
        chains = {
            family: [chain for chain in self._open if chain.latest.family == family]
            for family in known
        }
        told = filed_tables(rows)
        by_family = {family: [row for row in rows if row.family == family] for family in told}
        goes_on: dict[int, _Chain] = {}
        parts: set[int] = set()
        for same in same_rows(told.values(), known, _register(report)):
            family = same.table.family
            goes_on |= self._paired(report, same, by_family[family], chains[family])
            parts |= {
                id(by_family[family][row.at]) for group in same.regrouped for row in group.now
            }
            self._close(report, same, chains[family])
        began = []
        for row in rows:
            one = Observed(report.month, row, report.file)
            chain = goes_on.get(id(row))
            if chain is not None:
                chain.observed.append(one)
                continue
            chain = _Chain(one)
            self.everything.append(chain)
            self._open.append(chain)
            if id(row) in parts:
                self.regrouped.add(id(chain))
            elif row.family in self._families:
                began.append(row)
        self._families |= {row.family for row in rows}
        self._say(RemarkKind.BEGAN, report, began)

    def _paired(
        self,
        report: FiledReport,
        same: SameRows,
        rows: Sequence[FiledRow],
        chains: Sequence[_Chain],
    ) -> dict[int, _Chain]:
        """Return the chain that each row of a table goes on with."""
        found: dict[int, _Chain] = {}
        renamed = []
        for here, there in same.pairs:
            row, chain = rows[here.at], chains[there.at]
            is_guessed = here.number in same.guessed
            if is_guessed and row.sheet != chain.latest.sheet:
                continue  # an interim report divides its rows otherwise
            if is_guessed:
                renamed.append(f"{_named(chain.latest)} blev {_named(row)}")
            found[id(row)] = chain
        if renamed:
            said = (
                f"{listed(_few(renamed))}. Det är en gissning efter namnet. Är den fel, skriv på "
                "bladet Verksamheter i rapporten vilken rad som ersätter vilken."
            )
            self.remarks.append(
                Remark(RemarkKind.RENAMED, self.board, report.month, said, (report.file,))
            )
        return found

    def _close(self, report: FiledReport, same: SameRows, chains: Sequence[_Chain]) -> None:
        """End the chains that have been split or joined: their parts begin anew."""
        for group in same.regrouped:
            gone = [chains[row.at] for row in group.then]
            self.regrouped |= set(map(id, gone))
            self._open = [chain for chain in self._open if chain not in gone]
            was, now = (
                listed(_few([row.label for row in ones])) for ones in (group.then, group.now)
            )
            said = f"{was} blev {now}. Raderna följs inte över ändringen, bara summorna ovanför."
            self.remarks.append(
                Remark(RemarkKind.REGROUPED, self.board, report.month, said, (report.file,))
            )

    def _say(self, kind: RemarkKind, report: FiledReport, rows: Sequence[FiledRow]) -> None:
        names = list(dict.fromkeys(r.name for r in rows if r.kind is not RowKind.OF_WHICH))
        if names:
            said = f"{listed(_few(names))} finns från och med {report.period.label}."
            self.remarks.append(Remark(kind, self.board, report.month, said, (report.file,)))


def _register(report: FiledReport) -> Activities:
    rows = tuple(
        ActivityRow.model_construct(
            sheet=one.sheet, area=one.area or None, name=one.name, alias=one.alias or None,
            replaces=one.replaces or None, valid_from=one.valid_from, valid_to=one.valid_to,
        )
        for one in report.register
    )  # fmt: skip
    return Activities(rows).on(report.period.end) if rows else Activities()


def _rows(board: str, chains: Iterable[_Chain]) -> tuple[FollowedRow, ...]:
    taken: dict[str, int] = {}
    found = []
    for chain in chains:
        row = chain.latest
        text = RowKey(
            row.family, (row.area, row.name) if row.area else (row.name,), row.parent
        ).text
        row_id = f"{row.family}: {text}"
        times = taken[folded_name(row_id)] = taken.get(folded_name(row_id), 0) + 1
        found.append((f"{row_id} ({times})" if times > 1 else row_id, chain.observed))
    return followed_rows(board, found)


def _ended(rows: Sequence[FollowedRow], reports: Sequence[FiledReport]) -> Iterator[Remark]:
    """Yield the rows that the latest reports do not have any more, by the month of their last."""
    last: dict[str, Month] = {}
    for report in reports:
        for row in report.rows:
            last[row.sheet] = report.month
    gone: dict[Month, list[FollowedRow]] = {}
    for one in rows:
        month = one.observed[-1].month
        if month < last.get(one.row.sheet, month) and one.row.kind is not RowKind.OF_WHICH:
            gone.setdefault(month, []).append(one)
    by_month = {report.month: report for report in reports}
    for month in sorted(gone):
        names = listed(_few(list(dict.fromkeys(row.label for row in gone[month]))))
        said = f"{names} finns till och med {by_month[month].period.label}."
        yield Remark(RemarkKind.ENDED, gone[month][0].board, month, said)


def _budget_changes(rows: Sequence[FollowedRow]) -> Iterator[Remark]:
    """Yield the months in which the year's budget was another than the month before."""
    changed: dict[Month, list[str]] = {}
    for row in rows:
        if row.row.kind is RowKind.OF_WHICH:
            continue
        told = [one for one in row.observed if one.figures.year_budget is not None]
        for before, after in pairwise(told):
            same_year = before.month[0] == after.month[0]
            if same_year and before.figures.year_budget != after.figures.year_budget:
                changed.setdefault(after.month, []).append(row.label)
    for month in sorted(changed):
        names = listed(_few(list(dict.fromkeys(changed[month]))))
        said = (
            f"Årsbudgeten är en annan än i rapporten före för {names}. Varje prognos bedöms mot "
            "årsbudgeten i sin egen rapport."
        )
        yield Remark(RemarkKind.BUDGET_CHANGED, rows[0].board, month, said)


def _named(row: FiledRow) -> str:
    return f"{row.area} › {row.name}" if row.area else row.name


def _few(names: Sequence[str]) -> Sequence[str]:
    more = len(names) - _MOST_NAMED
    return names if more <= 1 else [*names[:_MOST_NAMED], f"{more} till"]


def in_unit(report: FiledReport, unit: str, factor: int) -> FiledReport:
    """Return a report with its amounts so many times as large, in another unit."""
    rows = tuple(
        row._replace(
            figures=type(row.figures)(*(v if v is None else v * factor for v in row.figures))
        )
        for row in report.rows
    )
    return replace(report, unit=unit, rows=rows)
