"""The bytes of a ledger as text, whatever their label says.

SIE allows CP437 alone, and CP437 never fails to decode: UTF-8 and Windows' own are common under its
label. So the letters tell, and not the label.
"""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final, NamedTuple

_DOS, _WINDOWS = "cp437", "cp1252"
#: å, ä, ö, é and ü and the same in capitals, as each writes them.
_LETTERS: Final = {name: "åäöéüÅÄÖÉÜ".encode(name) for name in (_DOS, _WINDOWS)}


class Decoded(NamedTuple):
    """A text, and what its encoding is called."""

    text: str
    encoding: str


def decoded(data: bytes, usual: str = _WINDOWS) -> Decoded:
    """Return the text of some bytes; ``usual`` is the encoding where no letter tells."""
    if data.startswith(BOM_UTF8):
        return Decoded(data[len(BOM_UTF8) :].decode("utf-8", "replace"), "UTF-8")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # what Excel calls Unicode text
        return Decoded(data.decode("utf-16", "replace"), "UTF-16")
    if data.isascii():
        return Decoded(data.decode("ascii"), "ASCII")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    counts = {name: sum(data.count(bytes([b])) for b in of) for name, of in _LETTERS.items()}
    best = max(counts, key=lambda name: (counts[name], name == usual))
    return Decoded(data.decode(best, "replace"), best.upper())
