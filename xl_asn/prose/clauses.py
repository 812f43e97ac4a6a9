"""What stands around a figure: the words before it and after it in its own sentence.

A text is lines; a line is a bullet or plain; a line has sentences. A line that just goes on on the
next one (pasted from a page of fixed width) is one line. The window on each side has a limit, so
that reading all figures of a text takes time in proportion to its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xl_asn.prose.figures import Figure

_LONGEST_BEFORE: Final = 320
_LONGEST_AFTER: Final = 160

_NEW_LINE: Final = re.compile(r"\r\n|\r|\n")
_BULLET: Final = re.compile(r"[ \t\u00a0]*(?:[–—−•·▪*\uf0b7-][ \t\u00a0]+|[–—•·▪-](?=[^\W\d]))")
_LEAD_MARK: Final = re.compile(r"[ \t\u00a0]*")
_SENTENCE_END: Final = re.compile(r"[.!?][”\")]?[ \t\u00a0]+(?=[”\"(]?[A-ZÅÄÖ0-9])")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[^\w])(?:\w|bl\.?a|t\.?ex|s\.?k|d\.?v\.?s|o\.?s\.?v|m\.?m|ca|kap|st|nr|inkl|exkl|jmf|jfr|"
    r"resp|milj|proc|jan|feb|apr|aug|sept?|okt|nov|dec|t\.?o\.?m|fr\.?o\.?m)\.$",
    re.IGNORECASE,
)
_ENDS: Final = frozenset(".:!?;")


class Line(NamedTuple):
    """One line of a text; ``start`` is after the bullet that it may begin with."""

    start: int
    end: int
    bullet: bool


class Clause(NamedTuple):
    """A figure and what stands around it.

    ``before`` reaches back to the figure before it, ``sentence_before`` to where the sentence
    begins; ``after`` reaches to the next figure, ``rest`` to the end of the sentence. ``previous``
    is the figure before it in the same sentence. ``lead`` is the text of the plain line over a
    bullet, which begins at ``lead_start``, and ``lead_figure`` its first figure.
    """

    figure: Figure
    text: str
    before: str
    after: str
    sentence_before: str
    rest: str
    bullet: bool = False
    opens: bool = True
    """Whether ``before`` begins where the sentence begins, and was not cut."""
    previous: Figure | None = None
    lead: str = ""
    lead_start: int = 0
    lead_figure: Figure | None = None
    paired: bool = False
    """Whether it is one amount of a list, with the words that are its own."""


def _sentence(starts: Sequence[int], line: Line, figure: Figure) -> tuple[int, int]:
    """Return where the figure's sentence begins and ends, within its line."""
    place = bisect_right(starts, figure.start)
    begins = starts[place - 1] if place else line.start
    return begins, starts[place] if place < len(starts) else line.end


def clauses(text: str, figures: Sequence[Figure]) -> Iterator[Clause]:
    """Yield the figures of a text, each with what stands around it."""
    spans = [figure for figure in figures if figure.kind.parts_a_sentence]
    span_starts = [figure.start for figure in spans]
    lines = _lines(text, figures)
    starts = [line.start for line in lines]
    leads = _leads(text, lines, span_starts)
    ends_of: dict[int, list[int]] = {}
    previous: Figure | None = None
    upcoming = next(following := iter(spans), None)
    for figure in figures:
        index = max(0, bisect_right(starts, figure.start) - 1)
        line = lines[index]
        if index not in ends_of:
            ends_of = {index: _sentence_starts(text, line)}
        begins, stops = _sentence(ends_of[index], line, figure)
        if figure is upcoming:
            upcoming = next(following, None)
        last = previous if previous and previous.start >= begins else None
        lowest = max(last.end if last else begins, figure.start - _LONGEST_BEFORE)
        until = min(stops, upcoming.start if upcoming else stops, figure.end + _LONGEST_AFTER)
        lead = None if (over := leads[index]) is None else lines[over]
        yield Clause(
            figure,
            text[figure.start : figure.end],
            text[lowest : figure.start],
            text[figure.end : max(until, figure.end)],
            text[max(begins, figure.start - _LONGEST_BEFORE) : figure.start],
            text[figure.end : max(figure.end, min(stops, figure.end + _LONGEST_AFTER))],
            line.bullet,
            opens=last is None and lowest == begins,
            previous=last,
            lead=text[lead.start : min(lead.end, lead.start + _LONGEST_BEFORE)] if lead else "",
            lead_start=lead.start if lead else 0,
            lead_figure=_first_within(spans, span_starts, lead) if lead else None,
        )
        if figure.kind.parts_a_sentence:
            previous = figure


def _lines(text: str, figures: Sequence[Figure]) -> list[Line]:
    """Return the lines that hold anything; a break inside a number parts nothing."""
    breaks: list[tuple[int, int]] = []
    current = 0
    for found in _NEW_LINE.finditer(text):
        while current < len(figures) and figures[current].end <= found.start():
            current += 1
        inside = current < len(figures) and figures[current].start < found.start()
        if not inside and not _goes_on(text, found.start(), found.end()):
            breaks.append(found.span())
    lines, start = [], 0
    for stop, following in [*breaks, (len(text), len(text))]:
        mark = _BULLET.match(text, start, stop) or _LEAD_MARK.match(text, start, stop)
        begin = mark.end() if mark else start
        lines.append(Line(begin, stop, mark is not None and bool(mark[0].strip())))
        start = following
    return lines


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a line just goes on on the next: it does not end, and the next does not begin."""
    last = text[max(0, end - 40) : end].rstrip()[-1:]
    return bool(last) and last not in _ENDS and text[start : start + 1].islower()


def _leads(text: str, lines: Sequence[Line], starts: Sequence[int]) -> list[int | None]:
    """Return for each line the plain line that it is a bullet under, if it is one.

    A plain line right after a bullet belongs to that bullet, unless it announces something: it
    ends with a colon or has a figure.
    """
    leads: list[int | None] = []
    lead: int | None = None
    after_bullet = False
    for index, line in enumerate(lines):
        leads.append(lead if line.bullet else None)
        if line.bullet:
            after_bullet = True
        elif line.end <= line.start:
            lead, after_bullet = None, False
        elif (
            not after_bullet
            or text[max(line.start, line.end - 3) : line.end].rstrip().endswith(":")
            or bisect_left(starts, line.start) < bisect_left(starts, line.end)
        ):
            lead, after_bullet = index, False
    return leads


def _sentence_starts(text: str, line: Line) -> list[int]:
    return [line.start] + [
        found.end()
        for found in _SENTENCE_END.finditer(text, line.start, line.end)
        if not _ABBREVIATION.search(text[max(line.start, found.start() - 8) : found.start() + 1])
    ]


def _first_within(figures: Sequence[Figure], starts: Sequence[int], line: Line) -> Figure | None:
    at = bisect_left(starts, line.start)
    found = figures[at] if at < len(figures) else None
    return found if found is not None and found.start < line.end else None
