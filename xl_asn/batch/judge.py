"""One file → its verdict. This is what a worker process does, here or on another machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from xl_asn.batch.units import whose
from xl_asn.batch.verdicts import FORM, REFUSED, Neighbour, Verdict, outcome_of
from xl_asn.case.case import case_of
from xl_asn.case.examine import Examined, examine
from xl_asn.case.forms.codes import NOT_A_MASTER
from xl_asn.case.neighbours import Fetch, Neighbours, fetched
from xl_asn.documents.shares import amount_cells
from xl_asn.documents.sheets.archived import is_archive
from xl_asn.files.reading.by_name import is_skipped
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.load import Loaded, load, load_taken
from xl_asn.files.reading.snapshot import Snapshot, display_name
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid

_LOG: Final = logging.getLogger(__name__)

_NOTE: Final = ".md"
"""A text among the workbooks, and not one of them, even where it is the source of one."""


@our_arithmetic()
def judge(path: Path) -> Verdict:
    """Read, calculate and check one file; nothing is written to it, and nothing is raised."""
    return _judged(load(path), fetched)


@our_arithmetic()
def judge_taken(taken: Snapshot, fetch: Fetch) -> Verdict:
    """Judge a file by bytes that were taken somewhere else, and so for those that it names.

    Raises:
        Exception: what ``fetch`` raises.
    """
    return _judged(load_taken(taken.path, taken), fetch)


def _judged(loaded: Loaded, fetch: Fetch) -> Verdict:
    file, sha256 = str(loaded.path), loaded.sha256
    if loaded.path.suffix.casefold() == _NOTE:
        return Verdict.skipped(file, sha256, [file_finding("F115")])
    if loaded.grid is None:
        if is_skipped(loaded.name, loaded.findings):
            return Verdict.skipped(file, sha256, loaded.findings)
        return Verdict.refused(file, sha256, *loaded.findings)
    return _examined(loaded, loaded.grid, Neighbours.of_folder(loaded.path.parent, fetch))


def _examined(loaded: Loaded, grid: Grid, neighbours: Neighbours) -> Verdict:
    file, sha256 = str(loaded.path), loaded.sha256
    try:
        case = case_of(grid, neighbours)
        if isinstance(case, Finding):
            if case.code == NOT_A_MASTER:
                return _of_form(loaded, grid)
            if is_archive(grid):
                return Verdict.skipped(file, sha256, [case])
            return Verdict.refused(file, sha256, *loaded.findings, case)
        examined = examine(case)
    except MemoryError:
        return Verdict.refused(file, sha256, file_finding("F190"))
    except Exception as error:  # noqa: BLE001 - one file's fault in our code is that file's verdict
        _LOG.exception("could not judge %s", display_name(loaded.path))
        return Verdict.refused(file, sha256, file_finding("F199", type(error).__name__))
    findings = (*loaded.findings, *examined.findings)
    document = examined.document
    period = document.period.code if document.period else None
    outcome = outcome_of(findings)
    return Verdict(
        file, sha256, document.key, period, outcome, findings,
        tuple(rests_on(loaded.path.parent, neighbours)), _small_amounts(examined),
        case.board.used, whose=whose(examined, findings),
    )  # fmt: skip


def _of_form(loaded: Loaded, grid: Grid) -> Verdict:
    """Judge a form that a unit answers: nothing lies beside it, and it is no master."""
    from xl_asn.case.forms.judged import judged_form  # noqa: PLC0415 - no master needs it

    form = judged_form(grid)
    findings = (*loaded.findings, *form.findings)
    verdict = Verdict(
        str(loaded.path), loaded.sha256, FORM, form.period or None, outcome_of(findings), findings,
        amounts=form.amounts & {f.cell for f in findings if f.cell}, rule_set=form.rule_set,
        recipient=form.recipient,
    )  # fmt: skip
    return replace(verdict, outcome=REFUSED) if form.is_refused else verdict


def rests_on(folder: Path, neighbours: Neighbours) -> Iterator[Neighbour]:
    """Yield what has been asked for beside a file in a folder, and what came of it."""
    for name, place, found in neighbours.read:
        beside = os.path.relpath(place, folder)
        if found is None:
            yield Neighbour(name, beside, None)
        else:
            yield Neighbour(name, beside, found.sha256, unread=found.sha256 is None)


def _small_amounts(examined: Examined) -> frozenset[CellRef]:
    small = frozenset(
        finding.cell
        for finding in examined.findings
        if finding.cell and any(number and abs(number) < 1 for number in finding.numbers)
    )
    return small & amount_cells(examined.document, {cell.sheet for cell in small})
