"""A letter that somebody is to send: to whom, in plain text, and the link that opens it.

What it is made of comes from workbooks: nothing of it may become another field of the link.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import quote

#: An address that every mail program takes. Others are told of, and left for a person to write.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_LONGEST_ADDRESS: Final = 254


class Letter(NamedTuple):
    """A letter in plain text. ``to`` is empty where the recipient has no address to use."""

    name: str
    to: str
    subject: str
    body: str


def usable_address(text: str) -> str:
    """Return an e-mail address as it is used, and empty for one that cannot be."""
    address = text.strip()
    if len(address) > _LONGEST_ADDRESS or _ADDRESS.fullmatch(address) is None:
        return ""
    return address


def mailto(letter: Letter) -> str:
    """Return the link that opens a letter in the reader's own mail program (RFC 6068)."""
    body = letter.body.replace("\n", "\r\n")
    to, subject, text = (quote(part, safe="@" if part is letter.to else "") for part in (
        letter.to, letter.subject, body,
    ))  # fmt: skip
    return f"mailto:{to}?subject={subject}&body={text}"
