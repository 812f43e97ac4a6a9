"""What a worker answers that is no honest one: Dask preloads this file, the file's name says which.

The answers are made of the honest one, so that each differs from it in one thing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from xl_asn.batch import machine

_HONEST = machine.judge_sent


class _BombError(Exception):
    """Makes a folder in the process that unpickles it, named by it: Dask's worker does that too."""

    def __reduce__(self) -> tuple[Any, ...]:
        code = f"__import__('os').mkdir('{os.environ['MARKER']}-' + str(__import__('os').getpid()))"
        return eval, (code,)


def _raises(_: bytes) -> NoReturn:
    raise _BombError


def _changed(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """Return what changes a verdict."""

    def answer(honest: bytes) -> bytes:
        told = json.loads(honest)
        change(told)
        return json.dumps(told).encode()

    return answer


def _finding(**changes: object) -> Callable[[bytes], bytes]:
    return _changed(lambda told: told["verdict"]["fynd"][0].update(changes))


def _verdict(**changes: object) -> Callable[[bytes], bytes]:
    return _changed(lambda told: told["verdict"].update(changes))


ANSWERS: Mapping[str, Callable[[bytes], object]] = {
    "bomb": lambda _: _BombError(),
    "bomb-in-a-list": lambda _: [_BombError()],
    "bomb-raised": _raises,
    "nothing": lambda _: None,
    "text": lambda honest: honest.decode(),
    "endless": lambda _: bytes(40_000_000),
    "deep": lambda _: b"[" * 1_000_000,
    "deep-tables": lambda _: b'{"verdict":' * 100_000,
    "not-a-number": lambda honest: honest.replace(b'"funnet": null', b'"funnet": NaN', 1),
    "too-many-digits": lambda honest: honest.replace(
        b'"funnet": null', b'"funnet": ' + b"9" * 5000, 1
    ),
    "endless-number": lambda honest: honest.replace(b'"funnet": null', b'"funnet": 1e999', 1),
    "half": lambda honest: honest[: len(honest) // 2],
    "other-hash": _verdict(sha256="0" * 64),
    "no-hash": _verdict(sha256=None),
    "other-file": _verdict(fil="/annan.xlsx"),
    "other-outcome": _verdict(utfall="bra"),
    "no-findings": _verdict(fynd=None),
    "more": _verdict(mer=1),
    "steers": _finding(meddelande="\x1b[2J\x1b]0;x\x07"),
    "steers-c1": _finding(meddelande="\x9b2J"),
    "half-a-sign": _finding(meddelande="\ud800"),
    "long": _finding(meddelande="x" * 1_000_000),
    "unknown-code": _finding(kod="X999"),
    "other-name": _finding(namn="ett annat namn"),
    "no-severity": _finding(allvar="katastrof"),
    "truth": _finding(funnet=True),
    "number-as-text": _finding(funnet="1"),
    "no-cell": _finding(cell="$$$"),
    "no-list": _finding(indata="Mål!A1"),
    "many": _changed(lambda told: told["verdict"].update(fynd=told["verdict"]["fynd"] * 20_000)),
    "amounts": _changed(lambda told: told.update(amounts=["Mål!XFD1048576"])),
    "wants-elsewhere": lambda _: json.dumps({"wanted": ["passwd", "/etc"]}).encode(),
    "wants-above": lambda _: json.dumps({"wanted": ["../../x.xlsx", "."]}).encode(),
    "wants-both": _changed(lambda told: told.update(wanted=["x.xlsx", "."] * 2)),
}


def _judge_sent(taken: Any, beside: Any, nonce: bytes, *more: Any) -> object:
    honest = _HONEST(taken, beside, nonce, *more)
    answer = ANSWERS.get(taken.path.stem)
    return answer(honest) if answer else honest


def dask_setup(_: object) -> None:
    """Take the place of what home asks for; Dask calls this when the worker starts."""
    machine.judge_sent = _judge_sent  # type: ignore[assignment]
