"""A short run of the experiment that ``make kills`` runs a thousand times."""

from __future__ import annotations

import os

import pytest

from tests.kills import STILL_LEFT, run


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no way to fork and to kill on this system")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_killed_computation_leaves_a_whole_workbook() -> None:
    counts = run(kills=8, seed=5)
    assert (counts["damaged"], counts["lost"]) == (0, 0)
    assert counts[STILL_LEFT] == 0
    assert counts["old"] and counts["new"]  # noqa: PT018 - both sides of the replacement were met
