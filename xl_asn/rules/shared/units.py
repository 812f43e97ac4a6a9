"""The units that a document has rows for, goal by goal, by the names of its own register."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.model.grid import folded_name


def unit_names(document: Document) -> Mapping[str, str]:
    """Return the unit that each name and alias on *Organisation* stands for, by folded name."""
    names: dict[str, str] = {}
    for row in document.table("Organisation") or ():
        for name in row.names:
            names.setdefault(folded_name(name), row.unit or name)
    return names


def units_by_goal(document: Document) -> Mapping[Decimal, tuple[Row, ...]]:
    """Return the rows of *Enhetsresultat* that name a unit, for each goal on *Mål* that has any."""
    goals: dict[Decimal, tuple[Row, ...]] = {
        row.number: () for row in document.table("Mål") or () if row.number is not None
    }
    for row in document.table("Enhetsresultat") or ():
        if row.goal in goals and row.unit:
            goals[row.goal] += (row,)
    return {goal: rows for goal, rows in goals.items() if rows}
