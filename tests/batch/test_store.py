"""The store of verdicts: for its user alone, for some days; nobody else's is used or removed."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attack.books import Book
from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.batch.store import STORE, Whose, opened, whose
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.keeping.own import KEPT_DAYS
from xl_asn.files.reading.snapshot import Snapshot, take

_CLOCK = "xl_asn.batch.cache.time.time"
_DAY = 24 * 60 * 60
_NUMBER = "18990913-9801"

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out by itself")
as_root = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives a file to somebody"
)


def _taken(path: Path) -> Snapshot:
    taken = take(path)
    assert isinstance(taken, Snapshot)
    return taken


def _known(folder: Path, path: Path) -> Verdict | None:
    with Cache(folder) as cache:
        return cache.known(_taken(path))


def _kept(folder: Path, path: Path) -> Verdict:
    with Cache(folder) as cache:
        verdict = judge(path)
        cache.keep(_taken(path), verdict)
        assert cache.remark == ""
    return verdict


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Book().saved(tmp_path / "bok.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "förråd"
    folder.mkdir(0o700)
    return folder


# Modes.


@posix
@pytest.mark.parametrize("umask", [0, 0o022, 0o277, 0o777])
def test_folders_and_files_are_for_their_user_alone(umask: int, tmp_path: Path, book: Path) -> None:
    place = tmp_path / "ny" / "inre"
    old = os.umask(umask)
    try:
        verdict = _kept(place, book)
    finally:
        os.umask(old)
    assert [_mode(path) for path in (place.parent, place)] == [0o700, 0o700]
    assert {path.name: _mode(path) for path in place.iterdir()} == {STORE: 0o600}
    assert _known(place, book) == verdict


@posix
def test_what_sqlite_lays_beside_the_store_is_so_too(folder: Path) -> None:
    old = os.umask(0)
    try:
        store = opened(folder)
        assert store is not None
        store.execute("PRAGMA cache_size = 1")
        store.execute("BEGIN IMMEDIATE")
        rows = [("p", str(n), "x" * 5_000, 1) for n in range(200)]
        store.executemany("INSERT INTO verdict VALUES (?, ?, ?, ?)", rows)
        modes = {path.name: _mode(path) for path in folder.iterdir()}
        store.rollback()
        store.close()
    finally:
        os.umask(old)
    assert modes == {STORE: 0o600, f"{STORE}-journal": 0o600}


@posix
def test_an_older_store_is_closed_to_others(folder: Path, book: Path) -> None:
    verdict = _kept(folder, book)
    (folder / STORE).chmod(0o644)
    assert _known(folder, book) == verdict
    assert _mode(folder / STORE) == 0o600


@posix
def test_the_programs_own_folder_is_closed_to_others_and_a_named_one_is_refused(
    folder: Path, book: Path
) -> None:
    folder.chmod(0o777)
    _refused(folder, "andra får skriva i mappen")
    with Cache(folder, is_usual=True) as cache:
        cache.keep(_taken(book), judge(book))
        assert cache.remark == ""
    assert _mode(folder) == 0o700


# What is not ours.


def _refused(folder: Path, why: str) -> None:
    with Cache(folder) as cache:
        assert why in cache.remark
        assert "--utan-cache" in cache.remark


def _database(path: Path, *statements: str) -> None:
    store = sqlite3.connect(path)
    for statement in statements:
        store.execute(statement)
    store.commit()
    store.close()


_OLD_TABLE = (
    "CREATE TABLE verdict (program TEXT, file TEXT, told TEXT, PRIMARY KEY (program, file))"
)
_FOREIGN: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_bytes(b"no store at all" * 100),
    "a head of SQLite": lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000),
    "a short file": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "somebody's database": lambda path: _database(path, "CREATE TABLE bilder (namn TEXT)"),
    "a like table, and more": lambda path: _database(
        path, _OLD_TABLE, "CREATE TABLE bilder (namn TEXT)"
    ),
    "another's mark": lambda path: _database(path, "PRAGMA application_id = 77", _OLD_TABLE),
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", _FOREIGN)
def test_a_foreign_file_of_that_name_is_neither_used_nor_removed(
    kind: str, folder: Path, book: Path
) -> None:
    path = folder / STORE
    _FOREIGN[kind](path)
    before = path.read_bytes() if path.is_file() else None
    assert whose(path) is Whose.ANOTHERS
    _refused(folder, "filen är inte programmets")
    assert _known(folder, book) is None
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [*folder.iterdir()] == [path]


@posix
@pytest.mark.parametrize("kind", ["link", "broken link", "second name", "pipe"])
def test_what_only_bears_its_name_is_not_opened(kind: str, tmp_path: Path, folder: Path) -> None:
    elsewhere = tmp_path / "annat.sqlite3"
    store = opened(tmp_path / "annat")
    assert store is not None
    store.close()
    (tmp_path / "annat" / STORE).rename(elsewhere)
    before = elsewhere.read_bytes()
    match kind:
        case "link":
            (folder / STORE).symlink_to(elsewhere)
        case "broken link":
            (folder / STORE).symlink_to(tmp_path / "saknas")
        case "second name":
            os.link(elsewhere, folder / STORE)
        case "pipe":
            os.mkfifo(folder / STORE)
    _refused(folder, "filen är inte programmets")
    assert elsewhere.read_bytes() == before
    assert not (tmp_path / "saknas").exists()


@posix
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, folder: Path) -> None:
    link = tmp_path / "länk"
    link.symlink_to(folder, target_is_directory=True)
    _refused(link, "mappen är en länk")
    with Cache(link, is_usual=True) as cache:
        assert cache.remark
    assert [*folder.iterdir()] == []


@as_root
@pytest.mark.parametrize("whole", [True, False])
def test_what_somebody_else_owns_is_refused(whole: bool, folder: Path, book: Path) -> None:  # noqa: FBT001
    _kept(folder, book)
    os.chown(folder if whole else folder / STORE, 12_345, 12_345)
    _refused(folder, "mappen ägs av någon annan" if whole else "filen är inte programmets")
    assert _known(folder, book) is None
    assert (folder / STORE).is_file()


@pytest.mark.parametrize("where", [(200, 4_000), (4_000, 9_000), (100, None)])
def test_a_damaged_store_of_ours_is_made_anew(
    where: tuple[int, int | None], folder: Path, book: Path
) -> None:
    _kept(folder, book)
    path = folder / STORE
    data = path.read_bytes()
    start, end = where
    path.write_bytes(data[:start] + (b"\xff" * (end - start) + data[end:] if end else b""))
    verdict = _kept(folder, book)
    _kept(folder, book)
    assert _known(folder, book) == verdict


def test_a_store_of_another_shape_is_made_anew(folder: Path, book: Path) -> None:
    _kept(folder, book)
    _database(folder / STORE, "PRAGMA user_version = 99")
    assert _known(folder, book) is None
    verdict = _kept(folder, book)
    assert _known(folder, book) == verdict


def test_the_store_of_an_earlier_version_is_emptied(folder: Path, book: Path) -> None:
    row = "INSERT INTO verdict VALUES ('p', 'f', 'Enheten 18990913-9801 finns inte')"
    _database(folder / STORE, _OLD_TABLE, row)
    assert whose(folder / STORE) is Whose.UNMARKED
    verdict = _kept(folder, book)
    assert _known(folder, book) == verdict
    assert _NUMBER.encode() not in (folder / STORE).read_bytes()


# What is kept, and how long.


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: book.text("Händelser", "B7", f"Ärendet {_NUMBER}"),
        lambda book: book.text("Nettokostnad", "A7", "701063-\u200b2391"),
        lambda book: book.number("Nettokostnad", "D7", "9909139801"),
    ],
)
def test_a_workbook_with_a_personal_number_is_judged_anew(
    spoil: Callable[[Book], Book], folder: Path, tmp_path: Path
) -> None:
    path = spoil(Book()).saved(tmp_path / "pn.xlsx")
    assert "T130" in {finding.code for finding in _kept(folder, path).findings}
    assert _known(folder, path) is None
    assert b"9801" not in (folder / STORE).read_bytes()


def test_what_is_told_of_another_workbook_is_not_kept_with_a_number(
    folder: Path, book: Path
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    verdict = judge(book)
    named = replace(verdict, period=f"nov {_NUMBER}")
    with Cache(folder) as cache:
        cache.keep(_taken(book), named)
    assert _known(folder, book) is None


def test_it_is_forgotten_after_some_days(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = _kept(folder, book)
    text = verdict.findings[0].message.encode()
    assert text in (folder / STORE).read_bytes()
    now = time.time()
    for days, known in ((KEPT_DAYS, verdict), (KEPT_DAYS + 1, None), (0, None)):
        monkeypatch.setattr(_CLOCK, lambda days=days: now + days * _DAY)
        assert _known(folder, book) == known, days
    assert text not in (folder / STORE).read_bytes(), "it is written over, and not just unlisted"


def test_what_a_clock_gone_wrong_has_made_is_forgotten(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with monkeypatch.context() as ahead:
        ahead.setattr(_CLOCK, lambda: now + 900 * _DAY)
        _kept(folder, book)
    assert _known(folder, book) is None


def test_where_nothing_is_old_nothing_is_written(folder: Path, book: Path) -> None:
    _kept(folder, book)
    before = (folder / STORE).read_bytes(), (folder / STORE).stat().st_mtime_ns
    _known(folder, book)
    assert ((folder / STORE).read_bytes(), (folder / STORE).stat().st_mtime_ns) == before


# The command.


@posix
def test_the_answer_is_the_same_judged_known_or_with_no_store(book: Path, run: Run) -> None:
    line = ("validera", book, "--format", "json")
    judged, known = run(*line), run(*line)
    (book.parent / ".cache").chmod(0o777)
    refused = run(*line)
    assert judged.stdout == known.stdout == refused.stdout
    assert judged.returncode == known.returncode == refused.returncode
    assert judged.stderr == known.stderr == ""
    (said,) = refused.stderr.splitlines()
    assert said.startswith("Det programmet vet sedan förut används inte")
    assert "andra får skriva i mappen" in said
