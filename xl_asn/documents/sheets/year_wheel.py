"""The sheet *Årshjul*: what is done in which month."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import YEARLY
from xl_asn.documents.columns import CHOICE, LONG_TEXT, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goal_columns import GOAL_STATUS
from xl_asn.model.periods import MONTH_NAMES, read_month
from xl_asn.model.statuses import Status

_MONTHS: Final = tuple(name.capitalize() for name in MONTH_NAMES)
_PAIRS: Final = tuple(f"{one}/{two.lower()}" for one, two in pairwise(_MONTHS))
#: The pairs that the list offers, as many as Excel has room for.
_OFFERED: Final = tuple(_PAIRS[number - 1] for number in (1, 3, 5, 7, 8, 9, 11))


def _month(text: str) -> str | None:
    number = read_month(text)
    return None if number is None else MONTH_NAMES[number - 1].capitalize()


class YearWheelRow(Row):
    """A row of *Årshjul*."""

    month: Annotated[
        str | None,
        Column("Månad", CHOICE, "Månaden då aktiviteten sker.", required=True,
               choices=_MONTHS, accepts=_month),
    ] = None  # fmt: skip
    activity: Annotated[
        str | None, Column("Aktivitet", LONG_TEXT, "Vad som ska göras.", required=True)
    ] = None
    assessment: Annotated[
        Status | None,
        GOAL_STATUS.but(help="Grön = klart, Gul = försenat, Röd = blir inte av.", carry=YEARLY),
    ] = None

    @property
    def label(self) -> str:
        """Return the activity."""
        return self.activity or ""


def _months(text: str) -> str | None:
    """Return one month, or two that follow each other: "Januari/februari"."""
    match [read_month(part) for part in text.split("/")]:
        case [int(month)]:
            return _MONTHS[month - 1]
        case [int(one), int(two)] if two == one + 1:
            return _PAIRS[one - 1]
    return None


class PlanYearRow(YearWheelRow):
    """A row of *Årshjul*: what happens in a month, or in two."""

    left_out: ClassVar[frozenset[str]] = frozenset({"assessment"})

    month: Annotated[
        str | None,
        Column("Månad", CHOICE, "Månaden då aktiviteten sker, eller två: Januari/februari.",
               required=True, choices=(*_MONTHS, *_OFFERED), accepts=_months, width=20),
    ] = None  # fmt: skip


YEAR_WHEEL: Final = SheetSpec(
    "Årshjul", YearWheelRow, key=("month", "activity"), key_must=False,
    help="Årets aktiviteter i månadsordning.",
)  # fmt: skip
PLAN_YEAR: Final = SheetSpec(
    "Årshjul", PlanYearRow, key=("month", "activity"), key_must=False,
    help="Årets aktiviteter i styrprocessen.",
)  # fmt: skip
