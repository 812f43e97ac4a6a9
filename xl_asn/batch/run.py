"""Paths → verdicts, in the order given: the cache first, and workers for what it does not know."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from xl_asn.batch.cache import Cache
from xl_asn.batch.paths import LinkOut
from xl_asn.batch.verdicts import SKIPPED, Verdict
from xl_asn.batch.workers import Judges, Pending
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.by_name import is_skipped, refused_by_name
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding

_AHEAD: Final = 200
_AHEAD_BYTES: Final = 64 * 1024 * 1024
"""Files under way at a time: enough to keep every worker busy, few enough to hold in memory."""


class _UnderWay(NamedTuple):
    pending: Pending
    size: int


def judged(
    paths: Iterable[Path | LinkOut], judges: Judges, cache: Cache | None = None
) -> Iterator[Verdict]:
    """Yield each file's verdict in the order given, whoever is done first.

    A file with the same content as an earlier one is judged like any other, and an info says so.
    """
    seen: dict[str, str] = {}
    waiting: deque[_UnderWay] = deque()
    held = 0
    for found in paths:
        waiting.append(_asked(found, judges, cache))
        held += waiting[-1].size
        while len(waiting) >= _AHEAD or held > _AHEAD_BYTES:
            first = waiting.popleft()
            held -= first.size
            yield _noted(first.pending(), seen)
    while waiting:
        yield _noted(waiting.popleft().pending(), seen)


def _asked(found: Path | LinkOut, judges: Judges, cache: Cache | None) -> _UnderWay:
    """Take a file's bytes, and find out or ask for its verdict; refused files need no worker."""
    path, taken = (
        (found.path, file_finding("F102", "en länk ut ur mappen"))
        if isinstance(found, LinkOut)
        else (found, _taken(found))
    )
    if isinstance(taken, Finding):
        verdict = (
            Verdict.skipped(str(path), None, [taken])
            if is_skipped(path.name, [taken])
            else Verdict.refused(str(path), None, taken)
        )
        return _UnderWay(lambda: verdict, 0)
    known = cache.known(taken) if cache else None
    if known is not None:
        return _UnderWay(lambda: known, 0)
    pending = judges.submit(taken)
    mark = replace(taken, data=b"")  # the bytes are not kept while the file waits for its turn

    def kept() -> Verdict:
        verdict = pending()
        if cache is not None:
            cache.keep(mark, verdict)
        return verdict

    return _UnderWay(kept, len(taken.data))


def _taken(path: Path) -> Snapshot | Finding:
    if (by_name := refused_by_name(path.name)) is not None:
        return by_name
    if os.path.isdir(path):  # noqa: PTH112 - it was found, and then could not be listed
        return file_finding("F107")
    try:
        return snapshot.take(path)
    except MemoryError:  # of this file: the next one may be smaller
        return file_finding("F190")


def _noted(verdict: Verdict, seen: dict[str, str]) -> Verdict:
    if verdict.sha256 is None or verdict.outcome == SKIPPED:
        return verdict
    first = seen.setdefault(verdict.sha256, verdict.file)
    return verdict if first == verdict.file else verdict.noted(file_finding("F290", first))
