"""A hand-out as a person asks for it: what is wrong on *Utskick* is said, and a start is made.

A workbook that has no such sheet yet gets one with a suggestion, and nothing is handed out before
somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from xl_asn.case.case import Case
from xl_asn.case.examine import examine
from xl_asn.cycle.forms.handing_out import HandingOut, Occupant, handed_out
from xl_asn.cycle.forms.suggesting import suggested_hand_outs
from xl_asn.cycle.standing.codes import SUGGESTED, remark
from xl_asn.documents.hand_out import has_hand_out
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.told import ToldError

_TOLD: Final = ("I1", "V108")
"""What is wrong on *Utskick*, and a unit's name that no register has: nobody is asked for it."""


def hand_out(
    case: Case,
    there: Mapping[str, Occupant],
    *,
    now: datetime,
    draw: Callable[[], str],
    last_day: date | None = None,
    to: str = "",
) -> HandingOut:
    """Hand a workbook's forms out, see :func:`handed_out`.

    Raises:
        ToldError: it is of a type of document that nobody is asked for.
    """
    document = case.document
    if not has_hand_out(document):
        message = f"En {document.title.casefold()} har inget som delas ut i formulär."
        raise ToldError(message)
    table = document.table(HAND_OUTS.name)
    if case.grid.sheet(HAND_OUTS.name) is None and not (table and table.present):
        page = suggested_hand_outs(case)
        return HandingOut((), page, (remark(SUGGESTED, sheet=HAND_OUTS.name),))
    out = handed_out(case, there, now=now, draw=draw, last_day=last_day, to=to)
    told = tuple(one for one in examine(case).findings if one.code.startswith(_TOLD))
    return out._replace(findings=(*told, *out.findings))
