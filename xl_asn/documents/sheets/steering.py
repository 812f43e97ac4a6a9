"""The sheet *Styrdokument*: steering documents and how old they are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Final

from xl_asn.documents.columns import LONG_TEXT, TEXT, WHOLE, Column, Computed
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.amounts import Figure
from xl_asn.model.plan import SteeringDocument


class SteeringRow(Row):
    """A row of *Styrdokument*."""

    group: Annotated[
        str | None, Column("Grupp", TEXT, "Rubriken som dokumentet står under.", width=36)
    ] = None
    document: Annotated[
        str | None, Column("Dokument", LONG_TEXT, "Dokumentets namn.", required=True)
    ] = None
    year: Annotated[
        Decimal | None,
        Column("År", WHOLE, "Året då det antogs eller senast reviderades.", required=True,
               minimum=Decimal(1980), maximum=Decimal(2100)),
    ] = None  # fmt: skip
    age: Annotated[
        Decimal | None,
        Column("Ålder", WHOLE, "Antal år, räknat till planens år.",
               computed=Computed("planens år − År")),
    ] = None  # fmt: skip
    note: Annotated[
        str | None, Column("Anmärkning", TEXT, "Till exempel gäller från januari 2020.", width=30)
    ] = None

    @property
    def label(self) -> str:
        """Return the document's name."""
        return self.document or ""


STEERING: Final = SheetSpec(
    "Styrdokument", SteeringRow, key=("group", "document"),
    help="Styrdokument och överenskommelser, med året då de antogs eller reviderades.",
)  # fmt: skip


def steering_documents(document: Document) -> Iterator[SteeringDocument]:
    """Yield the documents that have a year, where the plan's own year is known."""
    if document.period is None:
        return
    for row in document.rows_of(SteeringRow):
        if row.has("year"):
            year = Figure(row.cell("year"), row.year, row.readable("year"))
            yield SteeringDocument(row.label, year, document.period.year, row.place("age"))
