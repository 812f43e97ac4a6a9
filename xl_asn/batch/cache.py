"""Verdicts that are known already, kept in the user's cache folder.

A verdict follows from a file's content, the ending of its name, and this program's code. All three
are the key, so a changed rule is a new program and nothing old is believed. Where the file names a
previous report, that one's content must be the same too. Two runs at once share the store. A store
that cannot be used is no fault: everything is judged anew.
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

from xl_asn.batch.verdicts import Verdict
from xl_asn.files import snapshot
from xl_asn.files.snapshot import Snapshot
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
_NO_PREVIOUS: Final = frozenset({"F220", "F222"})
_PREVIOUS: Final = "föregående"
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
        """Remember a verdict, if it is about the same bytes and about nothing else.

        One that a plan has had its part in is not remembered: the plan may be another next time.
        """
        if verdict.names_plan:
            return
        if verdict.sha256 != taken.sha256 or any(f.code in _OWN_FAULTS for f in verdict.findings):
            return
        beside = {
            _PREVIOUS: [verdict.previous_name, verdict.previous_sha256],
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
    name, sha256 = told[_PREVIOUS]
    verdict = Verdict.from_json(told)
    return replace(
        verdict, file=str(path), previous_name=name, previous_sha256=sha256,
        amounts=frozenset(map(CellRef.parse, told[_AMOUNTS])),
    )  # fmt: skip


def _still_holds(verdict: Verdict, folder: Path) -> bool:
    """Whether the previous report that the file names is what it was, or as absent as it was."""
    if verdict.previous_name is None:
        return True
    from xl_asn.files.previous import find_previous  # noqa: PLC0415 - most name none

    path = find_previous(verdict.previous_name, folder)
    if path is None:
        return any(finding.code in _NO_PREVIOUS for finding in verdict.findings)
    taken = snapshot.take(path)
    return isinstance(taken, Snapshot) and taken.sha256 == verdict.previous_sha256


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
