"""A quick share of the attacks; ``make test-allt`` runs more, and ``make attack`` all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("what a process uses and leaves is read from /proc", allow_module_level=True)

from tests.attack.attack import Attack
from tests.attack.groups import GROUPS
from tests.attack.trying import tried

_EACH = 24
"""Of the others, one of so many is run by ``make test-allt``."""


def _share() -> Iterator[Any]:
    for group, attacks in GROUPS.items():
        for number, attack in enumerate(attacks):
            if attack.quick or number % _EACH == 0:
                marks = () if attack.quick else (pytest.mark.thorough,)
                yield pytest.param(attack, id=f"{group}/{attack.name}", marks=marks)


@pytest.mark.parametrize("attack", [*_share()])
def test_it_breaks_no_promise(attack: Attack, tmp_path: Path) -> None:
    _, ended, faults = tried(attack, tmp_path)
    _make_shallow(tmp_path / "mapp")
    assert faults == [], ended.said


def _make_shallow(folder: Path) -> None:
    """Take out folders that lie deeper in each other than pytest can take them away."""
    above = folder / "d"
    while (inner := above / "d").is_dir():
        inner.rename(folder / "inre")
        above.rmdir()
        (folder / "inre").rename(above)


def test_no_two_attacks_have_the_same_name() -> None:
    names = [f"{group}/{attack.name}" for group, attacks in GROUPS.items() for attack in attacks]
    assert len(names) == len({*names}) > 150
