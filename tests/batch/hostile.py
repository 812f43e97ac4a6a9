"""What a file can do to the process that judges it; the file's name says which."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from pathlib import Path

from xl_asn.batch.cluster import Sent, judge_sent
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import judge_file
from xl_asn.files.snapshot import Snapshot


class RustPanic(BaseException):
    """As a library in Rust fails: no ``except Exception`` catches it."""


def judge_hostile(path: Path) -> Verdict:
    """Do what the file's name says, and judge any other file as always."""
    match path.stem:
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
        case _:
            pass
    return judge_file(path)


def hang_or_skip(path: Path) -> Verdict:
    """Never come back from one file, and be done with any other at once."""
    if path.stem == "hang":
        threading.Event().wait()
    return Verdict.skipped(str(path), None, ())


def judge_sent_hostile(taken: Snapshot, beside: Mapping[str, Sent], version: str) -> Verdict | str:
    """Kill the process of the cluster that gets the file "killed"; judge any other as always."""
    if taken.path.stem == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return judge_sent(taken, beside, version)
