"""Sections that are texts under their own headings: quality follow-up, conclusions, measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xl_asn.documents.sheets.text_sections import ConclusionRow, QualityRow, TextRow
from xl_asn.report.blocks import Block, Heading
from xl_asn.report.completed import Completed
from xl_asn.report.texts import prose


def quality(completed: Completed) -> Iterator[Block]:
    """Yield the sections of the quality follow-up."""
    yield from texts(completed.rows(QualityRow))


def conclusions(completed: Completed) -> Iterator[Block]:
    """Yield conclusions, consequences and measures."""
    yield from texts(completed.rows(ConclusionRow))


def texts(rows: Sequence[QualityRow | ConclusionRow | TextRow], level: int = 2) -> Iterator[Block]:
    """Yield texts under their own headings."""
    for heading, group in groupby(rows, lambda row: row.section or ""):
        if heading:
            yield Heading(level, heading)
        for row in group:
            yield from prose(row.text)
