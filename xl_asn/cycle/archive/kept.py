"""What the archive keeps of a file as JSON: how it is remembered from one time to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xl_asn.batch.verdicts import Neighbour
from xl_asn.cycle.archive.filed import Filed
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import Figures, FiledGoal, FiledName, FiledReport, FiledRow
from xl_asn.model.periods import Period


def told_of(filed: Filed) -> Mapping[str, Any]:
    """Return what came of a file, without its place, which may be another the next time."""
    report = filed.report
    return {
        "blev": [filed.became, filed.why],
        "bredvid": [[one.name, one.folder, one.sha256] for one in filed.rests_on],
        "rapport": None if report is None else _report(report),
    }


def filed_of(path: Path, sha256: str, told: Mapping[str, Any]) -> Filed:
    """Return what :func:`told_of` told of, for the file where it lies now.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: nothing of ours told this.
    """
    became, why = told["blev"]
    beside = tuple(Neighbour(*one) for one in told["bredvid"])
    report = told["rapport"]
    return Filed(
        str(path),
        sha256,
        None if report is None else _read_report(str(path), sha256, report),
        became,
        why,
        beside,
    )


def _report(report: FiledReport) -> Mapping[str, Any]:
    return {
        "start": [
            report.board, report.document, list(report.period), _day(report.dated), report.status,
            report.corrects, report.unit, str(report.limit),
        ],
        "rader": [
            [*row[:4], row.kind.value, row.parent, row.number, *map(_amount, row.figures)]
            for row in report.rows
        ],
        "mål": [list(goal) for goal in report.goals],
        "namn": [
            [*name[:5], _day(name.valid_from), _day(name.valid_to)] for name in report.register
        ],
        "oläst": list(report.unread),
    }  # fmt: skip


def _read_report(file: str, sha256: str, told: Mapping[str, Any]) -> FiledReport:
    board, document, period, dated, status, corrects, unit, limit = told["start"]
    return FiledReport(
        file,
        sha256,
        board,
        document,
        Period(*period),
        _read_day(dated),
        status,
        corrects,
        unit,
        tuple(
            FiledRow(
                sheet,
                family,
                area,
                name,
                RowKind(kind),
                parent,
                number,
                Figures(*map(_read_amount, amounts)),
            )
            for sheet, family, area, name, kind, parent, number, *amounts in told["rader"]
        ),
        tuple(FiledGoal(*goal) for goal in told["mål"]),
        tuple(
            FiledName(sheet, area, name, alias, replaces, _read_day(first), _read_day(last))
            for sheet, area, name, alias, replaces, first, last in told["namn"]
        ),
        tuple(map(str, told["oläst"])),
        Decimal(limit),
    )


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _read_amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
