"""The same verdicts from many machines, through Dask distributed (the extra ``kluster``).

The bytes of each file travel with the question: the machines share no folders. A machine that dies
is replaced by another, and its files are asked again there. No file can do that to a machine, see
:mod:`xl_asn.batch.machine`: one whose machines die again and again is judged here instead, and so
are all that are left where the scheduler is gone or says nothing more. An answer is believed as far
as it can be one: other machines decide what a verdict says, and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, wait
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeGuard

from xl_asn import __version__
from xl_asn.batch.dask_unheard import unheard
from xl_asn.batch.machine import OtherVersionError, Sent, Wanted, judge_sent
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.snapshot import Snapshot

if TYPE_CHECKING:
    import distributed

_CONNECT_SECONDS: Final = 10
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


class NoClusterError(Exception):
    """The cluster cannot be used; the message is a Swedish sentence that says why."""


class Cluster:
    """Machines that a Dask scheduler knows of, and this one where they fail."""

    def __init__(
        self,
        address: str,
        seconds: float = _CONNECT_SECONDS,
        tell: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Reach the scheduler.

        Args:
            address: as Dask writes it, ``tcp://10.0.0.5:8786``.
            seconds: how long it may take.
            tell: is given a Swedish sentence when the cluster is gone; from any thread.

        Raises:
            NoClusterError: Dask is not installed, nobody answers, or other versions run there.
        """
        self._address = address
        self._tell = tell
        self._here = Workers(os.cpu_count() or 1)
        self._owed: dict[Future[Pending], Snapshot] = {}
        self._changing = threading.Lock()
        self._is_gone = False
        self._heard_at = time.monotonic()
        self._closing = threading.Event()
        with ExitStack() as opened:
            opened.enter_context(unheard())
            self._client = _reached(address, seconds)
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

    def _ask(self, taken: Snapshot, told: Future[Pending], beside: Mapping[Wanted, Sent]) -> None:
        # Two equal questions are two, as in a run on one machine.
        key = f"{taken.name}-{uuid.uuid4().hex}"
        try:
            future = self._client.submit(judge_sent, taken, beside, __version__, key=key)
        except Exception:  # noqa: BLE001 - whatever it is, nobody is there to be asked
            self._give_up()
        else:
            future.add_done_callback(lambda done: self._heard(done, taken, told, beside))

    def _heard(
        self,
        done: distributed.Future[Verdict | Wanted],
        taken: Snapshot,
        told: Future[Pending],
        beside: Mapping[Wanted, Sent],
    ) -> None:
        """Pass on what a machine answered; ask again with the report or plan that it wants."""
        if self._is_gone:
            return
        self._heard_at = time.monotonic()
        try:
            answer: object = done.result(_PING_SECONDS)  # it is fetched, and that may hang
            if _is_wanted(answer, taken) and answer not in beside and len(beside) < _MOST_SENT:
                name, folder = answer
                self._ask(taken, told, {**beside, answer: Sent.named(name, Path(folder))})
                return
            verdict = answer if _is_verdict(answer, taken) else None
        except (CancelledError, TimeoutError):  # the scheduler died, or does not move
            self._give_up()
            return
        except BaseException as error:  # noqa: BLE001 - whatever it is, somebody waits for it
            verdict = _failed(error, taken)
        with self._changing:
            if self._owed.pop(told, None) is not None:
                told.set_result((lambda: verdict) if verdict else self._here.submit(taken))

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
                self._tell(_GONE.format(address=self._address))
            for told, taken in self._owed.items():
                told.set_result(self._here.submit(taken))
            self._owed.clear()

    def _close(self) -> None:
        """Leave the cluster, also where it does not hear that."""
        closing = threading.Thread(target=lambda: self._client.close(timeout=1), daemon=True)
        closing.start()
        closing.join(_CONNECT_SECONDS)


def _reached(address: str, seconds: float) -> distributed.Client:
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra, and slow to import
    except ImportError as error:
        from xl_asn.files.pinned import how_to_install  # noqa: PLC0415 - only the one who lacks it

        message = f"Dask är inte installerat. Kör {how_to_install()} och försök igen."
        raise NoClusterError(message) from error
    try:
        # A client that does not come to a scheduler cannot be stopped, nor be rid of in silence.
        machines = asyncio.run(_asked(address, seconds))
        client = Client(address, timeout=seconds, set_as_default=False) if machines else None
    except Exception as error:  # whatever answers there need not be Dask
        message = (
            f"Klustret {address} svarar inte. Kontrollera adressen, till exempel "
            "tcp://10.0.0.5:8786, och att schemaläggaren är i gång."
        )
        raise NoClusterError(message) from error
    if client is None:
        message = f"Klustret {address} har inga datorer som arbetar. Starta minst en dask worker."
        raise NoClusterError(message)
    return client


async def _asked(address: str, seconds: float) -> int:
    """Return how many machines a scheduler has that nobody here has spoken with yet."""
    from distributed.core import rpc  # noqa: PLC0415 - see above

    async with asyncio.timeout(seconds), rpc(address) as scheduler:
        return len((await scheduler.identity())["workers"])


def _machines(client: distributed.Client) -> int | None:
    """Return how many machines the scheduler has; None where it does not say."""
    scheduler: Any = client.scheduler  # a call by name to the other side
    try:
        told = client.sync(scheduler.identity, callback_timeout=_PING_SECONDS)
        return len(told["workers"]) if client.status == "running" else None
    except Exception:  # noqa: BLE001 - a pipe, a time, a loop that has ended: it does not
        return None


def _is_verdict(answer: object, taken: Snapshot) -> TypeGuard[Verdict]:
    """Whether an answer is a verdict, and on this file."""
    if not isinstance(answer, Verdict):
        return False
    try:
        told = Verdict.from_json(answer.as_json())
    except Exception:  # noqa: BLE001 - whatever it holds, it is none of ours
        return False
    return (answer.file, told.sha256) == (str(taken.path), taken.sha256)


def _is_wanted(answer: object, taken: Snapshot) -> TypeGuard[Wanted]:
    """Whether a machine asks for a workbook that the file may name: none from anywhere else."""
    match answer:
        case (str(), str(folder)):
            highest = os.path.abspath(taken.path.parent / os.pardir)  # noqa: PTH100 - by its words
            return Path(os.path.abspath(folder)).is_relative_to(highest)  # noqa: PTH100
    return False


def _failed(error: BaseException, taken: Snapshot) -> Verdict | None:
    """Return the verdict where a machine could not judge; None where this one can."""
    from distributed import KilledWorker  # noqa: PLC0415 - see above

    match error:
        case KilledWorker():
            return None
        case OtherVersionError() as other:
            finding = file_finding("F199", f"en dator i klustret har version {other.args[1]}")
        case MemoryError():
            finding = file_finding("F190")
        case _:
            finding = file_finding("F199", type(error).__name__)
    return Verdict.refused(str(taken.path), taken.sha256, finding)
