"""The sheet *Händelser*: what has happened."""

from __future__ import annotations

from typing import Annotated, Final

from xl_asn.documents.carrying import EMPTY
from xl_asn.documents.columns import LONG_TEXT, Column, Due
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.organisation import UNIT


class EventRow(Row):
    """A row of *Händelser*."""

    unit: Annotated[str | None, UNIT.but(help="Enheten som händelsen rör. Får vara tom.")] = None
    event: Annotated[
        str | None, Column("Händelse", LONG_TEXT, "Vad som har hänt, i en eller två meningar.",
                           required=True, due=Due("händelser"))
    ] = None  # fmt: skip


EVENTS: Final = SheetSpec(
    "Händelser", EventRow, help="Skriv en rad för varje viktig händelse under månaden.",
    expected=True, carry=EMPTY,
)  # fmt: skip
