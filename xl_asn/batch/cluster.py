"""The same verdicts from many machines, through Dask distributed (the extra ``kluster``).

The bytes of each file travel with the question: the machines share no folders. A machine that dies
is replaced by another; a file that takes three of them with it is refused.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from xl_asn import __version__
from xl_asn.batch.time_limit import seconds_for
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending
from xl_asn.files import snapshot
from xl_asn.files.catalogue import file_finding
from xl_asn.files.snapshot import Snapshot
from xl_asn.model.findings import Finding

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def submit(self, taken: Snapshot) -> Pending:
        """Have a file judged by a machine that is free, or as soon as one is."""
        told: Future[Verdict] = Future()
        self._ask(taken, told, {})
        path, sha256 = taken.path, taken.sha256
        return lambda: _verdict(path, sha256, told)

    def _ask(self, taken: Snapshot, told: Future[Verdict], beside: Mapping[str, Sent]) -> None:
        # Two equal questions are two, as in a run on one machine.
        key = f"{taken.name}-{uuid.uuid4().hex}"
        future = self._client.submit(judge_sent, taken, beside, __version__, key=key)
        future.add_done_callback(lambda done: self._heard(done, taken, told, beside))

    def _heard(
        self,
        done: distributed.Future[Verdict | str],
        taken: Snapshot,
        told: Future[Verdict],
        beside: Mapping[str, Sent],
    ) -> None:
        """Pass on what a machine answered; ask again with the report or plan that it wants."""
        try:
            answer = done.result()
            if isinstance(answer, Verdict):
                told.set_result(answer)
            else:
                sent = Sent.named(answer, taken.path.parent)
                self._ask(taken, told, {**beside, answer: sent})
        except BaseException as error:  # noqa: BLE001 - whatever it is, somebody waits for it
            told.set_exception(error)


def _verdict(path: Path, sha256: str, told: Future[Verdict]) -> Verdict:
    from distributed import KilledWorker  # noqa: PLC0415 - see above

    match told.exception():
        case None:
            return told.result()
        case OtherVersionError() as other:
            finding = file_finding("F199", f"en dator i klustret har version {other.args[1]}")
        case KilledWorker():
            finding = file_finding("F192", "på flera datorer")
        case MemoryError():
            finding = file_finding("F190")
        case error:
            finding = file_finding("F199", type(error).__name__)
    return Verdict.refused(str(path), sha256, finding)


class OtherVersionError(Exception):
    """A machine runs another version of this program, and would judge by other rules."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A previous report or a plan on its way to another machine.

    ``content`` is its bytes, why they could not be taken, or None when there is no such file.
    """

    path: Path
    content: Snapshot | Finding | None

    @classmethod
    def named(cls, name: str, folder: Path) -> Self:
        """Take what a workbook in ``folder`` names."""
        from xl_asn.files.previous import find_previous  # noqa: PLC0415 - most name none

        path = find_previous(name, folder)
        return cls(path or folder, None if path is None else snapshot.take(path))


class _NotSent(Exception):  # noqa: N818 - it says what happened
    """The file names a previous report or a plan, which has not come with it."""


def judge_sent(taken: Snapshot, beside: Mapping[str, Sent], version: str) -> Verdict | str:
    """Judge the bytes of a file, on a machine of the cluster.

    A file that takes too long ends the process: no exception stops a hang in C code, and whoever
    started the process starts another. Each process must judge one file at a time. Memory is
    limited by Dask, which needs more of it than the file does.

    Returns:
        The verdict; or the name of a previous report or a plan, which is then to be sent along.

    Raises:
        OtherVersionError: this machine has another version than the one that asks.
    """
    from xl_asn.batch.judge import judge_taken  # noqa: PLC0415 - only where files are judged
    from xl_asn.files.load import Loaded, load_taken  # noqa: PLC0415

    if version != __version__:
        raise OtherVersionError(version, __version__)

    def fetch(name: str) -> Loaded | None:
        sent = beside.get(name)
        if sent is None:
            raise _NotSent(name)
        return None if sent.content is None else load_taken(sent.path, sent.content)

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.ExitStack() as stack:
        faulthandler.dump_traceback_later(seconds_for(taken.data), exit=True, file=nowhere)
        stack.callback(faulthandler.cancel_dump_traceback_later)
        try:
            return judge_taken(taken, fetch)
        except _NotSent as wanted:
            return str(wanted)
