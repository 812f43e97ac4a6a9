"""What Kolada says of key figures: a snapshot of their titles and of a municipality's values."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from xl_asn.model.grid import CellRef


class Observation(NamedTuple):
    """A municipality's value of one year, in the key figure's own unit: a share is 0 to 100."""

    year: int
    value: Decimal


class KeyFigure(NamedTuple):
    """A key figure; ``title`` is None for one that Kolada does not have, or has no longer.

    ``ended`` is the last year of one that is no longer measured. Observations are oldest first.
    """

    id: str
    title: str | None
    ended: int | None = None
    observations: tuple[Observation, ...] = ()


class AskedFigure(NamedTuple):
    """A key figure that a workbook names: its title there, and the values there by year.

    Values are in Kolada's own unit.
    """

    id: str
    title: str
    cell: CellRef
    values: tuple[tuple[int, Decimal, CellRef], ...] = ()


class Snapshot(NamedTuple):
    """What Kolada answered, and when."""

    taken: datetime
    address: str
    municipality: str
    figures: tuple[KeyFigure, ...]


class Remark(NamedTuple):
    """What differs between the workbook and Kolada, in a sentence, and the cell it is about."""

    id: str
    text: str
    cell: CellRef
