"""A time limit for a button: it works inside Excel's own Python, which nobody else would stop.

What a command computes, it computes in a process that can be killed. A button holds the open
workbook, so its computing is interrupted where it is: between two steps of Python. It has read by
then and has not begun to write.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from xl_asn.excel.answers import RefusedError


class _TooLong(BaseException):
    """Time is out. No error: who keeps one part's fault from the rest must not take it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Interrupt what this thread does in the context when it takes too long.

    Raises:
        RefusedError: it did.
    """
    clock = _Clock(threading.get_ident())
    timer = threading.Timer(seconds, clock.ring)
    timer.daemon = True
    try:
        try:
            timer.start()  # it may ring before it has told us that it has begun
            yield
        finally:
            timer.cancel()
            clock.stop()
    except _TooLong as error:
        message = (
            f"Det tog mer än {seconds:.0f} sekunder att räkna, och arbetet avbröts. Ingenting är "
            "ändrat. Ta bort rader, texter och blad som inte behövs och försök igen."
        )
        raise RefusedError(message) from error


class _Clock:
    """Interrupts a thread once, unless it is done before that."""

    def __init__(self, thread: int) -> None:
        self._thread = thread
        self._lock = threading.Lock()
        self._is_over = self._has_rung = False

    def ring(self) -> None:
        with self._lock:
            if not self._is_over:
                self._has_rung = True
                _interrupt(self._thread, _TooLong)

    def stop(self) -> None:
        """Let nothing come after this, not even what is on its way."""
        with self._lock:
            self._is_over = True
            if self._has_rung:
                _interrupt(self._thread, None)


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    """Have an error raised in a thread at its next step; None takes back one that is to come."""
    import ctypes  # noqa: PLC0415 - five milliseconds of a press that takes no long time

    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
