"""A thousand workbooks: by one worker and by two, and once more from the cache."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests.batch.variants import variants
from xl_asn.batch.cache import Cache
from xl_asn.batch.run import judged
from xl_asn.batch.workers import Workers

_FILES = 1_000


def batch() -> None:
    """Print the time of each run: by the clock, and what its processes worked."""
    print(f"\n{_FILES} workbooks, the examples by turns")
    with tempfile.TemporaryDirectory() as folder:
        paths = variants(Path(folder, "böcker"), _FILES)
        store = Path(folder, "cache")
        _run("1 worker, no cache", paths, 1)
        _run("2 workers, cold cache", paths, 2, store)
        _run("2 workers, warm cache", paths, 2, store)


def _run(title: str, paths: list[Path], jobs: int, store: Path | None = None) -> None:
    start, worked = time.perf_counter(), _worked()
    with nullcontext() if store is None else Cache(store) as cache, Workers(jobs) as workers:
        count = sum(1 for _ in judged(paths, workers, cache))
    seconds, work = time.perf_counter() - start, _worked() - worked
    print(f"  {title:34} {seconds:9.1f} s {work / count * 1000:7.1f} ms of processor time a file")


def _worked() -> float:
    """Return the processor time of this process and those of its own that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
