"""The report as PDF/UA-1: blocks → typst, tagged, with bookmarks, title and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from xl_asn.exports.block_data import block_data
from xl_asn.exports.pictures import drawn
from xl_asn.exports.publication import Publication
from xl_asn.exports.typesetting import typeset
from xl_asn.report.blocks import Chart, Heading

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
    for block, data in zip(publication.content, block_data(publication.content), strict=True):
        yield {**data, "picture": drawn(block).decode()} if isinstance(block, Chart) else data
