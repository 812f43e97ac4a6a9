"""An earlier report as a document: whether it can be had, and can be compared with."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.model.grid import Grid, folded_name
from xl_asn.model.periods import Period


class Mismatch(Enum):
    """Why a workbook cannot be the previous report; the values end a sentence about it."""

    NO_MASTER = "är ingen mall från xl_asn"
    OTHER_TYPE = "är en annan sorts dokument"
    OTHER_BOARD = "gäller en annan nämnd"
    OTHER_UNIT = "har beloppen i en annan enhet"
    NO_PERIOD = "säger inte vilken period den gäller"
    NOT_EARLIER = "gäller inte en tidigare period"


class Reason(Enum):
    """Why a workbook that is named cannot be had; the values end a sentence about it."""

    NOT_THERE = "finns inte där arbetsboken ligger"
    TOO_FAR = "ligger för långt från arbetsboken"
    UNREADABLE = "gick inte att läsa"
    NO_FOLDER = "hittas inte, eftersom arbetsboken inte ligger i en mapp på datorn"


class Missing(NamedTuple):
    """A workbook that is named, but is not there or cannot be read; ``detail`` says more of why."""

    name: str
    reason: Reason
    detail: str = ""

    @property
    def words(self) -> str:
        """Return why, as the end of a sentence about the workbook."""
        return f"{self.reason.value}: {self.detail}" if self.detail else self.reason.value


def earlier_document(document: Document, grid: Grid) -> Document | Mismatch | None:
    """Read the previous report: of the same board and an earlier period, or why it is not.

    A board's year goes monthly – interim – monthly, so those two follow each other; a yearly plan
    follows a yearly plan. None when the document itself does not say its period, so that nothing
    can be told.
    """
    declared = document_type_of(grid)
    if declared is None:
        return Mismatch.NO_MASTER
    if declared.looks_ahead is not document.looks_ahead:
        return Mismatch.OTHER_TYPE
    if document.period is None:
        return None
    earlier = declared.read(grid)
    return _mismatch(document, earlier, document.period) or earlier


def _mismatch(document: Document, earlier: Document, period: Period) -> Mismatch | None:
    if earlier.period is None:
        return Mismatch.NO_PERIOD
    if not is_earlier(earlier.period, period):
        return Mismatch.NOT_EARLIER
    if not _agree(document.start.board, earlier.start.board):
        return Mismatch.OTHER_BOARD
    if not _agree(document.start.unit, earlier.start.unit):
        return Mismatch.OTHER_UNIT
    return None


def is_earlier(earlier: Period, period: Period) -> bool:
    """Whether a period lies before another; one of the year so far may begin in the other."""
    if 1 in {earlier.first_month, period.first_month}:
        return earlier.end < period.end
    return earlier.end < period.start


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or folded_name(one) == folded_name(other)
