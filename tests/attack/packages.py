"""Files: packages as other programs and other hands leave them, and the ends of their names."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.attack.attack import ANY, FAILS, PASSES, Attack, Build, Ended, Held, Tried
from tests.attack.audit_packages import PACKAGES, Package, honest
from tests.attack.books import MONTH, Book
from tests.attack.compound import compound
from tests.attack.outputs import FILE
from tests.files.handmade import zipped
from tests.files.integrity import faults
from workbooks.build import EXAMPLES

_CHECK = ("validera", FILE, "--format", "json", "--utan-cache")
_WRITE = ("berakna", FILE, "--ut", "ny.xlsx")

# What only looks odd: read and computed as any other.


def _same_answer(ended: Ended) -> Iterator[str]:
    """Hold that the workbook is judged as the example is, whatever its package looks like."""
    try:
        (file,) = json.loads(ended.out)["filer"]
    except (ValueError, KeyError, TypeError):
        yield f"no answer to read: {ended.said[:120]!r}"
        return
    if file["utfall"] != "underkänd" or not any(f["kod"] == "V108" for f in file["fynd"]):
        yield f"{file['utfall']}: {[f['kod'] for f in file['fynd']][:4]}"


def _whole_and_computed(ended: Ended) -> Iterator[str]:
    new = ended.folder / "ny.xlsx"
    if ended.status in PASSES and not new.is_file():
        yield "nothing is written"
    elif new.is_file():
        was = set(faults((ended.folder / FILE).read_bytes()))
        for fault in set(faults(new.read_bytes())) - was:
            yield f"ny.xlsx: {fault}"


def _renamed(names: Mapping[str, str]) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.parts = {names.get(name, name): content for name, content in book.parts.items()}
        return book

    return spoil


def _every_name(change: Callable[[str], str]) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.parts = {change(name): content for name, content in book.parts.items()}
        return book

    return spoil


def _everywhere(book: Book, part: str, old: str, new: str) -> Book:
    return book.part(part, book.parts[part].replace(old.encode(), new.encode()))


def _links_in_capitals(book: Book) -> Book:
    return _everywhere(book, "xl/_rels/workbook.xml.rels", "worksheets/sheet", "WorkSheets/SHEET")


def _absolute_links(book: Book) -> Book:
    return _everywhere(book, "xl/_rels/workbook.xml.rels", 'Target="', 'Target="/xl/')


def _dotted_links(book: Book) -> Book:
    return _everywhere(book, "xl/_rels/workbook.xml.rels", 'Target="', 'Target="./../xl/')


def _types_in_capitals(book: Book) -> Book:
    return _everywhere(book, "[Content_Types].xml", "/xl/worksheets/", "/XL/Worksheets/")


def _prefixed(book: Book) -> Book:
    """Every element of the sheet with a prefix, as some programs write them."""
    part = book.sheets["Nettokostnad"]
    text = book.parts[part].decode()
    text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text).replace("<?x:xml", "<?xml")
    return book.part(part, text.replace('xmlns="', 'xmlns:x="', 1))


def _recoded(encoding: str, name: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        part = book.sheets["Nettokostnad"]
        text = book.parts[part].decode().replace('encoding="UTF-8"', f'encoding="{name}"')
        return book.part(part, text.encode(encoding, "xmlcharrefreplace"))

    return spoil


_HONEST: Mapping[str, Callable[[Book], Book]] = {
    "typerna-versaler": _renamed({"[Content_Types].xml": "[CONTENT_TYPES].XML"}),
    "boken-versaler": _renamed({"xl/workbook.xml": "xl/Workbook.XML"}),
    "texterna-versaler": _renamed({"xl/sharedStrings.xml": "xl/SharedStrings.xml"}),
    "stilarna-versaler": _renamed({"xl/styles.xml": "XL/STYLES.xml"}),
    "mappen-versaler": _every_name(lambda name: name.replace("xl/", "XL/")),
    "länkmappen-versaler": _every_name(lambda name: name.replace("_rels", "_RELS")),
    "allt-versaler": _every_name(str.upper),
    "länkarna-versaler": _links_in_capitals,
    "typernas-delar-versaler": _types_in_capitals,
    "länkarna-från-roten": _absolute_links,
    "länkarna-med-punkter": _dotted_links,
    "bakstreck": _every_name(lambda name: name.replace("/", "\\")),
    "prefix": _prefixed,
    "utf-16": _recoded("utf-16", "UTF-16"),
    "latin-1": _recoded("latin-1", "ISO-8859-1"),
}


def _honest(name: str, words: Sequence[str]) -> Build:
    def build(folder: Path) -> Tried:
        _HONEST[name](Book()).saved(folder / FILE)
        held: Held = _same_answer if words is _CHECK else _whole_and_computed
        encoded = {"utf-16", "latin-1"} & {name} and words is _WRITE
        return Tried(words, ANY if encoded else FAILS, held=[held])

    return build


# Cells of newer programs in computed columns.

_ARRAY = '<f t="array" ref="F6" {more}>D6-E6</f><v>2527</v>'
_CELLS: Mapping[str, Callable[[Book], Book]] = {
    "cm-en": lambda b: b.cell("Nettokostnad", "F6", _ARRAY.format(more=""), more=' cm="1"'),
    "cm-flera": lambda b: _each(b, "FI", range(6, 12), ' cm="1"'),
    "vm": lambda b: b.cell("Nettokostnad", "F6", "<v>2527</v>", more=' vm="1"'),
    "cm-utan-formel": lambda b: b.cell("Nettokostnad", "I7", "<v>5</v>", more=' cm="3" vm="9"'),
    "cm-i-indata": lambda b: b.cell("Nettokostnad", "D6", "<f>SUM(1)</f><v>-78885</v>", more=' cm="1"'),
    "matris-över-kolumnen": lambda b: b.cell(
        "Nettokostnad", "F6", '<f t="array" ref="F6:F16">D6:D16-E6:E16</f><v>2527</v>'),
    "matris-över-två": lambda b: b.cell(
        "Nettokostnad", "F6", '<f t="array" ref="F6:G9">D6:E9</f><v>2527</v>'),
    "delad": lambda b: _shared(b),  # noqa: PLW0108 - it stands below
    "datatabell": lambda b: b.cell(
        "Nettokostnad", "F6", '<f t="dataTable" ref="F6:F8" dt2D="0" dtr="0" r1="D6"/><v>1</v>'),
    "spill": lambda b: b.cell("Nettokostnad", "K6", "<f>_xlfn.ANCHORARRAY(F6)</f><v>599</v>", more=' cm="1"'),
    "lambda": lambda b: b.cell("Nettokostnad", "F7", "<f>_xlfn.LAMBDA(_xlpm.a,_xlpm.a)(1)</f><v>1</v>"),
    "tom-formel": lambda b: b.cell("Nettokostnad", "F8", "<f/><v>3</v>"),
    "fel-i-formel": lambda b: b.cell("Nettokostnad", "F8", "<f>#REF!+1</f><v>#REF!</v>", "e"),
}  # fmt: skip


def _each(book: Book, letters: str, rows: range, more: str) -> Book:
    for letter in letters:
        for row in rows:
            formula = f'<f t="array" ref="{letter}{row}">1</f><v>1</v>'
            book.cell("Nettokostnad", f"{letter}{row}", formula, more=more)
    return book


def _shared(book: Book) -> Book:
    book.cell("Nettokostnad", "F6", '<f t="shared" ref="F6:F16" si="0">D6-E6</f><v>2527</v>')
    for row in range(7, 16):
        book.cell("Nettokostnad", f"F{row}", '<f t="shared" si="0"/><v>1</v>')
    return book


def _cells(spoil: Callable[[Book], Book]) -> Build:
    """All other computed cells are written; this one too, or it is named."""

    def build(folder: Path) -> Tried:
        book = spoil(Book()).number("Nettokostnad", "I9", "-1")
        book.saved(folder / FILE)
        return Tried(_WRITE, PASSES, held=[_whole_and_computed, _other_cell_written])

    return build


def _other_cell_written(ended: Ended) -> Iterator[str]:
    new = ended.folder / "ny.xlsx"
    if not new.is_file():
        return
    with zipfile.ZipFile(new) as archive:
        sheet = archive.read("xl/worksheets/sheet7.xml").decode()
    if re.search(r'<c r="I9"[^>]*><v>-1</v>', sheet):
        yield "I9 keeps the wrong figure"


# Damage, other kinds, wrong endings.


def _damaged(make: Callable[[bytes], bytes], source: str = MONTH) -> Build:
    """What was a workbook is told as one that is damaged, not as something else."""

    def build(folder: Path) -> Tried:
        (folder / FILE).write_bytes(make((EXAMPLES / source).read_bytes()))
        return Tried(_CHECK, FAILS, says="avvisad")

    return build


def _mime(data: bytes) -> bytes:
    head = b"--grans\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    return head + data + b"\r\n--gr--\r\n"


_DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "en-byte-borta": lambda data: data[1:],
    "två-byte-borta": lambda data: data[2:],
    "fyra-byte-borta": lambda data: data[4:],
    "trettio-byte-borta": lambda data: data[30:],
    "tusen-byte-borta": lambda data: data[1000:],
    "radbyte-först": lambda data: b"\n" + data,
    "bom-först": lambda data: b"\xef\xbb\xbf" + data,
    "blanka-först": lambda data: b"   \t\r\n" + data,
    "nollor-först": lambda data: b"\0" * 512 + data,
    "huvud-nollat": lambda data: b"\0" * 64 + data[64:],
    "huvud-ff": lambda data: b"\xff" * 64 + data[64:],
    "omvänt-pk": lambda data: b"KP" + data[2:],
    "gement-pk": lambda data: b"pk" + data[2:],
    "http-huvud": lambda data: b"HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\n" + data,
    "mime": _mime,
    "slutet-borta": lambda data: data[:-200],
    "halva": lambda data: data[: len(data) // 2],
    "bara-huvudet": lambda data: data[:30],
    "nollor-sist": lambda data: data[: len(data) // 2] + b"\0" * (len(data) // 2),
    "crlf-överallt": lambda data: data.replace(b"\n", b"\r\n"),
    "lf-överallt": lambda data: data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"),
    "åttonde-biten": lambda data: bytes(byte & 0x7F for byte in data),
    "som-utf-8": lambda data: data.decode("latin-1").encode("utf-8"),
    "frågetecken": lambda data: data.decode("ascii", "replace").encode("utf-8"),
    "delad-fil": lambda data: b"PK\x07\x08" + data[4:],
    "två-på-rad": lambda data: data[: len(data) // 2] + data,
}  # fmt: skip


def _other_kind(make: Callable[[bytes], bytes], name: str = FILE, says: str = "") -> Build:
    """What is no workbook gets its code, whatever it is called."""

    def build(folder: Path) -> Tried:
        (folder / name).write_bytes(make((EXAMPLES / MONTH).read_bytes()))
        words = ("validera", name, "--format", "json", "--utan-cache")
        return Tried(words, ANY, says=says or r'"kod": "F\d{3}"')

    return build


def _docx(_: bytes) -> bytes:
    return (EXAMPLES.parent / "namndmall.docx").read_bytes()


def _ods(_: bytes) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": "<a/>"}, zipfile.ZIP_STORED)


def _macros(_: bytes) -> bytes:
    return (EXAMPLES / MONTH.replace(".xlsx", ".xlsm")).read_bytes()


def _plain(data: bytes) -> bytes:
    return data


_KINDS: Mapping[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "docx-som-xlsx": (_docx, FILE, "F110"),
    "ods-som-xlsx": (_ods, FILE, "F114"),
    "gzip": (gzip.compress, FILE, ""),
    "base64": (base64.encodebytes, FILE, ""),
    "tom-zip": (lambda _: b"PK\x05\x06" + b"\0" * 18, FILE, ""),
    "zip-i-zip": (lambda data: zipped({"nov.xlsx": data}), FILE, "F110"),
    "csv-som-xlsx": (lambda _: "Område;Utfall\nIFO;-5\n".encode(), FILE, "F115"),
    "html-som-xlsx": (lambda _: b"<html><table><tr><td>1</td></tr></table></html>", FILE, "F117"),
    "pdf-som-xlsx": (lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", FILE, "F116"),
    "xml-som-xlsx": (lambda _: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', FILE, "F118"),
    "rtf-som-xlsx": (lambda _: b"{\\rtf1\\ansi hej}", FILE, ""),
    "bild-som-xlsx": (lambda _: b"\x89PNG\r\n\x1a\n" + b"\0" * 60, FILE, ""),
    "program-som-xlsx": (lambda _: b"MZ" + b"\0" * 200, FILE, ""),
    "xlsm-som-xlsx": (_macros, FILE, "F20[16]"),
    "xlsm-som-xltx": (_macros, "nov.xltx", "F20[16]"),
    "xlsx-som-xlsm": (_plain, "nov.xlsm", "F206"),
    "xlsx-som-xlam": (_plain, "nov.xlam", "F206"),
    "xlsx-som-xls": (_plain, "nov.xls", "F206"),
    "xlsx-utan-ändelse": (_plain, "nov", "F206"),
    "xlsx-som-txt": (_plain, "nov.xlsx.txt", "F206"),
    "xlsx-som-xlsx-": (_plain, "nov.xlsx.", "F206"),
    "etikett-1": (lambda _: compound({"EncryptedPackage": b"x" * 5000, "\x06DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace": b"x", "\x06DataSpaces/TransformInfo/DRMEncryptedTransform/\x06Primary": b"x" * 900}), FILE, "etikett"),
    "etikett-2": (lambda _: compound({"\x09DRMContent": b"x" * 9000, "\x06DataSpaces/TransformInfo/\x09DRMTransform/\x06Primary": b"y" * 600}), FILE, "etikett"),
    "etikett-3": (lambda _: compound({"EncryptedPackage": b"x" * 5000, "\x06DataSpaces/DataSpaceMap": "DRMEncryptedDataSpace".encode("utf-16-le"), "\x06DataSpaces/TransformInfo/LabelInfo": b"<labelList/>"}), FILE, "etikett"),
    "lösenord": (lambda _: compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"\x04\0\x04\0" + b"y" * 900}), FILE, "F111"),
    "gammal-xls": (lambda _: compound({"Workbook": b"\x09\x08" + b"\0" * 5000}), FILE, "F112"),
    "ole-skräp": (lambda _: compound({"WordDocument": b"x" * 5000}), FILE, ""),
    "ole-avhuggen": (lambda _: compound({"Workbook": b"x" * 5000})[:700], FILE, ""),
    "ole-ring": (lambda _: _ole_in_a_ring(), FILE, ""),
}  # fmt: skip


def _ole_in_a_ring() -> bytes:
    """A compound file whose table of sectors leads round and round."""
    data = bytearray(compound({"Workbook": b"x" * 5000}))
    data[512 : 512 + 128] = b"\x01\0\0\0\0\0\0\0" * 16
    return bytes(data)


def _before_structure(make: Callable[[bytes], bytes], name: str) -> Build:
    """A wrong ending is told before the sheets that are missing (F before S100)."""

    def build(folder: Path) -> Tried:
        (folder / name).write_bytes(make(b""))
        words = ("validera", name, "--format", "json", "--utan-cache")

        def held(ended: Ended) -> Iterator[str]:
            codes = re.findall(r'"kod": "([A-Z]\d+)"', ended.said)
            if not codes or not codes[0].startswith("F"):
                yield f"the first of {codes[:4]} is no F"

        return Tried(words, ANY, held=[held])

    return build


def _foreign(*, macros: bool) -> Callable[[bytes], bytes]:
    """An honest workbook that is no master of ours."""

    def make(_: bytes) -> bytes:
        book = Book(MONTH.replace(".xlsx", ".xlsm") if macros else MONTH)
        content = book.parts["xl/workbook.xml"].decode()
        content = re.sub(r'<sheet name="(?!Start)[^"]*"[^>]*/>', "", content)
        content = re.sub(r"<definedNames>.*</definedNames>", "", content)
        return book.part("xl/workbook.xml", content.replace('"Start"', '"Blad1"')).data

    return make


# What hangs on the sheets that the program writes.

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FAMILY = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)


def _typed(book: Book, part: str, kind: str) -> Book:
    entry = f'<Override PartName="/{part}" ContentType="{kind}"/>'
    return book.swapped("[Content_Types].xml", "</Types>", f"{entry}</Types>")


def _hung(book: Book, sheet: str, links: Sequence[tuple[str, str, str]], inside: str) -> Book:
    """Hang parts on a sheet by (id, kind, target), with the XML that names them at its end."""
    part = book.sheets[sheet]
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kind if "://" in kind else f"{_REL}/{kind}"}" Target="{target}"/>'
        for key, kind, target in links
    )
    if rels in book.parts:
        book.swapped(rels, "</Relationships>", f"{rows}</Relationships>")
    else:
        book.part(rels, f"{_RELS}{rows}</Relationships>")
    content = book.parts[part].decode()
    if "xmlns:r=" not in content:
        content = content.replace("<worksheet ", f'<worksheet xmlns:r="{_REL}" ', 1)
    return book.part(part, content.replace("</worksheet>", f"{inside}</worksheet>"))


def _table(sheet: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        name = "xl/tables/table99.xml"
        book.part(
            name,
            f'{_HEAD}<table xmlns="{_MAIN}" id="99" name="Egen" displayName="Egen" ref="J30:K32"><autoFilter ref="J30:K32"/><tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns></table>',
        )
        _typed(book, name, f"{_FAMILY}.table+xml")
        return _hung(
            book,
            sheet,
            [("rIdT", "table", "../tables/table99.xml")],
            '<tableParts count="1"><tablePart r:id="rIdT"/></tableParts>',
        )

    return spoil


def _threaded(sheet: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.part(
            "xl/threadedComments/threadedComment1.xml",
            f'{_HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A3" dT="2026-01-01T00:00:00" personId="{{1}}" id="{{2}}"><text>Stämmer det här?</text></threadedComment></ThreadedComments>',
        )
        book.part(
            "xl/persons/person.xml",
            f'{_HEAD}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Anna" id="{{1}}"/></personList>',
        )
        _typed(
            book,
            "xl/threadedComments/threadedComment1.xml",
            "application/vnd.ms-excel.threadedcomments+xml",
        )
        _typed(book, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        return _hung(book, sheet, [("rIdC", kind, "../threadedComments/threadedComment1.xml")], "")

    return spoil


def _pivot(sheet: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.part(
            "xl/pivotTables/pivotTable1.xml",
            f'{_HEAD}<pivotTableDefinition xmlns="{_MAIN}" name="Pivot" cacheId="7"><location ref="J40:K42" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/></pivotTableDefinition>',
        )
        _typed(book, "xl/pivotTables/pivotTable1.xml", f"{_FAMILY}.pivotTable+xml")
        return _hung(book, sheet, [("rIdP", "pivotTable", "../pivotTables/pivotTable1.xml")], "")

    return spoil


def _slicer(sheet: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.part(
            "xl/slicers/slicer1.xml",
            f'{_HEAD}<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><slicer name="Område" cache="S" caption="Område" rowHeight="200000"/></slicers>',
        )
        _typed(book, "xl/slicers/slicer1.xml", "application/vnd.ms-excel.slicer+xml")
        kind = "http://schemas.microsoft.com/office/2007/relationships/slicer"
        inside = '<extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerList><x14:slicer r:id="rIdS"/></x14:slicerList></ext></extLst>'
        return _hung(book, sheet, [("rIdS", kind, "../slicers/slicer1.xml")], inside)

    return spoil


def _drawing(sheet: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.part(
            "xl/drawings/drawing77.xml",
            f'{_HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Pil"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>',
        )
        _typed(
            book,
            "xl/drawings/drawing77.xml",
            "application/vnd.openxmlformats-officedocument.drawing+xml",
        )
        return _hung(
            book,
            sheet,
            [("rIdD", "drawing", "../drawings/drawing77.xml")],
            '<drawing r:id="rIdD"/>',
        )

    return spoil


def _comments(sheet: str) -> Callable[[Book], Book]:
    def spoil(book: Book) -> Book:
        book.part(
            "xl/comments9.xml",
            f'{_HEAD}<comments xmlns="{_MAIN}"><authors><author>Anna</author></authors><commentList><comment ref="A3" authorId="0"><text><t>min anteckning</t></text></comment></commentList></comments>',
        )
        _typed(book, "xl/comments9.xml", f"{_FAMILY}.comments+xml")
        return _hung(book, sheet, [("rIdN", "comments", "../comments9.xml")], "")

    return spoil


_HUNG: Mapping[str, tuple[Callable[[str], Callable[[Book], Book]], str, str]] = {
    "tabell": (_table, "xl/tables/table99.xml", "tabell"),
    "trådad-kommentar": (_threaded, "xl/threadedComments/threadedComment1.xml", "kommentar"),
    "pivot": (_pivot, "xl/pivotTables/pivotTable1.xml", "pivot"),
    "utsnitt": (_slicer, "xl/slicers/slicer1.xml", "utsnitt"),
    "bild": (_drawing, "xl/drawings/drawing77.xml", "bild|diagram|figur|ritning|form"),
    "anteckning": (_comments, "xl/comments9.xml", "kommentar|anteckning"),
}


def _hangs(spoil: Callable[[Book], Book], part: str, words: str) -> Build:
    """It is there after the write, and something leads to it; or it is told that it would go."""

    def build(folder: Path) -> Tried:
        spoil(Book()).saved(folder / FILE)

        def held(ended: Ended) -> Iterator[str]:
            new = ended.folder / "ny.xlsx"
            if not new.is_file():
                if not re.search(words, ended.said, re.IGNORECASE):
                    yield "nothing is written, and not why"
                return
            with zipfile.ZipFile(new) as archive:
                linked = any(
                    part.rpartition("/")[2].encode() in archive.read(name)
                    for name in archive.namelist()
                    if name.endswith(".rels")
                )
                there = part in archive.namelist() and linked
            if not there and not re.search(words, ended.said, re.IGNORECASE):
                yield f"{part} is gone without a word"

        return Tried(_WRITE, ANY, held=[held, _whole_and_computed])

    return build


_POINTERS: Mapping[str, Callable[[Book], Book]] = {
    "formel-till-rapport": lambda b: b.cell("Sammanfattning", "B20", "<f>Rapport!A1</f><v>1</v>"),
    "formel-till-kontroll": lambda b: b.cell("Start", "E23", "<f>COUNTA(Kontroll!A:A)</f><v>2</v>"),
    "formel-till-spårning": lambda b: b.cell("Händelser", "B6", "<f>'Spårning'!B2&amp;\"x\"</f><v>x</v>", "str"),
    "namn-till-kontroll": lambda b: b.swapped("xl/workbook.xml", "<definedNames>", '<definedNames><definedName name="Egen">Kontroll!$A$1:$B$9</definedName>'),
    "länk-till-rapport": lambda b: _hung(b, "Händelser", [], '<hyperlinks><hyperlink ref="A6" location="Rapport!A1" display="x"/></hyperlinks>'),
}  # fmt: skip


def _points(spoil: Callable[[Book], Book]) -> Build:
    """What leads to the program's own sheets leads there still."""

    def build(folder: Path) -> Tried:
        book = spoil(Book())
        path = book.saved(folder / FILE)
        was = _pointers(path)

        def held(ended: Ended) -> Iterator[str]:
            new = ended.folder / "ny.xlsx"
            if new.is_file():
                for lost in sorted(was - _pointers(new)):
                    yield f"lost: {lost}"

        return Tried(_WRITE, PASSES, held=[held, _whole_and_computed])

    return build


