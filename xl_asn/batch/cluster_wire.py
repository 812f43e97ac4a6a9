"""What is read of a cluster: bounded, and nothing in it that could run.

Dask's messages hold pickles, which run whatever their sender likes, and names of modules to import.
Here they are read by hand: numbers, texts, bytes, and lists and tables of them. All else, of it
every pickle, error and traceback, is passed over; so is every message that no answer needs. It is
done by a connection of our own kind, under a scheme of its own, and so no other is changed.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Mapping
from ssl import SSLContext, SSLError
from typing import Any, Final

import msgpack
from distributed.comm.core import CommClosedError, FatalCommClosedError
from distributed.comm.registry import backends
from distributed.comm.tcp import TCP, TLS, TCPBackend, TCPConnector, TLSBackend, TLSConnector

TCP_SCHEME, TLS_SCHEME = "xl-asn-tcp", "xl-asn-tls"

ANSWERS: Final = ("msgpack",)
"""How answers are to be written: in the one of Dask's ways that holds no pickle."""

_MOST_BYTES: Final = 17 * 1024 * 1024
_MOST_TABLE_BYTES: Final = 4 * 1024 * 1024
"""A thousand machines are told of in half of it."""
_MOST_FRAMES: Final = 10_000
_MOST_ITEMS: Final = 20_000
_SHAKE_SECONDS: Final = 10.0

#: What is heard without having been asked for: how far the questions have come.
_HEARD: Final = frozenset({
    "cancelled-keys", "close", "key-in-memory", "lost-data", "restart", "stream-closed",
    "stream-start", "task-erred", "task-retried",
})  # fmt: skip
#: Where Dask expects what it would unpickle.
_PICKLED: Final = frozenset({"exception", "traceback", "type", "__Pickled__", "__Serialized__"})


def messages(frames: list[bytes]) -> object:
    """Return what the parts of a message say.

    Raises:
        ValueError, TypeError, KeyError, RecursionError, struct.error: they say nothing whole.
    """
    unread = {place: frame for place, frame in enumerate(frames) if place}

    def known(table: dict[Any, Any]) -> object:
        if isinstance(place := table.get("__Serialized__"), int):
            return _answer(place, unread)
        return {key: value for key, value in table.items() if key not in _PICKLED}

    told = _unpacked(frames[0], known)
    if isinstance(told, tuple):
        return tuple(one for one in told if isinstance(one, dict) and one.get("op") in _HEARD)
    if isinstance(told, dict) and told.get("op", "close") in _HEARD:
        return told
    return {}


def _unpacked(frame: bytes, known: Any = None) -> object:
    if len(frame) > _MOST_TABLE_BYTES:
        raise ValueError(len(frame))
    return msgpack.unpackb(
        frame, use_list=False, strict_map_key=False, object_hook=known,
        max_array_len=_MOST_ITEMS, max_map_len=_MOST_ITEMS, max_ext_len=0,
    )  # fmt: skip


def _answer(place: int, unread: dict[int, bytes]) -> bytes | None:
    """Return the bytes that a machine answered; None for all else. No answer is read twice."""
    header = _unpacked(unread.pop(place))
    if not isinstance(header, dict) or header.get("serializer") != ANSWERS[0]:
        return None
    if any(header.get("compression") or ()):
        return None
    count = header["num-sub-frames"]
    packed = b"".join([unread.pop(place + 1 + number) for number in range(count)])
    told = msgpack.unpackb(packed, max_array_len=0, max_map_len=0, max_ext_len=0)
    return told if isinstance(told, bytes) else None


class _Bounded(TCP):
    """A connection that reads by :func:`messages`, and writes as Dask does."""

    async def read(self, deserializers: object = None) -> object:
        """Return the next message; a connection that says what it should not is over."""
        del deserializers
        try:
            # Dask waits for the first one without end.
            patience = None if self.remote_info else _SHAKE_SECONDS
            return messages(await asyncio.wait_for(self._frames(), patience))
        except asyncio.CancelledError:
            self.abort()
            raise
        except Exception as error:
            self.abort()
            raise CommClosedError(str(error)) from error

    def _get_finalizer(self) -> Callable[[], None]:
        def finalize(stream: Any = self.stream) -> None:
            if stream is not None:
                stream.close()  # of which Dask would tell the user

        return finalize

    async def _frames(self) -> list[bytes]:
        if self.stream is None:
            raise CommClosedError
        (first,) = struct.unpack("Q", await self._bytes(8))
        told = await self._bytes(first)
        (count,) = struct.unpack_from("Q", told)
        if not 0 < count <= _MOST_FRAMES:
            raise ValueError(count)
        lengths = struct.unpack_from(f"{count}Q", told, 8)
        start = 8 + 8 * count
        more = start + sum(lengths) - len(told)
        if sum(lengths) > _MOST_BYTES or more < 0:
            raise ValueError(more)
        told += await self._bytes(more)
        frames = []
        for length in lengths:
            frames.append(told[start : start + length])
            start += length
        return frames

    async def _bytes(self, count: int) -> bytes:
        if count > _MOST_BYTES:
            raise ValueError(count)
        stream = self.stream
        if stream is None:
            raise CommClosedError
        return await stream.read_bytes(count) if count else b""


class _BoundedTLS(_Bounded, TLS):
    pass


class _Connector(TCPConnector):
    comm_class = _Bounded


class _TLSConnector(TLSConnector):
    comm_class = _BoundedTLS

    async def connect(self, *where: Any, **given: Any) -> TCP:
        try:
            told: TCP = await super().connect(*where, **given)  # type: ignore[no-untyped-call]
        except ValueError as error:  # who speaks before us does not speak TLS
            raise FatalCommClosedError(str(error)) from SSLError(str(error))
        return told

    def _get_connect_args(self, **given: Any) -> Mapping[str, Any]:
        context: SSLContext = given["ssl_context"]
        context.check_hostname = True  # Dask takes any machine of the cluster for any other
        return {"ssl_options": context}


class _Backend(TCPBackend):
    _connector_class = _Connector


class _TLSBackend(TLSBackend):
    _connector_class = _TLSConnector


def address(host: str, port: int, *, is_encrypted: bool) -> str:
    """Return where a scheduler is, as something that is only reached by what is in this module."""
    scheme = TLS_SCHEME if is_encrypted else TCP_SCHEME
    backends.setdefault(scheme, _TLSBackend() if is_encrypted else _Backend())
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
