"""The workbook that *Start* names as this year's plan, found as the previous report is."""

from __future__ import annotations

from pathlib import Path

from xl_asn.documents.start import Start
from xl_asn.files.previous import Fetch, fetched
from xl_asn.model.grid import Grid


def named_plan(grid: Grid, folder: Path | None) -> Grid | str | None:
    """Find and read the plan that a workbook names.

    Args:
        grid: the workbook that names it, on *Start*.
        folder: where the workbook lies; None when it lies in no folder of this computer.

    Returns:
        The plan's grid; or why there is none, as the end of a sentence; or None when none is
        named.
    """
    return plan_from(grid, None if folder is None else lambda name: fetched(name, folder))


def plan_from(grid: Grid, fetch: Fetch | None) -> Grid | str | None:
    """Read the plan that a workbook names as ``fetch`` does, if there is a way to."""
    name = Start.text_of(grid, "plan").strip("\"'”")
    if not name:
        return None
    if fetch is None:
        return "hittas inte, eftersom arbetsboken inte ligger i en mapp på datorn"
    loaded = fetch(name)
    if loaded is None:
        return "finns inte där arbetsboken ligger"
    if loaded.grid is None:
        why = loaded.findings[0]
        return f"gick inte att läsa: {loaded.name} ({why.code} {why.name})"
    return loaded.grid
