"""Processes of limited memory and time on this machine: what dies in one is told, and no more dies.

Every file is read by one, even a single file: a fault in a library (a Rust panic, a crash, a
hang in C code) cannot be caught in the process where it happens.

Memory is limited where the system can do it: Linux. macOS takes the limit and ignores it, Windows
has none to take; there the reader's own bounds (bytes, cells, text) are what holds.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar, TypeVarTuple

from xl_asn.batch.garbage import collect_less_often
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.model.findings import Finding

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

MEMORY_BYTES: Final = 512 * 1024 * 1024
"""The address space of one process."""

_LOOK_SECONDS: Final = 1.0
"""How often it is looked whether a pool that owes an answer has broken."""

_Answer = TypeVar("_Answer")
_Asked = TypeVarTuple("_Asked")


class Processes:
    """Long-lived processes on this machine; none is started before there is work for it."""

    def __init__(self, count: int, memory: int = MEMORY_BYTES, *, are_last: bool = False) -> None:
        """Prepare ``count`` processes.

        Args:
            count: how many.
            memory: the address space of each, in bytes.
            are_last: whether others have failed to start before.
        """
        self.count = count
        self._memory = memory
        self._are_last = are_last
        self._pool: ProcessPool | None = None

    def ask(
        self, seconds: float, function: Callable[[*_Asked], _Answer], *args: *_Asked
    ) -> Callable[[], _Answer | Finding]:
        """Have a function of some module run by a process that is free, or as soon as one is.

        Returns:
            What to call to wait for the answer, or for the finding that says why there is none:
            the time was out (F191), the process died (F192), or the function raised (F190, F199).
        """
        if self._pool is None or not self._pool.active:
            self.stop()
            self._pool = self._started()
            with _deaf_to_interrupts():  # the processes start with the first question
                future = self._pool.schedule(function, args=args, timeout=seconds)
        else:
            future = self._pool.schedule(function, args=args, timeout=seconds)
        pool = self._pool
        return lambda: self._answer(_error(pool, future), future, seconds, function, *args)

    def stop(self) -> None:
        """End the processes, whatever they do."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def _started(self) -> ProcessPool:
        # A run that the cache answers needs none of this.
        from multiprocessing import get_context  # noqa: PLC0415

        from pebble import ProcessPool  # noqa: PLC0415

        return ProcessPool(
            max_workers=self.count,
            initializer=_ready,
            initargs=(self._memory,),
            context=get_context("spawn"),
        )

    def _answer(
        self,
        error: BaseException | None,
        future: ProcessFuture[_Answer],
        seconds: float,
        function: Callable[[*_Asked], _Answer],
        *args: *_Asked,
    ) -> _Answer | Finding:
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

        from pebble import ProcessExpired  # noqa: PLC0415

        match error:
            case None:
                return future.result()
            case TimeoutError():
                return file_finding("F191", f"{seconds:.0f}")
            case ProcessExpired() as expired:
                return file_finding("F192", _cause(expired.exitcode))
            case MemoryError():
                return file_finding("F190")
            case BrokenProcessPool():  # one died between two questions, or could not start
                return self._alone(seconds, function, *args)
            case _:
                return file_finding("F199", type(error).__name__)

    def _alone(
        self, seconds: float, function: Callable[[*_Asked], _Answer], *args: *_Asked
    ) -> _Answer | Finding:
        """Ask a process of its own, where the others could not go on."""
        if self._are_last:
            return file_finding("F192", "arbetsprocessen gick inte att starta")
        fresh = Processes(1, self._memory, are_last=True)
        try:
            return fresh.ask(seconds, function, *args)()
        finally:
            fresh.stop()


def _error(pool: ProcessPool, future: ProcessFuture[_Answer]) -> BaseException | None:
    """Wait for what became of a question, and return the error if it is one.

    It is asked for and not raised: a library's panic is no Exception, and Ctrl-C is not the file's.
    A pool that breaks in the moment that it is asked forgets the question and never answers.
    """
    while True:
        with contextlib.suppress(TimeoutError):  # of this look, and not of the file
            return future.exception(_LOOK_SECONDS)
        if not pool.active and not future.done():
            from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

            return BrokenProcessPool()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
    return f"kod {code}"


def _ready(memory: int) -> None:
    """Import what the work needs before any file's time begins, and limit this process."""
    collect_less_often()
    import xl_asn.batch.judge  # noqa: F401, PLC0415 - whoever starts the process need not read
    from xl_asn.rules.catalogue import all_rules  # noqa: PLC0415 - the same

    all_rules()
    # Each thread of a typesetter takes address space, and it would start one for each processor.
    os.environ.setdefault("RAYON_NUM_THREADS", "2")
    collect_less_often()  # and leave alone what has been imported since
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
