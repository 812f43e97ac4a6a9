"""Volumes: the change in per cent from one period to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xl_asn.model.arithmetic import quotient
from xl_asn.model.follow_up import Change, Volume
from xl_asn.model.results import Result


def change_share(change: Change) -> Decimal | None:
    """Return the change as a share of the earlier figure: 552 to 604 is 0.094."""
    before, after = change.earlier.value, change.later.value
    if before is None or after is None or not before:
        return None
    return quotient(after - before, abs(before))


def volume_results(volumes: Iterable[Volume]) -> Iterator[Result]:
    """Yield the changes that can be computed."""
    for volume in volumes:
        for change in volume.changes:
            share = change_share(change)
            if share is not None:
                yield Result(
                    change.cell, volume.label, change.header, share, change.words,
                    (change.later.cell, change.earlier.cell),
                )  # fmt: skip
