"""What a file can do to the process that judges it; the file's name says which."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from xl_asn.batch.machine import Beside, judge_bytes, judge_sent
from xl_asn.batch.time_limit import seconds_for
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import judge_file
from xl_asn.files.reading.snapshot import Snapshot


class RustPanic(BaseException):
    """As a library in Rust fails: no ``except Exception`` catches it."""


def judge_hostile(path: Path) -> Verdict:
    """Do what the file's name says, and judge any other file as always."""
    _do(path.stem)
    return judge_file(path)


def _do(name: str) -> None:
    match name:
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "aborted":
            os.abort()
        case "leaves":
            os._exit(3)
        case "memory":
            bytearray(2**40)
        case "panic":
            raise RustPanic
        case "limit":
            bytearray(600 * 1024 * 1024)
        case "hang":
            threading.Event().wait()
        case _:
            pass


def hang_or_skip(path: Path) -> Verdict:
    """Never come back from one file, and be done with any other at once."""
    if path.stem == "hang":
        threading.Event().wait()
    return Verdict.skipped(str(path), None, ())


def judge_sent_hostile(taken: Snapshot, beside: Beside, nonce: bytes) -> bytes:
    """Let the file's name say what it does to the bounded process, or to the machine that has it.

    The one that hangs is stopped sooner than it would be, and any other is judged as always.
    """
    if taken.path.stem == "machine":
        os.kill(os.getpid(), signal.SIGKILL)
    limit = (lambda _: 1) if taken.path.stem == "hang" else seconds_for
    return judge_sent(taken, beside, nonce, _judge_bytes_hostile, limit)


def _judge_bytes_hostile(taken: Snapshot, beside: Beside) -> str:
    _do(taken.path.stem)
    return judge_bytes(taken, beside)
