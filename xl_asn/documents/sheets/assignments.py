"""The sheet *Uppdrag*: what the board is to do, and how far that has come."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import EMPTY
from xl_asn.documents.columns import CHOICE, LONG_TEXT, TEXT, Column, Due
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.scales import Progress, read_progress


class AssignmentRow(Row):
    """A row of *Uppdrag*."""

    kind: Annotated[
        str | None,
        Column("Typ", TEXT, "Till exempel Särskilda uppdrag eller Nämnduppdrag.", width=22),
    ] = None
    assignment: Annotated[
        str | None, Column("Uppdrag", LONG_TEXT, "Uppdraget, ordagrant.", required=True, width=50)
    ] = None
    status: Annotated[
        Progress | None,
        Column("Status", CHOICE, "Hur långt uppdraget har kommit.", required=True,
               choices=tuple(word.value for word in Progress), accepts=read_progress, carry=EMPTY,
               due=Due("statusar")),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None,
        Column("Kommentar", LONG_TEXT, "Vad som är gjort och vad som återstår.", carry=EMPTY,
               due=Due("kommentarer", where_before=True)),
    ] = None  # fmt: skip

    @property
    def label(self) -> str:
        """Return the assignment in words."""
        return self.assignment or ""


class PlanAssignmentRow(AssignmentRow):
    """A row of *Uppdrag*; an assignment that is being given has no status."""

    left_out: ClassVar[frozenset[str]] = frozenset({"status"})


ASSIGNMENTS: Final = SheetSpec(
    "Uppdrag", AssignmentRow, key=("kind", "assignment"),
    help="Särskilda uppdrag och nämnduppdrag, med hur långt de har kommit.",
)  # fmt: skip
PLAN_ASSIGNMENTS: Final = SheetSpec(
    "Uppdrag", PlanAssignmentRow, key=("kind", "assignment"),
    help="Uppdragen till nämnden. Typ säger varifrån de kommer.",
)  # fmt: skip
