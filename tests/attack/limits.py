"""Limits: workbooks that cost far more than they are worth, before every command of one file."""

from __future__ import annotations

import os
import re
import socket
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from tests.attack.attack import ANY, FAILS, REFUSED, Attack, Build, Tried
from tests.attack.books import HALF, MONTH, Book
from tests.attack.meanwhile import IsOver, meanwhile
from tests.attack.outputs import FILE
from tests.files.handmade import zipped

_SHEET = "xl/worksheets/sheet7.xml"
_STRINGS, _STYLES, _BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
_MILLION = 1_000_000

Spoil = Callable[[Book], Book]

#: The commands of one file, by a short name; none writes the file itself.
_COMMANDS: dict[str, Sequence[str]] = {
    "validera": ("validera", FILE, "--utan-cache"),
    "berakna": ("berakna", FILE, "--ut", "ny.xlsx"),
    "forklara": ("forklara", FILE, "Nettokostnad!F6"),
    "pastaenden": ("pastaenden", FILE),
    "jamfor": ("jamfor", FILE, FILE),
    "arkiv": ("arkiv", FILE, "--ut", "a.xlsx", "--utan-cache", "--format", "xlsx,html,csv"),
    "exportera": ("exportera", FILE, "--ut", "d", "--utkast", "--format", "xlsx,docx,pdf,html,csv"),
    "mall": ("mall", "--fran", FILE, "--ut", "ny.xlsx"),
    "doktor": ("doktor", FILE),
    "ny-period": ("ny-period", FILE, "--ut", "ny.xlsx"),
    "fordela": ("fordela", FILE, "--ut", "d"),
    "hamta": ("hamta", FILE, FILE),
    "samla": ("samla", FILE, "."),
    "kolada": ("kolada", FILE, "--ut", "ny.xlsx", "--adress", "http://127.0.0.1:9", "--kommun", "0138"),
}  # fmt: skip
_EACH = tuple(_COMMANDS)
_SOME = ("validera", "berakna", "forklara")
_PRINTS = ("validera", "exportera", "forklara", "berakna", "pastaenden")


def _before_root(what: str) -> Spoil:
    """Put something long before the root of the sheet."""

    def spoil(book: Book) -> Book:
        return book.swapped(_SHEET, "<worksheet", what + "<worksheet")

    return spoil


def _in_part(part: str, before: str, what: str) -> Spoil:
    return lambda book: book.swapped(part, before, what + before)


def _sheet_of(rows: str, before: str = "", after: str = "") -> Spoil:
    """Give the sheet Nettokostnad other rows, or more around them."""

    def spoil(book: Book) -> Book:
        content = book.parts[_SHEET].decode()
        start, end = content.index("</sheetData>"), content.index("</sheetData>") + 12
        opened = content.index("<sheetData>")
        new = content[:opened] + before + content[opened:start] + rows + "</sheetData>" + after
        return book.part(_SHEET, new + content[end:])

    return spoil


def _cell(address: str, inside: str, kind: str = "", more: str = "") -> Spoil:
    return lambda book: book.cell("Nettokostnad", address, inside, kind, more)


def _text(sheet: str, address: str, text: str) -> Spoil:
    return lambda book: book.text(sheet, address, text)


def _deep(element: str, depth: int) -> str:
    return f"<{element}>" * depth + f"</{element}>" * depth


def _attributes(count: int) -> str:
    return "".join(f' a{n}="1"' for n in range(count))


def _bomb(book: Book) -> Book:
    """A part that is a thousand times as large as it says in the file."""
    return book.part("xl/media/bild.xml", b"<a>" + b" " * 400 * _MILLION + b"</a>")


def _bomb_in_sheet(book: Book) -> Book:
    return _sheet_of(f"<row>{' ' * 200 * _MILLION}</row>")(book)


def _bomb_of_cells(book: Book) -> Book:
    """Honest cells, very many, packed very small."""
    row = '<row><c t="b"><v>1</v></c><c t="b"><v>1</v></c></row>'
    return _sheet_of(row * 1_500_000)(book)


