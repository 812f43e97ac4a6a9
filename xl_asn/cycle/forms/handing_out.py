"""Forms out: what a hand-out comes to, and what *Insamling* then says. Nothing is written here.

A form that somebody has begun to answer stays as it is, and so does one that would be the same
again: a second hand-out of the same workbook into the same folder has nothing to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from xl_asn.case.case import Case
from xl_asn.cycle.forms.contents import Contents, Drawn
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.cycle.forms.how_far import statuses
from xl_asn.cycle.forms.taking import collection_of, in_the_way, page_for
from xl_asn.cycle.standing.codes import (
    IN_THE_WAY,
    KEPT,
    NO_PERIOD,
    NOBODY_ASKED,
    OPEN,
    remark,
)
from xl_asn.documents.hand_out import HandOut, Recipient, hand_out_of
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.collection import Collection, HandedOut, Status
from xl_asn.model.file_names import stem_of
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.forms import Binding, Form, Returned, Slot
from xl_asn.model.grid import folded_name
from xl_asn.model.listing import listed
from xl_asn.model.page import Page

ENDING: Final = ".xlsx"
_MOST_NAMED: Final = 6


class Occupant(NamedTuple):
    """A file that lies where a form is to be: its bytes, and what they answer if it is a form.

    ``held`` tells who has it open; empty for nobody.
    """

    data: bytes
    returned: Returned | None = None
    held: str = ""


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

    @property
    def done(self) -> str:
        """Return what is done with it, and how much is asked, in words."""
        if self.kept is not None:
            return "påbörjat, står kvar"
        count = f"{self.form.cells} celler" if self.form.cells != 1 else "1 cell"
        return count if self.data is not None else f"{count}, oförändrat"


class HandingOut(NamedTuple):
    """What a hand-out comes to. ``page`` is None where *Insamling* is to stay as it is."""

    forms: tuple[MadeForm, ...]
    page: Page | None
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everybody who is asked has a form; what is wrong elsewhere keeps none back."""
        told = (one for one in self.findings if one.severity is Severity.ERROR)
        return not any(one.code.startswith("I") for one in told)

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
    there: Mapping[str, Occupant],
    *,
    now: datetime,
    draw: Callable[[], str],
    last_day: date | None = None,
    to: str = "",
) -> HandingOut:
    """Hand the forms of a workbook out.

    Args:
        case: the workbook; what was handed out before is read from its *Insamling*.
        there: those of :func:`files_wanted` that lie in the folder already.
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
    work = _Work(case, before, Contents(case, hand_out), draw, last_day, to)
    notes: dict[_Note, list[str]] = {}
    forms: list[MadeForm] = []
    for recipient in hand_out.recipients:
        made, note = work.made(recipient, there.get(file_of(recipient)))
        forms += [] if made is None else [made]
        if note is not None:
            notes.setdefault(note, []).append(file_of(recipient))
    collection = before._replace(
        statuses=tuple(_statuses(case, before, forms, now.replace(microsecond=0, tzinfo=None))),
        handed_out=tuple(_bases(before, forms)),
    )
    findings = (remark(note.code, f"{_some(files)} {note.said}") for note, files in notes.items())
    return HandingOut(tuple(forms), page_for(case, collection), tuple(findings))


def _some(files: Sequence[str]) -> str:
    """Return the names of some files, as many as anybody reads."""
    more = len(files) - _MOST_NAMED
    return listed(files) if more <= 0 else f"{', '.join(files[:_MOST_NAMED])} och {more} till"


def _fault(case: Case, hand_out: HandOut) -> Finding | None:
    """Return why nothing can be handed out of a workbook; None where something can."""
    if not case.period:
        return remark(NO_PERIOD, cell=case.document.start.place("period"))
    return in_the_way(case) or (None if hand_out.recipients else remark(NOBODY_ASKED))


class _Note(NamedTuple):
    """What there is to say of a file that lies where a form is to be, after its name."""

    code: str
    said: str


class _Work(NamedTuple):
    case: Case
    before: Collection
    contents: Contents
    draw: Callable[[], str]
    last_day: date | None
    to: str

    def made(
        self, recipient: Recipient, lies: Occupant | None
    ) -> tuple[MadeForm | None, _Note | None]:
        """Return a recipient's form, and what there is to say of what lies in its place.

        Where that is something else than her form of this hand-out, she gets none.
        """
        file = file_of(recipient)
        hers = None if lies is None else self._hers(recipient, lies)
        if lies is not None and hers is None:
            return None, _Note(IN_THE_WAY, self._in_the_way(recipient, lies))
        drawn = Drawn(
            hers.binding.form if hers else self.draw(), self.before.batch, self.before.master
        )
        form = self.contents.form(recipient, drawn, last_day=self.last_day, to=self.to)
        made = MadeForm(recipient, file, form)
        if hers is not None and hers.is_begun:
            return made._replace(kept=hers), _Note(KEPT, "har någon redan börjat svara i")
        data = form_book(form)
        if lies is None:
            return made._replace(data=data), None
        if lies.data == data:
            return made, None
        if lies.held:
            return made._replace(kept=hers), _Note(OPEN, f"är öppet {lies.held}.")
        return made._replace(data=data), None

    def _hers(self, recipient: Recipient, lies: Occupant) -> Returned | None:
        """Return what a file answers, where it is the recipient's form of this hand-out."""
        if lies.returned is None:
            return None
        binding = lies.returned.binding
        is_hers = (
            binding.master == self.before.master
            and self._is_of_this(binding)
            and folded_name(binding.recipient) == folded_name(recipient.name)
        )
        return lies.returned if is_hers else None

    def _is_of_this(self, binding: Binding) -> bool:
        document = self.case.document
        return binding.period == self.case.period and binding.document_type == document.key

    def _in_the_way(self, recipient: Recipient, lies: Occupant) -> str:
        """Return what lies where a form is to be, as what follows its name."""
        if lies.returned is None:
            return "finns redan och är inget formulär"
        binding = lies.returned.binding
        if folded_name(binding.recipient) != folded_name(recipient.name):
            return f"är formuläret för {binding.recipient}"
        if self._is_of_this(binding):
            return "finns redan, från en annan arbetsbok"
        return f"finns redan, för perioden {binding.period}"


def _statuses(
    case: Case, before: Collection, forms: Iterable[MadeForm], now: datetime
) -> Iterator[Status]:
    """Yield how far everybody has come: whoever gets a new form is asked now."""
    asked = {folded_name(made.recipient.name): made for made in forms}
    for one in statuses(case.document, before.statuses, None, now):
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
