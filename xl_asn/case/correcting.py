"""A published report corrected: held against what was published, and told to the months after.

*Start* names what was published, which stays as it is in a file of its own. Nothing of it is
remembered anywhere else, so nothing can fall out of step.
"""

from __future__ import annotations

from xl_asn.case.case import Case
from xl_asn.case.comparing.compare import NothingSharedError, compare_computed
from xl_asn.case.comparing.sides import Given, One, computed
from xl_asn.case.evaluating import Pressed
from xl_asn.case.named_books import named_book
from xl_asn.documents.document import Document
from xl_asn.documents.earlier import Missing
from xl_asn.documents.start import PUBLISHED
from xl_asn.model.correction import Correction, Corrections, number_in
from xl_asn.model.grid import folded_name
from xl_asn.report.completed import Completed
from xl_asn.report.correction import changes_in


def corrections_of(case: Case) -> Corrections:
    """Return what there is to judge of a case's corrections. What is not named is not read."""
    before = case.chain.first
    previous = None
    if before is not None and before.document.start.corrects:
        book = named_book(case, "previous_report")
        previous = _correction(book.case, computed(book)) if isinstance(book, Given) else None
    there = _published(case)
    if there is None or isinstance(there, str):
        return Corrections(fault=there or "", previous=previous)
    own, was = case.document.start, there.case.document.start
    status = None if was.status == PUBLISHED else was.status or ""
    return Corrections("", status, own.date is None or own.date == was.date, previous)


def correction_of(case: Case, pressed: Pressed) -> Correction | None:
    """Return the correction that a case's workbook is, as *Beräkna* leaves it; None for no such."""
    evaluated = pressed.evaluated
    completed = Completed(evaluated.document, evaluated.calculated)
    return _correction(case, One(Given(case, ""), completed, case.stopped))


def _correction(case: Case, after: One) -> Correction | None:
    there = _published(case)
    if there is None or isinstance(there, str):
        return None
    try:
        comparison = compare_computed(computed(there), after, everything=True)
    except NothingSharedError:
        return None
    was, before = there.case.document, comparison.before
    return Correction(
        number_in(was.start.correction or "") + 1,
        case.document.start.date,
        f"{before.document.casefold()}en för {before.period}",
        before.period,
        there.file,
        was.start.date,
        tuple(changes_in(comparison)),
    )


def _published(case: Case) -> Given | str | None:
    """Return what was published, or why it is not that; None where the workbook corrects none."""
    book = named_book(case, "corrects")
    if isinstance(book, Missing):
        return book.words
    if book is None:
        return None
    if folded_name(book.case.document.start.corrects or "") == folded_name(
        case.document.start.corrects or ""
    ):
        return "är samma arbetsbok"
    return _unlike(case.document, book.case.document) or book


def _unlike(own: Document, published: Document) -> str:
    """Return why one document is no earlier version of another; empty where it may be."""
    if own.key != published.key:
        return "är en annan sorts dokument"
    if own.period is None or own.period != published.period:
        return "gäller inte samma period"
    if folded_name(own.start.board or "") != folded_name(published.start.board or ""):
        return "hör till en annan nämnd"
    if own.start.amount_unit != published.start.amount_unit:
        return "har beloppen i en annan enhet"
    return ""
