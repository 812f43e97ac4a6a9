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
from tests.equality.comparing import Comparison, Difference, compare
from tests.equality.tasks import GROUPS, judging, others

_PATIENCE = 5.0
_SHOWN_FILES = 3
_SHOWN_SHAPES = 60


def main() -> None:
    asked = _asked()
    folder = (asked.keep or Path(tempfile.mkdtemp(prefix="xl-asn-equality-"))).resolve()
    begun = time.monotonic()
    _base(asked, folder, begun)
    for left in ("new", "new-files"):
        shutil.rmtree(folder / left, ignore_errors=True)
    checkout = commits.check_out(asked.new, folder / "new-files")
    judged, rest = _wanted(asked.only, folder / "inputs")
    # What the base left out, since it took long, is left out here too.
    rest = [task for task in rest if (folder / "base" / task["folder"]).exists()]
    commits.answers(checkout, judged, rest, folder / "new", math.inf)
    _tell(begun, f"{asked.new or 'the files as they are'} answered")
    found = compare(folder / "base", folder / "new")
    _show(found)
    if asked.keep or found.differences:
        _tell(begun, f"compared; all is kept in {folder}")
    else:
        _tell(begun, "compared")
        shutil.rmtree(folder)
    sys.exit(bool(found.differences))


def _base(asked: argparse.Namespace, folder: Path, begun: float) -> None:
    """Make the inputs and have the base answer, unless a kept folder has just that already."""
    done = folder / "base-done"
    what = f"{commits.named(asked.base)} {asked.documents} {asked.seed} {asked.only} {asked.cases}"
    if done.exists() and done.read_text(encoding="utf-8") == what:
        _tell(begun, "the base has answered before")
        return
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} holds something else")
    checkout = commits.check_out(asked.base, folder / "base-files")
    inputs.make(checkout, folder / "inputs", asked.cases, asked.documents, asked.seed)
    _tell(begun, "inputs made")
    judged, rest = _wanted(asked.only, folder / "inputs")
    commits.answers(checkout, judged, rest, folder / "base", _PATIENCE)
    done.write_text(what, encoding="utf-8")
    _tell(begun, f"{asked.base} answered")


def _wanted(only: str | None, made: Path) -> list[list[commits.Task]]:
    return [
        [task for task in tasks if only is None or task["folder"].startswith(f"{only}/")]
        for tasks in (judging(made), others(made))
    ]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.equality", description=__doc__)
    parser.add_argument("base", help="the commit that is right")
    parser.add_argument("new", nargs="?", default="", help="the commit to hold against it")
    parser.add_argument("--documents", type=int, default=600, help="how many to generate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=Path, help="a folder of workbooks that matter")
    parser.add_argument("--only", choices=(*GROUPS, "mallar"), help="one group of inputs")
    parser.add_argument(
        "--keep", type=Path, help="a folder for inputs and answers; the base's are used again"
    )
    return parser.parse_args()


def _tell(begun: float, what: str) -> None:
    print(f"{time.monotonic() - begun:5.0f} s  {what}", flush=True)


def _show(found: Comparison) -> None:
    differing = found.differing()
    print(f"\n{'':28} compared  differ")
    for kind, count in sorted(found.compared.items()):
        print(f"{kind:28} {count:8} {differing[kind]:7}")
    alike: defaultdict[tuple[str, str], list[Difference]] = defaultdict(list)
    for one in found.differences:
        alike[one.shape].append(one)
    counts = Counter({shape: len(them) for shape, them in alike.items()})
    for shape, count in counts.most_common(_SHOWN_SHAPES):
        first = ", ".join(dict.fromkeys(one.where for one in alike[shape][:_SHOWN_FILES]))
        print(f"\n{count:5} × {shape[0]}: {alike[shape][0].told}\n        {first}")
    if len(counts) > _SHOWN_SHAPES:
        print(f"\n… and {len(counts) - _SHOWN_SHAPES} shapes more")


if __name__ == "__main__":
    main()
