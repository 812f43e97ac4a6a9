"""What a correction changes, in sentences, and the section that tells the board."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xl_asn.documents.start import SHEET as START
from xl_asn.model.characters import bounded
from xl_asn.model.comparison import ColourChange, Comparison, FigureChange, Measured, Side
from xl_asn.model.correction import NO_CHANGE, Correction
from xl_asn.model.money import share_decimals, show_exact, show_share
from xl_asn.model.statuses import Graded
from xl_asn.report.blocks import MISSING, Block, BulletList, Heading, Item, Paragraph
from xl_asn.report.changed_texts import blackline

_BLANK: Final = "tomt"
_MOST_OF_A_TEXT: Final = 400
_MOST_TOLD: Final = 200


def changes_in(comparison: Comparison) -> Iterator[str]:
    """Yield what is another, one sentence each: figures, statuses, history, texts and rows.

    What is computed from other figures of its row has changed with them, and is not told.
    """
    for figure in comparison.figures:
        if not figure.follows:
            yield _figure(figure)
    for colour in comparison.colours:
        yield from _colour(colour)
    for one in comparison.history:
        yield f"{one.what}: {one.before} blev {one.after}"
    for text in comparison.texts:
        if text.sheet != START:
            said = bounded(blackline(text, "").said, _MOST_OF_A_TEXT)
            yield f"{text.sheet}, {text.row}, {text.column}: {said}"
    yield from (f"{row.sheet}, {row.row}: ny rad" for row in comparison.added)
    yield from (f"{row.sheet}, {row.row}: raden är borttagen" for row in comparison.removed)
    for lone in comparison.unpaired:
        where = "här" if lone.side is Side.AFTER else "i den fastställda rapporten"
        yield f"{lone.sheet}, {lone.row}: raden {where} gick inte att para med någon i den andra"


def _figure(change: FigureChange) -> str:
    before, after = (_number(change, value) for value in (change.before, change.after))
    return f"{change.sheet}, {change.row}, {change.column}: {before} blev {after}"


def _number(change: FigureChange, value: Decimal | None) -> str:
    if value is None:
        return _BLANK
    if change.measured is Measured.SHARE:
        return show_share(value, share_decimals(value))
    return show_exact(value)


def _colour(change: ColourChange) -> Iterator[str]:
    if change.is_moved:
        yield f"{change.what}: {_status(change.before)} blev {_status(change.after)}"
    for one in change.units:
        yield f"{change.what}, {one.unit}: {_status(one.before)} blev {_status(one.after)}"


def _status(status: Graded | None) -> str:
    return status.shown if status else MISSING.casefold()


def correction_blocks(correction: Correction) -> Iterator[Block]:
    """Yield the section: which version it is, what it corrects, and what is another."""
    yield Heading(1, correction.name)
    day = f", daterad {correction.published}" if correction.published else ""
    what = f"Den här rapporten rättar {correction.of}{day}."
    if not correction.changes:
        yield Paragraph(f"{what} {NO_CHANGE}")
        return
    yield Paragraph(f"{what} Det här är ändrat:")
    told = [Item(line) for line in correction.changes[:_MOST_TOLD]]
    more = len(correction.changes) - _MOST_TOLD
    if more > 0:
        told.append(Item(f"{more} ändringar till"))
    yield BulletList(tuple(told))
    yield Paragraph("Det som räknas ur de siffrorna har ändrats med dem.")
