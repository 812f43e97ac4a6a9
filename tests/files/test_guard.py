"""What is refused before it is read, what is flagged, and that honest files pass in silence."""

from __future__ import annotations

import re
import struct
import warnings
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest

from tests.files.handmade import (
    BOOK_TYPE,
    MACRO_BOOK_TYPE,
    Content,
    book_parts,
    content_types,
    honest_parts,
    relationships,
    sheet,
    zipped,
)
from xl_asn.files.reading import parts as parts_module
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.file_codes import FILE_CODES
from xl_asn.files.reading.guard import inspect
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Severity

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def codes(data: bytes, name: str = "bok.xlsx") -> list[str]:
    return [found.code for found in inspect(Snapshot(Path(name), name, data, ""))]


def _ole(*streams: str) -> bytes:
    """Return the directory of an OLE file that has these streams."""
    return OLE + b"".join(f"{name}\0".ljust(64, "\0").encode("utf-16-le") for name in streams)


def changed(data: bytes, mark: bytes, nth: int, offset: int, value: bytes) -> bytes:
    """Return ``data`` with bytes of its ``nth`` record ``mark`` written over."""
    starts = [match.start() for match in re.finditer(re.escape(mark), data)]
    start = starts[nth] + offset
    return data[:start] + value + data[start + len(value) :]


# The catalogue


def test_the_catalogue_is_whole() -> None:
    assert len({item.code for item in FILE_CODES}) == len(FILE_CODES)
    assert len({item.name for item in FILE_CODES}) == len(FILE_CODES)
    for item in FILE_CODES:
        assert re.fullmatch(r"F[12][0-9]{2}", item.code)
        assert re.fullmatch(r"[a-zåäö0-9]+(-[a-zåäö0-9]+)*", item.name)
        assert (item.severity is Severity.ERROR) == item.code.startswith("F1")
        assert item.message.endswith(".")
        assert item.remedy.endswith(".")
        assert re.findall(r"\{.*?\}", item.message) in ([], ["{detalj}"])


# What passes


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (honest_parts(), "bok.xlsx"),
        (honest_parts(), "BOK.XLSX"),
        (book_parts("", book_type=MACRO_BOOK_TYPE), "bok.xlsm"),
        (book_parts("", book_type=MACRO_BOOK_TYPE) | {"xl/vbaProject.bin": b"x"}, "bok.xlsm"),
        ({name.replace("/", "\\"): part for name, part in honest_parts().items()}, "bok.xlsx"),
        (honest_parts() | {"xl/": b"", "XL/": b""}, "bok.xlsx"),
        (honest_parts() | {"docProps/app.xml": "<!-- kommentar --><Properties/>"}, "bok.xlsx"),
        (honest_parts() | {"docProps/app.xml": b"\xff\xfe<\0a\0/\0>\0"}, "bok.xlsx"),
        (honest_parts() | {"customXml/item1.xml": "this is no XML"}, "bok.xlsx"),
    ],
)
@pytest.mark.parametrize("method", [ZIP_STORED, 8])
def test_honest_files_pass_in_silence(parts: dict[str, Content], name: str, method: int) -> None:
    assert codes(zipped(parts, method), name) == []


def test_a_large_part_may_shrink_as_honest_parts_do() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(999_999))
    assert codes(zipped(book_parts(rows))) == []


# Other formats


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "F111"),
        (_ole("EncryptionInfo", "EncryptedPackage", "\x06DataSpaces", "StrongEncryption"), "F111"),
        (_ole("EncryptionInfo", "EncryptedPackage", "LabelInfo"), "F111"),
        (_ole("EncryptedPackage", "\x06DataSpaces", "DRMEncryptedDataSpace"), "F119"),
        (_ole("DRMEncryptedTransform", "EncryptedPackage"), "F119"),
        (_ole("EncryptedPackage", "LabelInfo"), "F119"),
        (_ole("Workbook", "\tDRMContent", "\tDRMTransform"), "F119"),
        (OLE + "Workbook\0".encode("utf-16-le"), "F112"),
        (OLE + "Book\0".encode("utf-16-le"), "F112"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "F110"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "F112"),
        (b"%PDF-1.7\n%\xe2\xe3", "F116"),
        (b"<!DOCTYPE html><html></html>", "F117"),
        ("\ufeff  <HTML>".encode(), "F117"),
        (b'<?xml version="1.0"?><html>', "F117"),
        (b"<table><tr><td>1</td></tr></table>", "F117"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "F118"),
        (b"Verksamhet;Utfall\r\nIFO;-78885\r\n", "F115"),
        ("Enhet;Ärende\n".encode("cp1252"), "F115"),
        ("Enhet\tUtfall\n".encode("utf-16"), "F115"),
        (b"\x89PNG\r\n\x1a\n\0\0", "F110"),
        (bytes(1000), "F120"),
        (b"PK\x05\x06" + bytes(18), "F110"),
        (b"PK\x03\x04" + bytes(100), "F120"),
        (zipped({"a.txt": "a"}), "F110"),
        (zipped({"[Content_Types].xml": content_types()}), "F110"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, ZIP_STORED),
            "F114",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, ZIP_STORED), "F110"),
    ],
)
@pytest.mark.parametrize("name", ["bok.xlsx", "bok.xls", "bok.csv"])
def test_other_formats_are_named_whatever_the_extension(data: bytes, code: str, name: str) -> None:
    assert codes(data, name) == [code]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "F110",
        ),
        ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "F110"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "F113"),
    ],
)
def test_other_office_documents(kind: str, code: str) -> None:
    assert codes(zipped(book_parts("", book_type=kind))) == [code]


