"""Files judged by processes on this machine: one file's death is its own.

The command line's own process imports neither the reader nor the rules, so that a worker costs
little more than the work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from xl_asn.batch.bounded import Processes
from xl_asn.batch.time_limit import seconds_for
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding

Pending = Callable[[], Verdict]
"""A verdict on its way: call it to wait for it."""


class Judges(Protocol):
    """Whoever judges files elsewhere than in this process."""

    def submit(self, taken: Snapshot) -> Pending:
        """Have a file judged; the verdict comes even when whoever judged it died."""


class Workers:
    """Long-lived processes on this machine; none is started before the first file is there."""

    def __init__(
        self,
        jobs: int,
        judge: Callable[[Path], Verdict] | None = None,
        limit: Callable[[bytes, float], float] = seconds_for,
    ) -> None:
        """Prepare ``jobs`` processes.

        Args:
            jobs: how many.
            judge: what they run, a function of some module.
            limit: how many seconds a file may take, by its bytes and the processes per processor.
        """
        self._processes = Processes(jobs)
        self._judge = judge or judge_file
        self._limit = limit
        self._crowding = max(1.0, jobs / (os.cpu_count() or 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._processes.stop()

    def submit(self, taken: Snapshot) -> Pending:
        """Have a file judged by a worker that is free, or as soon as one is.

        The worker reads the file again: a path is a short message, and a dying worker cannot
        leave half of one in the pipe that all of them read.
        """
        path, sha256 = taken.path, taken.sha256
        seconds = self._limit(taken.data, self._crowding)
        answer = self._processes.ask(seconds, self._judge, path)

        def verdict() -> Verdict:
            told = answer()
            return Verdict.refused(str(path), sha256, told) if isinstance(told, Finding) else told

        return verdict


def judge_file(path: Path) -> Verdict:
    """Judge a file in the worker; the reader and the rules are imported there and not before."""
    from xl_asn.batch.judge import judge  # noqa: PLC0415 - as it says

    return judge(path)
