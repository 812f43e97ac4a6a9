"""*Luckor*: what is lacking in the archive, and what has been chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.cycle.archive.book_lists import BOARD_COLUMN, NOTHING, Cell, Told
from xl_asn.cycle.archive.book_sheet import listed
from xl_asn.model.archive import Remark, month_label
from xl_asn.model.characters import spelled
from xl_asn.model.page import MAX_TEXT, Page
from xl_asn.pages.sheet_styles import BODY, ListColumn

NAME: Final = "Luckor"
_ALL_THERE: Final = (
    "Inget saknas: det finns en rapport för varje månad, och inget har behövt väljas bort."
)
_LEAD: Final = "Det här saknas i arkivet, eller är bra att veta när du läser det."


def gaps_page(told: Told) -> Page:
    """Lay out the sheet: a line for each remark; where there is none it says that nothing lacks."""
    remarks = told.archive.remarks
    columns = [
        *([BOARD_COLUMN] if told.has_boards else []),
        ListColumn("Vad", 24),
        ListColumn("Period", 16),
        ListColumn("Beskrivning", 78),
        ListColumn("Filer", 48),
    ]
    rows = [[*_line(told, remark)] for remark in remarks]
    return listed(NAME, [_LEAD if rows else _ALL_THERE], columns, rows)


def _line(told: Told, remark: Remark) -> Iterator[Cell]:
    if told.has_boards:
        yield spelled(remark.board) or NOTHING, BODY
    yield remark.kind.value, BODY._replace(bold=True)
    yield month_label(remark.month) if remark.month else NOTHING, BODY
    yield spelled(remark.said)[:MAX_TEXT], BODY
    yield "\n".join(map(spelled, remark.files))[:MAX_TEXT] or NOTHING, BODY
