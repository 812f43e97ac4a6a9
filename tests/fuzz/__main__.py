"""``python -m tests.fuzz SECONDS [SEED]``: spoil workbooks until the time is up, or one is wrong.

``python -m tests.fuzz case SEED NUMBER`` makes one case again, and tells what came of it.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.mutations import case
from tests.fuzz.promises import outcome


def _run(seconds: float, seed: int) -> None:
    outcomes: Counter[str] = Counter()
    end = time.monotonic() + seconds
    number = 0
    with tempfile.TemporaryDirectory(prefix="xl-asn-fuzz-") as folder:
        while time.monotonic() < end:
            try:
                outcomes[outcome(case(seed, number), Path(folder))] += 1
            except BaseException:
                print(f"python -m tests.fuzz case {seed} {number}")
                raise
            number += 1
    print(f"{number} workbooks in {seconds:.0f} s (seed {seed})")
    for name, count in outcomes.most_common():
        print(f"  {name:10} {count}")


def _again(seed: int, number: int) -> None:
    one = case(seed, number)
    folder = Path(tempfile.mkdtemp(prefix="xl-asn-fuzz-"))
    print(f"{one.told}\n{folder / one.name}")
    print(outcome(one, folder))


if __name__ == "__main__":
    if sys.argv[1:2] == ["case"]:
        _again(int(sys.argv[2]), int(sys.argv[3]))
    else:
        _run(
            float(sys.argv[1]) if len(sys.argv) > 1 else 600,
            int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(1_000_000),
        )
