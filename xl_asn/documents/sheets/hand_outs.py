"""The sheet *Utskick*: who is asked for what, and until when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import EMPTY
from xl_asn.documents.columns import DATE, TEXT, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec

BETWEEN: Final = ";"
"""What parts several units, areas or sheets in one cell."""


class HandOutRow(Row):
    """A row of *Utskick*: a recipient, and what she is asked for."""

    is_tool: ClassVar[bool] = True

    recipient: Annotated[
        str | None,
        Column("Mottagare", TEXT,
               "Den som ska svara. Formuläret får namnet som filnamn, så varje namn står en gång.",
               required=True, width=36),
    ] = None  # fmt: skip
    email: Annotated[
        str | None,
        Column("E-post", TEXT, "Adressen som påminnelsen går till. En adress i varje cell.",
               width=34),
    ] = None  # fmt: skip
    units: Annotated[
        str | None,
        Column("Enhet", TEXT,
               "Enheten som mottagaren svarar för, eller flera åtskilda med semikolon.",
               choices_from="Organisation.Enhet", width=44),
    ] = None  # fmt: skip
    areas: Annotated[
        str | None,
        Column("Område", TEXT,
               "Området eller verksamheten som mottagaren gör prognos för, eller flera åtskilda "
               "med semikolon. Alla betyder alla rader på bladet.",
               choices_from="Nettokostnad.Område", width=30),
    ] = None  # fmt: skip
    sheets: Annotated[
        str | None,
        Column("Blad", TEXT,
               "Bladen som mottagaren svarar på, åtskilda med semikolon. Tomt betyder "
               "Enhetsresultat och Händelser för en enhet, och Nettokostnad för ett område.",
               width=30),
    ] = None  # fmt: skip
    last_day: Annotated[
        date | None, Column("Senast", DATE, "Sista dagen att svara.", carry=EMPTY)
    ] = None

    @property
    def label(self) -> str:
        """Return the recipient's name."""
        return self.recipient or ""


HAND_OUTS: Final = SheetSpec(
    "Utskick", HandOutRow, optional=True,
    help="Skriv en rad för varje person som ska få ett formulär att svara i.",
)  # fmt: skip


def listed_in(text: str | None) -> tuple[str, ...]:
    """Return the names in a text that parts them with semicolons, or with line breaks."""
    parts = (text or "").replace("\n", BETWEEN).split(BETWEEN)
    return tuple(name for part in parts if (name := " ".join(part.split())))
