"""What is kept on the computer: told of by the doctor, and taken away where it is surely ours."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from xl_asn.batch.store import STORE, opened
from xl_asn.excel.checks.check import Found, Outcome, Surroundings
from xl_asn.excel.checks.kept_here import all_kept, kept_here
from xl_asn.excel.kept import cleared
from xl_asn.files.changing.unfinished import opened_beside
from xl_asn.files.keeping.logs import written_log
from xl_asn.files.making.build_folder import build_folder

_OLD = time.time() - 2 * 24 * 60 * 60
_OURS = b"xl-asn 0, Python 3\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="no links, modes or locks there")


def _file(path: Path, content: bytes = _OURS, *, old: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
    if old:
        os.utime(path, (_OLD, _OLD))
    return path


def _store(folder: Path) -> Path:
    store = opened(folder)
    assert store is not None
    store.close()
    return folder / STORE


@pytest.fixture
def ours(surroundings: Surroundings, cache: Path, tmp_path: Path) -> dict[Path, str]:
    """One of each kind that the program leaves, and what the doctor calls it."""
    temporary = surroundings.places.temporary
    built = temporary / "xl-asn-bygge-abcdefgh"
    (built / "i").mkdir(parents=True)
    built.chmod(0o700)
    _file(built / "i" / "bok.xlsx", b"hemligt")
    os.utime(built, (_OLD, _OLD))
    unfinished = ".xl-asn-01234567-0123456789abcdef.tmp"
    return {
        _store(cache): "Kända svar",
        _file(temporary / "xl-asn-abcdefgh.log"): "Logg",
        built: "Byggmapp",
        _file(temporary / "xl_asn-python.log", b"Traceback"): "Logg från en knapp",
        _file(temporary / "xl_asn-svar-20261130-081500-42.txt", b"OK"): "Svar till en knapp",
        _file(tmp_path / "arbete" / unfinished): "Ofärdig fil",
        _file(surroundings.places.start_folder / unfinished): "Ofärdig fil",
    }


def _everything(above: Path) -> dict[Path, tuple[int, bytes | None]]:
    return {
        path: (path.lstat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in above.rglob("*")
    }


def test_the_doctor_tells_of_each_and_changes_nothing(
    surroundings: Surroundings, ours: dict[Path, str], tmp_path: Path
) -> None:
    before = _everything(tmp_path)
    found = kept_here(surroundings)
    assert found.outcome is Outcome.OK
    assert [what for what in ours.values() if what not in found.what] == []
    assert "äldst 2 dygn" in found.what
    assert "xl-asn doktor --rensa" in found.what
    assert _everything(tmp_path) == before


def test_each_is_taken_away_and_nothing_else(
    surroundings: Surroundings, ours: dict[Path, str], tmp_path: Path
) -> None:
    theirs = _file(tmp_path / "arbete" / "november.xlsx", b"PK")
    results = list(cleared(all_kept(surroundings)))
    assert {r.kept.path: r.kept.what for r in results if not r.why} == ours
    assert [r for r in results if r.why] == []
    assert [path for path in ours if path.exists()] == []
    assert theirs.exists()
    assert kept_here(surroundings) == Found.ok(
        "Ingenting är sparat utöver det som någon har bett om."
    )


def test_sizes_are_of_all_that_is_in_it(surroundings: Surroundings, ours: dict[Path, str]) -> None:
    sizes = {one.what: one.size for one in all_kept(surroundings)}
    assert sizes["Byggmapp"] == len(b"hemligt")
    assert sizes["Kända svar"] == next(iter(ours)).stat().st_size


# Not ours.

_NAMES = ("xl-asn-abcdefgh.log", "xl-asn-bygge-abcdefgh", "xl_asn-python.log",
          "xl_asn-svar-20261130-081500-42.txt")  # fmt: skip


@posix
@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "second name", "pipe"])
def test_what_only_bears_a_name_of_ours_is_left(
    kind: str, name: str, surroundings: Surroundings, tmp_path: Path
) -> None:
    secret = _file(tmp_path / "annat" / "i" / "hemligt.txt")
    path = surroundings.places.temporary / name
    match kind:
        case "link to a file":
            path.symlink_to(secret)
        case "link to a folder":
            path.symlink_to(secret.parent.parent, target_is_directory=True)
        case "second name":
            os.link(secret, path)
        case "pipe":
            os.mkfifo(path)
    assert [*cleared(all_kept(surroundings))] == []
    assert os.path.lexists(path)
    assert secret.read_bytes() == _OURS


@posix
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives away")
def test_what_somebody_else_owns_is_left(surroundings: Surroundings, ours: dict[Path, str]) -> None:
    for path in ours:
        os.chown(path, 12_345, 12_345)
    results = list(cleared(all_kept(surroundings)))
    assert {result.why for result in results} <= {"ägs av någon annan", "är inte programmets"}
    assert all(path.exists() for path in ours)


@posix
def test_a_store_behind_a_link_is_left(
    surroundings: Surroundings, cache: Path, tmp_path: Path
) -> None:
    store = _store(tmp_path / "någon annanstans")
    cache.symlink_to(store.parent, target_is_directory=True)
    (result,) = cleared(all_kept(surroundings))
    assert result.why == "mappen är en länk"
    assert store.exists()


def test_another_database_is_left_and_asked_about(surroundings: Surroundings, cache: Path) -> None:
    cache.mkdir()
    with sqlite3.connect(cache / STORE) as store:
        store.execute("CREATE TABLE bilder (namn TEXT)")
    store.close()
    found = kept_here(surroundings)
    assert found.outcome is Outcome.WARNING
    assert found.remedy
    (result,) = cleared(all_kept(surroundings))
    assert result.why == "är inte programmets"
    assert (cache / STORE).exists()


def test_what_sqlite_left_beside_a_store_goes_with_it(
    surroundings: Surroundings, cache: Path
) -> None:
    _store(cache)
    _file(cache / f"{STORE}-journal", b"avbruten")
    (one,) = all_kept(surroundings)
    assert one.size == (cache / STORE).stat().st_size + len(b"avbruten")
    (result,) = cleared([one])
    assert result.why == ""
    assert not cache.exists()


def test_a_folder_of_a_store_with_something_else_in_it_stays(
    surroundings: Surroundings, cache: Path
) -> None:
    _store(cache)
    mine = _file(cache / "anteckningar.txt")
    (result,) = cleared(all_kept(surroundings))
    assert result.why == ""
    assert [*cache.iterdir()] == [mine]


# In use.


def test_what_a_run_uses_is_left_to_it(surroundings: Surroundings, cache: Path) -> None:
    temporary, here = surroundings.places.temporary, Path.cwd()
    _store(cache)
    with (
        build_folder(temporary) as built,
        opened_beside(here / "november.xlsx") as (new, handle),
        sqlite3.connect(cache / STORE) as store,
    ):
        store.execute("BEGIN IMMEDIATE")
        fresh = _file(temporary / "xl_asn-svar-20261130-081500-42.txt", b"", old=False)
        results = {result.kept.path: result.why for result in cleared(all_kept(surroundings))}
        os.close(handle)
    store.close()
    perhaps = "kanske används; den är yngre än ett dygn"
    used = perhaps if sys.platform == "win32" else "används just nu"
    assert results == {
        cache / STORE: "används just nu", built.parent: used, new: used, fresh: perhaps,
    }  # fmt: skip


def test_what_cannot_be_removed_is_told(
    surroundings: Surroundings, ours: dict[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "unlink", refuse)
    failed = [r.kept.what for r in cleared(all_kept(surroundings)) if r.has_failed]
    assert failed.count("Logg") == 1
    assert failed.count("Ofärdig fil") == 2
    assert next(iter(ours)).exists()


# The command.


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (temporary := tmp_path / "tillfälligt").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    return temporary


def test_the_command_says_what_it_took_away_and_what_it_left(there: Path, run: Run) -> None:
    log = written_log("ett fel")
    _file(there / "xl_asn-svar-20261130-081500-42.txt", b"OK", old=False)
    assert "Logg i " in run("doktor").stdout
    assert log.exists()
    done = run("doktor", "--rensa")
    assert done.returncode == 0
    assert _unindented(done.stdout) == [
        "Det som var sparat på datorn", "Logg: borttaget", "Svar till en knapp: kvar",
        "Avsluta det som används, och kör kommandot igen. Dina egna filer är orörda.",
    ]  # fmt: skip
    assert str(log) in done.stdout
    assert not log.exists()


def test_the_command_tells_other_programs(there: Path, run: Run) -> None:
    log = written_log("ett fel")
    size = log.stat().st_size
    answer: dict[str, Any] = json.loads(run("doktor", "--rensa", "--json", "-").stdout)
    assert answer["rensat"] == [
        {"vad": "Logg", "sökväg": str(log), "byte": size, "dygn": 0, "borttaget": True,
         "varför": None}
    ]  # fmt: skip
    assert answer["sammanfattning"] == {"borttagna": 1, "byte": size, "kvar": 0}
    said = run("doktor", "--rensa").stdout
    assert said.endswith("Ingenting var sparat. Dina egna filer rörs aldrig.\n")
    assert [*there.iterdir()] == []


def test_the_command_leaves_what_is_not_ours_to_whoever_put_it_there(
    there: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / ".cache").mkdir(0o700)
    _file(tmp_path / ".cache" / STORE, b"mina bilder")
    assert "Sparat på datorn: varning" in run("doktor").stdout
    done = run("doktor", "--rensa")
    assert done.returncode == 0
    assert "Kvar: är inte programmets." in done.stdout
    assert "Ta själv bort det som är kvar" in done.stdout
    assert [*there.iterdir()] == []


def _unindented(said: str) -> list[str]:
    return [line for line in said.splitlines() if not line.startswith(" ")]
