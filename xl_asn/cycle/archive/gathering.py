"""Many files → the archive: read in bounded processes, what is known already from the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from xl_asn.batch.bounded import Processes
from xl_asn.batch.cache import Cache, still_holds
from xl_asn.batch.paths import LinkOut
from xl_asn.batch.time_limit import seconds_for
from xl_asn.cycle.archive.choosing import chosen, gap_remarks, gaps
from xl_asn.cycle.archive.filed import Filed, unread
from xl_asn.cycle.archive.following import followed, in_unit
from xl_asn.cycle.archive.kept import filed_of, told_of
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.by_name import is_skipped, refused_by_name
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.archive import (
    IN_USE,
    NOT_READ,
    Archive,
    ArchivedFile,
    BoardArchive,
    FiledGoal,
    FiledReport,
    FollowedGoal,
    Month,
    Remark,
    RemarkKind,
)
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding
from xl_asn.model.grid import folded_name
from xl_asn.model.listing import listed

_WHAT: Final = "|arkiv"
"""What the cache calls this answer."""
_MOST_CELLS: Final = 8
NO_BOARD: Final = "(ingen nämnd på Start)"


def gathered(
    paths: Iterable[Path | LinkOut], processes: Processes, cache: Cache | None = None
) -> Iterator[Filed]:
    """Yield what came of each file, in the order given; nothing is written to any."""
    waiting = [_asked(found, processes, cache) for found in paths]
    for one in waiting:
        yield one()


def _asked(found: Path | LinkOut, processes: Processes, cache: Cache | None) -> Callable[[], Filed]:
    if isinstance(found, LinkOut):
        refused = unread(str(found.path), None, file_finding("F102", "en länk ut ur mappen"))
        return lambda: refused
    taken = refused_by_name(found.name) or _taken(found)
    if isinstance(taken, Finding):
        is_workbook = not is_skipped(found.name, [taken])
        told = unread(str(found), None, taken, is_workbook=is_workbook)
        return lambda: told
    known = None if cache is None else _known(taken, cache)
    if known is not None:
        return lambda: known
    answer = processes.ask(seconds_for(taken.data, 1.0), filed_there, taken.path)
    mark = replace(taken, data=b"")  # the bytes are not kept while the file waits for its turn

    def kept() -> Filed:
        told = answer()
        if isinstance(told, Finding):
            return unread(str(mark.path), mark.sha256, told)
        if cache is not None and told.sha256 == mark.sha256 and _lasts(told):
            cache.remember(mark, told_of(told), _WHAT)
        return told

    return kept


def filed_there(path: Path) -> Filed:
    """Read one file, in a process that has all that it takes; this one need not import it."""
    from xl_asn.cycle.archive.filing import filed  # noqa: PLC0415 - see above

    return filed(path)


def _taken(path: Path) -> Snapshot | Finding:
    try:
        return snapshot.take(path)
    except MemoryError:  # of this file: the next one may be smaller
        return file_finding("F190")


def _known(taken: Snapshot, cache: Cache) -> Filed | None:
    found = cache.told(taken, lambda told: filed_of(taken.path, taken.sha256, told), _WHAT)
    return found if found and still_holds(found.rests_on, taken.path.parent) else None


def _lasts(told: Filed) -> bool:
    """Whether the answer is the file's own, and not of the machine or of the program."""
    if told.report is None and told.became == NOT_READ:
        return False
    return not any(neighbour.unread for neighbour in told.rests_on)


@our_arithmetic()
def archive_of(found: Sequence[Filed], top: Path | None = None) -> Archive:
    """Return the archive of what files gave: each board's reports, and what is to be said.

    Amounts are told in the unit that all reports have, and in tkr where they differ. Files are
    named from ``top``: an archive can be moved with its reports, and tells of no computer.
    """
    if top is not None:
        found = [_named_from(top, one) for one in found]
    reports = [one.report for one in found if one.report is not None]
    units = {report.unit for report in reports}
    unit = units.pop() if len(units) == 1 else AmountUnit.TKR.value
    by_board: dict[str, list[FiledReport]] = {}
    for report in reports:
        by_board.setdefault(folded_name(report.board), []).append(report)
    boards: list[BoardArchive] = []
    remarks: list[Remark] = []
    files = {one.file: _file(one) for one in found}
    for ones in by_board.values():
        made = _board(ones, unit)
        boards.append(made.board)
        remarks += made.remarks
        files |= {one.file: one for one in made.aside}
    remarks += [
        Remark(RemarkKind.NOT_READ, "", None, f"{one.file}: {one.why}", (one.file,))
        for one in files.values()
        if one.became == NOT_READ
    ]
    boards.sort(key=lambda board: folded_name(board.board))
    return Archive(unit, tuple(boards), tuple(sorted(remarks, key=_order)), (*files.values(),))


