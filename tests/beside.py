"""A workbook with what it is compared with beside it, as every test makes one."""

from __future__ import annotations

from dataclasses import dataclass

from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid


@dataclass(frozen=True)
class Case:
    """A workbook, the previous report, and its plan."""

    grid: Grid
    previous: Grid | Finding | None = None
    plan: Grid | str | None = None


def beside(grid: Grid, previous: Grid | None = None, plan: Grid | None = None) -> Case:
    return Case(grid, previous, plan)
