"""The same verdicts from many machines, through Dask distributed (the extra ``kluster``).

The bytes of each file travel with the question: the machines share no folders. A machine that dies
is replaced by another, and its files are asked again there. No file can do that to a machine, see
:mod:`xl_asn.batch.machine`: one whose machines die again and again is judged here instead, and so
are all that are left where the scheduler is gone or says nothing more. Nothing of a cluster can run
here, see :mod:`xl_asn.batch.cluster_wire`, and its answers are believed where they have the code of
the secret and the shape of an answer: they decide what a verdict says, and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import secrets
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

from xl_asn import __version__
from xl_asn.batch.cluster_answer import (
    LEFT_TO_YOU,
    NONCE_BYTES,
    Question,
    Wanted,
    understood,
)
from xl_asn.batch.cluster_reach import (
    SECRET_VARIABLE,
    NoClusterError,
    Reach,
    certificate_fault,
)
from xl_asn.batch.dask_unheard import unheard
from xl_asn.batch.machine import (
    Beside,
    Sent,
    judge_sent,
    question_of,
    rests_on,
    show_secret,
)
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.snapshot import Snapshot

if TYPE_CHECKING:
    import distributed

_CONNECT_SECONDS: Final = 10
_SHOW_SECONDS: Final = 60.0
"""How long the machines may take to show the secret: the first time they import this program."""
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
_UNSHOWN: Final = (
    "{wrong} av {all} arbetare i klustret {address} visar inte att de har {what}. Inga filer är "
    "skickade. {remedy} Starta sedan om dem."
)
_SAME_VERSION: Final = "Installera samma version av xl-asn på deras datorer som här ({version})."
_SAME_SECRET: Final = f"Ange samma hemlighet i {SECRET_VARIABLE} där dask worker startas."


class Cluster:
    """Machines that a Dask scheduler knows of, and this one where they fail."""

    def __init__(
        self,
        reach: Reach,
        seconds: float = _CONNECT_SECONDS,
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
            self._client = _reached(reach, seconds)
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
        nonce = _nonce(self._reach)
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
        closing.join(_CONNECT_SECONDS)


def _nonce(reach: Reach) -> bytes:
    return secrets.token_bytes(NONCE_BYTES) if reach.secret else b""


def _reached(reach: Reach, seconds: float) -> distributed.Client:
    try:
        from distributed import Client, Security  # noqa: PLC0415 - an optional extra, and slow

        from xl_asn.batch import cluster_wire  # noqa: PLC0415 - the same
    except ImportError as error:
        from xl_asn.files.pinned import how_to_install  # noqa: PLC0415 - only the one who lacks it

        message = f"Dask är inte installerat. Kör {how_to_install()} och försök igen."
        raise NoClusterError(message) from error
    is_encrypted = reach.certificates is not None
    address = cluster_wire.address(reach.host, reach.port, is_encrypted=is_encrypted)
    names = ("tls_ca_file", "tls_client_cert", "tls_client_key")
    shown = dict(zip(names, map(str, reach.tls_files), strict=False))
    security = Security(require_encryption=is_encrypted, **shown)
    try:
        # A client that does not come to a scheduler cannot be stopped, nor be rid of in silence.
        asyncio.run(_asked(address, security.get_connection_args("client"), reach, seconds))
        return Client(
            address, timeout=seconds, set_as_default=False, security=security,
            deserializers=[*cluster_wire.ANSWERS],
            direct_to_workers=False,  # no connection that a scheduler names
        )  # fmt: skip
    except NoClusterError:
        raise
    except Exception as error:  # whatever answers there need not be Dask
        message = certificate_fault(error, reach.shown) or (
            f"Klustret {reach.shown} svarar inte. Kontrollera adressen, till exempel "
            "tls://10.0.0.5:8786, och att schemaläggaren är i gång."
        )
        raise NoClusterError(message) from error


async def _asked(address: str, shown: dict[str, Any], reach: Reach, seconds: float) -> None:
    """Have the machines of a scheduler show that they have the secret and run this version.

    Raises:
        NoClusterError: there is none, or one that does not show it.
    """
    from distributed.core import rpc  # noqa: PLC0415 - see above
    from distributed.protocol.pickle import dumps  # noqa: PLC0415 - the same

    from xl_asn.batch.cluster_wire import ANSWERS  # noqa: PLC0415 - the same

    called = rpc(address, connection_args=shown, deserializers=[*ANSWERS])
    async with called as scheduler:
        async with asyncio.timeout(seconds):
            machines = list((await scheduler.identity())["workers"])
        if not machines:
            message = (
                f"Klustret {reach.shown} har inga datorer som arbetar. Starta minst en dask worker."
            )
            raise NoClusterError(message)
        question = Question(_nonce(reach))
        run = {"op": "run", "function": dumps(show_secret), "args": dumps((question.nonce,)),
               "kwargs": dumps({}), "wait": True}  # fmt: skip
        async with asyncio.timeout(_SHOW_SECONDS):
            answers = await scheduler.broadcast(msg=run, workers=machines, on_error="ignore")
    right = [question.text(reach.secret, _result(answers.get(one))) for one in machines]
    if wrong := sum(text != __version__ for text in right):
        remedy = _SAME_VERSION.format(version=__version__)
        raise NoClusterError(_UNSHOWN.format(
            wrong=wrong, all=len(machines), address=reach.shown,
            what="samma program och samma hemlighet" if reach.secret else "samma program",
            remedy=f"{remedy} {_SAME_SECRET}" if reach.secret else remedy,
        ))  # fmt: skip


def _result(answer: object) -> object:
    return answer.get("result") if isinstance(answer, dict) else None


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
