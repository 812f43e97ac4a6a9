"""What the sheets of goals have in common: the words of a status, and how one is overridden."""

from __future__ import annotations

from typing import Final

from xl_asn.documents.carrying import EMPTY
from xl_asn.documents.columns import CHOICE, DATE, LONG_TEXT, TEXT, Column, Due
from xl_asn.model.statuses import COLOURS

GOAL_STATUS: Final = Column("Bedömning", CHOICE, "", status_of="goal").worded(COLOURS)
UNIT_STATUS: Final = Column("Bedömning", CHOICE, "", status_of="unit").worded(COLOURS)

REASON: Final = Column(
    "Motivering", LONG_TEXT, "Varför bedömningen är överstyrd.", width=28, carry=EMPTY
)
OVERRIDE_BY: Final = Column(
    "Överstyrd av", TEXT, "Vem som beslutat överstyrningen.", width=18, carry=EMPTY
)
OVERRIDE_DATE: Final = Column(
    "Överstyrd datum", DATE, "När överstyrningen beslutades.", width=16, carry=EMPTY
)
COMMENT: Final = Column(
    "Kommentar", LONG_TEXT, "Text till målet i rapporten.", carry=EMPTY,
    due=Due("kommentarer", where_before=True),
)  # fmt: skip
