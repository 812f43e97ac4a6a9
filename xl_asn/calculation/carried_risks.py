"""Risk values that a report carries on from its plan, where it has nothing to make one of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from xl_asn.model.grid import CellRef
from xl_asn.model.results import Result


class FollowedRisk(NamedTuple):
    """A risk of a plan that a report follows up.

    ``own`` is what the author has written of the risk in the report: its value, its likelihood
    and its consequence. ``planned`` is the plan's value, None where it has none.
    """

    label: str
    cell: CellRef
    own: tuple[Decimal | None, ...]
    planned: Decimal | None
    planned_cell: CellRef | None


def carried_risks(risks: Iterable[FollowedRisk], year: str) -> Iterator[Result]:
    """Yield the plan's risk values, 1 to 25, for the risks that have none and nothing to make one.

    They fill a blank cell; a value that the author has typed stands. ``year`` is the plan's.
    """
    for risk in risks:
        if risk.planned is not None and all(own is None for own in risk.own):
            formula = f"riskvärdet i nämndplan {year}, {risk.planned_cell}"
            yield Result(risk.cell, risk.label, "Riskvärde", risk.planned, formula, fills=True)
