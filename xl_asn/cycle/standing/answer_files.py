"""A file in the folder of answers, read: a form, a whole workbook, or why it is neither."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from xl_asn.case.case import case_of
from xl_asn.case.forms import codes
from xl_asn.case.forms.judged import believed
from xl_asn.case.forms.returned import returned
from xl_asn.files.changing import held
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.load import load
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding
from xl_asn.model.forms import Returned
from xl_asn.model.grid import Grid

_LOG: Final = logging.getLogger(__name__)

#: How far somebody has come is told by *Läget* and *Insamling*, of everybody and not file by file.
_TOLD_ELSEWHERE: Final = frozenset({codes.NOT_DONE, codes.NOT_SAID_DONE})


class AnswerFile(NamedTuple):
    """What a workbook in the folder is: a form, a whole workbook, neither, or not to be read.

    ``fault`` says why nothing of it can be taken, and ``recipient`` whose it says that it is, where
    that can be believed. ``opened_by`` is who has it open, in words; empty for nobody.
    """

    returned: Returned | None = None
    master: Grid | None = None
    fault: Finding | None = None
    recipient: str = ""
    day: date | None = None
    opened_by: str = ""


def read_answer(path: Path) -> AnswerFile:
    """Read a workbook in the folder of answers; nothing is raised but what memory cannot do."""
    try:
        read = _read(path)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad file must not take the others down
        _LOG.exception("could not read an answer")
        read = AnswerFile(fault=file_finding("F199", type(error).__name__))
    return read._replace(day=_day(path), opened_by=_opened_by(path))


@our_arithmetic()
def _read(path: Path) -> AnswerFile:
    loaded = load(path)
    if loaded.grid is None:
        return AnswerFile(fault=loaded.findings[0])
    case = case_of(loaded.grid)
    if not isinstance(case, Finding):
        return AnswerFile(master=loaded.grid)
    if case.code != codes.NOT_A_MASTER:
        return AnswerFile()
    read = returned(loaded.grid)
    if isinstance(read, Finding):
        binding = believed(loaded.grid)
        return AnswerFile(fault=read, recipient=binding.recipient if binding else "")
    findings = (
        one
        for one in read.findings
        if one.code in codes.OF_THE_SHEET or (read.is_begun and one.code not in _TOLD_ELSEWHERE)
    )
    return AnswerFile(read._replace(findings=tuple(findings)))


def _day(path: Path) -> date | None:
    """Return the day when a file was saved last; None where the system does not tell."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).date()  # noqa: DTZ006 - her own clock
    except (OSError, ValueError, OverflowError):
        return None


def _opened_by(path: Path) -> str:
    lock = held.lock_of(path)
    return "" if lock is None or lock.is_left else lock.where