def _bomb_of_strings(book: Book) -> Book:
    """One long string that ten thousand cells show."""
    book.swapped(_STRINGS, "</sst>", f"<si><t>{'ord ' * 60_000}</t></si></sst>")
    index = book.parts[_STRINGS].count(b"<si>") - 1
    rows = "".join(
        f'<row r="{n}"><c r="M{n}" t="s"><v>{index}</v></c></row>' for n in range(40, 9000)
    )
    return _sheet_of(rows)(book)


def _many_strings(book: Book) -> Book:
    return book.swapped(_STRINGS, "</sst>", "<si><t>a</t></si>" * 3 * _MILLION + "</sst>")


def _rich_runs(book: Book) -> Book:
    """A text of half a million runs, one letter each."""
    inside = "<is>" + "<r><rPr><b/></rPr><t>a</t></r>" * 500_000 + "</is>"
    return book.cell("Nettokostnad", "M6", inside, "inlineStr")


def _formats(count: int) -> Spoil:
    def spoil(book: Book) -> Book:
        many = "".join(
            f'<numFmt numFmtId="{1000 + n}" formatCode="0.{"0" * (n % 30)}&quot;x{n}&quot;"/>'
            for n in range(count)
        )
        return book.part(
            _STYLES,
            re.sub(
                rb"<numFmts[^>]*>", lambda m: m[0] + many.encode(), book.parts[_STYLES], count=1
            ),
        )

    return spoil


def _long_format(book: Book) -> Book:
    code = "#,##0;" * 30_000 + "[$-41D]" * 10_000
    return book.part(
        _STYLES,
        re.sub(rb'formatCode="[^"]*"', f'formatCode="{code}"'.encode(), book.parts[_STYLES]),
    )


def _styles(book: Book) -> Book:
    return book.part(
        _STYLES,
        re.sub(
            rb"<cellXfs[^>]*>",
            lambda m: m[0] + b'<xf numFmtId="0"/>' * 900_000,
            book.parts[_STYLES],
            count=1,
        ),
    )


def _names(count: int) -> Spoil:
    def spoil(book: Book) -> Book:
        many = "".join(
            f'<definedName name="n{n}">Nettokostnad!$D$6</definedName>' for n in range(count)
        )
        return book.swapped(_BOOK, "<definedNames>", "<definedNames>" + many)

    return spoil


def _named_twice(book: Book) -> Book:
    """*Start*'s names, each a hundred thousand times, and each elsewhere."""
    many = "".join(
        f'<definedName name="Period">Nettokostnad!$D${n}</definedName>' for n in range(1, 100_001)
    )
    return book.swapped(_BOOK, "<definedNames>", "<definedNames>" + many)


def _merged(areas: Sequence[str]) -> Spoil:
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return _sheet_of("", after=f'<mergeCells count="{len(areas)}">{listed}</mergeCells>')


def _sheets(count: int) -> Spoil:
    """As many sheets, all of one part."""

    def spoil(book: Book) -> Book:
        many = "".join(
            f'<sheet name="b{n}" sheetId="{n + 100}" r:id="rId7"/>' for n in range(count)
        )
        return book.swapped(_BOOK, "</sheets>", many + "</sheets>")

    return spoil


def _relations(count: int) -> Spoil:
    def spoil(book: Book) -> Book:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
        many = "".join(
            f'<Relationship Id="x{n}" Type="{kind}" Target="externalLinks/e{n}.xml"/>'
            for n in range(count)
        )
        return book.swapped(
            "xl/_rels/workbook.xml.rels", "</Relationships>", many + "</Relationships>"
        )

    return spoil


def _empty_parts(count: int) -> Spoil:
    def spoil(book: Book) -> Book:
        for number in range(count):
            book.part(f"xl/media/{number}.xml", b"<a/>")
        return book

    return spoil


def _rows_everywhere(book: Book) -> Book:
    """A header row of 16 384 columns, and a column of rows to the last."""
    cells = "".join(
        f'<c r="{_letters(n)}5" t="inlineStr"><is><t>Utfall</t></is></c>' for n in range(14, 16_385)
    )
    content = book.parts[_SHEET].decode()
    start = content.index("</row>", content.index('<row r="5"'))
    return book.part(_SHEET, content[:start] + cells + content[start:])


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def table_rows(count: int, text: str = "x") -> Spoil:
    """A table of very many honest rows below the others."""

    def spoil(book: Book) -> Book:
        rows = "".join(
            f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c>'
            f'<c r="B{n}" t="inlineStr"><is><t>{text}{n}</t></is></c><c r="D{n}"><v>{n}</v></c></row>'
            for n in range(17, 17 + count)
        )
        return _sheet_of(rows)(book)

    return spoil


