"""Two commits side by side: each in a folder of its own, and the probe run in it."""

from __future__ import annotations

import io
import json
import math
import os
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).parents[2]
_PROBE = Path(__file__).with_name("probe.py")
_PROCESSES = 2
#: So many workbooks a process: what it keeps in memory of each slows the next ones down.
_BOOKS = 80
Task: TypeAlias = dict[str, Any]


def named(commit: str) -> str:
    """Return a commit's own name, whatever it is called."""
    return _git("rev-parse", f"{commit}^{{commit}}").decode().strip()


def check_out(commit: str, folder: Path) -> Path:
    """Put a commit's files into a folder; no commit is the files as they are now."""
    if not commit:
        return ROOT
    with tarfile.open(fileobj=io.BytesIO(_git("archive", commit))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _git(*arguments: str) -> bytes:
    return subprocess.run(
        ["git", *arguments],  # noqa: S607
        cwd=ROOT, check=True, capture_output=True,
    ).stdout  # fmt: skip


def run(checkout: Path, tasks: Sequence[Task], results: Path, seconds: float = math.inf) -> None:
    """Run tasks by a commit's command line, in a few processes; a workbook's in one and the same.

    Args:
        checkout: the commit's files.
        tasks: what the probe is to run.
        results: the folder for what comes of them.
        seconds: how long a command may take before extra ones are left out.

    Raises:
        RuntimeError: a probe itself failed.
    """
    results.mkdir(parents=True, exist_ok=True)
    books: dict[str, list[Task]] = {}
    for task in tasks:
        books.setdefault(str(task["folder"]).rpartition("/")[0], []).append(task)
    shares = -(-len(books) // _BOOKS)
    listed = []
    for number in range(shares):
        mine = [task for book in list(books.values())[number::shares] for task in book]
        listed.append(results.with_name(f"{results.name}-{len(books)}-{number}.json"))
        listed[-1].write_text(json.dumps(mine), encoding="utf-8")
    with ThreadPoolExecutor(_PROCESSES) as pool:
        list(pool.map(lambda share: _probe(checkout, share, results, seconds), listed))


def answers(
    checkout: Path, judging: Sequence[Task], others: Sequence[Task], results: Path, seconds: float
) -> None:
    """Run all that is asked: validera, which has processes of its own, and then the rest."""
    run(checkout, judging, results)
    run(checkout, others, results, seconds)


def _probe(checkout: Path, tasks: Path, results: Path, seconds: float) -> None:
    # Sets come in the same order, and a table is as wide, in both commits' processes.
    steady = {"PYTHONHASHSEED": "0", "COLUMNS": "100", "TZ": "UTC", "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [sys.executable, str(_PROBE), str(tasks), str(results), str(seconds)],
        env={**os.environ, **steady}, cwd=results, text=True, check=False,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
