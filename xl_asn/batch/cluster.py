"""The same verdicts from many machines, through Dask distributed (the extra ``kluster``).

The bytes of each file travel with the question: the machines share no folders. A machine that dies
is replaced by another, and its files are asked again there. No file can do that to a machine, see
:mod:`xl_asn.batch.machine`: one whose machines die again and again is judged here instead, and so
are all that are left where the scheduler is gone or says nothing more. Nothing of a cluster can run
here, see :mod:`xl_asn.batch.cluster_wire`, and its answers are believed where they have the code of
the secret and the shape of an answer: they decide what a verdict says, and nothing else.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from xl_asn.batch.cluster_answer import LEFT_TO_YOU, Question, Wanted, understood
from xl_asn.batch.cluster_meeting import CONNECT_SECONDS, nonce_for, reached
from xl_asn.batch.cluster_reach import Reach
from xl_asn.batch.dask_unheard import unheard
from xl_asn.batch.machine import Beside, Sent, judge_sent, question_of, rests_on
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.snapshot import Snapshot

if TYPE_CHECKING:
    import distributed

_LOOK_SECONDS: Final = 1.0
"""How often it is looked whether the scheduler is there."""
_PING_SECONDS: Final = 15.0
"""How long a scheduler may take to say that it is there; it computes nothing itself."""
_SILENT_SECONDS: Final = 150.0
"""How long nothing may be answered that is waited for: no file takes a machine that long, not even
one that hangs and is sent with a report before it that hangs."""
_ALONE_SECONDS: Final = 30.0
"""How long a scheduler may have no machine at all: one that dies is started again in seconds."""
_MOST_SENT: Final = 100
"""How many workbooks one may name, each by the one before."""

_GONE: Final = "Klustret {address} svarar inte längre. Resten kontrolleras på den här datorn."
_WRONG: Final = (
    "Ett svar från klustret {address} går inte att lita på. Den filen, och varje annan som får "
    "ett sådant svar, kontrolleras på den här datorn."
)


class Cluster:
    """Machines that a Dask scheduler knows of, and this one where they fail."""

    def __init__(
        self,
        reach: Reach,
        seconds: float = CONNECT_SECONDS,
        tell: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Reach the scheduler, and have its machines show the secret. No file is sent yet.

        Args:
            reach: where it is, and what shows it who asks.
            seconds: how long it may take.
            tell: is given a Swedish sentence when the cluster is gone, and when it answers what
                cannot be believed; from any thread.

        Raises:
            NoClusterError: Dask is not installed, nobody answers, a certificate is not believed, or
                other versions or secrets are there.
        """
        self._reach = reach
        self._tell = tell
        self._here = Workers(os.cpu_count() or 1)
        self._owed: dict[Future[Pending], Snapshot] = {}
        self._changing = threading.Lock()
        self._is_gone = False
        self._is_doubted = False
        self._heard_at = time.monotonic()
        self._closing = threading.Event()
        with ExitStack() as opened:
            opened.enter_context(unheard())
            self._client = reached(reach, seconds)
            opened.callback(self._close)
            self._opened = opened.pop_all()
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._opened.close()
        self._here.__exit__(kind, error, trace)

    def submit(self, taken: Snapshot) -> Pending:
        """Have a file judged by a machine that is free, or as soon as one is."""
        told: Future[Pending] = Future()
        with self._changing:
            if self._is_gone:
                return self._here.submit(taken)
            if not self._owed:
                self._heard_at = time.monotonic()
            self._owed[told] = taken
        self._ask(taken, told, {})

        def verdict() -> Verdict:
            while not wait([told], _LOOK_SECONDS).done:  # Windows hears Ctrl-C in between
                pass
            return told.result()()

        return verdict

    def _ask(self, taken: Snapshot, told: Future[Pending], beside: Beside) -> None:
        # Two equal questions are two, as in a run on one machine.
        key = f"{taken.name}-{uuid.uuid4().hex}"
        nonce = nonce_for(self._reach)
        try:
            future = self._client.submit(judge_sent, taken, beside, nonce, key=key)
        except Exception:  # noqa: BLE001 - whatever it is, nobody is there to be asked
            self._give_up()
        else:
            question = question_of(nonce, taken, beside)
            future.add_done_callback(lambda done: self._heard(done, taken, told, beside, question))

    def _heard(
        self,
        done: distributed.Future[bytes],
        taken: Snapshot,
        told: Future[Pending],
        beside: Beside,
        question: Question,
    ) -> None:
        """Pass on what a machine answered; ask again with the report or plan that it wants."""
        if self._is_gone:
            return
        self._heard_at = time.monotonic()
        try:
            # It is fetched, and that may hang. Why a machine could not answer is no matter.
            heard: object = None if done.status == "error" else done.result(_PING_SECONDS)
        except (CancelledError, TimeoutError):  # the scheduler died, or does not move
            self._give_up()
            return
        except BaseException:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            heard = b""
        text = None if heard is None else question.text(self._reach.secret, heard)
        answer = None if text is None else understood(text, taken)
        if isinstance(answer, Wanted) and _may_want(answer, taken, beside):
            sent = Sent.named(answer.name, Path(answer.folder))
            if sent.may_travel:
                self._ask(taken, told, {**beside, answer: sent})
                return
            answer = LEFT_TO_YOU
        verdict = None
        if isinstance(answer, Verdict):
            verdict = replace(answer, rests_on=rests_on(taken, beside))
        elif heard is not None and answer != LEFT_TO_YOU:
            self._doubt()
        with self._changing:
            if self._owed.pop(told, None) is not None:
                told.set_result((lambda: verdict) if verdict else self._here.submit(taken))

    def _doubt(self) -> None:
        """Say once that something was answered that cannot be believed."""
        with self._changing:
            is_first, self._is_doubted = not self._is_doubted, True
        if is_first:
            self._tell(_WRONG.format(address=self._reach.shown))

    def _watch(self) -> None:
        """Notice a scheduler that is gone, has stopped, or has no machines that answer."""
        while not self._closing.wait(_LOOK_SECONDS):
            machines = _machines(self._client)
            patience = _SILENT_SECONDS if machines else _ALONE_SECONDS
            silent = self._owed and time.monotonic() - self._heard_at > patience
            if silent or machines is None:
                self._give_up()
                return

    def _give_up(self) -> None:
        """Have all that is owed judged here, by as many processes as there are processors."""
        with self._changing:
            if self._is_gone or self._closing.is_set():
                return
            self._is_gone = True
            if self._owed:
                self._tell(_GONE.format(address=self._reach.shown))
            for told, taken in self._owed.items():
                told.set_result(self._here.submit(taken))
            self._owed.clear()

    def _close(self) -> None:
        """Leave the cluster, also where it does not hear that."""

        def leave() -> None:
            with suppress(Exception):  # what it has been told may be nonsense
                self._client.close(timeout=1)

        closing = threading.Thread(target=leave, daemon=True)
        closing.start()
        closing.join(CONNECT_SECONDS)


def _machines(client: distributed.Client) -> int | None:
    """Return how many machines the scheduler has; None where it does not say."""
    scheduler: Any = client.scheduler  # a call by name to the other side
    try:
        told = client.sync(scheduler.identity, callback_timeout=_PING_SECONDS)
        return len(told["workers"]) if client.status == "running" else None
    except Exception:  # noqa: BLE001 - a pipe, a time, a loop that has ended: it does not
        return None


def _may_want(wanted: Wanted, taken: Snapshot, beside: Beside) -> bool:
    """Whether a machine asks for what the file may name: nothing from anywhere else."""
    from xl_asn.case.neighbours import is_near  # noqa: PLC0415 - most name none

    if wanted in beside or len(beside) >= _MOST_SENT or not is_near(wanted.name):
        return False
    parts = PureWindowsPath(wanted.name).parts
    place, highest = Path(wanted.folder, *parts), taken.path.parent / os.pardir
    by_words = os.path.abspath  # a link is not followed before it is known where it lies
    return Path(by_words(place)).is_relative_to(by_words(highest))