#: name: how a workbook is spoilt, and the commands that it is given to.
_BOOKS: dict[str, tuple[Callable[[], Spoil], Sequence[str]]] = {
    "anvisning-före-roten": (lambda: _before_root(f"<?x {'y' * 6 * _MILLION}?>"), _EACH),
    "kommentar-i-arbetsboken": (lambda: _in_part(_BOOK, "<workbook", f"<!--{'-x' * 3 * _MILLION}-->"), _SOME),
    "kommentar-i-stilarna": (lambda: _in_part(_STYLES, "<numFmts", f"<!--{'x' * 5 * _MILLION}-->"), _SOME),
    "kommentar-i-typerna": (lambda: _in_part("[Content_Types].xml", "<Types", f"<!--{'x' * 5 * _MILLION}-->"), _SOME),
    "kommentar-i-länkarna": (lambda: _in_part("xl/_rels/workbook.xml.rels", "<Relationships", f"<!--{'x' * 5 * _MILLION}-->"), _SOME),
    "kommentar-i-texterna": (lambda: _in_part(_STRINGS, "<si>", f"<!--{'x' * 5 * _MILLION}-->"), _SOME),
    "cdata-i-cellen": (lambda: _cell("M6", f"<is><t><![CDATA[{'å' * 6 * _MILLION}]]></t></is>", "inlineStr"), _SOME),
    "attribut-långt": (lambda: _cell("M6", "<v>1</v>", more=f' x="{"y" * 6 * _MILLION}"'), _SOME),
    "attribut-många": (lambda: _cell("M6", "<v>1</v>", more=_attributes(200_000)), _SOME),
    "elementnamn-långt": (lambda: _sheet_of("", after=f"<{'e' * 5 * _MILLION}/>"), _SOME),
    "djupt-i-bladet": (lambda: _sheet_of("", after=_deep("a", 400_000)), _SOME),
    "djupt-i-texterna": (lambda: _in_part(_STRINGS, "<si>", _deep("r", 300_000)), _SOME),
    "djupt-i-stilarna": (lambda: _in_part(_STYLES, "<numFmts", _deep("x", 300_000)), _SOME),
    "djupt-i-arbetsboken": (lambda: _in_part(_BOOK, "<sheets>", _deep("x", 300_000)), _SOME),
    "siffror-i-talet": (lambda: _cell("D6", f"<v>{'7' * 400_000}</v>"), _EACH),
    "siffror-efter-kommat": (lambda: _cell("D6", f"<v>0.{'0' * 400_000}1</v>"), _SOME),
    "siffror-i-texten": (lambda: _text("Nettokostnad", "D6", "9" * 300_000), _EACH),
    "siffror-i-numret": (lambda: _text("Mål", "A6", "1" * 300_000), _SOME),
    "siffror-med-blanka": (lambda: _text("Nettokostnad", "D7", "1 234 " * 50_000), _SOME),
    "siffror-i-exponenten": (lambda: _cell("D6", "<v>1E999999999999</v>"), _EACH),
    "siffror-i-exponenten-minus": (lambda: _cell("D6", "<v>-1E-999999999</v>"), _SOME),
    "siffror-i-radnumret": (lambda: _sheet_of(f'<row r="{"9" * 300_000}"><c><v>1</v></c></row>'), _SOME),
    "siffror-i-textnumret": (lambda: _cell("M6", f"<v>{'1' * 300_000}</v>", "s"), _SOME),
    "siffror-i-stilen": (lambda: _sheet_of(f'<row r="60"><c r="A60" s="{"1" * 300_000}"><v>1</v></c></row>'), _SOME),
    "bokstäver-i-adressen": (lambda: _sheet_of(f'<row r="60"><c r="{"A" * 300_000}60"><v>1</v></c></row>'), _SOME),
    "datum-för-långt-bort": (lambda: _cell("D6", "<v>99999999999999</v>", more=' t="d"'), _SOME),
    "år-med-många-siffror": (lambda: lambda book: book.start("År", "2" * 200_000), _SOME),
    "ord-30000": (lambda: _text("Nettokostnad", "M6", "ö" * 30_000), _PRINTS),
    "ord-300000": (lambda: _text("Händelser", "B6", "b" * 300_000), _PRINTS),
    "ord-i-enheten": (lambda: _text("Enhetsresultat", "B6", "Enhet" * 6_000), _PRINTS),
    "ord-med-bindestreck": (lambda: _text("Händelser", "B6", "a-" * 15_000), _PRINTS),
    "ord-med-mjuka-bindestreck": (lambda: _text("Händelser", "B6", "a\u00ad" * 15_000), _PRINTS),
    "ord-av-tecken-ovanpå": (lambda: _text("Händelser", "B6", "a" + "\u0301" * 30_000), _PRINTS),
    "ord-av-siffror": (lambda: _text("Händelser", "B6", "1,1" * 10_000), _PRINTS),
    "parenteser": (lambda: _text("Händelser", "B6", "(" * 16_000 + ")" * 16_000), _PRINTS),
    "tal-på-rad": (lambda: _text("Händelser", "B6", "1 " * 16_000), _PRINTS),
    "tal-med-tusental": (lambda: _text("Sammanfattning", "B6", "123 456 " * 4_000 + "tkr"), _PRINTS),
    "månader-på-rad": (lambda: _text("Sammanfattning", "B6", "november " * 3_500), _PRINTS),
    "procent-på-rad": (lambda: _text("Sammanfattning", "B6", "3,5 procent, " * 2_400), _PRINTS),
    "kolon-på-rad": (lambda: _text("Händelser", "B6", "Vuxenenheten: grön. " * 1_600), _PRINTS),
    "rader-i-cellen": (lambda: _text("Händelser", "B6", "x\n" * 16_000), _PRINTS),
    "punkter-i-cellen": (lambda: _text("Händelser", "B6", "• x\n\t- y\n" * 3_000), _PRINTS),
    "adresser-på-rad": (lambda: _text("Händelser", "B6", "a@b.se " * 4_500), _PRINTS),
    "personnummer-på-rad": (lambda: _text("Händelser", "B6", "19121212-1212 " * 2_300), _PRINTS),
    "citat-på-rad": (lambda: _text("Händelser", "B6", "”a" * 15_000), _PRINTS),
    "backstreck-på-rad": (lambda: _text("Händelser", "B6", "\\#" * 15_000), _PRINTS),
    "blad-med-långt-namn": (lambda: lambda book: book.swapped(_BOOK, '"Risker"', f'"{"R" * 50_000}"'), _SOME),
    "format-många": (lambda: _formats(200_000), _SOME),
    "format-långt": (lambda: _long_format, _SOME),
    "stilar-många": (lambda: _styles, _SOME),
    "namn-många": (lambda: _names(400_000), _SOME),
    "namn-samma": (lambda: _named_twice, _SOME),
    "sammanfogat-många": (lambda: _merged([f"A{n}:C{n}" for n in range(100, 200_100)]), _SOME),
    "sammanfogat-allt": (lambda: _merged(["A1:XFD1048576"] * 3_000), _SOME),
    "sammanfogat-överlappar": (lambda: _merged([f"A1:Z{n}" for n in range(2, 20_000)]), _SOME),
    "blad-10000": (lambda: _sheets(10_000), _SOME),
    "länkar-200000": (lambda: _relations(200_000), _SOME),
    "delar-30000": (lambda: _empty_parts(30_000), _SOME),
    "rubriker-16384": (lambda: _rows_everywhere, _SOME),
    "rader-60000": (lambda: table_rows(60_000), _SOME),
    "rader-lika-20000": (lambda: table_rows(20_000, "Gemensamt IFO"), _SOME),
    "bomb-i-bild": (lambda: _bomb, _EACH),
    "bomb-i-blad": (lambda: _bomb_in_sheet, _EACH),
    "bomb-av-celler": (lambda: _bomb_of_cells, _SOME),
    "bomb-av-texter": (lambda: _bomb_of_strings, _SOME),
    "texter-3-miljoner": (lambda: _many_strings, _SOME),
    "löpor-500000": (lambda: _rich_runs, _SOME),
}  # fmt: skip


