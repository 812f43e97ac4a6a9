"""Verdicts that are known already, kept in the user's cache folder.

A verdict follows from a file's content, the ending of its name, and this program's code. All three
are the key, so a changed rule is a new program and nothing old is believed. What else it rests on,
the reports before it and its plan, must have the same content too. Two runs at once share the
store. A store that cannot be used is no fault: everything is judged anew.

Nobody has asked for it to be kept. So it is kept for this user alone, for some days, and never what
is said of a workbook with a personal identity number: T130 has told of it, and it is judged anew
until the number is gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from xl_asn.batch.store import NotOursError, opened
from xl_asn.batch.verdicts import Neighbour, Verdict
from xl_asn.batch.whose import Whose
from xl_asn.files.keeping.own import KEPT_DAYS
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef
from xl_asn.model.personal_numbers import find_personal_numbers

_Answer = TypeVar("_Answer")

FOLDER_VARIABLE: Final = "XL_ASN_CACHE"
_KEPT_TOGETHER: Final = 200
_MOST_KEPT: Final = 100_000
_DAY_SECONDS: Final = 24 * 60 * 60
_OLD: Final = "FROM verdict WHERE day < ? OR day > ?"
_OWN_FAULTS: Final = frozenset({"F190", "F191", "F192", "F199", "S191"})
"""Findings that tell of the machine or of the program, and may be different the next time."""
_BESIDE: Final = "bredvid"
_AMOUNTS: Final = "belopp"
_WHOSE: Final = "vems"


class Cache:
    """The store of verdicts. Use it as a context: what is new is written when it closes."""

    def __init__(self, folder: Path, *, is_usual: bool = False) -> None:
        """Open the store in a folder; ``is_usual`` where it is the program's own folder."""
        self._program = program_mark()
        self._fresh: list[tuple[str, str, str, int]] = []
        self._day = int(time.time() // _DAY_SECONDS)
        self.remark = ""
        """What the user should know of a store that is not used, as a sentence."""
        try:
            self._store = opened(folder, is_usual=is_usual)
            self._forget_old()
        except NotOursError as error:
            self._store, self.remark = None, str(error)

    @classmethod
    def of_user(cls) -> Self:
        """Return the user's own store; ``XL_ASN_CACHE`` names another folder for it."""
        return cls(users_folder(), is_usual=not os.environ.get(FOLDER_VARIABLE))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        if self._store is not None:
            self._store.close()

    def known(self, taken: Snapshot) -> Verdict | None:
        """Return the verdict on a file's bytes, if it is known."""
        verdict = self.told(taken, lambda told: _verdict(taken.path, told))
        return verdict if verdict and still_holds(verdict.rests_on, taken.path.parent) else None

    def told(
        self, taken: Snapshot, read: Callable[[Mapping[str, Any]], _Answer], what: str = ""
    ) -> _Answer | None:
        """Return what is known of a file's bytes, as ``read`` makes it of JSON; None if nothing is.

        ``what`` names another answer than the verdict.
        """
        if self._store is None:
            return None
        query = "SELECT told FROM verdict WHERE program = ? AND file = ?"
        try:
            row = self._store.execute(query, (self._program, _key(taken) + what)).fetchone()
            return read(json.loads(row[0])) if row else None
        except (sqlite3.Error, ValueError, KeyError, TypeError, ArithmeticError):
            return None  # damaged: the file is judged again

    def keep(self, taken: Snapshot, verdict: Verdict) -> None:
        """Remember a verdict, if it is about the same bytes, with all that it rests on."""
        if verdict.sha256 != taken.sha256 or any(f.code in _OWN_FAULTS for f in verdict.findings):
            return
        if any(neighbour.unread for neighbour in verdict.rests_on):
            return
        beside = {
            _BESIDE: [[n.name, n.folder, n.sha256] for n in verdict.rests_on],
            _AMOUNTS: sorted(map(str, verdict.amounts)),
            _WHOSE: verdict.whose.as_json(),
        }
        told = {**verdict.as_json(), "fil": "", **beside}
        from xl_asn.rules.hushed import ASKED_BY  # noqa: PLC0415 - not where all is known already

        if not any(finding.code == ASKED_BY for finding in verdict.findings):
            self.remember(taken, told)

    def remember(self, taken: Snapshot, told: Mapping[str, Any], what: str = "") -> None:
        """Remember an answer, if nobody's personal identity number is in it."""
        if any(any(find_personal_numbers(text)) for text in _strings(told)):
            return
        written = json.dumps(told, ensure_ascii=False)
        self._fresh.append((self._program, _key(taken) + what, written, self._day))
        if len(self._fresh) >= _KEPT_TOGETHER:
            self._flush()

    def _flush(self) -> None:
        fresh, self._fresh = self._fresh, []
        if self._store is None or not fresh:
            return
        with contextlib.suppress(sqlite3.Error), self._store:
            self._store.execute("DELETE FROM verdict WHERE program <> ?", (self._program,))
            self._store.executemany("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?)", fresh)
            self._store.execute(
                "DELETE FROM verdict WHERE rowid <= (SELECT max(rowid) FROM verdict) - ?",
                (_MOST_KEPT,),
            )

    def _forget_old(self) -> None:
        """Remove what is older than we keep it, and what a clock gone wrong has made."""
        if self._store is None:
            return
        kept = (self._day - KEPT_DAYS, self._day + 1)
        with contextlib.suppress(sqlite3.Error):
            # Asked first, for whoever removes keeps others from writing, also where nothing is old.
            if self._store.execute(f"SELECT 1 {_OLD} LIMIT 1", kept).fetchone():
                with self._store:
                    self._store.execute(f"DELETE {_OLD}", kept)


def users_folder() -> Path:
    """Return the folder of the user's own store."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where it is needed

    return user_cache_path("xl-asn", appauthor=False)


def _key(taken: Snapshot) -> str:
    return f"{taken.sha256}{taken.path.suffix.casefold()}"


def _verdict(path: Path, told: Mapping[str, Any]) -> Verdict:
    verdict = Verdict.from_json(told)
    return replace(
        verdict, file=str(path),
        rests_on=tuple(Neighbour(*neighbour) for neighbour in told[_BESIDE]),
        amounts=frozenset(map(CellRef.parse, told[_AMOUNTS])),
        whose=Whose.from_json(told[_WHOSE]),
    )  # fmt: skip


def still_holds(rests_on: Sequence[Neighbour], folder: Path) -> bool:
    """Whether all files that an answer rests on are what they were, or as absent as then."""
    if not rests_on:
        return True
    from xl_asn.case.neighbours import find_named  # noqa: PLC0415 - most name none

    for neighbour in rests_on:
        path = find_named(neighbour.name, folder / neighbour.folder)
        taken = None if path is None else snapshot.take(path)
        if isinstance(taken, Finding) or (taken and taken.sha256) != neighbour.sha256:
            return False
    return True


def _strings(told: object) -> Iterator[str]:
    """Yield every text in an answer, wherever it stands."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from _strings(value)
    elif isinstance(told, list):
        for value in told:
            yield from _strings(value)


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
