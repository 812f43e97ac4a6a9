"""What lies beside a file that is open: who has it, and whether anybody still does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xl_asn.files.changing.held import lock_of, refusal, remark

HOUR, DAY = 3600, 24 * 3600


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Rapport för år.xlsx"
    path.write_bytes(b"bok")
    return path


def owner_file(name: str, length: int = 165) -> bytes:
    """Return what Excel (165 bytes) or Word (162) lays beside a file."""
    wide = 55 if length == 165 else 54
    narrow = bytes([len(name)]) + name.encode("cp1252", "replace")
    data = narrow.ljust(wide, b" ") + len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    return data.ljust(length, b" ")[:length]


def owner(book: Path, name: str, data: bytes) -> str:
    lock = book.with_name(name)
    lock.write_bytes(data)
    found = lock_of(book)
    assert found is not None
    assert (found.path, found.is_left) == (lock, False)
    return found.owner


def test_nothing_beside_is_nobody(book: Path) -> None:
    book.with_name("~$annan.xlsx").write_bytes(owner_file("Anna"))
    assert lock_of(book) is None
    assert lock_of(book.with_name("saknas.xlsx")) is None
    assert lock_of(Path("x\0y")) is None


@pytest.mark.parametrize("name", ["Anna", "Åsa Öberg", "Łukasz Żak", "安娜"])
def test_excel_says_who(book: Path, name: str) -> None:
    assert owner(book, f"~${book.name}", owner_file(name)) == name


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b",asa,PC-7,30.11.2026 14:59,file:///C:/x;", "asa på PC-7"),
        ("Åsa Öberg,asa,PC-7,30.11.2026 14:59,file:///x;".encode(), "Åsa Öberg på PC-7"),
        ("Öberg\\, Anna,a,PC-7,,;".encode(), "Öberg, Anna på PC-7"),
        (b"", ""),
        (b"\xff\xfe;", "\N{REPLACEMENT CHARACTER}" * 2 + ";"),
    ],
)  # fmt: skip
def test_libreoffice_says_who_and_where(book: Path, data: bytes, said: str) -> None:
    assert owner(book, f".~lock.{book.name}#", data) == said


@pytest.mark.parametrize(
    ("file", "lock"),
    [
        ("nov.docx", "~$nov.docx"),
        ("nämnden.docx", "~$ämnden.docx"),
        ("november.docx", "~$vember.docx"),
        ("november.docx", "~$november.docx"),
    ],
)
def test_word_puts_its_mark_in_the_place_of_letters(tmp_path: Path, file: str, lock: str) -> None:
    path = tmp_path / file
    path.write_bytes(b"dokument")
    assert owner(path, lock, owner_file("Anna", 162)) == "Anna"


def test_what_a_stranger_writes_there_is_bounded_and_steers_nothing(book: Path) -> None:
    name = f"~${book.name}"
    for data in (
        b"\x1b[31mAnna\x07" * 1000,
        b"\xff" * 10_000_000,
        owner_file("\u202eannA\x1b]0;x"),
    ):
        said = owner(book, name, data)
        assert said.isprintable()
        assert len(said) <= 60
    assert owner(book, name, b"") == ""


def test_a_link_is_no_lock(book: Path) -> None:
    try:
        book.with_name(f"~${book.name}").symlink_to(book)
    except OSError:
        pytest.skip("links need rights here")
    assert lock_of(book) is None


@pytest.mark.parametrize(
    ("age", "is_left"), [(-DAY, False), (0, False), (6 * DAY, False), (7 * DAY + HOUR, True)]
)
def test_a_lock_of_last_week_was_left(book: Path, age: float, is_left: bool) -> None:  # noqa: FBT001
    book.with_name(f"~${book.name}").write_bytes(owner_file("Anna"))
    found = lock_of(book, book.with_name(f"~${book.name}").stat().st_mtime + age)
    assert found is not None
    assert found.is_left is is_left
    assert "ta bort låsfilen" in refusal(book, found)
    assert "räknas inte" in remark(found)


def test_one_that_is_held_goes_before_one_that_was_left(book: Path) -> None:
    old = book.with_name(f"~${book.name}")
    old.write_bytes(owner_file("Anna"))
    os.utime(old, (0, 0))
    book.with_name(f".~lock.{book.name}#").write_bytes(b"Karin,,,,;")
    found = lock_of(book)
    assert found is not None
    assert (found.owner, found.is_left) == ("Karin", False)


def test_it_lies_beside_the_file_that_a_link_leads_to(book: Path, tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    link = tmp_path / "mapp" / "länk.xlsx"
    try:
        link.symlink_to(book)
    except OSError:
        pytest.skip("links need rights here")
    book.with_name(f"~${book.name}").write_bytes(owner_file("Anna"))
    found = lock_of(link)
    assert found is not None
    assert found.owner == "Anna"
