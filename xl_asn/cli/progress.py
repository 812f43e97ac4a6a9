"""How far a run over many files has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from xl_asn.cli.screen import say

_Done = TypeVar("_Done")

_SECONDS_BETWEEN_LINES: Final = 10.0
_MINUTE: Final = 60


def with_progress(
    answers: Iterable[_Done], total: int, doing: str = "Kontrollerar"
) -> Iterable[_Done]:
    """Pass the answers on; say on standard error how many are done, how fast, and what is left.

    A single file needs no bar, and a run that is soon done no lines.
    """
    if total <= 1:
        return answers
    return _bar(answers, total, doing) if sys.stderr.isatty() else _lines(answers, total)


def _bar(answers: Iterable[_Done], total: int, doing: str) -> Iterator[_Done]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(), TextColumn("kvar"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total, rate="")
        start = time.monotonic()
        for done, answer in enumerate(answers, 1):
            progress.update(task, completed=done, rate=_rate(done, time.monotonic() - start))
            yield answer


def _lines(answers: Iterable[_Done], total: int) -> Iterator[_Done]:
    start = said = time.monotonic()
    for done, answer in enumerate(answers, 1):
        now = time.monotonic()
        if now - said >= _SECONDS_BETWEEN_LINES and done < total:
            said = now
            say(progress_line(done, total, now - start), err=True)
        yield answer


def progress_line(done: int, total: int, seconds: float) -> str:
    """Return "300 av 1000 filer, 75 filer/s, ungefär 9 s kvar"."""
    left = seconds / done * (total - done)
    words = f"{left:.0f} s" if left < _MINUTE else f"{left / _MINUTE:.0f} min"
    return f"{done} av {total} filer, {_rate(done, seconds)}, ungefär {words} kvar"


def _rate(done: int, seconds: float) -> str:
    rate = done / seconds if seconds else 0.0
    return f"{rate:.0f} filer/s" if rate >= 1 else f"{rate * _MINUTE:.0f} filer/min"
