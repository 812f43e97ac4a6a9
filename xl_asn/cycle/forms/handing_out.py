"""Forms out: what a hand-out comes to, and what *Insamling* then says. Nothing is written here.

A form that somebody has begun to answer stays as it is, and so does one that would be the same
again: a second hand-out of the same workbook into the same folder has nothing to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from xl_asn.case.case import Case
from xl_asn.cycle.forms.contents import Contents, Drawn
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.cycle.forms.how_far import Seen, statuses
from xl_asn.cycle.forms.taking import collection_of, in_the_way, page_for
from xl_asn.cycle.standing.codes import IN_THE_WAY, KEPT, NO_PERIOD, NOBODY_ASKED, remark
from xl_asn.documents.hand_out import HandOut, Recipient, hand_out_of
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.collection import Collection, HandedOut, Status
from xl_asn.model.file_names import stem_of
from xl_asn.model.findings import Finding
from xl_asn.model.forms import Binding, Form, Returned, Slot
from xl_asn.model.grid import folded_name
from xl_asn.model.page import Page

ENDING: Final = ".xlsx"


class Lying(NamedTuple):
    """A file that lies where a form is to be: its bytes, and what they answer if it is a form."""

    data: bytes
    returned: Returned | None = None


class MadeForm(NamedTuple):
    """A recipient's form, and the name of its file.

    ``data`` is None where the file stays as it lies: it is ``kept``, since she has begun to answer,
    or it would be the same again.
    """

    recipient: Recipient
    file: str
    form: Form
    data: bytes | None = None
    kept: Returned | None = None


class HandingOut(NamedTuple):
    """What a hand-out comes to. ``page`` is None where *Insamling* is to stay as it is."""

    forms: tuple[MadeForm, ...]
    page: Page | None
    findings: tuple[Finding, ...]

    def as_json(self) -> Mapping[str, Any]:
        """Return the answer as the contract writes it."""
        return {
            "formulär": [
                {
                    "mottagare": made.recipient.name,
                    "fil": made.file,
                    "celler": made.form.cells,
                    "senast": made.form.last_day and made.form.last_day.isoformat(),
                }
                for made in self.forms
            ],
            "fynd": [finding.as_json() for finding in self.findings],
        }


def file_of(recipient: Recipient) -> str:
    """Return the name of a recipient's form in the folder."""
    return stem_of(recipient.name) + ENDING


def files_wanted(case: Case) -> tuple[str, ...]:
    """Return the names of the files that a hand-out of a workbook is about."""
    return tuple(file_of(one) for one in hand_out_of(case.document, case.grid).recipients)


@our_arithmetic()
def handed_out(
    case: Case,
    lying: Mapping[str, Lying],
    *,
    now: datetime,
    draw: Callable[[], str],
    last_day: date | None = None,
    to: str = "",
) -> HandingOut:
    """Hand the forms of a workbook out.

    Args:
        case: the workbook; what was handed out before is read from its *Insamling*.
        lying: those of :func:`files_wanted` that lie in the folder already.
        now: when it is done, to the second.
        draw: gives a mark that no other hand-out has.
        last_day: the last day to answer, for those who have none of their own on *Utskick*.
        to: where the forms are to be put when they are done, in words.
    """
    hand_out = hand_out_of(case.document, case.grid)
    fault = _fault(case, hand_out)
    if fault is not None:
        return HandingOut((), None, (fault,))
    before = collection_of(case) or Collection(draw(), draw())
    contents = Contents(case, hand_out)
    forms: list[MadeForm] = []
    findings: list[Finding] = []
    for recipient in hand_out.recipients:
        lies = lying.get(file_of(recipient))
        hers = None if lies is None else _hers(case, before, recipient, lies)
        if lies is not None and hers is None:
            findings.append(remark(IN_THE_WAY, _in_the_way(case, recipient, lies)))
            continue
        mark = hers.binding.form if hers else draw()
        drawn = Drawn(mark, before.batch, before.master)
        form = contents.form(recipient, drawn, last_day=last_day, to=to)
        made = MadeForm(recipient, file_of(recipient), form)
        if hers is not None and hers.is_begun:
            forms.append(made._replace(kept=hers))
            findings.append(remark(KEPT, f"{recipient.name} har redan börjat svara i {made.file}"))
            continue
        data = form_book(form)
        forms.append(made if lies is not None and lies.data == data else made._replace(data=data))
    collection = before._replace(
        statuses=tuple(_statuses(case, before, forms, now.replace(microsecond=0, tzinfo=None))),
        handed_out=tuple(_bases(before, forms)),
    )
    return HandingOut(tuple(forms), page_for(case, collection), tuple(findings))


def _fault(case: Case, hand_out: HandOut) -> Finding | None:
    """Return why nothing can be handed out of a workbook; None where something can."""
    if not case.period:
        return remark(NO_PERIOD, cell=case.document.start.place("period"))
    return in_the_way(case) or (None if hand_out.recipients else remark(NOBODY_ASKED))


def _hers(case: Case, before: Collection, recipient: Recipient, lies: Lying) -> Returned | None:
    """Return what a file answers, where it is the recipient's form of this hand-out."""
    binding = lies.returned.binding if lies.returned else None
    is_hers = binding is not None and (
        binding.master == before.master
        and _is_of(case, binding)
        and folded_name(binding.recipient) == folded_name(recipient.name)
    )
    return lies.returned if is_hers else None


def _is_of(case: Case, binding: Binding) -> bool:
    return binding.period == case.period and binding.document_type == case.document.key


def _in_the_way(case: Case, recipient: Recipient, lies: Lying) -> str:
    """Return what lies where a form is to be, as a sentence without its end."""
    file = file_of(recipient)
    if lies.returned is None:
        return f"{file} finns redan och är inget formulär"
    binding = lies.returned.binding
    if folded_name(binding.recipient) != folded_name(recipient.name):
        return f"{file} är formuläret för {binding.recipient}"
    if _is_of(case, binding):
        return f"{file} är ett formulär från en annan arbetsbok"
    return f"{file} är ett formulär för perioden {binding.period}"


def _statuses(
    case: Case, before: Collection, forms: Iterable[MadeForm], now: datetime
) -> Iterator[Status]:
    """Yield how far everybody has come: whoever gets a new form is asked now."""
    asked = {folded_name(made.recipient.name): made for made in forms}
    for one in statuses(case.document, before.statuses, Seen((), frozenset(), ()), now):
        made = asked.get(folded_name(one.recipient))
        if made is None or made.kept is not None:
            yield one
            continue
        sent = now if made.data is not None or one.sent is None else one.sent
        yield one._replace(sent=sent, asked=made.form.cells, last_day=made.form.last_day)


def _bases(before: Collection, forms: Iterable[MadeForm]) -> Iterator[HandedOut]:
    """Yield what stood in each cell that is asked for, when it was handed out."""
    made = [one for one in forms if one.kept is None]
    fresh = {folded_name(one.recipient.name) for one in made}
    yield from (one for one in before.handed_out if folded_name(one.recipient) not in fresh)
    for one in made:
        for section in one.form.sections:
            for row in section.rows:
                for column, base in zip(section.asked, row.base, strict=True):
                    yield HandedOut(Slot(row.key, column.column), base, one.recipient.name)
