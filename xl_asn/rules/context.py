"""What a rule sees: the document as read and as calculated, and nothing that it could change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from xl_asn.calculation.explanations import Explanation, consequences
from xl_asn.calculation.identities import printed_values
from xl_asn.calculation.plausibility import kronor_suspects
from xl_asn.calculation.whole import Calculated
from xl_asn.documents.document import Document, SheetSpec
from xl_asn.documents.earlier import Mismatch
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.model.grid import CellRef, Grid
from xl_asn.parameters.dated import UnusableParameterError

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Context:
    """One document under check.

    ``previous`` is the previous report as read, of the same type and an earlier period, and
    ``previous_calculated`` what follows from it; both are None when none was named or found.
    ``mismatch`` tells why a workbook that was found cannot be compared with.
    """

    grid: Grid
    document: Document
    calculated: Calculated
    unusable: tuple[UnusableParameterError, ...] = ()
    previous: Document | None = None
    previous_calculated: Calculated | None = None
    mismatch: Mismatch | None = None

    def issues(self, *faults: str) -> Iterator[Issue]:
        """Yield the cells that could not be read for one of the given reasons."""
        return (issue for issue in self.document.issues if issue.fault in faults)

    def tables(self) -> Iterator[tuple[SheetSpec, Rows[Row]]]:
        """Yield every declared sheet with its table as read."""
        for name, spec in self.document.sheets().items():
            yield spec, getattr(self.document, name)

    def rows(self, model: type[R]) -> Iterator[R]:
        """Yield the rows of a model; none where the document type has no sheet of it."""
        for spec, table in self.tables():
            if issubclass(spec.row, model):
                yield from cast("Rows[R]", table)

    def explanations(self) -> Iterator[Explanation]:
        """Yield what explains the tables that do not add up, cells in kronor left out."""
        for sheet in self.calculated.explanations.values():
            for explanation in sheet:
                if explanation.cell not in self.kronor:
                    yield explanation

    def is_explained(self, cell: CellRef) -> bool:
        """Whether a figure is already known to be wrong, by itself or because of another."""
        explanations = self.calculated.explanations.get(cell.sheet, ())
        return (
            any(cell == e.cell or cell in e.consequences for e in explanations)
            or cell in self.kronor
            or any(cell in follow for follow in self.kronor_consequences.values())
        )

    @cached_property
    def kronor(self) -> Mapping[CellRef, Decimal]:
        """Return the amounts that seem to be in kronor among tkr, with the likely amount."""
        return kronor_suspects(self.calculated.tables)

    @cached_property
    def kronor_consequences(self) -> Mapping[CellRef, tuple[CellRef, ...]]:
        """Return the results that have been computed from each amount in kronor."""
        return {
            figure.cell: consequences(
                figure.cell,
                self.kronor[figure.cell] - figure.value,
                self.calculated.identities[table.sheet],
                printed_values(table),
            )
            for table in self.calculated.tables
            for _, _, figure in table.figures()
            if figure.cell in self.kronor and figure.value is not None
        }

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