# The container


@pytest.mark.parametrize(
    "name", ["/xl/a.xml", "xl/../../a.xml", "..", "\\xl\\a.xml", "C:\\a.xml", "c:a.xml"]
)
def test_unsafe_names(name: str) -> None:
    assert codes(zipped(honest_parts() | {name: "x"})) == ["F121"]


def test_a_part_by_two_names() -> None:
    data = zipped(honest_parts())
    assert codes(changed(data, LOCAL, 2, 30, b"zz")) == ["F121"]


@pytest.mark.parametrize("name", ["XL/Workbook.xml", "xl\\workbook.xml"])
def test_the_same_part_twice(name: str) -> None:
    assert codes(zipped(honest_parts() | {name: "x"})) == ["F122"]


def test_overlapping_parts() -> None:
    data = zipped(honest_parts(), ZIP_STORED)
    size = len(str(honest_parts()["[Content_Types].xml"]).encode())
    longer = struct.pack("<LL", size + 60, size + 60)
    assert codes(changed(data, CENTRAL, 0, 20, longer)) == ["F123"]


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(honest_parts() | {"xl/a.bin": bytes(33 * 1024 * 1024)})
    assert codes(bomb) == ["F125"]
    small = zipped(honest_parts() | {"xl/a.bin": bytes(31 * 1024 * 1024)})
    assert codes(small) == []
    monkeypatch.setattr(parts_module, "MAX_PART_BYTES", 30 * 1024 * 1024)
    assert codes(small) == ["F124"]
    monkeypatch.undo()
    monkeypatch.setattr(parts_module, "MAX_TOTAL_BYTES", 31 * 1024 * 1024)
    assert codes(small) == ["F124"]
    monkeypatch.undo()
    monkeypatch.setattr(parts_module, "MAX_PARTS", 5)
    assert codes(small) == ["F124"]


def test_a_directory_that_lies_about_sizes_is_not_inflated_past_them() -> None:
    data = zipped(honest_parts() | {"zzz.xml": b" " * 10_000_000})
    lying = changed(data, CENTRAL, -1, 24, struct.pack("<L", 10))
    container = parts_module.Parts.open(lying)
    chunks = container.chunks("zzz.xml")
    with pytest.raises(Unreadable, match="F120"):
        # The first piece is already longer than the part was said to be.
        next(chunks)


def test_unknown_packing() -> None:
    assert codes(zipped(honest_parts(), ZIP_BZIP2)) == ["F127"]
    encrypted = changed(zipped(honest_parts()), CENTRAL, 0, 8, b"\x01\x00")
    assert codes(encrypted) == ["F127"]


def test_a_cut_or_prefixed_file() -> None:
    data = zipped(honest_parts())
    assert codes(data[:-10]) == ["F120"]
    assert codes(b"MZ\0" + data) == ["F110"]
    for before in (b"\r\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\n\r\n", b"<html>", bytes(600)):
        assert codes(before + data) == ["F120"]
    for lost in (1, 4, 50, 200):
        assert codes(data[lost:]) == ["F120"]
        assert codes(bytes(lost) + data[lost:]) == ["F120"]
    assert codes(data[2:-10]) == ["F120"]
    assert codes(changed(data, CENTRAL, 0, 42, struct.pack("<L", len(data)))) == ["F120"]


# DOCTYPE


DOCTYPE = '<!DOCTYPE lolz [<!ENTITY lol "lol">]>'


