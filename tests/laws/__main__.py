"""``python -m tests.laws N [SEED]``: walk N walks, and tell how many kept each law.

A walk that broke a law is told as short as it can be made: without the steps that it breaks it
without.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.laws.walk import LAWS, Breach, Step, Walk
from tests.laws.worlds import names, steps, world

_SHOWN = 3
"""How many walks are told of each law and beginning."""


@dataclass(frozen=True)
class Broken:
    """A walk that broke laws: where it began, its steps, and what was seen."""

    world: str
    number: int
    steps: tuple[Step, ...]
    breaches: tuple[Breach, ...]

    @property
    def laws(self) -> set[str]:
        return {breach.law for breach in self.breaches}


def breaches_of(name: str, number: int, taken: Sequence[Step]) -> tuple[Breach, ...]:
    """Walk a walk and return the laws that it broke; a crash breaks the law of its kind."""
    begun = world(name, number)
    try:
        return tuple(Walk(begun.grid, begun.others).take(taken))
    except Exception as error:  # noqa: BLE001 - a crash is told as every other fault
        return (Breach("!", f"{type(error).__name__}: {error}"),)


def shortened(name: str, number: int, taken: Sequence[Step], law: str) -> tuple[Step, ...]:
    """Return the walk without the steps that it breaks the same law without."""
    kept = list(taken)
    for step in taken:
        less = [each for each in kept if each is not step]
        if any(breach.law == law for breach in breaches_of(name, number, less)):
            kept = less
    return tuple(kept)


def walks(name: str, times: int, begin: int) -> tuple[int, list[Broken]]:
    """Walk from one beginning, and return how many walks there were and those that broke laws."""
    tried: list[int] = []
    broken: list[Broken] = []

    @seed(begin)
    @settings(
        max_examples=times, phases=[Phase.generate], database=None, deadline=None,
        derandomize=False, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(steps(), st.integers(0, 9_999))
    def walked(steps: list[Step], number: int) -> None:
        tried.append(number)
        if found := breaches_of(name, number, steps):
            broken.append(Broken(name, number, tuple(steps), found))

    walked()
    return len(tried), broken


def main() -> int:
    """Walk as many walks as wanted, and print what came of them; 1 when any law was broken."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 350
    begin = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    each = -(-times // len(names()))
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(partial(walks, times=each, begin=begin), names()))
    broken = [one for _, some in found for one in some]
    print(f"  {'':26} {'prövade':>8} {'hållna':>8}   " + "".join(f"({law})   " for law in LAWS))
    for name, (tried, some) in zip(names(), found, strict=True):
        counts = Counter(law for one in some for law in one.laws)
        laws = "".join(f"{counts[law]:4}  " for law in LAWS)
        print(f"  {name:26} {tried:8} {tried - len(some):8} {laws}")
    for law in (*LAWS, "!"):
        for one in [one for one in broken if law in one.laws][:_SHOWN]:
            _tell(law, one)
    print(f"{sum(tried for tried, _ in found)} sekvenser prövade, {len(broken)} bröt någon lag")
    return int(bool(broken))


def _tell(law: str, one: Broken) -> None:
    short = shortened(one.world, one.number, one.steps, law)
    print(f"\n({law}) från {one.world} {one.number}:", *short, sep="\n    ")
    told = [breach for breach in breaches_of(one.world, one.number, short) if breach.law == law]
    print(*told[:_SHOWN], sep="\n  ")


if __name__ == "__main__":
    sys.exit(main())
