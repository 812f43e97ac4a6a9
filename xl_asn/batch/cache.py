"""Verdicts that are known already, kept in the user's cache folder.

A verdict follows from a file's content, the ending of its name, and this program's code. All three
are the key, so a changed rule is a new program and nothing old is believed. What else it rests on,
the reports before it and its plan, must have the same content too. Two runs at once share the
store. A store that cannot be used is no fault: everything is judged anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, Self

from xl_asn.batch.verdicts import Neighbour, Verdict
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef

FOLDER_VARIABLE: Final = "XL_ASN_CACHE"
_STORE: Final = "utfall.sqlite3"
_WAIT_SECONDS: Final = 5.0
_KEPT_TOGETHER: Final = 200
_MOST_KEPT: Final = 100_000
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS verdict (program TEXT, file TEXT, told TEXT, PRIMARY KEY (program, file))
"""
_OWN_FAULTS: Final = frozenset({"F190", "F191", "F192", "F199", "S191"})
"""Findings that tell of the machine or of the program, and may be different the next time."""
_BESIDE: Final = "bredvid"
_AMOUNTS: Final = "belopp"


class Cache:
    """The store of verdicts. Use it as a context: what is new is written when it closes."""

    def __init__(self, folder: Path) -> None:
        self._program = program_mark()
        self._fresh: list[tuple[str, str, str]] = []
        self._store = _opened(folder / _STORE)

    @classmethod
    def of_user(cls) -> Self:
        """Return the user's own store; ``XL_ASN_CACHE`` names another folder for it."""
        if named := os.environ.get(FOLDER_VARIABLE):
            return cls(Path(named))
        from platformdirs import user_cache_path  # noqa: PLC0415 - only where it is needed

        return cls(user_cache_path("xl-asn", appauthor=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        if self._store is not None:
            self._store.close()

    def known(self, taken: Snapshot) -> Verdict | None:
        """Return the verdict on a file's bytes, if it is known."""
        if self._store is None:
            return None
        query = "SELECT told FROM verdict WHERE program = ? AND file = ?"
        try:
            row = self._store.execute(query, (self._program, _key(taken))).fetchone()
            verdict = row and _verdict(taken.path, json.loads(row[0]))
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None  # damaged: the file is judged again
        return verdict if verdict and _still_holds(verdict, taken.path.parent) else None

    def keep(self, taken: Snapshot, verdict: Verdict) -> None:
        """Remember a verdict, if it is about the same bytes, with all that it rests on."""
        if verdict.sha256 != taken.sha256 or any(f.code in _OWN_FAULTS for f in verdict.findings):
            return
        if any(neighbour.unread for neighbour in verdict.rests_on):
            return
        beside = {
            _BESIDE: [[n.name, n.folder, n.sha256] for n in verdict.rests_on],
            _AMOUNTS: sorted(map(str, verdict.amounts)),
        }
        told = json.dumps({**verdict.as_json(), "fil": "", **beside}, ensure_ascii=False)
        self._fresh.append((self._program, _key(taken), told))
        if len(self._fresh) >= _KEPT_TOGETHER:
            self._flush()

    def _flush(self) -> None:
        fresh, self._fresh = self._fresh, []
        if self._store is None or not fresh:
            return
        with contextlib.suppress(sqlite3.Error), self._store:
            self._store.execute("DELETE FROM verdict WHERE program <> ?", (self._program,))
            self._store.executemany("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?)", fresh)
            self._store.execute(
                "DELETE FROM verdict WHERE rowid <= (SELECT max(rowid) FROM verdict) - ?",
                (_MOST_KEPT,),
            )


def _key(taken: Snapshot) -> str:
    return f"{taken.sha256}{taken.path.suffix.casefold()}"


def _verdict(path: Path, told: Mapping[str, Any]) -> Verdict:
    verdict = Verdict.from_json(told)
    return replace(
        verdict, file=str(path),
        rests_on=tuple(Neighbour(*neighbour) for neighbour in told[_BESIDE]),
        amounts=frozenset(map(CellRef.parse, told[_AMOUNTS])),
    )  # fmt: skip


def _still_holds(verdict: Verdict, folder: Path) -> bool:
    """Whether all workbooks that a verdict rests on are what they were, or as absent as then."""
    if not verdict.rests_on:
        return True
    from xl_asn.case.neighbours import find_named  # noqa: PLC0415 - most name none

    for neighbour in verdict.rests_on:
        path = find_named(neighbour.name, folder / neighbour.folder)
        taken = None if path is None else snapshot.take(path)
        if isinstance(taken, Finding) or (taken and taken.sha256) != neighbour.sha256:
            return False
    return True


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open the store, and make it anew when it is damaged; None when there can be none."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(path, timeout=_WAIT_SECONDS)
            try:
                store.execute("PRAGMA synchronous = OFF")  # what is lost is judged again
                store.execute(_TABLE)
            except sqlite3.Error:
                store.close()
                raise
        except (sqlite3.OperationalError, OSError):
            return None  # locked, or nowhere to write
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                path.unlink()
        else:
            return store
    return None


def program_mark() -> str:
    """Return a mark of this program: the same for the same code, rules and parameters."""
    digest = hashlib.sha256(sys.version.encode())
    for source in _sources(files("xl_asn")):
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield entry