def _given_to(spoil: Callable[[], Spoil], words: Sequence[str], source: str) -> Build:
    def build(folder: Path) -> Tried:
        spoil()(Book(source)).saved(folder / FILE)
        return Tried(words, ANY, may_not_come=frozenset({"-"}))

    return build


def _every_book() -> Iterator[Attack]:
    for name, (spoil, commands) in _BOOKS.items():
        for command in commands:
            build = _given_to(spoil, _COMMANDS[command], MONTH)
            quick = name == "siffror-i-talet" and command == "forklara"
            yield Attack(f"{name}-{command}", 2, build, quick)


def _raw(make: Callable[[], bytes], name: str = FILE) -> Callable[[Sequence[str]], Build]:
    def of(words: Sequence[str]) -> Build:
        def build(folder: Path) -> Tried:
            (folder / name).write_bytes(make())
            return Tried(words, FAILS if words[0] == "validera" else REFUSED)

        return build

    return of


def _lying_size() -> bytes:
    """Say in the directory that a part is small, though it inflates to a hundred megabytes."""
    data = bytearray(_bombed(100))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark)
        data[place + at : place + at + 4] = struct.pack("<I", 10)
    return bytes(data)


def _bombed(megabytes: int) -> bytes:
    parts = {"xl/worksheets/sheet1.xml": b" " * megabytes * _MILLION, **Book().parts}
    parts["xl/worksheets/sheet1.xml"] = b" " * megabytes * _MILLION
    return zipped(parts)


