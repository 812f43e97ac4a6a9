"""The archive as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from xl_asn.cycle.archive.own import BOOK_TITLE
from xl_asn.files.making.render import render
from xl_asn.model.archive import Archive
from xl_asn.model.page import Page


def archive_book(archive: Archive, pages: Sequence[Page] = ()) -> bytes:
    """Return the archive as a workbook, ``pages`` last."""
    assert archive.boards
    return render(pages, title=BOOK_TITLE)
