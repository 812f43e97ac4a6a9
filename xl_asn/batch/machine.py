"""What a machine of the cluster does with a file: the same as a worker does on one machine.

Dask's process is not where a file is read. Each of its threads holds a bounded process for as long
as it lives, and one file's death there is that file's verdict: neither Dask nor the files that
wait with Dask hear of it.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Mapping
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Final, NamedTuple, Self

from xl_asn import __version__
from xl_asn.batch.bounded import Processes
from xl_asn.batch.time_limit import seconds_for
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding


class OtherVersionError(Exception):
    """A machine runs another version of this program, and would judge by other rules."""


class Sent(NamedTuple):
    """A previous report or a plan on its way to another machine.

    ``content`` is its bytes, why they could not be taken, or None when there is no such file.
    """

    path: Path
    content: Snapshot | Finding | None

    @classmethod
    def named(cls, name: str, folder: Path) -> Self:
        """Take what a workbook in ``folder`` names."""
        from xl_asn.case.neighbours import find_named  # noqa: PLC0415 - most name none

        path = find_named(name, folder)
        return cls(path or folder, None if path is None else snapshot.take(path))


Wanted = tuple[str, str]
"""The name of a workbook that is to be sent along, and the folder of the one that names it."""
Judge = Callable[[Snapshot, Mapping[Wanted, Sent]], Verdict | Wanted]
"""Bytes and what has come with them → the verdict, or what is to be sent."""

_OF_THREAD: Final = threading.local()


def judge_bytes(taken: Snapshot, beside: Mapping[Wanted, Sent]) -> Verdict | Wanted:
    """Judge the bytes of a file, in the bounded process.

    Returns:
        The verdict; or a report before it or a plan, which is then to be sent along.
    """
    from xl_asn.batch.judge import judge_taken  # noqa: PLC0415 - Dask's process does without
    from xl_asn.case.neighbours import NotSent  # noqa: PLC0415 - the same
    from xl_asn.files.reading.load import Loaded, load_taken  # noqa: PLC0415 - the same

    def fetch(name: str, folder: Path) -> Loaded | None:
        sent = beside.get((name, str(folder)))
        if sent is None:
            raise NotSent(name, str(folder))
        return None if sent.content is None else load_taken(sent.path, sent.content)

    try:
        return judge_taken(taken, fetch)
    except NotSent as wanted:
        return wanted.name, wanted.folder


def judge_sent(
    taken: Snapshot,
    beside: Mapping[Wanted, Sent],
    version: str,
    judge: Judge = judge_bytes,
    limit: Callable[[bytes], float] = seconds_for,
) -> Verdict | Wanted:
    """Have the bytes of a file judged by the process of this thread.

    The bytes are in the question: the machines share no folders.

    Returns:
        The verdict; or a report before it or a plan, which is then to be sent along.

    Raises:
        OtherVersionError: this machine has another version than the one that asks.
    """
    if version != __version__:
        raise OtherVersionError(version, __version__)
    answer = _process().ask(limit(taken.data), judge, taken, beside)()
    if isinstance(answer, Finding):
        return Verdict.refused(str(taken.path), taken.sha256, answer)
    return answer


def _process() -> Processes:
    """Return the process of this thread, which is Dask's; the first file starts it."""
    held: Processes | None = getattr(_OF_THREAD, "process", None)
    if held is None:
        # Dask marks its processes daemonic, and Python lets no such process have children, since
        # nobody would end them. These end with it, whatever it dies of. The mark is gone for good,
        # for one that dies has a successor.
        multiprocessing.current_process().daemon = False
        held = _OF_THREAD.process = Processes(1)
        # An ending process waits for its children, and only then come its atexit functions.
        Finalize(None, held.stop, exitpriority=0)
    return held
