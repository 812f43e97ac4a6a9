"""Sections that are texts under their own headings: quality follow-up, conclusions, measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xl_asn.documents.delarsrapport import ConclusionRow, QualityRow
from xl_asn.report.blocks import Block, Heading
from xl_asn.report.published import Published
from xl_asn.report.texts import prose


def quality(published: Published) -> Iterator[Block]:
    """Yield the sections of the quality follow-up."""
    yield from _texts(published.rows(QualityRow))


def conclusions(published: Published) -> Iterator[Block]:
    """Yield conclusions, consequences and measures."""
    yield from _texts(published.rows(ConclusionRow))


def _texts(rows: Sequence[QualityRow | ConclusionRow]) -> Iterator[Block]:
    for heading, group in groupby(rows, lambda row: row.section or ""):
        if heading:
            yield Heading(2, heading)
        for row in group:
            yield from prose(row.text)
