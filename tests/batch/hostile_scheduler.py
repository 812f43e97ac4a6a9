"""A scheduler that speaks Dask's protocol, and at one step says what it likes instead."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgpack

WORKER = "tcp://127.0.0.1:1"

STEPS = ("handshake", "identity", "broadcast", "stream-start", "key-in-memory", "gather")
"""What a scheduler says to a client from the beginning to an answer."""


def let_go() -> None:
    """Stop what a client of Dask goes on with where it was broken off, and collect it here.

    Its loop would draw random numbers under other tests, and its connections be found in them.
    """
    from distributed.utils import LoopRunner  # noqa: PLC0415 - who runs the tests may lack Dask

    for loop in list(LoopRunner._all_loops):
        loop.add_callback(loop.stop)
    for thread in threading.enumerate():
        if thread.name == "IO loop":
            thread.join(10)
    heard, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        gc.collect()
    finally:
        sys.unraisablehook = heard


Say = Callable[[Mapping[str, Any]], bytes]
"""The message that is answered → the bytes of the answer."""


class _Bomb(NamedTuple):
    """Makes a folder in the process that unpickles it."""

    marker: str

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (self.marker,)


def bomb(marker: Path) -> bytes:
    """Return a pickle that makes a folder where it is loaded."""
    return pickle.dumps(_Bomb(str(marker)))


def message(told: object, *frames: bytes) -> bytes:
    """Return a message as it travels."""
    packed = [msgpack.packb(told), *frames]
    prelude = struct.pack(f"Q{len(packed)}Q", len(packed), *map(len, packed))
    body = prelude + b"".join(packed)
    return struct.pack("Q", len(body)) + body


def answered(answer: object, key: str = "x") -> bytes:
    """Return what gives a client the answer to a question, told as home wants it."""
    header = {"serializer": "msgpack", "num-sub-frames": 1}
    return message(
        {"status": "OK", "data": {key: {"__Serialized__": 1}}},
        msgpack.packb(header), msgpack.packb(answer),
    )  # fmt: skip


class HostileScheduler:
    """Says at each step of ``says`` what that gives, and at any other what a scheduler says."""

    def __init__(self, version: bytes, says: Mapping[str, Say]) -> None:
        self._version = version
        self._says = says
        self._loop = asyncio.new_event_loop()
        self.heard: list[Mapping[str, Any]] = []
        self.said: list[str] = []
        self.received = bytearray()
        self.hung_up = threading.Event()
        """Set when a client has ended a connection."""
        self.port = 0

    @contextmanager
    def running(self) -> Iterator[str]:
        """Yield the address while it listens."""
        is_up = threading.Event()

        def serve() -> None:
            asyncio.set_event_loop(self._loop)
            server = self._loop.run_until_complete(asyncio.start_server(self._meet, "127.0.0.1", 0))
            self.port = server.sockets[0].getsockname()[1]
            is_up.set()
            self._loop.run_forever()
            server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0))
            self._loop.run_until_complete(asyncio.sleep(0))
            self._loop.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        assert is_up.wait(30)
        yield f"tcp://127.0.0.1:{self.port}"
        self._loop.call_soon_threadsafe(self._loop.stop)
        thread.join(30)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(self._step("handshake", {}))
            await self._read(reader)
            while True:
                told = await self._read(reader)
                for one in told if isinstance(told, list) else [told]:
                    for step, about in self._steps(one):
                        writer.write(self._step(step, about))
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            self.hung_up.set()
        except asyncio.CancelledError:
            pass  # it is over
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Any:
        (size,) = struct.unpack("Q", await reader.readexactly(8))
        first = await reader.readexactly(size)
        (count,) = struct.unpack_from("Q", first)
        lengths = struct.unpack_from(f"{count}Q", first, 8)
        rest = 8 + 8 * count + sum(lengths) - size
        first += await reader.readexactly(rest)
        self.received += first
        start = 8 + 8 * count
        return msgpack.unpackb(first[start : start + lengths[0]], strict_map_key=False)

    def _steps(self, told: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        self.heard.append(told)
        match told.get("op"):
            case "identity" | "broadcast" | "gather" as step:
                yield step, told
            case "register-client":
                yield "stream-start", told
            case "update-graph":
                keys = told["keys"]
                for key in keys["as-list"] if isinstance(keys, dict) else keys:
                    yield "key-in-memory", {"key": key}

    def _step(self, step: str, about: Mapping[str, Any]) -> bytes:
        self.said.append(step)
        says = self._says.get(step)
        return says(about) if says else self.honest(step, about)

    def honest(self, step: str, about: Mapping[str, Any]) -> bytes:
        """Return what a scheduler says at a step."""
        match step:
            case "handshake":
                return message({"compression": None, "python": (3, 11, 0), "pickle-protocol": 5})
            case "identity":
                return message({"type": "Scheduler", "id": "s", "workers": {WORKER: {}}})
            case "broadcast":
                header = {"serializer": "msgpack", "num-sub-frames": 1}
                return message(
                    {WORKER: {"status": "OK", "result": {"__Serialized__": 1}}},
                    msgpack.packb(header), msgpack.packb(self._version),
                )  # fmt: skip
            case "stream-start":
                return message([{"op": "stream-start"}])
            case "key-in-memory":
                return message([{"op": "key-in-memory", "key": about["key"]}])
            case _:
                return answered(b"{}", about["keys"][0])


def _key(about: Mapping[str, Any]) -> Any:
    return about.get("key") or (about.get("keys") or ["x"])[0]


Attack = Callable[[bytes], Say]
"""A pickle that runs where it is loaded → what a scheduler says with it."""


def _frames(told: Callable[[Any], object], *frames: Callable[[bytes], object]) -> Attack:
    """Return the attack that says something with frames of its own after it."""

    def attack(payload: bytes) -> Say:
        def packed(one: object) -> bytes:
            return one if isinstance(one, bytes) else bytes(msgpack.packb(one))

        return lambda about: message(
            told(_key(about)), *[packed(frame(payload)) for frame in frames]
        )

    return attack


def _field(told: Callable[[Any, bytes], object]) -> Attack:
    """Return the attack that says something with the pickle as a field of it."""
    return lambda payload: lambda about: message(told(_key(about), payload))


def _everywhere(place: Mapping[str, object]) -> Callable[[Any], object]:
    """Return a message that is an answer of every step at once, with something in each field."""
    return lambda key: {
        "status": "OK", "workers": {WORKER: place}, "data": {key: place}, WORKER: place,
        "python": place, "compression": place,
    }  # fmt: skip


_SERIALIZED = {"__Serialized__": 1}
_SUB: Sequence[Mapping[str, object]] = ({"serializer": "pickle", "writeable": ()},)

ATTACKS: Mapping[str, Attack] = {
    "pickled": _frames(
        _everywhere({"__Pickled__": 1}), lambda load: {"pickled-obj": load, "num-sub-frames": 0}
    ),
    "pickle": _frames(
        _everywhere(_SERIALIZED),
        lambda _: {"serializer": "pickle", "writeable": (), "num-sub-frames": 1},
        lambda load: load,
    ),
    "type": _frames(
        _everywhere(_SERIALIZED),
        lambda load: {"serializer": "dask", "type-serialized": load, "type": "x",
                      "sub-header": {}, "num-sub-frames": 0},
    ),
    "collection": _frames(
        _everywhere(_SERIALIZED),
        lambda _: {"is-collection": True, "sub-headers": _SUB, "frame-lengths": (1,),
                   "type-serialized": "list", "num-sub-frames": 1},
        lambda load: load,
    ),
    "error": _field(lambda _, load: {
        "op": "error", "status": "uncaught-error", "exception": load, "traceback": load,
        "exception_text": "x", "text": "x",
    }),
    "task-erred": _field(lambda key, load: [
        {"op": "task-erred", "key": key, "exception": load, "traceback": load}
    ]),
    "key-type": _field(lambda key, load: [{"op": "key-in-memory", "key": key, "type": load}]),
    "warn": lambda payload: lambda _: message([{"op": "stream-start"}]) + message(
        [{"op": "event", "topic": "warn", "event": (0, {"category": payload, "message": payload})}]
    ),
    "status": _field(lambda key, load: [
        {"op": "task-erred", "status": "error", "key": key, "exception": load, "traceback": load}
    ]),
}  # fmt: skip


def announced(size: int) -> Say:
    """Return what announces a message of so many bytes, and sends a few of them."""
    return lambda _: struct.pack("Q", size) + b"\0" * 64


def _frame_of(size: int) -> Say:
    packed = msgpack.packb({"status": "OK"})
    prelude = struct.pack("4Q", 3, len(packed), 8, size)
    return lambda _: struct.pack("Q", len(prelude) + len(packed)) + prelude + packed


WEIGHTS: Mapping[str, Say] = {
    "10 GB": announced(10 * 2**30),
    "all of it": announced(2**64 - 1),
    "a frame of 10 GB": _frame_of(10 * 2**30),
    "frames without end": lambda _: struct.pack("QQ", 16, 2**60) + b"\0" * 8,
    "nothing whole": announced(1000),
    "no frames": lambda _: struct.pack("QQ", 8, 0),
    "deep": lambda _: _raw(b"\x91" * 200_000 + b"\xc0"),
    "a list of billions": lambda _: _raw(b"\xdd\xff\xff\xff\xff" * 400),
    "a table of billions": lambda _: _raw(b"\xdf\xff\xff\xff\xff"),
    "many tables": lambda _: _raw(b"\xdc\x4e\x20" + b"\x80" * 20_000),
    "bytes of billions": lambda _: _raw(b"\xc6\xff\xff\xff\xff"),
    "an extension": lambda _: _raw(b"\xc9\x00\x00\x00\x04\x01abcd"),
    "noise": lambda _: b"\xff" * 4096,
    "a web page": lambda _: b"HTTP/1.1 400 Bad\r\n\r\n",
    "unpacked of 1 GB": lambda about: message(
        {"status": "OK", "data": {_key(about): _SERIALIZED}, "workers": _SERIALIZED,
         WORKER: {"result": _SERIALIZED}},
        msgpack.packb({"serializer": "msgpack", "num-sub-frames": 1, "compression": ("zlib",)}),
        _squeezed(),
    ),
    "an answer again and again": lambda about: message(
        {"data": {_key(about): [_SERIALIZED] * 10_000}},
        msgpack.packb({"serializer": "msgpack", "num-sub-frames": 1}),
        msgpack.packb(b"x" * 100_000),
    ),
    "other things": lambda _: message([1, None, "op", {"op": 7}, {7: "op"}, {"op": ["close"]}]),
    "an import": lambda about: message(
        {"__Enum__": True, "__module__": "dask.__main__", "__name__": "main", "name": "x",
         "data": {_key(about): {"__Enum__": True, "__module__": "dask.x", "__name__": "y",
                                "name": "z"}}}
    ),
}  # fmt: skip


def _raw(packed: bytes) -> bytes:
    prelude = struct.pack("QQ", 1, len(packed))
    return struct.pack("Q", len(prelude) + len(packed)) + prelude + packed


def _squeezed() -> bytes:
    import zlib  # noqa: PLC0415 - here alone

    return zlib.compress(bytes(50_000_000))
