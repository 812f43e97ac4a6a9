"""The report as PDF/UA-1: blocks → typst, tagged, with bookmarks, title and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.pictures import drawn
from xl_asn.exports.typesetting import typeset
from xl_asn.exports.year_pictures import drawn_years
from xl_asn.pages.block_data import block_data
from xl_asn.report.blocks import Chart, Heading, YearPanels

_TEMPLATE: Final = "report.typ"
#: A report of fewer sections than this needs no table of contents.
_LEAST_CONTENTS: Final = 3


def pdf_files(board_report: BoardReport) -> Mapping[str, bytes]:
    """Return the report's one file."""
    return {".pdf": pdf(board_report)}


def pdf(board_report: BoardReport) -> bytes:
    """Return a report as a PDF file; the same report gives the same bytes."""
    title = board_report.title
    sections = sum(isinstance(b, Heading) and b.level == 1 for b in board_report.content)
    report = {
        "title": {**block_data([title])[0], "text": title.text},
        "draft": board_report.draft,
        "contents": sections >= _LEAST_CONTENTS and not board_report.plain,
        "blocks": list(_content(board_report)),
    }
    return typeset(_TEMPLATE, report, "pdf")


def _content(board_report: BoardReport) -> Iterator[Mapping[str, Any]]:
    blocks = board_report.content
    following = chain(blocks[1:], (None,))
    for block, after, data in zip(blocks, following, block_data(blocks), strict=False):
        match block:
            case Heading(level=level):
                alone = isinstance(after, Heading) and after.level <= level
                yield {**data, "alone": alone}
            case Chart():
                yield {**data, "picture": drawn(block).decode()}
            case YearPanels():
                pictures = [drawn_years(panel).decode() for panel in block.panels]
                yield {**data, "pictures": pictures}
            case _:
                yield data
