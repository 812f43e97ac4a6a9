"""A set of files: the old set or the new one, as nearly as a file system can give."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from xl_asn.files.changing.made_folders import made_folders
from xl_asn.files.changing.publish import NotPublished, publish_all
from xl_asn.files.changing.seen import NOTHING

_NEW = {"a.docx": b"ny a", "b.pdf": b"ny b", "c.html": b"ny c", "d.csv": b"ny d"}
_OLD = {"a.docx": b"gammal a", "b.pdf": b"gammal b", "d.csv": b"gammal d"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in _OLD.items():
        (tmp_path / name).write_bytes(data)
        (tmp_path / name).chmod(0o640)
    return tmp_path


def _set(folder: Path) -> dict[Path, bytes]:
    return {folder / name: data for name, data in _NEW.items()}


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _failing_at(monkeypatch: pytest.MonkeyPatch, call: str, name: str, number: int) -> list[Any]:
    """Let a call fail the first time that it gives a file its name, and remember all of them."""
    real = getattr(os, call)
    seen: list[Any] = []

    def fail(source: Path, target: Path) -> None:
        seen.append(Path(target).name)
        if Path(target).name == name and seen.count(name) == 1:
            raise OSError(number, os.strerror(number), str(target))
        real(source, target)

    monkeypatch.setattr(os, call, fail)
    return seen


def test_all_are_replaced_and_nothing_is_left_beside(folder: Path) -> None:
    publish_all(_set(folder))
    assert _files(folder) == _NEW
    modes = {name: stat.S_IMODE((folder / name).stat().st_mode) for name in _OLD}
    assert set(modes.values()) == {0o640}
    assert {(folder / name).stat().st_nlink for name in _NEW} == {1}
    publish_all({})


@pytest.mark.parametrize("name", _NEW)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_where_one_gets_no_name_those_before_it_are_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    inodes = {name: (folder / name).stat().st_ino for name in _OLD}
    _failing_at(monkeypatch, "replace", name, number)
    with pytest.raises(NotPublished, match=name) as caught:
        publish_all(_set(folder))
    assert _files(folder) == _OLD
    assert {name: (folder / name).stat().st_ino for name in _OLD} == inodes
    assert "är redan den nya" not in str(caught.value)


def test_where_files_have_no_second_names_they_are_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", no_links)
    _failing_at(monkeypatch, "replace", "d.csv", errno.EIO)
    with pytest.raises(NotPublished):
        publish_all(_set(folder))
    assert _files(folder) == _OLD
    assert stat.S_IMODE((folder / "a.docx").stat().st_mode) == 0o640


def test_what_could_not_be_put_back_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def fail(source: Path, target: Path) -> None:
        given.append(Path(target).name)
        if Path(target).name == "b.pdf" or given.count("a.docx") == 2:
            raise OSError(errno.EIO, "no")
        real(source, target)

    given: list[str] = []
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(NotPublished, match=r"b\.pdf kunde inte sparas.*Men a\.docx är redan"):
        publish_all(_set(folder))
    assert _files(folder) == {**_OLD, "a.docx": _NEW["a.docx"]}


def test_one_that_may_not_be_written_stops_them_all(folder: Path) -> None:
    (folder / "d.csv").chmod(0o444)
    with pytest.raises(NotPublished, match=r"d\.csv är skrivskyddad"):
        publish_all(_set(folder))
    (folder / "d.csv").unlink()
    (folder / "d.csv").mkdir()
    with pytest.raises(NotPublished, match="inte en vanlig fil"):
        publish_all(_set(folder))
    with pytest.raises(NotPublished, match=r"c\.html har skapats|a\.docx har skapats"):
        publish_all(
            {folder / "a.docx": b"ny a", folder / "c.html": b"ny c"},
            instead_of={folder / "a.docx": NOTHING},
        )
    assert (folder / "a.docx").read_bytes() == _OLD["a.docx"]
    assert not (folder / "c.html").exists()


def test_an_interruption_between_two_names_leaves_the_old_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def interrupted(source: Path, target: Path) -> None:
        if Path(target).name == "c.html":
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish_all(_set(folder))
    assert _files(folder) == _OLD


def _all_are_there(*folders: Path) -> str:
    assert all(folder.is_dir() for folder in folders)
    return "something goes wrong"


def test_folders_of_a_failure_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "finns").mkdir()
    deep, beside = tmp_path / "finns" / "a" / "b", tmp_path / "c"
    with pytest.raises(RuntimeError), made_folders([deep, beside, deep]):
        raise RuntimeError(_all_are_there(deep, beside))
    assert [path.name for path in tmp_path.rglob("*")] == ["finns"]
    (tmp_path / "fil").write_bytes(b"")
    for wrong in (tmp_path / "fil", tmp_path / "fil" / "mapp"):
        with (
            pytest.raises(NotPublished, match="en fil och ingen mapp"),
            made_folders([beside, wrong]),
        ):
            pass
    assert not beside.exists()
    with made_folders([deep]):
        pass
    assert deep.is_dir()


def test_a_folder_that_finds_no_room_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "mkdir", full)
    with pytest.raises(NotPublished, match="Disken är full"), made_folders([tmp_path / "ny"]):
        pass
