"""The archive as a workbook: how good the forecasts were, the goals' colours, and what is lacking.

What it rests on, the tidy sheet and the list of files, is given and stands last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xl_asn.cycle.archive.book_challenger import challenger_page
from xl_asn.cycle.archive.book_curves import curves_page
from xl_asn.cycle.archive.book_gaps import gaps_page
from xl_asn.cycle.archive.book_goals import goals_page
from xl_asn.cycle.archive.book_hits import hits_page, list_of_hits
from xl_asn.cycle.archive.book_lists import told
from xl_asn.cycle.archive.book_overview import overview_page
from xl_asn.cycle.archive.own import BOOK_TITLE
from xl_asn.files.making.render import render
from xl_asn.model.archive import Archive
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.page import Page

_SHEETS: Final = (
    overview_page, hits_page, list_of_hits, goals_page, curves_page, challenger_page, gaps_page,
)  # fmt: skip


@our_arithmetic()
def archive_book(archive: Archive, pages: Sequence[Page] = ()) -> bytes:
    """Return the archive as an .xlsx; ``pages`` are further sheets, which come last.

    Text from the reports is text in it, never a formula. The same archive gives the same bytes.
    """
    judged = told(archive)
    return render([*(sheet(judged) for sheet in _SHEETS), *pages], title=BOOK_TITLE)
