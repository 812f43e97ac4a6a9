"""The same verdicts from many machines, through Dask distributed (the extra ``kluster``).

The bytes of each file travel with the question: the machines share no folders. A machine that dies
is replaced by another; a file that takes three of them with it is refused.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import uuid
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from xl_asn import __version__
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import SECONDS, Pending
from xl_asn.files.catalogue import file_finding
from xl_asn.files.snapshot import Snapshot

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
        from distributed import KilledWorker  # noqa: PLC0415 - see above

        path, sha256 = taken.path, taken.sha256
        future = self._client.submit(
            judge_sent, str(path), taken.data, __version__,
            key=f"{path.name}-{uuid.uuid4().hex}",
        )  # fmt: skip

        def verdict() -> Verdict:
            try:
                judged: Verdict = future.result()
            except OtherVersionError as other:
                finding = file_finding("F199", f"en dator i klustret har version {other.args[1]}")
            except KilledWorker:
                finding = file_finding("F192", "på flera datorer")
            except MemoryError:
                finding = file_finding("F190")
            except Exception as error:  # noqa: BLE001 - whatever came back, it is a verdict
                finding = file_finding("F199", type(error).__name__)
            else:
                return judged
            return Verdict.refused(str(path), sha256, finding)

        return verdict


class OtherVersionError(Exception):
    """A machine runs another version of this program, and would judge by other rules."""


def judge_sent(file: str, data: bytes, version: str) -> Verdict:
    """Judge the bytes of a file, on a machine of the cluster.

    A file that takes too long ends the process: no exception stops a hang in C code, and whoever
    started the process starts another. Each process must judge one file at a time. Memory is
    limited by Dask, which needs more of it than the file does.

    Raises:
        OtherVersionError: this machine has another version than the one that asks.
    """
    from xl_asn.batch.judge import judge_bytes  # noqa: PLC0415 - only where files are judged

    if version != __version__:
        raise OtherVersionError(version, __version__)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.ExitStack() as stack:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        stack.callback(faulthandler.cancel_dump_traceback_later)
        return judge_bytes(file, data)
