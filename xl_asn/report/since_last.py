"""Section *Sedan förra rapporten*: what has moved since the report before, for the board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.documents.sheets.economy import NetCostRow
from xl_asn.model.comparison import ColourChange, HistoryChange
from xl_asn.model.statuses import Graded
from xl_asn.report.blocks import Block, BulletList, Heading, Item, Paragraph
from xl_asn.report.comparison import forecast_sentence
from xl_asn.report.completed import Completed
from xl_asn.report.economy import bridge

HEADING: Final = "Sedan förra rapporten"
_MOST_TOLD: Final = 40
"""More changes of history than this nobody reads; the comparison of the two has them all."""


def since_last(completed: Completed) -> Iterator[Block]:
    """Yield what has moved; nothing where the report is compared with none."""
    comparison = completed.since
    if comparison is None:
        return
    before = comparison.before
    said = f"Jämfört med {before.document.casefold()}en för {before.period}."
    yield Paragraph(" ".join(filter(None, (said, forecast_sentence(comparison)))))
    yield from _colours(comparison.colours)
    charts = tuple(bridge(completed, completed.rows(NetCostRow)))
    if charts:
        yield Heading(2, "Prognosen")
        yield from charts
    yield from _history(comparison.history)


def _colours(changes: Sequence[ColourChange]) -> Iterator[Block]:
    if not changes:
        yield Paragraph("Inga bedömningar har ändrats.")
        return
    yield Heading(2, "Bedömningar som har ändrats")
    yield BulletList(tuple(map(_colour, changes)))


def _colour(change: ColourChange) -> Item:
    """Return a status in words and symbols, from what to what, with the units that have moved."""
    units = tuple(f"{one.unit}: {_moved(one.before, one.after)}" for one in change.units)
    if change.is_moved:
        return Item(_moved(change.before, change.after), change.what, units)
    same = f"fortfarande {change.after.shown}, men enheter har ändrats" if change.after else (
        "enheter har ändrats"
    )  # fmt: skip
    return Item(same, change.what, units)


def _moved(before: Graded | None, after: Graded | None) -> str:
    if before is None:
        return f"{after.shown if after else ''} (saknades förra gången)".strip()
    return (
        f"{before.shown} blev {after.shown}" if after else f"saknas ({before.shown} förra gången)"
    )


def _history(changes: Sequence[HistoryChange]) -> Iterator[Block]:
    """Yield what had been reported, and is told otherwise now."""
    if not changes:
        yield Paragraph("Ingenting som redan var rapporterat har ändrats.")
        return
    yield Heading(2, "Ändrat i det som redan var rapporterat")
    told = [Item(f"{one.before} blev {one.after}", one.what) for one in changes[:_MOST_TOLD]]
    if len(changes) > _MOST_TOLD:
        told.append(Item(f"{len(changes) - _MOST_TOLD} ändringar till"))
    yield BulletList(tuple(told))
