"""What a machine of the cluster does with a file: the same as a worker does on one machine.

Dask's process is not where a file is read. Each of its threads holds a bounded process for as long
as it lives, and one file's death there is that file's verdict: neither Dask nor the files that
wait with Dask hear of it. What goes back is text, with the code of the secret of this machine.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Final, NamedTuple, Self

from xl_asn import __version__
from xl_asn.batch.bounded import Processes
from xl_asn.batch.cluster_answer import Question, Wanted, told_verdict, told_wanted
from xl_asn.batch.cluster_reach import secret_of_machine
from xl_asn.batch.time_limit import seconds_for
from xl_asn.batch.verdicts import Neighbour, Verdict
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding

_NAMED_KINDS: Final = frozenset({".xlsx", ".xlsm", ".toml"})


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

    @property
    def may_travel(self) -> bool:
        """Whether this is of a kind that a workbook names; a machine might ask for anything."""
        return self.content is None or self.path.suffix.casefold() in _NAMED_KINDS


Beside = Mapping[Wanted, Sent]
"""What has come with a file."""
Judge = Callable[[Snapshot, Beside], str]
"""Bytes and what has come with them → the verdict as text, or what is to be sent."""

_OF_THREAD: Final = threading.local()


def judge_bytes(taken: Snapshot, beside: Beside) -> str:
    """Judge the bytes of a file, in the bounded process.

    Returns:
        The verdict as text; or a report before it or a plan, which is then to be sent along.
    """
    from xl_asn.batch.judge import judge_taken  # noqa: PLC0415 - Dask's process does without
    from xl_asn.case.neighbours import NotSent  # noqa: PLC0415 - the same
    from xl_asn.files.reading.load import Loaded, load_taken  # noqa: PLC0415 - the same

    def fetch(name: str, folder: Path) -> Loaded | None:
        sent = beside.get(Wanted(name, str(folder)))
        if sent is None:
            raise NotSent(name, str(folder))
        return None if sent.content is None else load_taken(sent.path, sent.content)

    try:
        return told_verdict(judge_taken(taken, fetch), taken)
    except NotSent as wanted:
        return told_wanted(wanted.name, wanted.folder)


def judge_sent(
    taken: Snapshot,
    beside: Beside,
    nonce: bytes,
    judge: Judge = judge_bytes,
    limit: Callable[[bytes], float] = seconds_for,
) -> bytes:
    """Have the bytes of a file judged by the process of this thread.

    The bytes are in the question: the machines share no folders. An empty ``nonce`` asks for no
    code.

    Returns:
        The answer as it travels, see :mod:`xl_asn.batch.cluster_answer`.

    Raises:
        NoClusterError: this machine has no secret.
        TypeError: the bytes are none of a file.
    """
    secret = secret_of_machine() if nonce else None
    # Whoever brought the question may have changed the bytes, and not what is said of them.
    taken = _measured(taken)
    beside = {wanted: _measured_one(sent) for wanted, sent in beside.items()}
    answer = _process().ask(limit(taken.data), judge, taken, beside)()
    if isinstance(answer, Finding):
        refused = Verdict.refused(str(taken.path), taken.sha256, answer)
        answer = told_verdict(refused, taken)
    return question_of(nonce, taken, beside).signed(secret, answer)


def show_secret(nonce: bytes) -> bytes:
    """Show that this machine has the secret, and which version it runs, before a file is sent.

    Raises:
        NoClusterError: this machine has no secret.
    """
    return Question(nonce).signed(secret_of_machine() if nonce else None, __version__)


def question_of(nonce: bytes, taken: Snapshot, beside: Beside) -> Question:
    """Return what the code of an answer is to be about."""
    return Question.of(nonce, taken, {wanted: one.content for wanted, one in beside.items()})


def rests_on(taken: Snapshot, beside: Beside) -> tuple[Neighbour, ...]:
    """Return what a verdict rests on by what was sent for it; a machine is not asked."""
    return tuple(
        Neighbour(
            wanted.name,
            os.path.relpath(wanted.folder, taken.path.parent),
            one.content.sha256 if isinstance(one.content, Snapshot) else None,
            unread=isinstance(one.content, Finding),
        )
        for wanted, one in beside.items()
    )


def _measured(taken: Snapshot) -> Snapshot:
    measured = snapshot.of_bytes(taken.path, taken.data)
    if isinstance(measured, Finding):
        raise TypeError(measured.code)
    return measured


def _measured_one(sent: Sent) -> Sent:
    content = sent.content
    return Sent(sent.path, _measured(content) if isinstance(content, Snapshot) else content)


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
