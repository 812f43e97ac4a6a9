"""E-mail addresses that are typed in a cell: whether each is one, and what is wrong with it.

An address is written into a letter's header, and a person sees only its glyphs: a line break would
begin a header of somebody else's, and a letter that looks like another would lead to a stranger.
So only what every mail server takes is one: the letters of ASCII, and nothing that is not seen.
"""

from __future__ import annotations

import re
from typing import Final

from xl_asn.model.characters import is_unseen, number_of

MOST: Final = 254
"""The longest address that the protocol has room for."""
_MOST_BEFORE_AT: Final = 64
_LOCAL: Final = r"[A-Za-z0-9_%+'&=-]+(?:\.[A-Za-z0-9_%+'&=-]+)*"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"({_LOCAL})@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
_SEVERAL: Final = re.compile(r"@.*[;,\s].*@", re.DOTALL)
_LINES: Final = re.compile("[\n\r\v\f\u0085\u2028\u2029]")


def email_fault(typed: str) -> str:
    """Return what is wrong with an address as it is typed, as the end of "Adressen …"; or nothing.

    Blanks around it are no fault. A text without anything has no fault either: there is no address.
    """
    text = typed.strip(" \u00a0\t")
    if not text:
        return ""
    if _SEVERAL.search(text):
        return "är flera adresser i samma cell"
    if _LINES.search(text):
        return "har en radbrytning i sig"
    strange = next((sign for sign in text if not sign.isascii() or is_unseen(sign)), "")
    if strange:
        return f"har {_said(strange)}"
    found = _ADDRESS.fullmatch(text) if len(text) <= MOST else None
    if found is None or len(found[1]) > _MOST_BEFORE_AT:
        return "är ingen e-postadress"
    return ""


def email_of(typed: str) -> str:
    """Return the address that a cell holds; empty where it holds none that a letter may go to."""
    return "" if email_fault(typed) else typed.strip(" \u00a0\t")


def _said(sign: str) -> str:
    if is_unseen(sign) or sign.isspace():
        return f"ett tecken som inte syns ({number_of(sign)})"
    return f"tecknet {sign} ({number_of(sign)}), som inte kan stå i en adress"
