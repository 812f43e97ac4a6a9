"""A short run of the experiment that ``make kills`` runs hundreds of times."""

from __future__ import annotations

import sys

import pytest

if sys.platform != "linux":
    pytest.skip("who is killed is looked for in /proc", allow_module_level=True)

from tests.killed import COMMANDS
from tests.kills import STILL_LEFT, failures, run
from tests.thorough import thorough

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


def test_a_killed_computation_leaves_a_whole_workbook() -> None:
    counts = run(kills=8, seed=5)
    assert (counts["damaged"], counts["lost"]) == (0, 0)
    assert counts[STILL_LEFT] == 0
    assert counts["old"] and counts["new"]  # noqa: PT018 - both sides of the replacement were met


@pytest.mark.parametrize("command", thorough(*COMMANDS))
def test_whatever_is_killed_leaves_whole_files_and_nobody(command: str) -> None:
    assert failures(run(kills=6, seed=7, command=command)) == 0