def _pointers(path: Path) -> set[str]:
    own = r"(?:Rapport|Kontroll|'?Spårning'?)!"
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        texts = [
            archive.read(n).decode()
            for n in archive.namelist()
            if n.startswith("xl/w") and n.endswith(".xml")
        ]
    return {
        found
        for text in texts
        for pattern in (
            rf"<f[^>]*>[^<]*{own}[^<]*</f>",
            rf"<definedName[^>]*>{own}[^<]*<",
            rf'location="{own}[^"]*"',
        )
        for found in re.findall(pattern, text)
    }


def _sheets_swapped(name: str, other: str) -> Build:
    """A sheet has a name of ours, and is something else."""

    def build(folder: Path) -> Tried:
        content = Book().parts["xl/workbook.xml"].decode()
        content = (
            content.replace(f'"{name}"', '"§"')
            .replace(f'"{other}"', f'"{name}"')
            .replace('"§"', f'"{other}"')
        )
        Book().part("xl/workbook.xml", content).saved(folder / FILE)
        return Tried(_WRITE, ANY, held=[_whole_and_computed])

    return build


# Packages of another kind: the audit's.


def _audited(given: Package) -> Build:
    def build(folder: Path) -> Tried:
        (folder / "p.zip").write_bytes(given.make(honest()))
        return Tried(("kontrollera-paket", "p.zip"), frozenset({given.status}), says=given.says)

    return build


