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
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).parents[2]
_PROBE = Path(__file__).with_name("probe.py")
_PROCESSES = 2
Task: TypeAlias = dict[str, Any]


def check_out(commit: str, folder: Path) -> Path:
    """Put a commit's files into a folder; no commit is the files as they are now."""
    if not commit:
        return ROOT
    data = subprocess.run(
        ["git", "archive", commit],  # noqa: S607
        cwd=ROOT, check=True, capture_output=True,
    ).stdout  # fmt: skip
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def run(
    checkout: Path, tasks: Sequence[Task], results: Path, processes: int, seconds: float = math.inf
) -> None:
    """Run tasks by a commit's command line, in some processes; a workbook's in one and the same.

    Args:
        checkout: the commit's files.
        tasks: what the probe is to run.
        results: the folder for what comes of them.
        processes: how many.
        seconds: how long a command may take before extra ones are left out.

    Raises:
        RuntimeError: a probe itself failed.
    """
    results.mkdir(parents=True, exist_ok=True)
    running = []
    shares = {book: place for place, book in enumerate(dict.fromkeys(map(_book, tasks)))}
    for number in range(processes):
        mine = [task for task in tasks if shares[_book(task)] % processes == number]
        listed = results.with_name(f"{results.name}-{len(tasks)}-{number}.json")
        listed.write_text(json.dumps(mine), encoding="utf-8")
        running.append(_started(checkout, listed, results, seconds))
    for process in running:
        _, said = process.communicate()
        if process.returncode:
            raise RuntimeError(said[-3000:])


def answers(
    checkout: Path, judging: Sequence[Task], others: Sequence[Task], results: Path, seconds: float
) -> None:
    """Run all that is asked: validera, which has processes of its own, and then the rest."""
    run(checkout, judging, results, 1)
    run(checkout, others, results, _PROCESSES, seconds)


def _book(task: Task) -> str:
    return str(task["folder"]).rpartition("/")[0]


def _started(checkout: Path, tasks: Path, results: Path, seconds: float) -> subprocess.Popen[str]:
    # Sets come in the same order, and a table is as wide, in both commits' processes.
    steady = {"PYTHONHASHSEED": "0", "COLUMNS": "100", "TZ": "UTC", "PYTHONPATH": str(checkout)}
    return subprocess.Popen(
        [sys.executable, str(_PROBE), str(tasks), str(results), str(seconds)],
        env={**os.environ, **steady}, cwd=results, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
