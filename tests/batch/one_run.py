"""``python -m tests.batch.one_run CACHE FOLDER TURN``: a run that keeps each verdict at once.

Two of them, with turns 0 and 1, go through the same workbooks from either end.
"""

from __future__ import annotations

import sys
from pathlib import Path

from xl_asn.batch import cache as cache_module
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.files.reading.snapshot import Snapshot, take


def main() -> None:
    """Judge every workbook that the store does not know, and keep each verdict by itself."""
    store, folder, turn = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    cache_module._KEPT_TOGETHER = 1  # type: ignore[misc]
    with Cache(store) as cache:
        for path in sorted(folder.rglob("*.xlsm"), reverse=bool(turn)):
            taken = take(path)
            if isinstance(taken, Snapshot) and cache.known(taken) is None:
                cache.keep(taken, judge(path))


if __name__ == "__main__":
    main()
