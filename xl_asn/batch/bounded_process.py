"""One process of limited memory that is asked one question at a time, from the outside.

Its pipes are its own: when it dies in the middle of a message, nobody else's is lost. What runs
within it is :mod:`xl_asn.batch.inside`.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Self

from xl_asn.batch.inside import FAILED, HEARD, NO_MEMORY, NO_MEMORY_STATUS, READY, serve
from xl_asn.files.reading.catalogue import file_finding

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_START_SECONDS: Final = 120.0
"""A process that has not imported what it needs by then never will; a slow disk takes ten."""


class BoundedProcess:
    """A process, and the pipes to it and from it."""

    def __init__(self, process: SpawnProcess, questions: Connection, answers: Connection) -> None:
        self._process = process
        self._questions = questions
        self._answers = answers
        self._is_ready = False
        self._is_late = False

    @classmethod
    def started(cls, ready: Callable[[], object], memory: int) -> Self | None:
        """Start a process that runs ``ready`` and then has ``memory`` bytes; None if it cannot."""
        from multiprocessing import get_context  # noqa: PLC0415 - not where the cache answers

        spawn = get_context("spawn")
        # One pipe each way: one that goes both ways is a socket, and we open none.
        asked, questions = spawn.Pipe(duplex=False)
        answers, answered = spawn.Pipe(duplex=False)
        # Python ends a daemonic process when this one ends, also where nobody has called end().
        process = spawn.Process(target=serve, args=(asked, answered, ready, memory), daemon=True)
        try:
            with _deaf_to_interrupts(), asked, answered:
                process.start()
        except OSError:  # the system has no more processes to give
            questions.close()
            answers.close()
            return None
        return cls(process, questions, answers)

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked something."""
        return not self._questions.closed and self._process.is_alive()

    def ask(
        self, seconds: float, function: Callable[..., object], args: tuple[object, ...]
    ) -> tuple[object] | None:
        """Have a function of some module run in the process, and wait for it.

        Returns:
            Its answer, or the finding that says why there is none; None where the process died
            before it had heard the question.
        """
        heard = False
        try:
            if not self._is_ready:
                with self._ends_in(_START_SECONDS):
                    self._is_ready = self._answers.recv() == READY
            with self._ends_in(seconds):
                self._questions.send((seconds, function, args))
                heard = self._answers.recv() == HEARD
                kind, told = self._answers.recv()
        except (EOFError, OSError):
            self.end()
            if self._is_late and self._is_ready:
                return (file_finding("F191", f"{seconds:.0f}"),)
            if self._process.exitcode == NO_MEMORY_STATUS:
                return (file_finding("F190"),)
            return (file_finding("F192", _cause(self._process.exitcode)),) if heard else None
        if kind == NO_MEMORY:
            self.end()  # whatever it was in the middle of is half done: its imports, its tables
            return (file_finding("F190"),)
        return (file_finding("F199", told) if kind == FAILED else told,)

    def kill(self) -> None:
        """Kill the process, whatever it does; whoever waits for its answer has none."""
        self._process.kill()

    def end(self) -> None:
        """Kill the process, and give back what it held; for whoever asks it."""
        self.kill()
        self._process.join()
        self._questions.close()
        self._answers.close()

    @contextlib.contextmanager
    def _ends_in(self, seconds: float) -> Iterator[None]:
        """Kill the process after some seconds, whether it computes, reads or has stopped.

        Raises:
            MemoryError: there is none for the thread that would.
        """

        def end() -> None:
            self._is_late = True
            self.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        try:
            timer.start()
        except RuntimeError as error:  # so Python says that a thread has no memory
            raise MemoryError from error
        try:
            yield
        finally:
            timer.cancel()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
    return f"kod {code}"


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that is started here ignore Ctrl-C: whoever started it ends it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: it ignores it as soon as it runs
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)
