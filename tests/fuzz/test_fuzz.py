"""A short run of what ``make fuzz`` runs for long."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.mutations import case
from tests.fuzz.promises import outcome

_CASES = 24
_WRITTEN_EACH = 6


def test_spoilt_workbooks_keep_every_promise(tmp_path: Path) -> None:
    outcomes = {
        outcome(case(2026, number), tmp_path, write=number % _WRITTEN_EACH == 0)
        for number in range(_CASES)
    }
    assert {"checked", "computed", "F120"} <= outcomes


def test_a_case_is_the_same_wherever_it_is_made() -> None:
    assert case(1, 2) == case(1, 2)
    assert case(1, 2).data != case(1, 3).data
