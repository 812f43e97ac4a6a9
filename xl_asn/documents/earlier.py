"""The previous report as a document: whether it is one that this document can be compared with."""

from __future__ import annotations

from enum import Enum

from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.model.grid import Grid


class Mismatch(Enum):
    """Why a workbook cannot be the previous report; the values end a sentence about it."""

    NO_MASTER = "är ingen mall från xl_asn"
    OTHER_TYPE = "är en annan sorts dokument"
    NO_PERIOD = "säger inte vilken period den gäller"
    NOT_EARLIER = "gäller inte en tidigare period"


def earlier_document(document: Document, grid: Grid) -> Document | Mismatch | None:
    """Read the previous report: of the same type and an earlier period, or why it is not.

    None when the document itself does not say its period, so that nothing can be told.
    """
    declared = document_type_of(grid)
    if declared is None:
        return Mismatch.NO_MASTER
    if declared is not type(document):
        return Mismatch.OTHER_TYPE
    if document.period is None:
        return None
    earlier = declared.read(grid)
    if earlier.period is None:
        return Mismatch.NO_PERIOD
    period = document.period
    if earlier.period.first_month == period.first_month == 1:  # both are of the year so far
        return earlier if earlier.period.end < period.end else Mismatch.NOT_EARLIER
    return earlier if earlier.period.end < period.start else Mismatch.NOT_EARLIER
