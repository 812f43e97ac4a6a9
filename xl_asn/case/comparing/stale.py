"""What should have been written anew for a new period, and is as it was."""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.case.comparing.sides import One
from xl_asn.model.comparison import UnchangedPart
from xl_asn.rules.shared.unchanged import Part, unchanged_since


def stale_parts(before: One, after: One) -> tuple[UnchangedPart, ...]:
    """Return the parts that are as they were in another period; a plan is never written anew.

    A single event or text that stands twice is told. Statuses and forecasts are often what they
    were, and are told where nearly all of them are.
    """
    if after.document.looks_ahead:
        return ()
    return tuple(_parts(before, after))


def _parts(before: One, after: One) -> Iterator[UnchangedPart]:
    found = unchanged_since(after.document, before.document)
    for what, part, is_usual in (
        ("Händelser", found.events, False),
        ("Bedömningar av enheter", found.statuses, True),
        ("Texter och kommentarer", found.texts, False),
        ("Rader med utfall", found.actuals, False),
        ("Rader med prognos", found.forecasts, True),
        ("Datum", found.date, False),
    ):
        if part.is_unchanged or (part.same and not is_usual):
            yield _told(what, part)


def _told(what: str, part: Part) -> UnchangedPart:
    return UnchangedPart(what, len(part.same), part.total, part.same[0])
