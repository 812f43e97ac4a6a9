"""What is published: a report's blocks, with all that a writer may tell of how they came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xl_asn.calculation.whole import Calculated
from xl_asn.model.findings import Finding
from xl_asn.report.blocks import Block, Title


class UnusableTemplateError(Exception):
    """The municipality's own template cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Publication:
    """A report to be published.

    ``source`` is the workbook's name. ``draft`` prints UTKAST on every page. ``template`` is the
    municipality's own template, None for the shipped one.
    """

    blocks: Sequence[Block]
    calculated: Calculated
    findings: Sequence[Finding]
    source: str
    draft: bool = False
    template: bytes | None = None

    @property
    def title(self) -> Title:
        """Return what the document is."""
        return next(block for block in self.blocks if isinstance(block, Title))

    @property
    def content(self) -> tuple[Block, ...]:
        """Return the blocks after the title."""
        return tuple(block for block in self.blocks if not isinstance(block, Title))