def _nested() -> bytes:
    inner = _bombed(60)
    return zipped({**Book().parts, **{f"xl/embeddings/{n}.xlsx": inner for n in range(200)}})


def _overlapping() -> bytes:
    """Fifty entries of the directory that all point at one part."""
    data = Book().data
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    first = data[start : data.index(b"PK\x01\x02", start + 4)]
    more = b"".join(
        first.replace(b"[Content_Types].xml", f"[Content_Types].{n:03}".encode()) for n in range(50)
    )
    directory = data[start:end] + more
    count = struct.unpack("<H", data[end + 10 : end + 12])[0] + 50
    tail = b"PK\x05\x06\0\0\0\0" + struct.pack("<HHIIH", count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def _packed(method: int) -> Callable[[], bytes]:
    return lambda: zipped(Book().parts, method)


def _too_many_entries() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in Book().parts.items():
            archive.writestr(name, content)
        for number in range(70_000):
            archive.writestr(f"m/{number}", b"")
    return buffer.getvalue()


_RAW = {
    "storlek-ljuger": _lying_size,
    "överlappande-delar": _overlapping,
    "packad-bzip2": _packed(zipfile.ZIP_BZIP2),
    "packad-lzma": _packed(zipfile.ZIP_LZMA),
    "delar-70000": _too_many_entries,
    "stor-fil": lambda: Book().data + b"\0" * 60 * _MILLION,
}


def _every_raw() -> Iterator[Attack]:
    for name, make in _RAW.items():
        for command in _SOME:
            yield Attack(f"{name}-{command}", 1, _raw(make)(_COMMANDS[command]))
    yield Attack("bomb-i-bomb-validera", 2, _nested_build)


def _nested_build(folder: Path) -> Tried:
    (folder / FILE).write_bytes(_nested())
    return Tried(_COMMANDS["validera"], ANY)


# What is no regular file.


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


_STRANGE: dict[str, Callable[[Path], object]] = {
    "rör": os.mkfifo,
    "socket": _socket,
    "mapp": Path.mkdir,
    "länk-till-enhet": lambda path: path.symlink_to("/dev/zero"),
    "länk-till-slump": lambda path: path.symlink_to("/dev/urandom"),
    "länk-i-ring": lambda path: path.symlink_to(path.name),
    "länk-till-minne": lambda path: path.symlink_to("/proc/self/mem"),
    "länk-till-proc": lambda path: path.symlink_to("/proc/self/environ"),
}


def _strange(make: Callable[[Path], object], words: Sequence[str]) -> Build:
    def build(folder: Path) -> Tried:
        make(folder / FILE)
        return Tried(words, FAILS | REFUSED if words[0] == "validera" else REFUSED | FAILS)

    return build


def _every_strange() -> Iterator[Attack]:
    for name, make in _STRANGE.items():
        for command, words in _COMMANDS.items():
            quick = (name, command) in {("rör", "kolada"), ("länk-till-enhet", "berakna")}
            yield Attack(f"{name}-{command}", 1, _strange(make, words), quick)


def _growing(path: Path) -> AbstractContextManager[Sequence[str]]:
    """Somebody writes on to the end of a file."""

    def grow(is_over: IsOver) -> None:
        with path.open("ab") as file:
            while not is_over(0.001) and file.tell() < 45 * _MILLION:
                file.write(b"\0" * 10_000)
                file.flush()

    return meanwhile(grow)


def _grows(words: Sequence[str]) -> Build:
    def build(folder: Path) -> Tried:
        path = Book().saved(folder / FILE)
        return Tried(words, ANY, during=_growing(path), may_change=frozenset({FILE}))

    return build


# Folders and names.


def _deep_folders(words: Sequence[str], depth: int = 1_300) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        here = os.open(folder, os.O_RDONLY)
        for _ in range(depth):
            os.mkdir("d", dir_fd=here)
            below = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        handle = os.open("bok.xlsx", os.O_WRONLY | os.O_CREAT, dir_fd=here)
        os.write(handle, Book(HALF).data)
        os.close(handle)
        os.close(here)
        return Tried(words, ANY, says=r"nov\.xlsx")

    return build


def _wide_folder(folder: Path) -> Tried:
    Book().saved(folder / FILE)
    for number in range(5_000):
        (folder / f"skräp {number}.txt").write_bytes(b"x")
    return Tried(("validera", ".", "--format", "json"), ANY, says="nov.xlsx", seconds=60)


def _link_forest(folder: Path) -> Tried:
    """Each of twenty folders has links to all the others."""
    Book().saved(folder / FILE)
    for number in range(20):
        (folder / f"m{number}").mkdir()
    for number in range(20):
        for other in range(20):
            (folder / f"m{number}" / f"l{other}").symlink_to(f"../m{other}")
    return Tried(("validera", "."), ANY, says=r"nov\.xlsx")


def _long_name(words: Callable[[str], Sequence[str]], length: int = 250) -> Build:
    def build(folder: Path) -> Tried:
        name = "n" * (length - 5) + ".xlsx"
        if length < 256:
            Book().saved(folder / name)
        return Tried(words(name), ANY)

    return build


# Neighbours that are hostile, of a workbook that is not.

_Beside = Callable[[Path], object]


def _hostile_book(spoil: Callable[[], Spoil], source: str = MONTH) -> _Beside:
    return lambda path: spoil()(Book(source)).saved(path)


_NEIGHBOURS: dict[str, _Beside] = {
    "kommentar": _hostile_book(lambda: _before_root(f"<!--{'x' * 6 * _MILLION}-->")),
    "bomb": _hostile_book(lambda: _bomb_in_sheet),
    "siffror": _hostile_book(lambda: _cell("D6", f"<v>{'7' * 400_000}</v>")),
    "rader": _hostile_book(lambda: table_rows(60_000)),
    "texter": _hostile_book(lambda: _bomb_of_strings),
    "sammanfogat": _hostile_book(lambda: _merged(["A1:XFD1048576"] * 3_000)),
    "djupt": _hostile_book(lambda: _sheet_of("", after=_deep("a", 400_000))),
    "rör": os.mkfifo,
    "mapp": Path.mkdir,
    "enhet": lambda path: path.symlink_to("/dev/zero"),
    "ring": lambda path: path.symlink_to(path.name),
    "ut-ur-mappen": lambda path: _linked_out(path),  # noqa: PLW0108 - it stands below
    "inte-zip": lambda path: path.write_bytes(b"\0" * 100_000),
    "text": lambda path: path.write_text("Nämnd;2022\n" * 10_000),
}  # fmt: skip


def _linked_out(path: Path) -> None:
    out = path.parent.parent / "hem" / "hemlig.xlsx"
    Book().text("Nettokostnad", "D6", "HEMLIGT").saved(out)
    path.symlink_to(out)


def _beside(make: _Beside, words: Sequence[str], field: str, source: str = MONTH) -> Build:
    def build(folder: Path) -> Tried:
        make(folder / "bredvid.xlsx")
        Book(source).start(field, "bredvid.xlsx").saved(folder / FILE)
        return Tried(words, ANY, silent_on="HEMLIGT|F19[0-9]")

    return build


def _every_neighbour() -> Iterator[Attack]:
    for name, make in _NEIGHBOURS.items():
        for command in ("validera", "berakna", "exportera"):
            build = _beside(make, _COMMANDS[command], "Föregående_rapport")
            yield Attack(
                f"föregående-{name}-{command}", 2, build, (name, command) == ("rör", "berakna")
            )
        yield Attack(
            f"plan-{name}-berakna", 2, _beside(make, _COMMANDS["berakna"], "Nämndplan", HALF)
        )


def _named_itself(folder: Path) -> Tried:
    Book().start("Föregående_rapport", FILE).saved(folder / FILE)
    return Tried(_COMMANDS["berakna"], ANY)


def _ring(folder: Path) -> Tried:
    Book().start("Föregående_rapport", "b.xlsx").saved(folder / FILE)
    Book().start("Föregående_rapport", FILE).saved(folder / "b.xlsx")
    return Tried(_COMMANDS["berakna"], ANY)


def _chain(length: int) -> Build:
    """Each report names the one before it, each of a different month."""

    def build(folder: Path) -> Tried:
        names = [FILE, *(f"r{n}.xlsx" for n in range(length))]
        months = (
            "jan",
            "feb",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "aug",
            "sep",
            "okt",
            "nov",
            "dec",
        )
        for number, (name, before) in enumerate(pairwise(names)):
            year, month = divmod(2022 * 12 + 10 - number, 12)
            book = Book().start("Föregående_rapport", before).start("Period", months[month])
            book.start("År", str(year)).saved(folder / name)
        return Tried(_COMMANDS["berakna"], ANY)

    return build


def _named(name: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().start("Föregående_rapport", name).saved(folder / FILE)
        return Tried(_COMMANDS["validera"], ANY)

    return build


_NAMES = {
    "lång": "a" * 32_000 + ".xlsx",
    "många-mappar": "a/" * 16_000 + "b.xlsx",
    "uppåt": "../" * 8_000 + "etc/passwd",
    "rot": "/etc/hostname",
    "enhet": "/dev/zero",
    "unc": "\\\\server\\delad\\hemlig.xlsx",
    "styrtecken": "okt\x1b[31m\x07\u202e.xlsx",
    "radbyte": "okt\nny rad.xlsx",
    "nul": "okt\0.xlsx",
    "adress": "http://127.0.0.1:9/okt.xlsx",
    "stjärna": "*.xlsx",
    "punkter": "..",
    "surrogat": "okt_xD800_.xlsx",
}


def _every_name() -> Iterator[Attack]:
    for name, text in _NAMES.items():
        yield Attack(f"föregående-heter-{name}", 8, _named(text), name == "styrtecken")


_ALL_DEEP = ("validera", ".", "--format", "json")

ATTACKS = (
    *_every_book(),
    *_every_raw(),
    *_every_strange(),
    *(Attack(f"växer-{name}", 1, _grows(_COMMANDS[name])) for name in _SOME),
    Attack("mappar-1300-validera", 3, _deep_folders(_ALL_DEEP)),
    Attack("mappar-1300-mönster", 3, _deep_folders(("validera", "**/*.xlsx", FILE))),
    Attack("filer-5000", 1, _wide_folder),
    Attack("länkskog", 1, _link_forest),
    Attack("långt-namn-validera", 1, _long_name(lambda name: ("validera", name))),
    Attack("långt-namn-berakna", 1, _long_name(lambda name: ("berakna", name, "--sakerhetskopia", "--ut", "n.xlsx"))),
    Attack("långt-namn-exportera", 1, _long_name(lambda name: ("exportera", name, "--ut", "d", "--utkast", "--revision"))),
    Attack("långt-namn-ut", 1, _long_name(lambda name: ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", name), 300)),
    Attack("långt-namn-finns-inte", 1, _long_name(lambda name: ("forklara", name, "A1"), 5_000)),
    *_every_neighbour(),
    Attack("föregående-är-den-själv", 2, _named_itself),
    Attack("föregående-i-ring", 2, _ring),
    Attack("föregående-i-kedja", 2, _chain(60)),
    *_every_name(),
)  # fmt: skip
