"""The sheet *Kontering*: which accounts and other codes of the ledger belong to which row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from xl_asn.documents.columns import DATE, TEXT, WHOLE, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec

LEFT_OUT: Final = "(utelämnas)"
"""What stands in *Rad* for what no row is to have."""
OPPOSITE, SAME = "−", "+"

_CODES: Final = "Flera skrivs 4600-4699, 4710. Tomt betyder alla."


class PostingRuleRow(Row):
    """A row of *Kontering*."""

    is_tool: ClassVar[bool] = True

    order: Annotated[
        Decimal | None,
        Column("Ordning", WHOLE, "På varje blad tar raden med lägst ordning först.",
               required=True, minimum=Decimal(0), width=10),
    ] = None  # fmt: skip
    sheet: Annotated[
        str | None,
        Column("Blad", TEXT, "Bladet som raden står på: Nettokostnad eller Resultaträkning.",
               required=True, width=18),
    ] = None  # fmt: skip
    area: Annotated[
        str | None,
        Column("Område", TEXT, "Området som raden hör till. Tomt om namnet bara finns en gång.",
               width=16),
    ] = None  # fmt: skip
    name: Annotated[
        str | None,
        Column("Rad", TEXT,
               "Radens namn på bladet, eller (utelämnas) för det som ingen rad ska ha.",
               required=True, width=44),
    ] = None  # fmt: skip
    account: Annotated[str | None, Column("Konto", TEXT, f"Konton. {_CODES}", width=20)] = None
    responsibility: Annotated[
        str | None, Column("Ansvar", TEXT, f"Ansvarskoder. {_CODES}", width=16)
    ] = None
    activity: Annotated[
        str | None, Column("Verksamhet", TEXT, f"Verksamhetskoder. {_CODES}", width=16)
    ] = None
    project: Annotated[str | None, Column("Projekt", TEXT, f"Projektkoder. {_CODES}", width=14)] = (
        None
    )
    counterpart: Annotated[
        str | None,
        Column("Motpart", TEXT, f"Motparter, till exempel kommunens egna enheter. {_CODES}",
               width=14),
    ] = None  # fmt: skip
    sign: Annotated[
        str | None,
        Column("Tecken", TEXT,
               f"{OPPOSITE} ger rapportens tecken, där intäkter är plus. {SAME} låter huvudbokens "
               f"tecken stå. Tomt betyder {OPPOSITE}.", width=9),
    ] = None  # fmt: skip
    valid_from: Annotated[
        date | None, Column("Gäller från", DATE, "Första dagen. Tomt betyder alltid.")
    ] = None
    valid_to: Annotated[
        date | None, Column("Gäller till", DATE, "Sista dagen. Tomt betyder tills vidare.")
    ] = None
    why: Annotated[
        str | None,
        Column("Källa", TEXT, "Vad konteringen bygger på, eller varför något utelämnas.", width=44),
    ] = None  # fmt: skip

    @property
    def label(self) -> str:
        """Return the name of the row that takes."""
        return self.name or ""

    @property
    def leaves_out(self) -> bool:
        """Whether the row is about what no row is to have."""
        return (self.name or "").strip().casefold().strip("()") == LEFT_OUT.strip("()")

    def is_valid_on(self, day: date) -> bool:
        """Whether the row counts on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


POSTING_RULES: Final = SheetSpec(
    "Kontering", PostingRuleRow, optional=True,
    help="Skriv vilka konton och andra koder som hör till vilken rad. Koder är texter.",
)  # fmt: skip
