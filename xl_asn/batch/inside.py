"""What runs within a bounded process: it answers questions, and ends with whoever started it."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from xl_asn.batch.garbage import collect_less_often

if TYPE_CHECKING:
    from io import TextIOWrapper
    from multiprocessing.connection import Connection

#: What the process sends: when it has started, when it has got a whole question, and what came
#: of it: its answer, the name of an error, or nothing more than that the memory did not suffice.
READY, HEARD = "ready", "heard"
ANSWERED, FAILED, NO_MEMORY = "answered", "failed", "no memory"

NO_MEMORY_STATUS: Final = 90
"""How a process ends whose memory does not suffice for the question, or to start."""
_BROKEN_STATUS: Final = 1


def ready_to_judge() -> None:
    """Import what a check needs."""
    import xl_asn.batch.judge  # noqa: F401, PLC0415 - whoever starts the process need not read
    from xl_asn.rules.catalogue import all_rules  # noqa: PLC0415 - the same

    all_rules()


def serve(
    asked: Connection, answered: Connection, ready: Callable[[], object], memory: int
) -> None:
    """Answer the questions that come: seconds, a function of some module, and its arguments."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    _log_beside()
    status = 0
    try:
        nowhere = _libraries_silenced()
        collect_less_often()
        # Each thread of a typesetter takes address space, and it starts one for each processor.
        os.environ.setdefault("RAYON_NUM_THREADS", "2")
        ready()
        collect_less_often()  # and leave alone what has been imported since
        _bound(memory)
        answered.send(READY)
        while True:
            _answer(answered, asked.recv_bytes(), nowhere)
    except EOFError:
        pass  # no more is asked
    except MemoryError:
        status = NO_MEMORY_STATUS
    except BaseException:  # noqa: BLE001 - nobody reads a traceback; that it died is told
        status = _BROKEN_STATUS
    os._exit(status)  # nothing of this process is to be tidied, and no library to delay its end


def _libraries_silenced() -> int:
    """Let what libraries write beside Python come to nothing: Rust tells of its end in English.

    What Python writes is shown as before. Returns the handle that leads to nothing.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if sys.stderr is not None:  # else the program has no terminal
        shown = os.dup(2)
        os.dup2(nowhere, 2)
        sys.stderr = os.fdopen(shown, "w", encoding="utf-8", errors="backslashreplace")
    return nowhere


def _answer(pipe: Connection, message: bytes, nowhere: int) -> None:
    import pickle  # noqa: PLC0415 - multiprocessing has it; our own process sent the bytes

    pipe.send(HEARD)
    try:
        seconds, function, args = pickle.loads(message)  # noqa: S301 - see above
        # Code that never lets Python run outlives by this time alone one that cannot kill it.
        faulthandler.dump_traceback_later(2 * seconds, exit=True, file=nowhere)
        try:
            pipe.send((ANSWERED, function(*args)))
        finally:
            faulthandler.cancel_dump_traceback_later()
    except MemoryError:
        pipe.send((NO_MEMORY, ""))
    except BaseException as error:  # noqa: BLE001 - a panic of a library is no Exception
        pipe.send((FAILED, type(error).__name__))


def _end_with_parent() -> None:
    """Have this process end when the one that started it does, whatever it is doing then."""
    from multiprocessing import parent_process  # noqa: PLC0415 - who asks need not import it yet
    from multiprocessing.connection import wait  # noqa: PLC0415 - the same

    parent = parent_process()
    if parent is None:  # it was not started by another
        return
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 - not on Windows

        # The system kills it when the pipe from the parent closes, whoever holds Python's lock.
        fcntl.fcntl(parent.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
        if wait([parent.sentinel], 0):  # it was gone before
            os._exit(_BROKEN_STATUS)
    else:

        def follow() -> None:
            wait([parent.sentinel])
            os._exit(_BROKEN_STATUS)

        threading.Thread(target=follow, daemon=True).start()


def _log_beside() -> None:
    """Have what is logged written to a file of its own, made when there is something to write.

    A traceback on the terminal is no answer to a user, and what is nowhere nobody can mend.
    """
    import logging  # noqa: PLC0415 - who asks need not import it

    class Beside(logging.FileHandler):
        def _open(self) -> TextIOWrapper:
            from xl_asn.files.keeping.logs import new_log  # noqa: PLC0415 - nearly never

            return new_log()[1]

        def format(self, record: logging.LogRecord) -> str:
            from xl_asn.files.keeping.logs import fit_for_log  # noqa: PLC0415 - the same

            return fit_for_log(super().format(record))

    logging.getLogger("xl_asn").addHandler(Beside("log", delay=True))


def _bound(memory: int) -> None:
    """Limit the memory of this process, where the system can; an older, lower limit stays.

    It leaves no core dump either.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    # What it holds in memory is somebody's workbook, and is written nowhere when it dies.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        memory = min(memory, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
    except (ValueError, OSError):
        return
