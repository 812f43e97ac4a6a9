"""What *Läget* shows: each recipient of *Utskick* with what is known of her, and the conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from xl_asn.model.collection import Conflict, State, Status
from xl_asn.model.findings import Finding
from xl_asn.model.listing import listed
from xl_asn.model.periods import MONTH_NAMES

_DAYS: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

#: One and several of each state, as the sentence of counts says them.
_SAID: Final = (
    (State.DONE, "är klar", "är klara"),
    (State.BEGUN, "har börjat", "har börjat"),
    (State.LATE, "är sen", "är sena"),
    (State.REFUSED, "har skickat något som inte går att ta emot",
     "har skickat något som inte går att ta emot"),
    (State.CONFLICT, "är i konflikt", "är i konflikt"),
    (State.MISSING, "saknas", "saknas"),
)  # fmt: skip


class Person(NamedTuple):
    """A recipient, and how far she has come.

    ``form`` is the name of her form in the folder, and ``is_begun`` and ``is_done`` tell what the
    one that has come says. ``others`` are what she has sent that is no form, in words:
    ``brev.docx är ett Word-dokument``. ``faults`` are what has to be mended in her form.
    """

    status: Status
    form: str = ""
    is_begun: bool = False
    is_done: bool = False
    others: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def has_answered(self) -> bool:
        """Whether nothing more is waited for from her; she may have been late."""
        state = self.status.state
        return state in {State.DONE, State.CONFLICT} or (state is State.LATE and self.is_done)

    @property
    def remark(self) -> str:
        """Return what there is to know beside the state; a delay says what is late."""
        if self.status.state is State.LATE and not self.has_answered:
            late = "Påbörjat, men inte klart." if self.is_begun else "Inget svar har kommit."
            return f"{self.status.remark} {late}".strip()
        return self.status.remark

    @property
    def answers(self) -> str:
        """Return how much she has answered: ``3 av 8``; empty where nothing was asked."""
        return f"{self.status.answered} av {self.status.asked}" if self.status.asked else ""


class Standing(NamedTuple):
    """How far a hand-out has come.

    ``title`` is the document and its period, ``sender`` who asks, ``book`` the workbook's file name
    and ``folder`` the whole path of the folder that answers are put in. ``extras`` is how many rows
    were added that the workbook has no room for.
    """

    title: str
    board: str
    sender: str
    book: str
    folder: str
    people: tuple[Person, ...]
    conflicts: tuple[Conflict, ...] = ()
    extras: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def waited_for(self) -> tuple[Person, ...]:
        """Return those who have not answered."""
        return tuple(person for person in self.people if not person.has_answered)


def sentences(standing: Standing) -> Iterator[str]:
    """Yield how far it has come in counts, and what waits for the one who collects."""
    people = standing.people
    if not people:
        yield "Det finns inga mottagare på bladet Utskick."
        return
    answered = sum(person.has_answered for person in people)
    counts = Counter(person.status.state for person in people)
    parts = [
        f"{counts[state]} {one if counts[state] == 1 else many}"
        for state, one, many in _SAID
        if counts[state]
    ]
    yield f"{answered} av {len(people)} har svarat: {listed(parts)}."
    if count := len(standing.conflicts):
        cells = "1 cell väntar" if count == 1 else f"{count} celler väntar"
        yield f"{cells} på ditt beslut."
    if count := standing.extras:
        rows = "1 rad" if count == 1 else f"{count} rader"
        yield f"{rows} har lagts till som arbetsboken inte har plats för."


def last_days(standing: Standing) -> tuple[date, ...]:
    """Return the last days that have been set, each once, the first one first."""
    return tuple(sorted({d for p in standing.people if (d := p.status.last_day) is not None}))


def day_in_words(day: date) -> str:
    """Return a day as a letter says it: ``onsdag 7 december 2022``."""
    return f"{_DAYS[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
