from __future__ import annotations

import errno
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unprivileged import forbidding_folder
from xl_asn.files.changing.publish import NotPublished, back_up, publish
from xl_asn.files.changing.seen import content

OLD, NEW = b"gammalt" * 1000, b"nytt" * 5000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "Rapport för år.xlsx"
    path.write_bytes(OLD)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _failing(error: OSError) -> Any:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


def test_the_file_is_replaced_and_nothing_is_left_behind(target: Path) -> None:
    publish(target, NEW)
    assert target.read_bytes() == NEW
    assert _names(target.parent) == [target.name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o777])
def test_the_mode_stays(target: Path, mode: int) -> None:
    target.chmod(mode)
    publish(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_follows_the_umask(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        publish(tmp_path / "ny.xlsx", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ny.xlsx").stat().st_mode) == mode


def test_a_link_is_written_through(target: Path, tmp_path: Path) -> None:
    folder = tmp_path / "länkar"
    folder.mkdir()
    link = folder / "länk.xlsx"
    link.symlink_to(target)
    publish(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert _names(folder) == ["länk.xlsx"]


def test_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "länk.xlsx").symlink_to(tmp_path / "sedan.xlsx")
    publish(tmp_path / "länk.xlsx", NEW)
    assert (tmp_path / "sedan.xlsx").read_bytes() == NEW
    assert (tmp_path / "länk.xlsx").is_symlink()


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        ("fsync", errno.ENOSPC, "Disken är full"),
        ("fsync", errno.EIO, "kunde inte sparas"),
        ("replace", errno.EIO, "kunde inte sparas"),
        ("replace", errno.ENOSPC, "Disken är full"),
        ("open", errno.EACCES, "Du får inte skriva i mappen"),
        ("open", errno.EROFS, "Du får inte skriva i mappen"),
        ("open", errno.ENOSPC, "Disken är full"),
    ],
)
def test_after_a_failure_the_old_file_is_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    error = OSError(number, os.strerror(number))
    monkeypatch.setattr(os, call, _failing(error))
    with pytest.raises(NotPublished, match=words) as caught:
        publish(target, NEW)
    monkeypatch.undo()
    assert str(caught.value).endswith(".")
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


def test_an_interruption_leaves_nothing_behind(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(target, NEW)
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


def _held(target: Path, monkeypatch: pytest.MonkeyPatch, *also: str) -> None:
    """Let ``os.replace`` fail as on Windows, where Excel holds the file."""
    real = os.replace
    names = {target.name, *also}

    def replace(source: Path, destination: Path) -> None:
        if Path(destination).name in names:
            raise PermissionError(errno.EACCES, "Åtkomst nekad", str(destination))
        real(source, destination)

    monkeypatch.setattr(os, "replace", replace)


def test_where_excel_holds_the_file_the_new_one_is_kept_beside(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _held(target, monkeypatch)
    for data, kept in ((b"annat", "(ny)"), (NEW, "(ny 2)")):
        with pytest.raises(NotPublished, match="öppen i Excel") as caught:
            publish(target, data)
        assert f"Resultatet finns i Rapport för år {kept}.xlsx" in str(caught.value)
        assert (target.parent / f"Rapport för år {kept}.xlsx").read_bytes() == data
    assert target.read_bytes() == OLD
    assert (target.parent / "Rapport för år (ny).xlsx").read_bytes() == b"annat"
    assert len(_names(target.parent)) == 3


def test_where_excel_holds_both_the_old_is_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _held(target, monkeypatch, "Rapport för år (ny).xlsx")
    with pytest.raises(NotPublished, match="öppen i Excel"):
        publish(target, NEW)
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


def test_a_read_only_file_is_left_alone(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(NotPublished, match="skrivskyddad"):
        publish(target, NEW)
    assert target.read_bytes() == OLD


def test_what_may_not_be_written_is_left_alone_and_told_of() -> None:
    with forbidding_folder() as folder:
        target = folder / "rapport.xlsx"
        target.write_bytes(OLD)
        target.chmod(0o444)
        with pytest.raises(NotPublished, match="skrivskyddad"):
            publish(target, NEW)
        target.chmod(0o644)
        folder.chmod(0o500)
        with pytest.raises(NotPublished, match="Du får inte skriva i mappen"):
            publish(target, NEW)
        with pytest.raises(NotPublished, match="Du får inte skriva i mappen"):
            back_up(target, datetime(2026, 1, 1))  # noqa: DTZ001
        assert target.read_bytes() == OLD
        assert _names(folder) == [target.name]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="finns inte"):
        publish(tmp_path / "saknas" / "x.xlsx", NEW)
    assert _names(tmp_path) == []


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="inte en vanlig fil"):
        publish(tmp_path, NEW)
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(NotPublished):
        publish(tmp_path / "a", NEW)
    with pytest.raises(NotPublished, match="ogiltig"):
        publish(tmp_path / "x\0y", NEW)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_really_full_disk(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def open_full(path: Any, flags: int, mode: int = 0o777) -> int:
        if not flags & os.O_CREAT:
            return real(path, flags, mode)
        os.close(real(path, flags, mode))
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", open_full)
    with pytest.raises(NotPublished, match="Disken är full"):
        publish(target, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


class _Failing:
    """Lets the nth of everything that may fail on the way to the disk fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int, number: int) -> None:
        self.calls = 0
        self._nth = nth
        self._number = number
        for name in ("open", "write", "fsync", "chmod", "replace"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self._nth:
            raise OSError(self._number, os.strerror(self._number))

    def _counted(self, call: Any) -> Any:
        def counted(*arguments: Any, **keywords: Any) -> Any:
            self._count()
            return call(*arguments, **keywords)

        return counted


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_whatever_step_fails_the_file_is_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    outcomes = []
    for nth in range(1, 10):
        target.write_bytes(OLD)
        with monkeypatch.context() as patched:
            failing = _Failing(patched, nth, number)
            try:
                publish(target, NEW)
            except NotPublished as error:
                outcomes.append(str(error))
            else:
                outcomes.append("")
        content = target.read_bytes()
        assert content == (OLD if outcomes[-1] else NEW)
        assert _names(target.parent) == [target.name]
        if failing.calls < nth:
            break
    # Made, given its mode, written, forced to the disk, renamed; the folder may fail, first when
    # it is locked, and last when it is forced to the disk.
    assert [bool(reason) for reason in outcomes] == [False, *[True] * 5, *[False] * 3]
    said = "Disken är full" if number == errno.ENOSPC else "kunde inte sparas"
    assert all(said in reason and reason.endswith(".") for reason in outcomes[1:6])


def test_a_file_that_was_changed_under_way_is_left_alone(target: Path) -> None:
    with pytest.raises(NotPublished, match="har ändrats av någon annan"):
        publish(target, NEW, instead_of=content(b"det som en gang lastes"))
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]
    publish(target, NEW, instead_of=content(OLD))
    assert target.read_bytes() == NEW


def test_a_backup_tells_the_time(target: Path, tmp_path: Path) -> None:
    copy = back_up(target, datetime(2026, 11, 22, 20, 5, 9))  # noqa: DTZ001
    assert copy == tmp_path / "Rapport för år (säkerhetskopia 2026-11-22 20.05.09).xlsx"
    assert copy.read_bytes() == target.read_bytes() == OLD
    assert back_up(tmp_path / "saknas.xlsx", datetime(2026, 1, 1)) is None  # noqa: DTZ001
    with pytest.raises(NotPublished):
        back_up(tmp_path, datetime(2026, 1, 1))  # noqa: DTZ001
