"""The sheets *Resurser* and *Driftbudget* of a plan: funds by area and year, and the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import EMPTY, ROLLED, STEPPED, taken_at_new_year
from xl_asn.documents.columns import (
    AMOUNT,
    CHOICE,
    LONG_TEXT,
    SHARE,
    SIGNED_AMOUNT,
    SIGNED_SHARE,
    TEXT,
    WHOLE,
    Column,
    Computed,
    Difference,
    Due,
)
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.economy import AREA, ROW_KIND
from xl_asn.model.amounts import Figure, RowKind
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.plan import Fund

_DECIMALS: Final = 1


class FundRow(Row):
    """A row of *Resurser*: the funds of an area for a year, in the document's own unit."""

    area: Annotated[
        str | None, Column("Område", TEXT, "Verksamhetsområdet.", required=True, width=36)
    ] = None
    year: Annotated[
        Decimal | None,
        Column("År", WHOLE, "Året som anslaget gäller.", required=True, minimum=Decimal(2000),
               maximum=Decimal(2100), carry=STEPPED),
    ] = None  # fmt: skip
    kind: Annotated[
        str | None,
        Column("Slag", CHOICE, "Budget för planens år, Plan för åren efter.", required=True,
               choices=("Utfall", "Budget", "Plan")),
    ] = None  # fmt: skip
    amount: Annotated[
        Decimal | None,
        Column("Belopp", AMOUNT, "Anslaget, utan tecken.", required=True,
               number_format=amount_format(_DECIMALS), carry=ROLLED, due=Due("belopp")),
    ] = None  # fmt: skip
    indexing: Annotated[
        Decimal | None,
        Column("Prisuppräkning", SHARE, "Årets prisuppräkning. Gäller tills en ny anges.",
               minimum=Decimal(-1), maximum=Decimal(1), number_format=share_format(_DECIMALS),
               width=15, carry=EMPTY),
    ] = None  # fmt: skip
    change: Annotated[
        Decimal | None,
        Column("Förändring", SIGNED_AMOUNT, "Beloppet minus beloppet året före.",
               number_format=amount_format(_DECIMALS, signed=True),
               computed=Computed("Belopp − Belopp året före")),
    ] = None  # fmt: skip
    change_share: Annotated[
        Decimal | None,
        Column("Förändring i procent", SIGNED_SHARE, "Förändringen av beloppet året före.",
               computed=Computed("Belopp / Belopp året före − 1"), width=14),
    ] = None  # fmt: skip
    beyond: Annotated[
        Decimal | None,
        Column("Utöver prisuppräkning", SIGNED_AMOUNT,
               "Vad som är kvar av förändringen när priserna räknats upp.",
               number_format=amount_format(_DECIMALS, signed=True), width=16,
               computed=Computed("Belopp − Belopp året före × (1 + Prisuppräkning)")),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Text till anslaget.", carry=EMPTY)
    ] = None

    @property
    def label(self) -> str:
        """Return the area and the year."""
        return f"{self.area or ''} {'' if self.year is None else f'{self.year:f}'}".strip()


class BudgetRow(Row):
    """A row of *Driftbudget*, in the document's own unit; cost is minus."""

    holds_amounts: ClassVar[bool] = True

    area: Annotated[str | None, AREA] = None
    post: Annotated[str | None, Column("Post", TEXT, "Postens namn.", required=True, width=40)] = (
        None
    )
    kind: Annotated[RowKind | None, ROW_KIND] = None
    before: Annotated[
        Decimal | None,
        Column("Föregående års budget", AMOUNT, "Budgeten för året före planens år.",
               number_format=amount_format(_DECIMALS), width=15, report="Föregående års budget",
               carry=taken_at_new_year("Årsbudget")),
    ] = None  # fmt: skip
    budget: Annotated[
        Decimal | None,
        Column("Årsbudget", AMOUNT, "Budgeten för planens år.",
               number_format=amount_format(_DECIMALS), report="Årsbudget", carry=EMPTY),
    ] = None  # fmt: skip
    change: Annotated[
        Decimal | None,
        Column("Förändring", SIGNED_AMOUNT, "Årsbudget − Föregående års budget.",
               number_format=amount_format(_DECIMALS, signed=True),
               computed=Difference(("Årsbudget",), ("Föregående års budget",)),
               report="Förändring"),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Vad förändringen beror på.", carry=EMPTY)
    ] = None

    @property
    def label(self) -> str:
        """Return the post's name."""
        return self.post or ""


FUNDS: Final = SheetSpec(
    "Resurser", FundRow, key=("area", "year", "kind"), expected=True,
    help="Anslaget för planens år och åren efter. Förändringarna räknas fram.",
)  # fmt: skip
BUDGET: Final = SheetSpec(
    "Driftbudget", BudgetRow, key=("area", "post"),
    help="Budgeten för planens år och året före. Kostnad är minus.",
)  # fmt: skip


def funds(document: Document) -> Iterator[Fund]:
    """Yield the funds that have an area, a year and a column for their amount."""
    for row in document.rows_of(FundRow):
        if row.area is None or row.year is None or not row.has("amount"):
            continue
        indexing = None
        if row.indexing is not None:
            indexing = Figure(row.cell("indexing"), row.indexing)
        yield Fund(
            row.area,
            int(row.year),
            Figure(row.cell("amount"), row.amount, row.readable("amount")),
            indexing,
            row.place("change"),
            row.place("change_share"),
            row.place("beyond"),
        )
