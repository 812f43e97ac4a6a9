"""The same verdicts from many machines, through Dask distributed (the extra ``kluster``).

The bytes of each file travel with the question: the machines share no folders. A machine that dies
is replaced by another, and its files are asked again there. No file can do that to a machine, see
:mod:`xl_asn.batch.machine`: one whose machines die again and again is judged here instead, and so
are all that are left where the scheduler is gone.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from xl_asn import __version__
from xl_asn.batch.machine import OtherVersionError, Sent, Wanted, judge_sent
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.snapshot import Snapshot

if TYPE_CHECKING:
    import distributed

_CONNECT_SECONDS: Final = 10


class NoClusterError(Exception):
    """The cluster cannot be used; the message is a Swedish sentence that says why."""


class Cluster:
    """Machines that a Dask scheduler knows of."""

    def __init__(self, address: str, seconds: float = _CONNECT_SECONDS) -> None:
        """Reach the scheduler.

        Raises:
            NoClusterError: Dask is not installed, nobody answers, or other versions run there.
        """
        try:
            from distributed import Client  # noqa: PLC0415 - an optional extra, and slow to import
        except ImportError as error:
            message = 'Dask är inte installerat. Installera det med: pip install "xl-asn[kluster]".'
            raise NoClusterError(message) from error
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            message = (
                f"Klustret {address} svarar inte. Kontrollera adressen, till exempel "
                "tcp://10.0.0.5:8786, och att schemaläggaren är i gång."
            )
            raise NoClusterError(message) from error
        if not self._client.scheduler_info()["workers"]:
            self._client.close()
            message = (
                f"Klustret {address} har inga datorer som arbetar. Starta minst en dask worker."
            )
            raise NoClusterError(message)
        self._here = Workers(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()
        self._here.__exit__(kind, error, trace)

    def submit(self, taken: Snapshot) -> Pending:
        """Have a file judged by a machine that is free, or as soon as one is."""
        told: Future[Verdict] = Future()
        self._ask(taken, told, {})
        return lambda: self._verdict(taken, told)

    def _ask(self, taken: Snapshot, told: Future[Verdict], beside: Mapping[Wanted, Sent]) -> None:
        # Two equal questions are two, as in a run on one machine.
        key = f"{taken.name}-{uuid.uuid4().hex}"
        future = self._client.submit(judge_sent, taken, beside, __version__, key=key)
        future.add_done_callback(lambda done: self._heard(done, taken, told, beside))

    def _heard(
        self,
        done: distributed.Future[Verdict | Wanted],
        taken: Snapshot,
        told: Future[Verdict],
        beside: Mapping[Wanted, Sent],
    ) -> None:
        """Pass on what a machine answered; ask again with the report or plan that it wants."""
        try:
            answer = done.result()
            if isinstance(answer, Verdict):
                told.set_result(answer)
            else:
                name, folder = answer
                sent = Sent.named(name, Path(folder))
                self._ask(taken, told, {**beside, answer: sent})
        except BaseException as error:  # noqa: BLE001 - whatever it is, somebody waits for it
            told.set_exception(error)

    def _verdict(self, taken: Snapshot, told: Future[Verdict]) -> Verdict:
        from distributed import KilledWorker  # noqa: PLC0415 - see above

        match told.exception():
            case None:
                return told.result()
            case OtherVersionError() as other:
                finding = file_finding("F199", f"en dator i klustret har version {other.args[1]}")
            case KilledWorker() | CancelledError():  # machines or the scheduler died
                return self._here.submit(taken)()
            case MemoryError():
                finding = file_finding("F190")
            case error:
                finding = file_finding("F199", type(error).__name__)
        return Verdict.refused(str(taken.path), taken.sha256, finding)
