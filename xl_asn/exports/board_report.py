"""What is completed: a report's blocks, with all that a writer may tell of how they came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_asn.case.insight.notes import Note
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef
from xl_asn.model.told import ToldError
from xl_asn.report.blocks import Block, Title
from xl_asn.report.completed import Completed


class UnusableTemplateError(ToldError):
    """The municipality's own template cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class BoardReport:
    """A report to be completed.

    ``source`` is the workbook's name. ``draft`` prints UTKAST on every page. ``template`` is the
    municipality's own template, None for the shipped one. ``notes`` tell of the figures by cell.
    ``published`` is the document behind the blocks, for data that is not a document to be read.
    """

    blocks: Sequence[Block]
    findings: Sequence[Finding] = ()
    source: str = ""
    draft: bool = False
    template: bytes | None = None
    notes: Mapping[CellRef, Note] = field(default_factory=dict)
    completed: Completed | None = None
    plain: bool = False
    """Whether it is to be read from its first line: no contents, and nothing to open or choose."""

    @property
    def title(self) -> Title:
        """Return what the document is."""
        return next(block for block in self.blocks if isinstance(block, Title))

    @property
    def content(self) -> tuple[Block, ...]:
        """Return the blocks after the title."""
        return tuple(block for block in self.blocks if not isinstance(block, Title))
