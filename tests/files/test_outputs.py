"""No output is an input, and nobody's save in the meantime is written over."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from xl_asn.files.changing.not_published import NotPublished
from xl_asn.files.changing.outputs import Outputs
from xl_asn.files.changing.publish import publish
from xl_asn.files.changing.same_file import Place

OLD, NEW = b"gammalt", b"nytt"

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Rapport för år.xlsx"
    path.write_bytes(OLD)
    return path


def _itself(book: Path) -> Path:
    return book


def _around(book: Path) -> Path:
    (book.parent / "mapp").mkdir()
    return book.parent / "mapp" / ".." / book.name


def _linked(book: Path) -> Path:
    link = book.with_name("länk.xlsx")
    link.symlink_to(book.name)
    return link


def _link_to_link(book: Path) -> Path:
    link = book.with_name("länk till länk.xlsx")
    link.symlink_to(_linked(book).name)
    return link


def _in_a_linked_folder(book: Path) -> Path:
    (book.parent / "mappen igen").symlink_to(book.parent, target_is_directory=True)
    return book.parent / "mappen igen" / book.name


def _hard_linked(book: Path) -> Path:
    link = book.with_name("hård.xlsx")
    link.hardlink_to(book)
    return link


def _in_capitals(book: Path) -> Path:
    return book.with_name(book.name.upper())


def _decomposed(book: Path) -> Path:
    return book.with_name(unicodedata.normalize("NFD", book.name))


def _decomposed_in_capitals(book: Path) -> Path:
    return book.with_name(unicodedata.normalize("NFD", book.name.swapcase()))


def _linked_to_another_case(book: Path) -> Path:
    link = book.with_name("länk.xlsx")
    link.symlink_to(book.name.upper())
    return link


NAMES = (
    _itself, _around, _linked, _link_to_link, _in_a_linked_folder, _hard_linked, _in_capitals,
    _decomposed, _decomposed_in_capitals, _linked_to_another_case,
)  # fmt: skip


@needs_links
@pytest.mark.parametrize("other", NAMES)
def test_a_file_by_another_name_is_the_same(book: Path, other: Callable[[Path], Path]) -> None:
    path = other(book)
    with pytest.raises(NotPublished, match=r"är samma fil som .* annan plats med --rapport"):
        Outputs([book], [("--rapport", path)])
    with pytest.raises(NotPublished, match=r"skulle bli samma fil.*--rapport och --json"):
        Outputs([], [("--rapport", book), ("--json", path)])
    with pytest.raises(NotPublished, match="är samma fil"):
        Outputs([], [("--ut", path)]).also_read([book])
    with pytest.raises(NotPublished, match="är samma fil"):
        Outputs([book], []).also_write([("--ut", path)])
    assert Outputs([], [("--ut", path)]).is_written(book)


def test_other_files_are_others(book: Path, tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp" / book.name).write_bytes(OLD)
    others = [tmp_path / "mapp" / book.name, tmp_path / "ny" / book.name, book.with_suffix(".xlsm")]
    outputs = Outputs([book, None], [("--ut", path) for path in others])
    assert not outputs.is_written(book)
    outputs.also_read([book])


def test_two_files_that_are_there_are_asked_who_they_are(book: Path) -> None:
    capitals = _in_capitals(book)
    if capitals.exists():
        pytest.skip("case parts no files on this disk")
    capitals.write_bytes(OLD)
    assert not Place(book).is_same(Place(capitals))


def test_two_new_files_whose_folder_is_not_there_are_one(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="skulle bli samma fil"):
        Outputs(
            [], [("--rapport", tmp_path / "Ny" / "a.xlsx"), ("--json", tmp_path / "ny" / "A.xlsx")]
        )


def test_without_an_option_the_file_itself_is_replaced(book: Path) -> None:
    outputs = Outputs([book], [("--ut", None), ("--json", "-")], replaces=book)
    outputs.publish(book, NEW, made_from=OLD)
    assert book.read_bytes() == NEW
    with pytest.raises(NotPublished, match="Utan --ut ersätts filen själv"):
        Outputs([book], [("--ut", book)], replaces=book)


def test_what_somebody_saves_in_the_meantime_stands(book: Path, tmp_path: Path) -> None:
    gone, new = tmp_path / "borta.json", tmp_path / "ny.json"
    gone.write_bytes(OLD)
    outputs = Outputs([], [("--rapport", book), ("--json", gone), ("--ut", new)])
    book.write_bytes(b"en kollegas")
    gone.unlink()
    new.write_bytes(b"en kollegas")
    for path, words in ((book, "ändrats"), (gone, "tagits bort"), (new, "skapats")):
        with pytest.raises(NotPublished, match=f"har {words} av någon annan under tiden"):
            outputs.publish(path, NEW)
        with pytest.raises(NotPublished, match=f"har {words} av någon annan under tiden"):
            outputs.publish_all({tmp_path / "först.json": NEW, path: NEW})
    assert (book.read_bytes(), new.read_bytes()) == (b"en kollegas",) * 2
    assert sorted(p.name for p in tmp_path.iterdir()) == [book.name, new.name]


def test_what_was_read_is_what_is_compared(book: Path) -> None:
    outputs = Outputs([book], [], replaces=book)
    book.write_bytes(b"en kollegas")
    outputs.publish(book, NEW, made_from=b"en kollegas")
    book.write_bytes(b"en annan kollegas")
    with pytest.raises(NotPublished, match="ändrats av någon annan"):
        outputs.publish(book, NEW, made_from=b"en kollegas")
    assert book.read_bytes() == b"en annan kollegas"


@needs_links
def test_a_file_with_more_names_is_told_of(book: Path, tmp_path: Path) -> None:
    assert Outputs([book], [], replaces=book).remarks == []
    _hard_linked(book)
    (remark,) = Outputs([book], [], replaces=book).remarks
    assert remark.startswith(f"{book.name} har fler namn (hård.xlsx)")
    publish(book, NEW)
    assert (book.read_bytes(), (tmp_path / "hård.xlsx").read_bytes()) == (NEW, OLD)
    assert Outputs([book], [], replaces=book).remarks == []


@needs_links
def test_names_in_other_folders_are_only_counted(book: Path, tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    os.link(book, tmp_path / "mapp" / "hård.xlsx")
    (remark,) = Outputs([], [("--ut", book)]).remarks
    assert remark.startswith(f"{book.name} har fler namn: ")


def test_a_file_that_is_open_is_refused_before_anything_is_read(book: Path) -> None:
    lock = book.with_name(f"~${book.name}")
    lock.write_bytes(b"\x04Anna" + b" " * 50)
    for give in (
        lambda: Outputs([book], [], replaces=book),
        lambda: Outputs([], [("--json", book)]),
        lambda: publish(book, NEW),
    ):
        with pytest.raises(NotPublished, match="är öppen hos Anna, och har inte ändrats"):
            give()
    assert book.read_bytes() == OLD
    # What is only read may be open, and what is not there cannot be.
    Outputs([book], [("--ut", book.with_name("ny.xlsx"))], replaces=book)
    os.utime(lock, (0, 0))
    (remark,) = Outputs([book], [], replaces=book).remarks
    assert "räknas inte" in remark
    publish(book, NEW)
