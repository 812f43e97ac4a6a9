"""Processes of limited memory and time on this machine: what dies in one is told, and no more dies.

Every file is read by one, even a single file: a fault in a library (a Rust panic, a crash, a
hang in C code) cannot be caught in the process where it happens.

Memory is limited where the system can do it: Linux. macOS takes the limit and ignores it, Windows
has none to take; there the reader's own bounds (bytes, cells, text) are what holds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final, Generic, TypeVar, TypeVarTuple, cast

from xl_asn.batch.bounded_process import BoundedProcess
from xl_asn.batch.inside import ready_to_judge
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.model.findings import Finding

MEMORY_BYTES: Final = 512 * 1024 * 1024
"""The address space of one process."""

_LOOK_SECONDS: Final = 1.0
"""How often whoever waits for an answer listens for Ctrl-C: Windows lets it come no sooner."""

_TRIES: Final = 2
"""A process that dies before it has heard the question says nothing about the question."""

_Answer = TypeVar("_Answer")
_Asked = TypeVarTuple("_Asked")


class Processes:
    """Long-lived processes on this machine; none is started before there is work for it.

    Each has a thread here, which puts one question at a time to it and replaces it when it is gone.
    """

    def __init__(
        self,
        count: int,
        ready: Callable[[], object] = ready_to_judge,
        memory: int = MEMORY_BYTES,
    ) -> None:
        """Prepare ``count`` processes.

        Args:
            count: how many.
            ready: a function of some module, which each process runs before any question's time
                begins: it imports what the work needs, and by default all that a check needs.
            memory: the address space of each, in bytes.
        """
        self.count = count
        self._ready = ready
        self._memory = memory
        self._questions: SimpleQueue[_Question[object] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._started: list[BoundedProcess] = []
        self._starting = threading.Lock()
        self._stopped = False

    def ask(
        self, seconds: float, function: Callable[[*_Asked], _Answer], *args: *_Asked
    ) -> Callable[[], _Answer | Finding]:
        """Have a function of some module run by a process that is free, or as soon as one is.

        Returns:
            What to call to wait for the answer, or for the finding that says why there is none:
            the time was out (F191), the process died (F192) or did not start (F193), or the
            function raised (F190, F199).
        """
        question: _Question[_Answer] = _Question(seconds, function, args)
        self._questions.put(cast("_Question[object]", question))
        if len(self._threads) < self.count:
            thread = threading.Thread(target=self._serve, daemon=True)
            try:
                thread.start()
                self._threads.append(thread)
            except RuntimeError:  # so Python says that a thread has no memory
                if not self._threads:
                    question.tell(file_finding("F190"))
        return question.wait

    def stop(self) -> None:
        """End the processes, whatever they do; what was asked of them is answered with F193."""
        with self._starting:
            self._stopped = True
            for process in self._started:
                process.kill()
        for _ in self._threads:
            self._questions.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _serve(self) -> None:
        """Put questions to one process, and to its successors."""
        process: BoundedProcess | None = None
        while (question := self._questions.get()) is not None:
            heard: tuple[object] | None = None
            tries = _TRIES
            while heard is None and tries:
                tries -= 1
                if process is None or not process.is_alive:
                    process = self._next(process)
                if process is not None:
                    heard = _heard(process, question)
            question.tell(heard[0] if heard else file_finding("F193"))
        if process is not None:
            process.end()

    def _next(self, old: BoundedProcess | None) -> BoundedProcess | None:
        """Start a process; None where none can be started, or none is wanted any more."""
        with self._starting:
            if old is not None:
                self._started.remove(old)
                old.end()
            if self._stopped:
                return None
            process = BoundedProcess.started(self._ready, self._memory)
            if process is not None:
                self._started.append(process)
            return process


def _heard(process: BoundedProcess, question: _Question[object]) -> tuple[object] | None:
    """Put a question to a process; whatever goes wrong on this side is an answer as well."""
    try:
        return process.ask(question.seconds, question.function, question.args)
    except Exception as error:  # noqa: BLE001 - somebody waits, and has to be told
        process.end()  # it may be in the middle of a message
        if isinstance(error, MemoryError):
            return (file_finding("F190"),)
        return (file_finding("F199", type(error).__name__),)


class _Question(Generic[_Answer]):
    """What is to be run, how long it may take, and in time what came of it."""

    def __init__(
        self, seconds: float, function: Callable[..., _Answer], args: tuple[object, ...]
    ) -> None:
        self.seconds = seconds
        self.function = function
        self.args = args
        self._is_told = threading.Event()
        self._told: object = None

    def tell(self, told: object) -> None:
        self._told = told
        self._is_told.set()

    def wait(self) -> _Answer | Finding:
        while not self._is_told.wait(_LOOK_SECONDS):
            pass
        return cast("_Answer | Finding", self._told)
