"""The cells that hold prose, each with what its place says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xl_asn.documents.columns import columns_of
from xl_asn.documents.texts import Texts, Written
from xl_asn.model.grid import CellRef, folded_name

#: Texts that are decided or copied word for word, and say nothing about this period's figures.
_NOT_THE_AUTHORS = frozenset({"kommunmål", "nämndmål", "indikator", "källa"})


@dataclass(frozen=True)
class Passage:
    """One text of an author's own, with what its place says about it."""

    written: Written

    @property
    def text(self) -> str:
        """Return the text as it is typed."""
        return self.written.typed

    @cached_property
    def cell(self) -> CellRef:
        """Return the cell that the text stands in."""
        return self.written.cell

    @property
    def heading(self) -> str:
        """Return what stands over the text: the section, on *Sammanfattning*, or the header."""
        return self.written.row.get("section") or self.written.header

    @cached_property
    def row(self) -> str:
        """Return the row's own name; nothing on *Sammanfattning*."""
        row = self.written.row
        return "" if row.get("section") is not None else row.label

    @property
    def own_amounts(self) -> bool:
        """Whether the row has amounts that the text comments on."""
        return type(self.written.row).holds_amounts

    @property
    def goal(self) -> int | None:
        """Return the number of the goal that the row belongs to, if it does."""
        row = self.written.row
        goal = row.get("goal") or (
            row.get("number") if "short_name" in columns_of(type(row)) else None
        )
        return None if goal is None else int(goal)

    @property
    def unit(self) -> str:
        """Return the unit that the row belongs to, if it does."""
        return self.written.row.get("unit") or ""


def passages(texts: Texts) -> Iterator[Passage]:
    """Yield the texts that authors have written of this period, in the order of the workbook."""
    for written in texts.written:
        if folded_name(written.header) not in _NOT_THE_AUTHORS:
            yield Passage(written)
