"""A letter that somebody is to send: to whom, in plain text, and the link that opens it.

What it is made of comes from workbooks: nothing of it may become another field of the link.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote


class Letter(NamedTuple):
    """A letter in plain text. ``to`` is empty where the recipient has no address to use."""

    name: str
    to: str
    subject: str
    body: str


def mailto(letter: Letter) -> str:
    """Return the link that opens a letter in the reader's own mail program (RFC 6068)."""
    body = letter.body.replace("\n", "\r\n")
    to, subject, text = (quote(part, safe="@" if part is letter.to else "") for part in (
        letter.to, letter.subject, body,
    ))  # fmt: skip
    return f"mailto:{to}?subject={subject}&body={text}"
