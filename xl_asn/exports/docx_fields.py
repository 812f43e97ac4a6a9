"""The fields of a Word template: what each instructs Word to do."""

from __future__ import annotations

import re
from typing import Final

from xl_asn.exports.template_parts import is_pressed, refuse, shown

#: The fields that tell of the document itself, of its place or of the day: all that a template for
#: a document needs. Others fetch, run, ask or answer for something that is not in the document.
_ALLOWED: Final = frozenset({
    "=", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION", "COMMENTS",
    "COMPARE", "CREATEDATE", "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ",
    "FILENAME", "FILESIZE", "FORMCHECKBOX",
    "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX", "KEYWORDS", "LASTSAVEDBY", "LISTNUM",
    "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "REF", "REVNUM",
    "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC",
    "TIME", "TITLE", "TOA", "TOC", "XE",
})  # fmt: skip
_HYPERLINK: Final = "HYPERLINK"
#: What stands in an instruction for a field whose result is a part of it.
_MADE_UP: Final = "\0"
_LONGEST: Final = 2_000
_TARGET: Final = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s"\\][^\s"]*))', re.IGNORECASE)
#: What a link may have besides: a place in the document, a text to show, the window it opens in.
_SWITCHES: Final = re.compile(r'\s*(?:\\[lotn]\s*(?:"[^"]*"|[^\s"\\]\S*)?\s*|\\[mnh]\s*)*')


class Fields:
    """The fields of a part, collected as their pieces are read: they may lie in each other."""

    def __init__(self) -> None:
        self.said: list[str] = []
        """The instructions that have come to their end."""
        self._open: list[list[str] | None] = []  # None: what it resulted in goes on

    def begin(self) -> None:
        """Begin a field; one in the midst of another's instruction makes up a part of that."""
        self.add(_MADE_UP)
        self._open.append([])

    def add(self, text: str) -> None:
        """Add a piece of the innermost instruction; one outside of any field is one by itself."""
        held = self._open[-1] if self._open else None
        if held is not None:
            held.append(text)
        elif text != _MADE_UP:
            self.said.append(text)

    def result(self) -> None:
        """End the instruction of the innermost field; what it resulted in follows."""
        if self._open:
            self.said.append("".join(self._open[-1] or ()))
            self._open[-1] = None

    def end(self) -> None:
        """End the innermost field."""
        self.result()
        del self._open[-1:]

    def close(self) -> None:
        """End the fields that have no end."""
        while self._open:
            self.end()


def check_field(instruction: str, source: str) -> None:
    """See to it that a field is one that a template may have.

    Raises:
        UnusableTemplateError: it is another.
    """
    text = instruction.strip()
    kind = text.split(maxsplit=1)[0].upper() if text else ""
    if not kind:
        return
    if len(text) > _LONGEST:
        refuse("ett fält som är orimligt långt", source)
    if _MADE_UP in kind:
        refuse("ett fält vars namn räknas fram", source)
    if kind.startswith("="):
        kind = "="
    if kind not in _ALLOWED:
        refuse(f"fältet {shown(kind)}", source)
    if kind == _HYPERLINK:
        _check_link(text, source)


def _check_link(text: str, source: str) -> None:
    found = _TARGET.match(text)
    target = (found[1] or found[2] or "") if found else ""
    rest = text[found.end() if found else len(_HYPERLINK) :]
    if (target and not is_pressed(target)) or not _SWITCHES.fullmatch(rest):
        refuse(f"fältet HYPERLINK till {shown(target or rest)}", source)
