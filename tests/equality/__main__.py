"""``python -m tests.equality BASE [NEW]``: whether two commits answer alike, byte for byte.

Without NEW the files as they are now are compared. See ``--help`` for the rest.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.equality import commits, inputs
from tests.equality.comparing import Comparison, compare
from tests.equality.tasks import GROUPS, judging, others

_PATIENCE = 5.0
_SHOWN_FILES = 3
_SHOWN_SHAPES = 60


def main() -> None:
    asked = _asked()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="xl-asn-equality-"))
    folder = folder.resolve()
    begun = time.monotonic()
    sides = {"base": asked.base, "new": asked.new}
    checkouts = {side: commits.check_out(c, folder / f"{side}-files") for side, c in sides.items()}
    made = folder / "inputs"
    if not made.exists():
        inputs.make(checkouts["base"], made, asked.cases, asked.documents, asked.seed)
    _tell(begun, "inputs made")
    for side, checkout in checkouts.items():
        wanted = [
            [task for task in tasks if not asked.only or task["folder"].startswith(asked.only)]
            for tasks in (judging(made), others(made))
        ]
        if side == "new":  # what the base left out, since it took long, is left out here too
            base = folder / "base"
            wanted[1] = [task for task in wanted[1] if (base / task["folder"]).exists()]
        patience = _PATIENCE if side == "base" else math.inf
        commits.answers(checkout, wanted[0], wanted[1], folder / side, patience)
        _tell(begun, f"{sides[side] or 'the files as they are'} answered")
    found = compare(folder / "base", folder / "new")
    _show(found)
    if asked.keep or found.differences:
        _tell(begun, f"compared; all is kept in {folder}")
    else:
        _tell(begun, "compared")
        shutil.rmtree(folder)
    sys.exit(bool(found.differences))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.equality", description=__doc__)
    parser.add_argument("base", help="the commit that is right")
    parser.add_argument("new", nargs="?", default="", help="the commit to hold against it")
    parser.add_argument("--documents", type=int, default=600, help="how many to generate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=Path, help="a folder of workbooks that matter")
    parser.add_argument("--only", choices=(*GROUPS, "mallar"), help="one group of inputs")
    parser.add_argument("--keep", type=Path, help="an empty folder for inputs and answers")
    return parser.parse_args()


def _tell(begun: float, what: str) -> None:
    print(f"{time.monotonic() - begun:5.0f} s  {what}", flush=True)


def _show(found: Comparison) -> None:
    differing = found.differing()
    print(f"\n{'':28} compared  differ")
    for kind, count in sorted(found.compared.items()):
        print(f"{kind:28} {count:8} {differing[kind]:7}")
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found.differences:
        places[one.kind, one.shape].append(one.where)
    counts = Counter({shape: len(where) for shape, where in places.items()})
    for (kind, shape), count in counts.most_common(_SHOWN_SHAPES):
        first = ", ".join(dict.fromkeys(places[kind, shape][:_SHOWN_FILES]))
        print(f"\n{count:5} × {kind}: {shape}\n        {first}")
    if len(counts) > _SHOWN_SHAPES:
        print(f"\n… and {len(counts) - _SHOWN_SHAPES} shapes more")


if __name__ == "__main__":
    main()
