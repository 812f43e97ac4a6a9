"""What holds of every attack, whatever it does: the promises of files.md, in terms of one run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.attack.attack import Ended, Tried

#: What no text may hold on its way to a terminal: C0 but the line feed, DEL, C1, what turns the
#: direction of writing, and the separators of lines and paragraphs.
CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
#: Python's, or a library's own words.
_CRASHED = re.compile(
    r"Traceback|[Ee]tt fel i programmet|\bF199\b|\bS191\b|\b[A-Z]\w*Error\b|\bNone\b|<class '"
)
_ENGLISH = re.compile(
    r"No such file|Permission denied|Errno \d|not found|cannot |invalid |unexpected|"
    r"too large|Warning:|exceeded",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[A-ZÅÄÖ-].*[.?!)]\s*$", re.MULTILINE)
_CODE = re.compile(r"\b[A-Z]\d{3}\b")
_UNFINISHED = re.compile(r"\.xl-asn-.*\.tmp")


def broken(
    what: Tried, ended: Ended, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[str]:
    """Yield a sentence for each expectation that an attack broke."""
    yield from _ending(what, ended)
    yield from _words(what, ended)
    yield from _files(what, before, after)
    for held in what.held:
        yield from held(ended)


def _ending(what: Tried, ended: Ended) -> Iterator[str]:
    if ended.status is None:
        yield "had not ended when it was stopped"
    elif what.signal is None and ended.status not in what.status:
        yield f"status {ended.status}, not {' or '.join(map(str, sorted(what.status)))}"
    if ended.seconds > what.seconds:
        yield f"took {ended.seconds:.0f} s of processor, not {what.seconds:.0f} at most"
    if ended.megabytes > what.megabytes:
        yield f"took {ended.megabytes:.0f} MB, not {what.megabytes:.0f} at most"
    if ended.left:
        yield f"leaves {len(ended.left)} processes: {ended.left[0]}"


def _words(what: Tried, ended: Ended) -> Iterator[str]:
    said = ended.said
    if found := _CRASHED.search(said):
        yield f"says {line_of(said, found.start())!r}"
    elif found := _ENGLISH.search(ended.err.decode("utf-8", "replace")):
        yield f"says {line_of(ended.err.decode('utf-8', 'replace'), found.start())!r} in English"
    if ended.status == 2 and not (_SENTENCE.search(said) or _CODE.search(said)):
        yield f"refuses without a sentence: {said[:80]!r}"
    for name, stream in (("out", ended.out), ("err", ended.err)):
        if found := CONTROLS.search(stream.decode("utf-8", "surrogateescape")):
            text = stream.decode("utf-8", "surrogateescape")
            yield f"prints {found[0]!r} to {name}: {line_of(text, found.start())!r}"
    if what.says and not re.search(what.says, said, re.IGNORECASE):
        yield f"does not say {what.says!r} but {said.strip()[:160]!r}"
    if what.silent_on and (found := re.search(what.silent_on, said, re.IGNORECASE)):
        yield f"says {line_of(said, found.start())!r}"


def line_of(text: str, at: int) -> str:
    """Return the line around a place in a text, cut short."""
    start = max(text.rfind("\n", 0, at) + 1, at - 80)
    return text[start : at + 80].split("\n", maxsplit=1)[0]


def _files(what: Tried, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name, mark in before.items():
        if name in what.may_change:
            continue
        if name not in after:
            yield f"{name} is gone"
        elif after[name] != mark:
            yield f"{name} is changed ({mark[:12]} to {after[name][:12]})"
    for name in after.keys() - before.keys():
        if name in what.may_not_come:
            yield f"{name} has come"
        if _UNFINISHED.search(name):
            yield f"{name} is left"
