"""A reminder to whoever has not answered: what the letter says, and the letter as a file.

It has no form with it: a ``mailto:`` takes no attachment, and a form that travels by mail comes
back as another file. It says where the form lies instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Final

from xl_asn.cycle.standing.standing import Person, Standing, day_in_words
from xl_asn.model.characters import bounded, is_unseen
from xl_asn.model.collection import State
from xl_asn.model.emails import email_of
from xl_asn.model.letters import Letter

_MOST_SAID: Final = 200
"""Of a name or a path no more is quoted: a link that is longer than 2 000 signs is cut by some."""
_MOST_OTHERS: Final = 3
_MOST_FAULTS: Final = 5

MARK: Final = "X-Xl-Asn"
"""The header that tells a letter of ours, as it was written: only such a one is ever written over
or taken away, and one that somebody has changed is hers."""
_MARKED: Final = re.compile(rb"\r\n" + MARK.encode() + rb": paminnelse ([0-9a-f]{16})(?=\r\n)")
_PLACE: Final = "paminnelse"


def reminder(person: Person, standing: Standing) -> Letter:
    """Return the letter to a recipient, which says what is missing, where and until when."""
    status = person.status
    subject = f"Påminnelse: {_one_line(standing.title)}, {_one_line(status.recipient)}"
    lines = ["Hej!", "", *_missing(person, standing), ""]
    if person.form:
        lines.append(f"Formuläret heter {_one_line(person.form)}.")
    lines.append(f"Det ska ligga i mappen {_one_line(standing.folder)}")
    if status.last_day is not None:
        passed = status.state is State.LATE
        lines.append(
            f"Sista dag {'var' if passed else 'är'} {day_in_words(status.last_day)}."
            + (" Svara så snart du kan." if passed else "")
        )
    lines += ["", "Fyll i de gula cellerna, välj Ja vid Klar, skriv ditt namn och spara filen."]
    lines += ["", "Tack!", _one_line(standing.sender)]
    return Letter(_one_line(status.recipient), email_of(status.email), subject, "\n".join(lines))


def _missing(person: Person, standing: Standing) -> Iterator[str]:
    """Yield what has not come, as sentences."""
    status, asked = person.status, _one_line(standing.title)
    for other in person.others[:_MOST_OTHERS]:
        yield f"{_one_line(other)}. Det går inte att läsa: skriv svaren i formuläret i stället."
    if status.state is State.REFUSED and status.remark and not person.others:
        yield f"Vi kunde inte ta emot ditt svar till {asked}. {_one_line(status.remark)}"
    elif person.faults:
        yield f"Vi har ditt svar till {asked}, men något i det måste rättas:"
        yield from (f"– {_one_line(fault)}" for fault in person.faults[:_MOST_FAULTS])
        if (more := len(person.faults) - _MOST_FAULTS) > 0:
            yield f"– {more} till"
    elif person.is_begun:
        yield f"Du har börjat svara till {asked}, men är inte klar."
        if status.answered < status.asked:
            yield f"Ifyllda celler: {person.answers}."
        yield "Är det klart som det är: välj Ja vid Klar."
    else:
        yield f"Vi har inte fått ditt svar till {asked}."


def letter_file(letter: Letter) -> bytes:
    """Return a letter as an ``.eml`` file, which Outlook opens as one that is not sent yet.

    It has no date and no id of its own, which whoever sends it gives it: the same letter is the
    same bytes.
    """
    message = EmailMessage(policy=SMTP)
    if letter.to:
        message["To"] = Address(letter.name, addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"
    message[MARK] = _PLACE
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    data = message.as_bytes()
    line = f"\r\n{MARK}: {_PLACE}".encode()
    rest = data.replace(line, b"", 1)
    return data.replace(line, line + b" " + _checksum(rest), 1)


def is_ours(data: bytes) -> bool:
    """Return whether a file is a letter that this module wrote, and nobody has changed since."""
    found = _MARKED.search(data.partition(b"\r\n\r\n")[0])
    return found is not None and found[1] == _checksum(data.replace(found[0], b"", 1))


def _checksum(data: bytes) -> bytes:
    return sha256(data).hexdigest()[:16].encode()


def _one_line(text: str) -> str:
    """Return a text without line breaks or anything that steers, and no longer than is read."""
    shown = "".join(" " if is_unseen(sign) else sign for sign in text)
    return bounded(" ".join(shown.split()), _MOST_SAID)
