"""What the sheets of goals have in common: the words of a status, and how one is overridden."""

from __future__ import annotations

from functools import partial
from typing import Final

from xl_asn.documents.columns import DATE, LONG_TEXT, TEXT, Column
from xl_asn.model.statuses import GOAL_SCALE, read_status

GOAL_WORDS: Final = tuple(status.value for status in GOAL_SCALE)
goal_status: Final = partial(read_status, scale=GOAL_SCALE)

REASON: Final = Column("Motivering", LONG_TEXT, "Varför bedömningen är överstyrd.", width=28)
OVERRIDE_BY: Final = Column("Överstyrd av", TEXT, "Vem som beslutat överstyrningen.", width=18)
OVERRIDE_DATE: Final = Column("Överstyrd datum", DATE, "När överstyrningen beslutades.", width=16)
COMMENT: Final = Column("Kommentar", LONG_TEXT, "Text till målet i rapporten.")
