"""Odd folders and names: each path gets its verdict, and nothing is walked for ever."""

from __future__ import annotations

import inspect
import os
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.unprivileged import forbidding_folder
from workbooks.build import EXAMPLES
from xl_asn.batch.judge import judge
from xl_asn.batch.paths import NothingThereError, expand
from xl_asn.batch.run import judged
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending
from xl_asn.files.reading.snapshot import Snapshot

_BOOK = (EXAMPLES / "2022-11_manadsrapport.xlsx").read_bytes()


class _Here:
    """Judges in this process."""

    def submit(self, taken: Snapshot) -> Pending:
        return lambda: judge(taken.path)


def _verdicts(*paths: str | Path) -> list[Verdict]:
    return list(judged(expand(map(str, paths)), _Here()))


def _codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör.xlsx")
    (verdict,) = _verdicts(tmp_path)
    assert (verdict.outcome, _codes(verdict)) == ("avvisad", ["F102"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own on Windows")
def test_links_are_followed_but_not_round_in_circles(tmp_path: Path) -> None:
    folder = tmp_path / "mapp"
    (folder / "djup").mkdir(parents=True)
    (folder / "djup" / "bok.xlsx").write_bytes(_BOOK)
    (folder / "djup" / "upp").symlink_to(folder)
    (folder / "till bok.xlsx").symlink_to(folder / "djup" / "bok.xlsx")
    (folder / "sig själv.xlsx").symlink_to(folder / "sig själv.xlsx")
    (tmp_path / "till mapp").symlink_to(folder)
    for asked in (folder, tmp_path / "till mapp"):
        loop, linked, book = _verdicts(asked)
        assert (loop.outcome, _codes(loop)) == ("avvisad", ["F103"])
        assert Path(linked.file) == asked / "till bok.xlsx"
        assert Path(book.file) == asked / "djup" / "bok.xlsx"
        assert linked.outcome == book.outcome == "underkänd"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own on Windows")
def test_a_link_out_of_a_searched_folder_is_told_of_and_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "mapp", tmp_path / "mapp 2"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / "bok.xlsx").write_bytes(_BOOK)
    (folder / "a.xlsx").symlink_to(elsewhere / "bok.xlsx")
    (folder / "b").symlink_to(elsewhere)
    (folder / "c.xlsx").symlink_to(elsewhere / "saknas.xlsx")
    verdicts = _verdicts(folder)
    assert [Path(verdict.file).name for verdict in verdicts] == ["a.xlsx", "b", "c.xlsx"]
    assert [_codes(verdict) for verdict in verdicts] == [["F102"]] * 3
    assert all("en länk ut ur mappen" in verdict.findings[0].message for verdict in verdicts)
    (named,) = _verdicts(folder / "a.xlsx")
    assert named.outcome == "underkänd"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_however_its_letters_are_composed(tmp_path: Path, form: str) -> None:
    (tmp_path / unicodedata.normalize("NFD", "Håkans års.xlsx")).write_bytes(_BOOK)
    asked = unicodedata.normalize(form, "Håkans")  # type: ignore[arg-type]
    for path in (f"{asked} {unicodedata.normalize(form, 'års')}.xlsx", f"{asked}*"):  # type: ignore[arg-type]
        (verdict,) = _verdicts(tmp_path / path)
        assert verdict.outcome == "underkänd"


def test_a_path_of_three_hundred_characters(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["m" * 60] * 5)
    try:
        deep.mkdir(parents=True)
        (deep / "bok.xlsx").write_bytes(_BOOK)
    except OSError:
        pytest.skip("this system has no paths of 300 characters")
    assert _verdicts(tmp_path)[0].outcome == "underkänd"
    with pytest.raises(NothingThereError, match="finns inte"):
        expand(["b" * 300 + ".xlsx"])


def test_a_folder_that_disappears_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp" / "bok.xlsx").write_bytes(_BOOK)
    paths = expand([str(tmp_path)])
    (tmp_path / "mapp" / "bok.xlsx").unlink()
    (tmp_path / "mapp").rmdir()
    (verdict,) = judged(paths, _Here())
    assert (verdict.outcome, _codes(verdict)) == ("avvisad", ["F101"])


def test_a_folder_and_a_file_that_may_not_be_read_are_told_of() -> None:
    with forbidding_folder() as folder:
        for name in ("a", "stängd", "ö"):
            (folder / name).mkdir()
            (folder / name / "bok.xlsx").write_bytes(_BOOK)
        (folder / "a" / "bok.xlsx").chmod(0)
        (folder / "stängd").chmod(0)
        closed_file, closed_folder, book = _verdicts(folder)
    assert (closed_file.outcome, _codes(closed_file)) == ("avvisad", ["F103"])
    assert "åtkomst nekad" in closed_file.findings[0].message
    assert (closed_folder.outcome, _codes(closed_folder)) == ("avvisad", ["F107"])
    assert (closed_folder.file, book.outcome) == (str(folder / "stängd"), "underkänd")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_can_still_be_written(tmp_path: Path) -> None:
    name = os.fsdecode(b"b\xe5k\x1b[31m.xlsx")
    (tmp_path / name).write_bytes(_BOOK)
    (verdict,) = _verdicts(tmp_path)
    assert str(verdict.as_json()["fil"]).encode()
    assert verdict.outcome == "underkänd"


def _nest(top: Path, name: str, depth: int) -> None:
    """Make folders in each other, deeper than a path can say, with a file in the last."""
    here = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("bok.xlsx", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="no folder can be so deep here")
def test_folders_may_lie_deeper_in_each_other_than_calls_can(tmp_path: Path) -> None:
    _nest(tmp_path, "m", 400)
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        (found,) = expand([str(tmp_path)])
    finally:
        sys.setrecursionlimit(usual)
    assert isinstance(found, Path)
    assert len(found.relative_to(tmp_path).parts) == 401


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="no folder can be so deep here")
def test_a_folder_that_lies_deeper_than_a_path_can_say_is_told_of(tmp_path: Path) -> None:
    _nest(tmp_path, "m" * 250, 40)
    (verdict,) = _verdicts(tmp_path)
    assert (verdict.outcome, _codes(verdict)) == ("avvisad", ["F103"])
    assert "för lång" in verdict.findings[0].message
