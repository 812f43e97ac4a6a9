"""Worker processes on this machine: bounded memory, bounded time, and one file's death its own.

Every file is read by a worker, even a single one: a fault in a library (a Rust panic, a crash, a
hang in C code) cannot be caught in the process where it happens. The command line's own process
imports neither the reader nor the rules, so that a worker costs little more than the work.

Memory is limited where the system can do it: Linux. macOS takes the limit and ignores it, Windows
has none to take; there the reader's own bounds (bytes, cells, text) are what holds.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as TooLate
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from xl_asn.batch.collector import look_less_often
from xl_asn.batch.time_limit import seconds_for
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.catalogue import file_finding
from xl_asn.files.snapshot import Snapshot

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

MEMORY_BYTES: Final = 512 * 1024 * 1024
"""The address space of one worker."""

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
        self._jobs = jobs
        self._judge = judge or judge_file
        self._limit = limit
        self._pool: ProcessPool | None = None
        self._is_last = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def submit(self, taken: Snapshot) -> Pending:
        """Have a file judged by a worker that is free, or as soon as one is.

        The worker reads the file again: a path is a short message, and a dying worker cannot
        leave half of one in the pipe that all of them read.
        """
        path, sha256 = taken.path, taken.sha256
        seconds = self._limit(taken.data, max(1.0, self._jobs / (os.cpu_count() or 1)))
        if self._pool is None or not self._pool.active:
            self._stop()
            self._pool = self._started()
            with _deaf_to_interrupts():  # the processes start with the first file
                future = self._pool.schedule(self._judge, args=(path,), timeout=seconds)
        else:
            future = self._pool.schedule(self._judge, args=(path,), timeout=seconds)
        return lambda: self._verdict(path, sha256, future, seconds)

    def _started(self) -> ProcessPool:
        from pebble import ProcessPool  # noqa: PLC0415 - a run that the cache answers needs none

        return ProcessPool(
            max_workers=self._jobs,
            initializer=_ready,
            initargs=(MEMORY_BYTES,),
            context=multiprocessing.get_context("spawn"),
        )

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def _verdict(
        self, path: Path, sha256: str, future: ProcessFuture[Verdict], seconds: float
    ) -> Verdict:
        from pebble import ProcessExpired  # noqa: PLC0415 - see above

        # Asked for and not raised: a library's panic is no Exception, and Ctrl-C is not the file's.
        match future.exception():
            case None:
                return future.result()
            case TooLate():
                finding = file_finding("F191", f"{seconds:.0f}")
            case ProcessExpired() as expired:
                finding = file_finding("F192", _cause(expired.exitcode))
            case MemoryError():
                finding = file_finding("F190")
            case BrokenProcessPool():  # a process died between two files, or could not start
                return self._alone(path, sha256, seconds)
            case error:
                finding = file_finding("F199", type(error).__name__)
        return Verdict.refused(str(path), sha256, finding)

    def _alone(self, path: Path, sha256: str, seconds: float) -> Verdict:
        """Judge a file in a process of its own, where the others could not go on."""
        if self._is_last:
            finding = file_finding("F192", "arbetsprocessen gick inte att starta")
            return Verdict.refused(str(path), sha256, finding)
        with Workers(1, self._judge, lambda _, __: seconds) as fresh:
            fresh._is_last = True
            return fresh.submit(Snapshot(path, path.name, b"", sha256))()


def judge_file(path: Path) -> Verdict:
    """Judge a file in the worker; the reader and the rules are imported there and not before."""
    from xl_asn.batch.judge import judge  # noqa: PLC0415 - as it says

    return judge(path)


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
    return f"kod {code}"


def _ready(memory: int) -> None:
    """Import what the work needs before any file's time begins, and limit this process."""
    import xl_asn.batch.judge  # noqa: F401, PLC0415 - see judge_file
    from xl_asn.rules.catalogue import all_rules  # noqa: PLC0415 - the same

    all_rules()
    look_less_often()
    _bound(memory)


def _bound(memory: int) -> None:
    """Limit the memory of this process, where the system can; an older, lower limit stays."""
    if os.name == "nt":
        return
    import resource  # noqa: PLC0415 - not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        memory = min(memory, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let processes that are started here ignore Ctrl-C: whoever started them stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    old = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, old)