@pytest.mark.parametrize(
    "content",
    [
        f'<?xml version="1.0"?>{DOCTYPE}<a/>',
        f"{DOCTYPE}<a/>",
        f"<!--{'x' * 100_000}-->{DOCTYPE}<a/>",
        f"\n\n<?pi ?>{DOCTYPE}<a/>",
        f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}<a/>'.encode("utf-16"),
        f"{DOCTYPE}<a/>".encode("utf-16-be").join((b"\xfe\xff", b"")),
        f"\ufeff{DOCTYPE}<a/>",
    ],
)
@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "docProps/app.xml", "xl/_rels/a.xml.rels"]
)
def test_a_doctype_is_refused(content: Content, part: str) -> None:
    assert codes(zipped(honest_parts() | {part: content})) == ["F126"]


def test_a_doctype_within_a_comment_or_a_text_is_none() -> None:
    harmless = f"<!-- {DOCTYPE} --><a>{DOCTYPE.replace('<', '&lt;')}</a>"
    assert codes(zipped(honest_parts() | {"docProps/app.xml": harmless})) == []


# Flags


def linked(**targets: str) -> dict[str, Content]:
    """Return an honest workbook with one more relationship of each kind to a part."""
    parts = honest_parts()
    extra = [(f"rId2{n}", kind, target) for n, (kind, target) in enumerate(targets.items())]
    more = relationships(*extra).partition('relationships">')[2]
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", more)
    return parts | {"xl/_rels/workbook.xml.rels": links}


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("<x:externalLink xmlns:x='x'><x:externalBook/></x:externalLink>", "F202"),
        ("<externalLink xmlns='x'><oleLink/></externalLink>", "F202"),
        ("<externalLink xmlns='x'><ddeLink ddeService='cmd'/></externalLink>", "F203"),
        ("<externalLink", "F202"),
    ],
)
def test_external_links_are_flagged(link: str, code: str) -> None:
    parts = linked(externalLink="externalLinks/externalLink1.xml")
    parts["xl/externalLinks/externalLink1.xml"] = link
    (found,) = inspect(Snapshot(Path("a.xlsx"), "a.xlsx", zipped(parts), ""))
    assert (found.code, found.severity) == (code, Severity.QUESTION)


def test_macro_sheets_are_flagged() -> None:
    parts = linked(xlMacrosheet="macrosheets/sheet1.xml") | {"xl/macrosheets/sheet1.xml": sheet("")}
    assert codes(zipped(parts)) == ["F204"]


def test_unexpected_macros_and_embedded_files_are_flagged() -> None:
    data = zipped(
        honest_parts() | {"xl/vbaProject.bin": b"x", "xl/embeddings/oleObject1.bin": b"x"}
    )
    assert codes(data) == ["F201", "F205"]


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (BOOK_TYPE, "bok.xls", "den heter .xls men är en .xlsx"),
        (BOOK_TYPE, "bok.csv", "den heter .csv men är en .xlsx"),
        (BOOK_TYPE, "bok", "den heter ingenting men är en .xlsx"),
        (BOOK_TYPE, "bok.xlsm", "den heter .xlsm men är en .xlsx, och Excel öppnar den inte"),
        (BOOK_TYPE, "BOK.XLTM", "den heter .xltm men är en .xlsx, och Excel öppnar den inte"),
        (MACRO_BOOK_TYPE, "bok.xlsx", "den heter .xlsx men är en .xlsm, och Excel öppnar den inte"),
        (MACRO_BOOK_TYPE, "bok.zip", "den heter .zip men är en .xlsm"),
    ],
)
@pytest.mark.parametrize("project", [{}, {"xl/vbaProject.bin": b"x"}])
def test_a_workbook_by_a_wrong_extension_is_flagged(
    kind: str, name: str, said: str, project: dict[str, Content]
) -> None:
    parts = book_parts("", book_type=kind) | (project if kind == MACRO_BOOK_TYPE else {})
    first, *_ = inspect(Snapshot(Path(name), name, zipped(parts), ""))
    assert first.code == "F206"
    assert first.message.endswith(f": {said}.")


def test_macros_of_a_file_named_as_one_without_are_told_of_once() -> None:
    parts = book_parts("", book_type=MACRO_BOOK_TYPE) | {"xl/vbaProject.bin": b"x"}
    assert codes(zipped(parts), "bok.xlsx") == ["F206"]


# Cost


def test_the_guard_is_quick() -> None:
    snapshot = Snapshot(Path("a.xlsx"), "a.xlsx", zipped(honest_parts()), "")
    times = []
    for _ in range(20):
        start = perf_counter()
        inspect(snapshot)
        times.append(perf_counter() - start)
    # About a millisecond; the margin is for slow and busy machines.
    assert min(times) < 0.02


def test_python_itself_warns_of_what_is_refused_here() -> None:
    """An exact duplicate, which zipfile only warns of when writing it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first = zipped({"a.xml": "1", "b.xml": "2"})
    twice = first.replace(b"b.xml", b"a.xml")
    with pytest.raises(Unreadable, match="F122"):
        parts_module.Parts.open(twice)
