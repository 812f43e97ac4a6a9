"""The work of a command of one file: read and computed in a process of limited memory and time.

What is read here is the user's, or a stranger's who sent it in; so are the report before it and the
plan that it names. The command's own process parses none of them: it asks another one, writes what
that answers, and says in a sentence why where there is no answer.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from xl_asn.batch.bounded import MEMORY_BYTES, Processes
from xl_asn.batch.time_limit import seconds_for
from xl_asn.cli.exits import tell_of_crash
from xl_asn.files.reading import snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.told import ToldError, UnusableFileError

_Answer = TypeVar("_Answer")

DOCUMENT_BYTES: Final = 4 * MEMORY_BYTES
"""What a process may have that makes documents: a PDF of 1 600 rows takes a third of it."""


_ENOUGH_FILES: Final = 8
"""So many small files are read by one process in the time that it takes to start another."""


class _Told(NamedTuple):
    lines: tuple[str, ...]


class _Crashed(NamedTuple):
    details: str


def worked(
    file: Path, work: Callable[[], _Answer], *, times: float = 1, memory: int = MEMORY_BYTES
) -> _Answer:
    """Have a function do its work in a bounded process, and return its answer.

    Args:
        file: the file that it reads, which tells how long it may take.
        work: the function, of some module; it raises :class:`ToldError` where it has no answer.
        times: how many times as long as a check it may take.
        memory: how much memory it may use, in bytes.

    Raises:
        ToldError: there is no answer.
        SystemExit: there is none for a fault of the program; the user has been told.
    """
    taken = snapshot.take(file)
    if isinstance(taken, Finding):
        raise UnusableFileError.of(file, taken)
    processes = Processes(1, memory=memory)
    try:
        answer = processes.ask(times * seconds_for(taken.data), _told, work)()
    finally:
        processes.stop()
    if isinstance(answer, Finding):
        raise UnusableFileError.of(file, answer)
    if isinstance(answer, _Told):
        raise ToldError(*answer.lines)
    if isinstance(answer, _Crashed):
        tell_of_crash(answer.details)
    return answer


def each_worked(
    files: Sequence[Path], work: Callable[[Path], _Answer]
) -> Iterator[_Answer | Finding]:
    """Have a function do its work on each file, in bounded processes; yield in the order given.

    Args:
        files: the files; each tells how long it may take.
        work: the function, of some module; it raises nothing of its own.

    Yields:
        Its answer, or the finding that says why there is none: one bad file takes no other down.
    """
    count = min(os.cpu_count() or 1, 1 + len(files) // _ENOUGH_FILES)
    processes = Processes(count)
    try:
        yield from (pending() for pending in [_asked(processes, file, work) for file in files])
    finally:
        processes.stop()


def _asked(
    processes: Processes, file: Path, work: Callable[[Path], _Answer]
) -> Callable[[], _Answer | Finding]:
    taken = snapshot.take(file)
    if isinstance(taken, Finding):
        return lambda: taken
    return processes.ask(seconds_for(taken.data), work, file)


def _told(work: Callable[[], _Answer]) -> _Answer | _Told | _Crashed:
    """Do the work, in the bounded process; what went wrong in the program is told in full."""
    try:
        return work()
    except ToldError as told:
        return _Told(told.lines)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a user meets one sentence, and the log has the rest
        return _Crashed(traceback.format_exc())
