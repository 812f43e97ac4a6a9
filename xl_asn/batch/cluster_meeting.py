"""How a cluster is met: its machines show who they are before anything is sent to them."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any, Final

from xl_asn import __version__
from xl_asn.batch.cluster_answer import NONCE_BYTES, Question
from xl_asn.batch.cluster_reach import (
    SECRET_VARIABLE,
    NoClusterError,
    Reach,
    certificate_fault,
)
from xl_asn.batch.machine import show_secret

if TYPE_CHECKING:
    import distributed

CONNECT_SECONDS: Final = 10
_SHOW_SECONDS: Final = 60.0
"""How long the machines may take to show the secret: the first time they import this program."""

_NO_MACHINES: Final = (
    "Klustret {address} har inga datorer som arbetar. Starta minst en dask worker."
)
_SLOW: Final = (
    "Minst en arbetare i klustret {address} svarar inte. Inga filer är skickade. Starta om den."
)
_NO_VERSION: Final = (
    "{wrong} av {all} arbetare i klustret {address} visar inte att de har samma program. Inga "
    "filer är skickade. Installera samma version av xl-asn på deras datorer som här ({version}), "
    "och starta om dem."
)
_NO_SECRET: Final = (
    "{wrong} av {all} arbetare i klustret {address} visar inte att de har samma program och samma "
    "hemlighet. Inga filer är skickade. Installera samma version av xl-asn på deras datorer som "
    f"här ({{version}}), ange samma hemlighet i {SECRET_VARIABLE} där dask worker startas, och "
    "starta om dem."
)


def nonce_for(reach: Reach) -> bytes:
    """Return a number that is used once; empty where there is no secret to show."""
    return secrets.token_bytes(NONCE_BYTES) if reach.secret else b""


def reached(reach: Reach, seconds: float) -> distributed.Client:
    """Return a client of a cluster whose machines have shown the secret.

    Raises:
        NoClusterError: Dask is not installed, nobody answers, a certificate is not believed, or
            other versions or secrets are there.
    """
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
            raise NoClusterError(_NO_MACHINES.format(address=reach.shown))
        question = Question(nonce_for(reach))
        run = {"op": "run", "function": dumps(show_secret), "args": dumps((question.nonce,)),
               "kwargs": dumps({}), "wait": True}  # fmt: skip
        try:
            async with asyncio.timeout(_SHOW_SECONDS):
                answers = await scheduler.broadcast(msg=run, workers=machines, on_error="ignore")
        except TimeoutError as error:
            raise NoClusterError(_SLOW.format(address=reach.shown)) from error
    told = [question.text(reach.secret, _result(answers.get(one))) for one in machines]
    wrong = sum(text != __version__ for text in told)
    if wrong:
        sentence = _NO_SECRET if reach.secret else _NO_VERSION
        raise NoClusterError(sentence.format(
            wrong=wrong, all=len(machines), address=reach.shown, version=__version__
        ))  # fmt: skip


def _result(answer: object) -> object:
    return answer.get("result") if isinstance(answer, dict) else None
