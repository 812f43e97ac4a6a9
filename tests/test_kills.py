"""A short run of the experiment that ``make kills`` runs two hundred times."""

from __future__ import annotations

import os

import pytest

from tests.kills import JOBS, STILL_LEFT, run
from tests.thorough import thorough


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no way to fork and to kill on this system")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    ("name", "kills"),
    [("berakna", 8), *thorough(*((name, 10) for name in JOBS if name != "berakna"))],
)
def test_who_is_killed_leaves_whole_files(name: str, kills: int) -> None:
    counts = run(kills, 5, name)
    assert (counts["damaged"], counts["lost"]) == (0, 0)
    assert counts[STILL_LEFT] == 0
    assert counts["old"] and counts["new"]  # noqa: PT018 - both sides of the replacement were met
