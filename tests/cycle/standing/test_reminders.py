"""The reminder as a link and as a letter: who gets one, what it says, and nobody else's headers."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.standing.made import EVERYBODY, person, standing
from xl_asn.cycle.standing.reminders import is_ours, letter_file, reminder
from xl_asn.model.collection import State
from xl_asn.model.emails import email_of
from xl_asn.model.letters import mailto

_LONGEST_LINK = 2_000
"""What the programs that open it take: one cuts off what is longer."""


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_is_read_as_it_was_written() -> None:
    letter = reminder(person("Åke & Bö", State.MISSING, email="ake@kommun.se"), standing())
    data = letter_file(letter)
    message = read(data)
    assert [*message.keys()] == [
        "To", "Subject", "X-Unsent", "X-Xl-Asn", "Content-Type", "Content-Transfer-Encoding",
        "MIME-Version",
    ]  # fmt: skip
    assert message["To"].addresses[0].addr_spec == "ake@kommun.se"
    assert message["To"].addresses[0].display_name == "Åke & Bö"
    assert message["Subject"] == "Påminnelse: Månadsrapport november 2022, Åke & Bö"
    assert message["X-Unsent"] == "1"
    assert (message.get_content_type(), message.get_content_charset()) == ("text/plain", "utf-8")
    assert message.get_content().replace("\r\n", "\n").strip() == letter.body
    assert letter_file(letter) == data
    assert is_ours(data)
    assert not is_ours(data.replace(b"Hej!", b"Hej, Anna!"))
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("number", "said", "unsaid"),
    [
        (1, ("Du har börjat svara", "3 av 8", "Sista dag är onsdag 7 december 2022."), "har inte"),
        (3, ("Vi har inte fått ditt svar", "Sista dag var onsdag", "så snart du kan"), "börjat"),
        (4, ("brev.docx är ett Word-dokument. Det går inte att läsa",), "börjat"),
        (6, ("Vi har inte fått", "/formular/2022-11", "Resursenheten.xlsx", "Ja vid Klar"), "var"),
    ],
)
def test_it_says_what_is_missing_where_and_until_when(
    number: int, said: tuple[str, ...], unsaid: str
) -> None:
    body = reminder(EVERYBODY[number], standing()).body
    for part in said:
        assert part in body
    assert f" {unsaid} " not in body


def test_it_says_what_has_to_be_mended_and_not_to_say_that_all_is_done() -> None:
    faults = tuple(
        f"Svar!C{row}: Bedömning är ”Orange”. Välj ett av: Grön." for row in range(8, 15)
    )
    sent = person("Boende", State.BEGUN, is_begun=True, answered=4, faults=faults)
    body = reminder(sent, standing()).body
    assert (
        "Vi har ditt svar till Månadsrapport november 2022, men något i det måste rättas:" in body
    )
    assert f"– {faults[4]}\n– 2 till\n" in body
    assert faults[5] not in body
    assert "Är det klart som det är" not in body


def test_only_those_who_have_not_answered_are_waited_for() -> None:
    waited = [person.status.recipient for person in standing().waited_for]
    assert waited == ["Vuxenenheten", "Lindenheten", "Ekenheten", "Resursenheten"]


def test_a_link_opens_the_same_letter() -> None:
    letter = reminder(person("Ek & Björk", State.MISSING, email="a+b@kommun.se"), standing())
    parts = urlsplit(mailto(letter))
    fields = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.path) == ("mailto", "a%2Bb@kommun.se")
    assert fields == {"subject": [letter.subject], "body": [letter.body.replace("\n", "\r\n")]}
    assert "+" not in parts.query
    assert len(mailto(letter)) < _LONGEST_LINK


@pytest.mark.parametrize(
    "address",
    [
        "", "anna", "a@b", "a@b.se, c@d.se", "a@b.se;c@d.se", "a@b.se\nBcc: c@d.se",
        "a@b.se?cc=x@y.se",
        "Anna <a@b.se>", '"a b"@c.se', "a@-b.se", "a..b@c.se", "å@b.se", "a@b.se%0ABcc:x",
        f"{'a' * 260}@b.se",
        "a@b.se\u202e", "mailto:a@b.se",
    ],
)  # fmt: skip
def test_what_is_no_single_plain_address_is_left_for_a_person(address: str) -> None:
    assert email_of(address) == ""
    letter = reminder(person("A", State.MISSING, email=address), standing())
    assert mailto(letter).startswith("mailto:?subject=")
    assert "To" not in read(letter_file(letter))


def test_an_address_with_blanks_around_it_is_used() -> None:
    assert email_of(" anna.ek@kommun.se ") == "anna.ek@kommun.se"


@given(
    name=st.text(max_size=300), email=st.text(max_size=300), title=st.text(max_size=300),
    folder=st.text(max_size=300), other=st.text(max_size=300),
)  # fmt: skip
def test_no_text_becomes_a_header_or_a_field(
    name: str, email: str, title: str, folder: str, other: str
) -> None:
    asked = person("A", State.MISSING, recipient=name, email=email, others=(other,))
    letter = reminder(asked, standing()._replace(title=title, folder=folder, sender=name))
    message = read(letter_file(letter))
    assert {*message.keys()} - {"To"} == {
        "Subject", "X-Unsent", "X-Xl-Asn", "Content-Type", "Content-Transfer-Encoding",
        "MIME-Version",
    }  # fmt: skip
    assert message["Subject"].startswith("Påminnelse:")
    assert is_ours(letter_file(letter))
    assert len(message["To"].addresses if message["To"] else ()) <= 1
    assert parse_qs(urlsplit(mailto(letter)).query).keys() <= {"subject", "body"}


def test_somebody_elses_letter_is_not_ours() -> None:
    assert not is_ours(b"To: a@b.se\r\nSubject: x\r\n\r\nX-Xl-Asn: paminnelse\r\n\r\n")
    assert not is_ours(b"")
