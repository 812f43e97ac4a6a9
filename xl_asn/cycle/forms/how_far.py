"""How far each recipient has come, by the list of them: whoever is missing is seen."""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from xl_asn.case.forms.meaning import seen as visible
from xl_asn.cycle.forms.coming import Came, Refused
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.hand_outs import HandOutRow
from xl_asn.model.collection import State, Status
from xl_asn.model.grid import cell_of, folded_name

_WRITTEN = (State.DONE, State.LATE, State.CONFLICT, State.BEGUN)


class Seen(NamedTuple):
    """What has been seen of the answers: who is in a conflict, and whose files were refused."""

    forms: Sequence[Came]
    in_conflict: Container[str]
    refused: Sequence[Refused]


_NOTHING: Final = Seen((), frozenset(), ())


def statuses(
    document: Document, before: Iterable[Status], seen: Seen | None, now: datetime
) -> tuple[Status, ...]:
    """Return each recipient's status; when it was read stays where nothing else has changed.

    Nobody has looked at any answers where ``seen`` is None: then what was refused still is.
    """
    told: list[Status] = []
    known = {folded_name(one.recipient): one for one in before}
    found = _NOTHING if seen is None else seen
    for key, status in _recipients(document, known, found).items():
        forms = [one for one in found.forms if folded_name(_who(one)) == key]
        refusals = [one for one in found.refused if folded_name(one.recipient) == key]
        is_open = key in found.in_conflict
        new = _status(status, forms, refusals, is_open=is_open, today=now.date())
        if seen is None and status.state is State.REFUSED:
            new = status
        told.append(new if new._replace(read=status.read) == status else new._replace(read=now))
    return tuple(one if one.file else one._replace(read=None) for one in told)


def _who(came: Came) -> str:
    return came.returned.binding.recipient


def listed_recipients(document: Document) -> frozenset[str]:
    """Return the recipients of *Utskick*, as people compare names."""
    rows = document.rows_of(HandOutRow)
    return frozenset(folded_name(row.recipient) for row in rows if row.recipient)


def _recipients(document: Document, known: dict[str, Status], found: Seen) -> dict[str, Status]:
    """Return everybody who is asked, was asked or has answered, with what is known of each."""
    everybody: dict[str, Status] = {}
    for row in document.rows_of(HandOutRow):
        if row.recipient:
            key = folded_name(row.recipient)
            whole = row.units or row.areas or ""
            status = known.get(key) or Status(row.recipient, whole, None, State.MISSING)
            status = status._replace(
                email=row.email or status.email, last_day=row.last_day or status.last_day
            )
            everybody.setdefault(key, status)
    for key, status in known.items():
        everybody.setdefault(key, status)
    for came in found.forms:
        binding = came.returned.binding
        status = Status(binding.recipient, binding.unit or binding.area, None, State.MISSING)
        everybody.setdefault(folded_name(binding.recipient), status)
    return everybody


def _status(
    status: Status,
    forms: Sequence[Came],
    refusals: Sequence[Refused],
    *,
    is_open: bool,
    today: date,
) -> Status:
    """Return what the files of one recipient say; one without files is as it was."""
    asked = {answer.slot for one in forms for answer in one.returned.answers}
    status = status._replace(asked=max(status.asked, len(asked)))
    begun = [one for one in forms if _rank(one)]
    if not begun:
        return _without_answers(status, refusals, today, has_form=bool(forms))
    shown = max(begun, key=lambda one: (_rank(one), one.file))
    answers = {
        answer.slot
        for one in forms
        for answer in one.returned.answers
        if answer.is_usable and visible(cell_of(answer.value).text)
    }
    day = shown.day or today
    is_late = _is_over(status, day)
    state = State.LATE if _is_over(status, today) else State.BEGUN
    if is_finished := any(one.returned.is_finished for one in forms):
        state = State.LATE if is_late else State.DONE
    if is_open:
        state = State.CONFLICT
    late = f"Kom {day}, sista dagen var {status.last_day}." if is_late else ""
    open_ = "Något är att avgöra, se nedan." if is_open else ""
    faults = "" if is_finished or not shown.returned.is_done else _to_mend(shown)
    return status._replace(
        state=state,
        by=shown.returned.by,
        file=shown.file,
        remark=" ".join(filter(None, (late, faults, open_))),
        answered=len(answers),
    )


def _without_answers(
    status: Status, refusals: Sequence[Refused], today: date, *, has_form: bool
) -> Status:
    """Return how far one has come who has no answer here.

    What was taken before stands, but where her form lies there as it was handed out.
    """
    has_answered = status.state in _WRITTEN and bool(status.file)
    if has_answered and not has_form:
        return status
    blank = status._replace(by="", file="", remark="", answered=0)
    if refusals:
        file, why = refusals[0].file, refusals[0].why
        return blank._replace(state=State.REFUSED, file=file, remark=why.message)
    return blank._replace(state=State.LATE if _is_over(status, today) else State.MISSING)


def _is_over(status: Status, day: date) -> bool:
    """Whether the last day to answer has gone by on a day."""
    return status.last_day is not None and day > status.last_day


def _to_mend(came: Came) -> str:
    count = len(came.returned.faults)
    return f"Klar är Ja, men {'ett fel' if count == 1 else f'{count} fel'} är att rätta."


def _rank(came: Came) -> int:
    """Return how much a form says: finished, said to be done, begun or nothing."""
    if came.returned.is_finished:
        return 3
    return 2 if came.returned.is_done else int(came.returned.is_begun)
