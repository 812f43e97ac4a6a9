"""What a rule sees: the document as read and as calculated, and nothing that it could change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xl_asn.calculation.explanations import Explanation
from xl_asn.calculation.plausibility import kronor_suspects
from xl_asn.calculation.whole import Calculated
from xl_asn.documents.document import Document, SheetSpec
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.model.grid import CellRef, Grid
from xl_asn.parameters.dated import UnusableParameterError


@dataclass(frozen=True)
class Context:
    """One document under check."""

    grid: Grid
    document: Document
    calculated: Calculated
    unusable: tuple[UnusableParameterError, ...] = ()

    def issues(self, *faults: str) -> Iterator[Issue]:
        """Yield the cells that could not be read for one of the given reasons."""
        return (issue for issue in self.document.issues if issue.fault in faults)

    def tables(self) -> Iterator[tuple[SheetSpec, Rows[Row]]]:
        """Yield every declared sheet with its table as read."""
        for name, spec in self.document.sheets().items():
            yield spec, getattr(self.document, name)

    def explanations(self) -> Iterator[Explanation]:
        """Yield what explains the tables that do not add up, cells in kronor left out."""
        for sheet in self.calculated.explanations.values():
            for explanation in sheet:
                if explanation.cell not in self.kronor:
                    yield explanation

    def explanation_of(self, cell: CellRef) -> Explanation | None:
        """Return the explanation whose wrong cell is ``cell``, if there is one."""
        found = self.calculated.explanations.get(cell.sheet, ())
        return next((explanation for explanation in found if explanation.cell == cell), None)

    def mended(self, cell: CellRef, printed: Decimal) -> Decimal:
        """Return what a printed figure would be once the explained cells are mended."""
        for explanation in self.calculated.explanations.get(cell.sheet, ()):
            if cell == explanation.cell or cell in explanation.consequences:
                return printed + explanation.expected - explanation.found
        return printed

    @cached_property
    def kronor(self) -> Mapping[CellRef, Decimal]:
        """Return the amounts that seem to be in kronor among tkr, with the likely amount."""
        return kronor_suspects(self.calculated.tables)

    @cached_property
    def broken_sheets(self) -> frozenset[str]:
        """Return the sheets that lack what every reading of them needs."""
        return frozenset(
            spec.name
            for spec, table in self.tables()
            if not table.present
            or any(
                column.required and column.header in table.missing
                for column in spec.columns.values()
            )
        )


def listed(names: Iterable[str]) -> str:
    """Return names as a Swedish sentence lists them: "a, b och c"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} och {last}" if first else last