ATTACKS = (
    *(Attack(f"namn-{name}", 11, _honest(name, _CHECK)) for name in _HONEST),
    *(Attack(f"namn-{name}-berakna", 11, _honest(name, _WRITE), name == "mappen-versaler")
      for name in _HONEST),
    *(Attack(f"cell-{name}", 6, _cells(spoil), name == "cm-flera") for name, spoil in _CELLS.items()),
    *(Attack(f"skada-{name}", 1, _damaged(make), name in {"trettio-byte-borta", "bom-först"})
      for name, make in _DAMAGES.items()),
    *(Attack(f"slag-{name}", 1, _other_kind(*given), name == "etikett-2")
      for name, given in _KINDS.items()),
    Attack("främmande-xlsm-som-xlsx", 1, _before_structure(_foreign(macros=True), "a.xlsx")),
    Attack("främmande-xlsx-som-xlsm", 1, _before_structure(_foreign(macros=False), "a.xlsm")),
    *(Attack(f"hänger-{name}-{sheet}", 6, _hangs(spoil(sheet), part, words),
             (name, sheet) == ("tabell", "Kontroll"))
      for name, (spoil, part, words) in _HUNG.items() for sheet in ("Kontroll", "Rapport", "Spårning")),
    *(Attack(f"pekar-{name}", 6, _points(spoil)) for name, spoil in _POINTERS.items()),
    Attack("blad-bytt-kontroll", 6, _sheets_swapped("Kontroll", "Risker")),
    Attack("blad-bytt-rapport", 6, _sheets_swapped("Rapport", "Mål")),
    *(Attack(f"paket-{name}", 1, _audited(given), name in {"manifest-djup-lista", "orört"})
      for name, given in PACKAGES.items()),
)  # fmt: skip
