"""The promise of loading: every path gets one verdict with a code, and nothing is raised."""

from __future__ import annotations

import hashlib
import os
import struct
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.corpus import CORPUS, HAS_TIME_LIMIT, compared_with_openpyxl, corpus_files
from tests.files.handmade import (
    Content,
    book_parts,
    honest_parts,
    relationships,
    sheet,
    zipped,
)
from xl_asn.files.reading.by_name import is_lock_file
from xl_asn.files.reading.file_codes import FILE_CODES, SKIPPED_CODES
from xl_asn.files.reading.load import Loaded, load
from xl_asn.model.findings import Severity
from xl_asn.model.grid import CellRef, number

Patch = pytest.MonkeyPatch
Maker = Callable[[Path, Patch], Path]

#: What is said of the previous report that a workbook names, tested in test_previous.py.
OF_ANOTHER_FILE = frozenset({"F220", "F221", "F222", "F223"})
#: What is said in a run over many files, tested in tests/batch.
OF_A_RUN = frozenset({"F107", "F191", "F192", "F193", "F290"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


# One file for each code


def _bytes(content: bytes, name: str = "bok.xlsx") -> Maker:
    def make(folder: Path, _: Patch) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def _parts(parts: Mapping[str, Content], name: str = "bok.xlsx", method: int = 8) -> Maker:
    return _bytes(zipped(parts, method), name)


def _patched(target: str, value: object, parts: Mapping[str, Content]) -> Maker:
    def make(folder: Path, patch: Patch) -> Path:
        patch.setattr(target, value)
        return _parts(parts)(folder, patch)

    return make


def _failing(error: BaseException) -> Maker:
    def fail(_: bytes) -> None:
        raise error

    return _patched("xl_asn.files.reading.load.read", fail, honest_parts())


def _too_large(folder: Path, _: Patch) -> Path:
    path = folder / "bok.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    return path


def _linking(kind: str, part: str, content: str) -> dict[str, Content]:
    parts = honest_parts()
    link = relationships(("rId9", kind, part)).partition('relationships">')[2]
    old = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = old.replace("</Relationships>", link)
    return parts | {f"xl/{part}": content}


def _overlapping() -> bytes:
    data = zipped(honest_parts(), ZIP_STORED)
    entry = data.index(b"PK\x01\x02")
    size = struct.unpack_from("<L", data, entry + 20)[0] + 60
    return data[: entry + 20] + struct.pack("<LL", size, size) + data[entry + 28 :]


def _declaring(size: int) -> bytes:
    """Return a workbook whose first part is said to be so large once inflated."""
    data = zipped(honest_parts())
    entry = data.index(b"PK\x01\x02")
    return data[: entry + 24] + struct.pack("<L", size) + data[entry + 28 :]


def _without(part: str) -> dict[str, Content]:
    parts = honest_parts()
    del parts[part]
    return parts


_DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a/>'
_ROWS = "<row><c><v>1</v></c><c><v>2</v></c></row>"

CASES: dict[str, Maker] = {
    "F101": lambda folder, _: folder / "saknas.xlsx",
    "F102": lambda folder, _: folder,
    "F103": lambda folder, _: folder / "a\0b.xlsx",
    "F104": _too_large,
    "F105": _bytes(b""),
    "F106": _bytes(b"Anna", "~$bok.xlsx"),
    "F108": _bytes(b"PK", ".xl-asn-0123abcd-0123456789abcdef.tmp"),
    "F110": _bytes(b"\x89PNG\r\n\x1a\n\0"),
    "F111": _bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
    "F112": _bytes(OLE + "Workbook\0".encode("utf-16-le"), "bok.xls"),
    "F113": _parts(book_parts("", book_type="application/vnd.ms-excel.sheet.binary.main")),
    "F114": _parts({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "b.ods", 0),
    "F115": _bytes(b"a;b\n1;2\n", "bok.csv"),
    "F116": _bytes(b"%PDF-1.7\n"),
    "F117": _bytes(b"<html><table></table></html>", "bok.xls"),
    "F118": _bytes(b'<?xml version="1.0"?><Workbook/>'),
    "F119": _bytes(OLE + "EncryptedPackage\0DRMEncryptedTransform\0".encode("utf-16-le")),
    "F120": _bytes(zipped(honest_parts())[:-30]),
    "F121": _parts(honest_parts() | {"../a.xml": ""}),
    "F122": _parts(honest_parts() | {"XL/WORKBOOK.XML": ""}),
    "F123": _bytes(_overlapping()),
    "F124": _bytes(_declaring(300 * 1024 * 1024)),
    "F125": _parts(honest_parts() | {"xl/a.bin": bytes(40 * 1024 * 1024)}),
    "F126": _parts(honest_parts() | {"docProps/app.xml": _DOCTYPE}),
    "F127": _parts(honest_parts(), method=ZIP_BZIP2),
    "F130": _parts(honest_parts() | {"xl/styles.xml": "<styleSheet>"}),
    "F131": _parts(_without("xl/worksheets/sheet1.xml")),
    "F132": _parts(book_parts('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')),
    "F133": _parts(book_parts('<row r="1"><c r="A1"><v>tolv</v></c></row>')),
    "F134": _parts(book_parts('<row r="0"><c><v>1</v></c></row>')),
    "F135": _patched("xl_asn.files.reading.reader.MAX_CELLS", 1, book_parts(_ROWS)),
    "F136": _patched("xl_asn.files.reading.reader.MAX_TEXT", 5, honest_parts()),
    "F137": _parts(book_parts({"Mål": sheet(""), "mål": sheet("")})),
    "F138": _parts(book_parts({})),
    "F139": _parts(book_parts({f"Blad {n}": sheet("") for n in range(1_001)})),
    "F141": _bytes("## Mål".encode("cp1252"), "bok.md"),
    "F190": _failing(MemoryError()),
    "F199": _failing(RuntimeError("oväntat")),
    "F201": _parts(honest_parts() | {"xl/vbaProject.bin": b"x"}),
    "F202": _parts(
        _linking("externalLink", "l.xml", "<externalLink><externalBook/></externalLink>")
    ),
    "F203": _parts(_linking("externalLink", "l.xml", "<externalLink><ddeLink/></externalLink>")),
    "F204": _parts(_linking("xlMacrosheet", "m.xml", "<macrosheet/>")),
    "F205": _parts(honest_parts() | {"xl/embeddings/a.docx": b"x"}),
    "F206": _parts(honest_parts(), "bok.xls"),
    "F207": _parts(book_parts({"Mål": sheet(""), " mål": sheet("")})),
}


def test_every_code_in_the_catalogue_has_a_file_that_earns_it() -> None:
    assert set(CASES) == {item.code for item in FILE_CODES} - OF_ANOTHER_FILE - OF_A_RUN
    assert {item.code for item in FILE_CODES} >= SKIPPED_CODES


@pytest.mark.parametrize("code", sorted(CASES))
def test_each_verdict(code: str, tmp_path: Path, monkeypatch: Patch) -> None:
    path = CASES[code](tmp_path, monkeypatch)
    loaded = load(path)
    assert loaded.path == path
    assert [found.code for found in loaded.findings] == [code]
    (found,) = loaded.findings
    assert "{" not in found.message
    assert (loaded.grid is None) == (found.severity is Severity.ERROR)


def test_a_faulty_cell_is_named(tmp_path: Path, monkeypatch: Patch) -> None:
    (found,) = load(CASES["F133"](tmp_path, monkeypatch)).findings
    assert found.cell == CellRef("Blad1", 1, 1)
    assert (
        found.message
        == "En cell har ett värde som inte går att tolka: Blad1!A1, tolv är inget tal."
    )


def test_what_a_file_says_of_itself_cannot_spoil_a_message(tmp_path: Path) -> None:
    name = "../\x1b[31m{0}" + "x" * 1000
    path = tmp_path / "bok.xlsx"
    path.write_bytes(zipped(honest_parts() | {name: ""}))
    (found,) = load(path).findings
    assert found.message.isprintable()
    assert "{0}" in found.message
    assert len(found.message) < 200


# Whole files


def test_a_workbook(tmp_path: Path) -> None:
    data = zipped(honest_parts())
    path = tmp_path / "Månadsrapport.xlsx"
    path.write_bytes(data)
    before = path.stat()
    loaded = load(path)
    assert loaded.findings == ()
    assert (loaded.name, loaded.data) == ("Månadsrapport.xlsx", data)
    assert loaded.sha256 == hashlib.sha256(data).hexdigest()
    assert loaded.grid is not None
    assert loaded.grid.at(CellRef("Blad1", 4, 2)) == number(-78885)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == (before.st_mtime_ns, data)
    assert load(path) == loaded


def test_a_figure_changed_within_the_zip_is_not_believed(tmp_path: Path) -> None:
    """The part is as long as before and its markup is whole: only the checksum tells."""
    whole = zipped(honest_parts(), ZIP_STORED)
    path = tmp_path / "bok.xlsx"
    path.write_bytes(whole)
    assert load(path).findings == ()
    path.write_bytes(whole.replace(b"<v>-78885</v>", b"<v>-87885</v>"))
    assert path.read_bytes() != whole
    loaded = load(path)
    assert [(found.code, found.severity) for found in loaded.findings] == [("F120", Severity.ERROR)]
    assert "xl/worksheets/sheet1.xml" in loaded.findings[0].message
    assert loaded.grid is None


def test_a_markdown_document(tmp_path: Path) -> None:
    path = tmp_path / "exempel.md"
    path.write_text("\ufeff## Mål\n\n| Nr |\n|----|\n| 1 |\n", encoding="utf-8")
    loaded = load(path)
    assert loaded.findings == ()
    assert loaded.grid is not None
    assert loaded.grid.at(CellRef("Mål", 6, 1)) == number(1)


def test_a_refused_file_keeps_its_checksum(tmp_path: Path, monkeypatch: Patch) -> None:
    assert load(CASES["F111"](tmp_path, monkeypatch)).sha256 is not None
    assert load(CASES["F101"](tmp_path, monkeypatch)).sha256 is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this file system")
def test_links_and_pipes(tmp_path: Path) -> None:
    real, link = tmp_path / "bok.xlsx", tmp_path / "länk.xlsx"
    real.write_bytes(zipped(honest_parts()))
    link.symlink_to(real)
    assert load(link).grid == load(real).grid
    targets = {"a.xlsx": tmp_path, "b.xlsx": tmp_path / "borta", "c.xlsx": tmp_path / "c.xlsx"}
    for name, target in targets.items():
        (tmp_path / name).symlink_to(target)
    codes = [load(tmp_path / name).findings[0].code for name in targets]
    assert codes == ["F102", "F101", "F103"]
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert load(tmp_path / "pipe.xlsx").findings[0].message.endswith("ett rör (pipe).")
    assert load(Path(os.devnull)).findings[0].code == "F102"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text here")
def test_a_name_that_is_no_text_can_still_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bok\xff.xlsx"))
    path.write_bytes(zipped(honest_parts()))
    assert load(path).name == "bok?.xlsx"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("~$bok.xlsx", True),
        (".~lock.bok.xlsx#", True),
        ("bok~$.xlsx", False),
        ("~bok.xlsx", False),
        ("bok.xlsx", False),
    ],
)
def test_lock_files(name: str, expected: bool) -> None:  # noqa: FBT001
    assert is_lock_file(name) is expected


# Fuzzing


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "bok.xlsx"


def assert_one_verdict(loaded: Loaded) -> None:
    refused = [found.code for found in loaded.findings if found.severity is Severity.ERROR]
    assert len(refused) == (loaded.grid is None)
    assert "F199" not in refused


FUZZING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
DATA = zipped(honest_parts())
PIECES = [
    "", "<", ">", '"', "&b;", "</c>", "<c>", '<c r="B9" t="s">', "<v>1</v>", "<row>", "<is><t>",
    "\0", "</worksheet>", 't="e"', 'r="ZZZ1"', "sheetData", "x:", "<!--", "<![CDATA[", "9" * 50,
    "<extLst>", "-", "é", "utf-",
]  # fmt: skip


@FUZZING
@given(st.lists(st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), max_size=4))
def test_bytes_changed_anywhere(scratch: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(DATA)
    for position, value in changes:
        data[position] = value
    scratch.write_bytes(data)
    assert_one_verdict(load(scratch))


@FUZZING
@given(st.data())
def test_markup_changed_anywhere(scratch: Path, data: st.DataObject) -> None:
    parts = honest_parts()
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(parts)))
        content = str(parts[name])
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        piece = data.draw(st.sampled_from(PIECES))
        parts[name] = content[:start] + piece + content[start + length :]
    scratch.write_bytes(zipped(parts))
    assert_one_verdict(load(scratch))


@FUZZING
@given(st.binary(max_size=200))
def test_bytes_of_any_kind(scratch: Path, data: bytes) -> None:
    scratch.write_bytes(data)
    assert load(scratch).grid is None


# A corpus of real files, where there is one

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="no corpus: set XL_ASN_CORPUS to a folder of workbooks"
)


@needs_corpus
def test_every_file_of_the_corpus_gets_a_verdict() -> None:
    verdicts: Counter[str] = Counter()
    for path in corpus_files():
        loaded = load(path)
        assert_one_verdict(loaded)
        refused = [found.code for found in loaded.findings if found.severity is Severity.ERROR]
        verdicts.update(refused or ["read"])
    assert verdicts["read"] > verdicts.total() / 2


@needs_corpus
@pytest.mark.skipif(not HAS_TIME_LIMIT, reason="openpyxl needs a time limit")
@pytest.mark.filterwarnings("ignore")
def test_the_corpus_reads_as_openpyxl_reads_it() -> None:
    compared = compared_with_openpyxl(corpus_files())
    assert compared.cells
    assert len(compared.other) <= compared.cells / 1000, compared.other[:20]