def _named_from(top: Path, one: Filed) -> Filed:
    path = Path(one.file)
    name = path.relative_to(top).as_posix() if path.is_relative_to(top) else one.file
    report = one.report and replace(one.report, file=name)
    return one._replace(file=name, report=report)


def _order(remark: Remark) -> tuple[str, Month, str, str]:
    return folded_name(remark.board), remark.month or (0, 0), remark.kind.value, remark.said


class _Made(NamedTuple):
    board: BoardArchive
    remarks: Sequence[Remark]
    aside: Sequence[ArchivedFile]


def _board(ones: Sequence[FiledReport], unit: str) -> _Made:
    name = ones[-1].board or NO_BOARD
    choice = chosen([replace(report, board=name) for report in ones])
    remarks = [*choice.remarks, *_other_units(choice.reports, unit)]
    reports = tuple(_in_unit(report, unit) for report in choice.reports)
    rows = followed(name, reports)
    holes = gaps(reports)
    remarks += rows.remarks
    remarks += gap_remarks(name, holes)
    remarks += _without_economy(reports)
    remarks += _unread_cells(reports)
    goals = tuple(_goals(name, reports))
    board = BoardArchive(name, reports, rows.rows, goals, reports[-1].limit, holes)
    remarks += _unfinished(board)
    return _Made(board, remarks, choice.aside)


def _in_unit(report: FiledReport, unit: str) -> FiledReport:
    own = read_unit(report.unit) or AmountUnit.TKR
    return report if report.unit == unit else in_unit(report, unit, int(own.thousands))


def _other_units(reports: Sequence[FiledReport], unit: str) -> Iterator[Remark]:
    others = [report for report in reports if report.unit != unit]
    if others:
        said = (
            f"Beloppen är i {others[0].unit} i {_of(len(others), len(reports))}. De är omräknade "
            f"till {unit}, men inte noggrannare än de var."
        )
        files = tuple(report.file for report in others)
        yield Remark(RemarkKind.OTHER_UNIT, others[0].board, others[0].month, said, files)


def _of(some: int, count: int) -> str:
    if some == count:
        return "rapporten" if count == 1 else "alla rapporter"
    return f"{some} av {count} rapporter"


def _without_economy(reports: Sequence[FiledReport]) -> Iterator[Remark]:
    for report in reports:
        if not report.has_economy:
            said = f"Rapporten för {report.period.label} har varken utfall eller prognos."
            yield Remark(RemarkKind.NO_ECONOMY, report.board, report.month, said, (report.file,))


def _unread_cells(reports: Sequence[FiledReport]) -> Iterator[Remark]:
    for report in reports:
        cells = report.unread
        if cells:
            more = len(cells) - _MOST_CELLS
            told = cells if more <= 1 else (*cells[:_MOST_CELLS], f"{more} celler till")
            said = f"I rapporten för {report.period.label} räknas {listed(told)} som tomma."
            yield Remark(RemarkKind.UNREAD_CELLS, report.board, report.month, said, (report.file,))


def _unfinished(board: BoardArchive) -> Iterator[Remark]:
    """Yield the years whose forecasts nobody can judge, as there is no closing figure."""
    for year in board.years:
        rows = [row for row in board.rows if year in row.years]
        if rows and not any(row.final(year) is not None for row in rows):
            last = max(one.month for row in rows for one in row.observed if one.month[0] == year)
            said = (
                f"Utfallet för december {year} saknas. Årets prognoser har därför inget bokslut "
                "att jämföras med."
            )
            yield Remark(RemarkKind.NO_FINAL, board.board, last, said)


def _goals(board: str, reports: Sequence[FiledReport]) -> Iterator[FollowedGoal]:
    colours: dict[str, dict[Month, FiledGoal]] = {}
    for report in reports:
        for goal in report.goals:
            colours.setdefault(folded_name(goal.name), {})[report.month] = goal
    found = []
    for by_month in colours.values():
        latest = by_month[max(by_month)]
        found.append(FollowedGoal(board, latest.number, latest.name, by_month))
    yield from sorted(found, key=lambda goal: (int(goal.number), goal.name))


def _file(one: Filed) -> ArchivedFile:
    report = one.report
    if report is None:
        return ArchivedFile(one.file, one.sha256 or "", "", "", one.became, one.why)
    return ArchivedFile(
        one.file, one.sha256 or "", report.board or NO_BOARD, report.period.code, IN_USE
    )
