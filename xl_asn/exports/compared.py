"""A comparison as a document of its own: its blocks, through the writers of the report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import files_of
from xl_asn.files.making.render import render
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.comparison import Comparison
from xl_asn.pages.comparison_page import Books, comparison_page
from xl_asn.report.comparison import blocks_of, title
from xl_asn.report.documented import documented_blocks

BOOK: Final = "xlsx"
"""The format with a link to each cell."""
DOCUMENTS: Final = ("html", "docx")
"""The formats that the report's own writers make."""


@our_arithmetic()
def compared_document(comparison: Comparison, name: str) -> bytes:
    """Return a comparison in one of ``DOCUMENTS``.

    Raises:
        LibraryMissingError: when the libraries of the format are not installed.
    """
    report = BoardReport(
        documented_blocks(blocks_of(comparison)), source=comparison.after.file, plain=True
    )
    return next(iter(files_of(report, name).values()))


@our_arithmetic()
def compared_book(comparison: Comparison, before: Path, after: Path, folder: Path) -> bytes:
    """Return a comparison as a workbook that lies in a folder, with links to the two workbooks."""
    books = Books(_from(folder, before), _from(folder, after))
    return render([comparison_page(comparison, books)], title=title(comparison).text)


def _from(folder: Path, book: Path) -> str | None:
    """Return how a workbook is reached from a folder; None where it lies on another drive."""
    try:
        return os.path.relpath(book.resolve(), folder.resolve()).replace(os.sep, "/")
    except (OSError, ValueError):
        return None
