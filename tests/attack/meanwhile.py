"""What somebody else does for as long as a command runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

IsOver: TypeAlias = Callable[[float], bool]
"""Waits a number of seconds, and says whether the command is done."""


@contextmanager
def meanwhile(doing: Callable[[IsOver], None]) -> Iterator[Sequence[str]]:
    """Have something done beside the command, until it is done."""
    done = threading.Event()
    thread = threading.Thread(target=doing, args=(done.wait,), daemon=True)
    thread.start()
    try:
        yield ()
    finally:
        done.set()
        thread.join()
