"""Which report tells of a month, where a folder has several; and which months none tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath, PureWindowsPath
from typing import Final, NamedTuple

from xl_asn.documents.start import PUBLISHED
from xl_asn.model.archive import (
    MONTHS,
    REPLACED,
    ArchivedFile,
    FiledReport,
    Month,
    Remark,
    RemarkKind,
    month_code,
    month_label,
)
from xl_asn.model.grid import folded_name

_INTERIM: Final = "delarsrapport"
_SAME: Final = "samma innehåll som {}"


class Chosen(NamedTuple):
    """The reports in use, oldest first; what was put aside, and what is to be said of it."""

    reports: tuple[FiledReport, ...]
    aside: tuple[ArchivedFile, ...]
    remarks: tuple[Remark, ...]


def chosen(reports: Sequence[FiledReport]) -> Chosen:
    """Choose one report of each sort and month among those of one board.

    A report that corrects another goes before it, then the one with the latest date on *Start*,
    then one that is adopted, and last the file whose name comes last.
    """
    by_month: dict[tuple[str, Month], list[FiledReport]] = {}
    for report in reports:
        by_month.setdefault((report.document, report.month), []).append(report)
    used: list[FiledReport] = []
    aside: list[ArchivedFile] = []
    remarks: list[Remark] = []
    for versions in by_month.values():
        corrected = _corrected(versions)
        best = max(versions, key=lambda report: _order(report, corrected))
        used.append(best)
        others = [report for report in versions if report is not best]
        if others:
            aside += (_aside(report, best) for report in others)
            remarks += _remarks(best, others, corrected)
    used.sort(key=lambda report: (report.month, report.document != _INTERIM, report.file))
    return Chosen(tuple(used), tuple(aside), tuple(remarks))


def _corrected(versions: Iterable[FiledReport]) -> frozenset[str]:
    """Return the names of the files that others of the same month correct."""
    return frozenset(_name(report.corrects) for report in versions if report.corrects)


def _order(report: FiledReport, corrected: frozenset[str]) -> tuple[bool, date, bool, bool, str]:
    return (
        not _is_among(report, corrected),
        report.dated or date.min,
        bool(report.corrects),
        report.status == PUBLISHED,
        report.file,
    )


def _is_among(report: FiledReport, names: frozenset[str]) -> bool:
    name = PurePath(report.file)
    return bool({_name(name.name), _name(name.stem)} & names)


def _name(file: str) -> str:
    return folded_name(PureWindowsPath(file).name)


def _aside(report: FiledReport, best: FiledReport) -> ArchivedFile:
    is_same = _says_the_same(report, best)
    why = _SAME.format(best.file) if is_same else f"{best.file} gäller i stället"
    return ArchivedFile(report.file, report.sha256, report.board, report.period.code, REPLACED, why)


def _says_the_same(one: FiledReport, other: FiledReport) -> bool:
    """Whether two files hold the same report, be it that one has buttons and the other not."""
    return replace(one, file="", sha256="") == replace(other, file="", sha256="")


def _remarks(
    best: FiledReport, others: Sequence[FiledReport], corrected: frozenset[str]
) -> Iterator[Remark]:
    same = [report for report in others if _says_the_same(report, best)]
    older = [report for report in others if not _says_the_same(report, best)]
    label = best.period.label
    if same:
        files = (best.file, *(report.file for report in same))
        said = f"Samma rapport för {label} ligger på {len(files)} ställen och räknas en gång."
        yield Remark(RemarkKind.SAME_TWICE, best.board, best.month, said, files)
    if older:
        count = len(older) + 1
        said = f"{count} olika rapporter gäller {label}. {_why(best, older, corrected)}"
        files = (best.file, *(report.file for report in older))
        yield Remark(RemarkKind.TWO_VERSIONS, best.board, best.month, said, files)


def _why(best: FiledReport, older: Sequence[FiledReport], corrected: frozenset[str]) -> str:
    if all(_is_among(report, corrected) for report in older):
        return f"{best.file} rättar de andra och gäller."
    dates = {report.dated for report in older if not _is_among(report, corrected)}
    if best.dated and best.dated not in dates:
        return f"{best.file} har det senaste datumet, {best.dated:%Y-%m-%d}, och gäller."
    word = "är fastställd" if best.status == PUBLISHED else "har det namn som kommer sist"
    if best.status == PUBLISHED and any(report.status == PUBLISHED for report in older):
        word = "har det namn som kommer sist"
    return (
        f"De har samma datum eller inget. {best.file} {word} och gäller. Skriv Datum på bladet "
        "Start i dem, eller flytta undan de andra."
    )


def gaps(reports: Sequence[FiledReport]) -> tuple[Month, ...]:
    """Return the months between the first and the last report that none tells of.

    A monthly report may be of two months; an interim report is of its last one.
    """
    told: set[Month] = set()
    for report in reports:
        period = report.period
        first = period.last_month if report.document == _INTERIM else period.first_month
        told |= {(period.year, month) for month in range(first, period.last_month + 1)}
    if not told:
        return ()
    return tuple(month for month in _months(min(told), max(told)) if month not in told)


def gap_remarks(board: str, months: Sequence[Month]) -> Iterator[Remark]:
    """Yield one remark for each hole, however many months long."""
    hole: list[Month] = []
    for month in months:
        if hole and _next(hole[-1]) != month:
            yield _hole(board, hole)
            hole = []
        hole.append(month)
    if hole:
        yield _hole(board, hole)


def _hole(board: str, months: Sequence[Month]) -> Remark:
    first, last = months[0], months[-1]
    said = (
        f"Ingen rapport för {month_label(first)}."
        if first == last
        else f"Ingen rapport för {month_label(first)}–{month_label(last)}, {len(months)} månader."
    )
    return Remark(RemarkKind.GAP, board, first, said)


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = _next(month)


def _next(month: Month) -> Month:
    return (month[0] + 1, 1) if month[1] == MONTHS else (month[0], month[1] + 1)


def gap_codes(months: Iterable[Month]) -> list[str]:
    """Return months as sorted codes, each once."""
    return [month_code(month) for month in sorted(set(months))]
