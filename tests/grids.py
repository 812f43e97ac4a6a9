"""A workbook on the disk as its cells, for tests that ask what stands in it."""

from __future__ import annotations

from pathlib import Path

from xl_asn.files.reading.load import load
from xl_asn.model.grid import Grid


def grid_of(path: Path) -> Grid:
    """Return the cells of a workbook that can be read."""
    grid = load(path).grid
    assert grid is not None
    return grid
