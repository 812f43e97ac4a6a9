"""The report as PDF/UA-1: blocks → typst, tagged, with bookmarks, title and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from xl_asn.exports.block_data import block_data
from xl_asn.exports.pictures import drawn
from xl_asn.exports.publication import Publication
from xl_asn.exports.typesetting import typeset
from xl_asn.exports.year_pictures import drawn_years
from xl_asn.report.blocks import Chart, Heading, YearPanels

_TEMPLATE: Final = "report.typ"
#: A report of fewer sections than this needs no table of contents.
_LEAST_CONTENTS: Final = 3


def pdf_files(publication: Publication) -> Mapping[str, bytes]:
    """Return the report's one file."""
    return {".pdf": pdf(publication)}


def pdf(publication: Publication) -> bytes:
    """Return a report as a PDF file; the same report gives the same bytes."""
    title = publication.title
    sections = sum(isinstance(b, Heading) and b.level == 1 for b in publication.content)
    report = {
        "title": {**block_data([title])[0], "text": title.text},
        "draft": publication.draft,
        "contents": sections >= _LEAST_CONTENTS,
        "blocks": list(_content(publication)),
    }
    return typeset(_TEMPLATE, report, "pdf")


def _content(publication: Publication) -> Iterator[Mapping[str, Any]]:
    blocks = publication.content
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
