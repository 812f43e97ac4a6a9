"""Which period comes next, and which one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from xl_asn.documents.document import Document
from xl_asn.documents.earlier import is_earlier
from xl_asn.model.listing import listed
from xl_asn.model.periods import Period
from xl_asn.model.told import ToldError

_MOST_SKIPPED: Final = 3
"""A period named without a year lies in the next one only where so few are left out."""
_MOST_FOLLOWED: Final = 40


class Asked(NamedTuple):
    """The period of the new workbook, as *Start* offers it, and those that are left out.

    ``longer`` is the longer one that begins as it does, where nobody has said which is meant.
    """

    period: Period
    text: str
    skipped: tuple[Period, ...] = ()
    longer: str = ""


def asked_period(
    declared: type[Document], old: Period, text: str | None = None, year: int | None = None
) -> Asked:
    """Return the period that is asked for, or else the one that comes next.

    Args:
        declared: the type of the new workbook.
        old: the period of the workbook that it is made from.
        text: the period as somebody types it.
        year: its year; of a period without one it is that of the next such period.

    Raises:
        ToldError: there is no such period, or it is not later than the old one.
    """
    if text is None:
        periods = following(declared, old)
        period = next(p for p in periods if year is None or p.year >= year)
        if year not in {None, period.year}:
            raise ToldError(_not_later(f"{year}", old))
    else:
        period = _named(declared, old, text, year)
    if not is_earlier(old, period):
        raise ToldError(_not_later(period.label, old))
    left_out = tuple(skipped(declared, old, period))
    longer = "" if text is not None else _longer(declared, period)
    return Asked(period, _offered(declared, period), left_out, longer)


def following(declared: type[Document], old: Period) -> Iterator[Period]:
    """Yield the periods after one, each the shortest that ends next; there is no end to them."""
    year = old.year
    while True:
        found = {declared.period_of(year, text) for text in declared.periods}
        for period in sorted(filter(None, found), key=lambda p: (p.end, -p.first_month)):
            if is_earlier(old, period) and period.end > old.end:
                yield period
                old = period
        year += 1


def skipped(declared: type[Document], old: Period, new: Period) -> Iterator[Period]:
    """Yield the periods between two, which no workbook is made for."""
    for period in islice(following(declared, old), _MOST_FOLLOWED):
        if period.end >= new.start:
            return
        yield period


def _named(declared: type[Document], old: Period, text: str, year: int | None) -> Period:
    period = declared.period_of(old.year if year is None else year, text)
    if period is None:
        message = (
            f"{declared.title} skrivs inte för perioden {text}. "
            f"Välj en av: {', '.join(declared.periods)}."
        )
        raise ToldError(message)
    if year is not None or is_earlier(old, period):
        return period
    later = declared.period_of(old.year + 1, text)
    if later is None or period == old:
        return period
    between = sum(1 for _ in skipped(declared, old, later))
    return later if between <= _MOST_SKIPPED else period


def _offered(declared: type[Document], period: Period) -> str:
    """Return a period as *Start* offers it, or else as a narrow header says it."""
    for text in declared.periods:
        if declared.period_of(period.year, text) == period:
            return text
    return period.short_label.replace("–", "-")


def _longer(declared: type[Document], period: Period) -> str:
    """Return the longer period, as it is offered, that several months may be reported as."""
    for text in declared.periods:
        other = declared.period_of(period.year, text)
        months = len(other.months) if other and other.start == period.start else 0
        if months > len(period.months) == 1:
            return text
    return ""


def _not_later(asked: str, old: Period) -> str:
    return (
        f"{asked[:1].upper()}{asked[1:]} kommer inte efter {old.label}, som arbetsboken gäller. "
        "Ange en senare period med --period, och året med --ar."
    )


def skipped_sentence(asked: Asked, declared: type[Document]) -> str:
    """Return what to say of periods that are left out; empty where none is."""
    if not asked.skipped:
        return ""
    names = [period.label for period in asked.skipped]
    shown = names if len(names) <= _MOST_SKIPPED else [names[0], "…", names[-1]]
    report = declared.title.casefold()
    told = listed(shown) if len(names) <= _MOST_SKIPPED else f"{shown[0]} till {shown[-1]}"
    return f"Ingen {report} görs för {told}."
