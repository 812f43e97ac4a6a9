"""Rules and amounts: a figure that no board can have is a finding of its own cell, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.attack.attack import ANY, FAILS, PASSES, Attack, Build, Ended, Tried
from tests.attack.books import HALF, MONTH, PLAN, Book
from tests.attack.outputs import FILE

_JSON = ("validera", FILE, "--format", "json", "--utan-cache")

#: Texts that look like figures to some program, and are none to a person who reads Swedish tables.
_TEXTS: Mapping[str, str] = {
    "siffror-30": "7" * 30,
    "siffror-29-decimaler": "1," + "3" * 29,
    "siffror-60-minus": "-" + "4" * 60,
    "exponent": "1e28",
    "exponent-stor": "1E+400",
    "exponent-liten": "1E-400",
    "nan": "nan",
    "snan": "sNaN123",
    "inf": "Infinity",
    "minus-inf": "−inf",
    "arabiska": "١٢٣٤٥",
    "persiska": "۱۲۳۴",
    "devanagari": "१२३४५",
    "tamil": "௧௨௩",
    "fullbredd": "１２３４５",
    "fullbredd-minus": "－１２３",
    "fetstil": "𝟏𝟐𝟑𝟒",
    "upphöjda": "12³⁴",
    "nedsänkta": "₁₂₃",
    "romerska": "Ⅻ",
    "inringade": "①②③",
    "kinesiska": "一二三",
    "bråk": "½",
    "understreck": "1_000",
    "hexadecimalt": "0x1F",
    "binärt": "0b101",
    "blandade-skrifter": "1٢3",
    "komma-och-punkt": "1.234.567,89,1",
    "apostrof": "1'234'567",
    "arabiskt-komma": "12٫5",
    "tusentalstecken": "1٬234",
    "plus": "++5",
    "dubbelt-minus": "−−5",
    "procent-dubbel": "5%%",
    "promille": "5‰",
    "osynlig": "12\u200b34\u2060",
    "bidi": "\u202e4321",
    "kolon": "12:30",
    "bara-minus": "- - -",
}
#: Numbers as they stand in the file.
_NUMBERS: Mapping[str, str] = {
    "1e28": "1e28",
    "1e29": "-1E+29",
    "1e308": "1e308",
    "minus-1e308": "-1.7976931348623157e308",
    "1e15": "1234567890123456",
    "1e16": "12345678901234567890",
    "30-siffror": "9" * 30,
    "30-decimaler": "0." + "1" * 30,
    "1e-300": "1e-300",
    "minsta": "5E-324",
    "minus-noll": "-0",
    "1e999": "1e999",
    "inf": "INF",
    "nan": "NaN",
    "noll-exponent": "0e999999",
}

#: Honest faults elsewhere in the workbook, each with the code and the cell that it must still get.
_PLANTED = (
    ("Nettokostnad", "F9", "999", "C101"),
    ("Nettokostnad", "I13", "-777", "C101"),
    ("Resultaträkning", "F9", "555", "C101"),
)
_PLANTED_TEXT = ("Resultaträkning", "E10", "tolv", "V102")


def _planted(book: Book) -> Book:
    for sheet, address, digits, _ in _PLANTED:
        book.number(sheet, address, digits)
    return book.text(_PLANTED_TEXT[0], _PLANTED_TEXT[1], _PLANTED_TEXT[2])


def _found(ended: Ended) -> Sequence[Mapping[str, object]]:
    try:
        files = json.loads(ended.out)["filer"]
    except (ValueError, KeyError, TypeError):
        return ()
    return [finding for file in files for finding in file["fynd"]]


def _places(finding: Mapping[str, object]) -> set[str]:
    """Return all cells that a finding names, in its own fields and in its words."""
    named = {f"{finding.get('blad')}!{finding.get('cell')}", str(finding.get("cell"))}
    for key in ("indata", "följdfel"):
        listed = finding.get(key)
        named |= {str(place) for place in listed} if isinstance(listed, list) else set()
    words = f"{finding.get('meddelande')} {finding.get('åtgärd')}"
    return {name.replace("'", "") for name in named} | set(re.findall(r"\b[A-Z]{1,2}\d+\b", words))


def _named(*cells: str, errors: bool = True) -> object:
    """Hold that each cell has a finding that names it."""

    def held(ended: Ended) -> Iterator[str]:
        found = _found(ended)
        if not found and ended.status in PASSES:
            yield f"no answer to read: {ended.said[:100]!r}"
            return
        for cell in cells:
            sheet, _, address = cell.partition("!")
            own = [f for f in found if f.get("blad") == sheet and f.get("cell") == address]
            mentioned = [f for f in found if cell in _places(f) or address in _places(f)]
            if not (own or mentioned):
                yield f"nothing is said of {cell}"
            elif errors and not any(f.get("allvar") == "fel" for f in (own or mentioned)):
                yield f"{cell} is no fel: {(own or mentioned)[0].get('kod')}"

    return held


def _others_stand(ended: Ended) -> Iterator[str]:
    """Hold that the faults planted elsewhere are found, with their own code."""
    found = _found(ended)
    for sheet, address, _, code in (*_PLANTED, _PLANTED_TEXT):
        if not any(f.get("kod") == code and f"{sheet}!{address}" in _places(f) for f in found):
            yield f"{code} of {sheet}!{address} is no longer found"


def _text_cell(text: str) -> Build:
    def build(folder: Path) -> Tried:
        _planted(Book()).text("Nettokostnad", "D6", text).saved(folder / FILE)
        digits = text in {_TEXTS[name] for name in _DIGITS}
        held = [_others_stand] if digits else [_named("Nettokostnad!D6"), _others_stand]
        return Tried(_JSON, FAILS, held=held)  # type: ignore[arg-type]

    return build


def _number_cell(digits: str) -> Build:
    """Small ones and zero may be honest; nothing else may fall silent because of them."""
    small = digits in {"-0", "0e999999", "1e-300", "5E-324", _NUMBERS["30-decimaler"]}

    def build(folder: Path) -> Tried:
        _planted(Book()).number("Nettokostnad", "D6", digits).saved(folder / FILE)
        held = (
            [_others_stand] if small else [_named("Nettokostnad!D6", errors=False), _others_stand]
        )
        if digits in {
            "1e999",
            "INF",
            "NaN",
            "0e999999",
        }:  # no number at all: the file may be refused
            held = []
        return Tried(_JSON, FAILS, held=held)  # type: ignore[arg-type]

    return build


#: Every column of figures, with how many rows its table has.
_COLUMNS: Mapping[str, Mapping[str, tuple[str, int]]] = {
    MONTH: {
        "Nettokostnad": ("DEFGHIJK", 11), "Resultaträkning": ("DEFGHIJK", 12), "Mål": ("AGH", 4),
        "Enhetsresultat": ("A", 20), "Målindikatorer": ("ACD", 1), "Månadsstatus": ("A", 4),
        "Regler": ("BC", 20),
    },
    HALF: {
        "Kommunbidrag": ("DEFGHIJ", 16), "Indikatorer": ("AFGHIJK", 11), "Volymer": ("BCDEF", 2),
        "Ekonomiska risker": ("DEGH", 8), "Mål": ("AC", 15),
    },
    PLAN: {
        "Resurser": ("BDEFGH", 8), "Driftbudget": ("DEF", 2), "Styrdokument": ("CD", 30),
        "Risker": ("CDE", 4), "Mål": ("AC", 15), "Indikatorer": ("AFGH", 40),
    },
}  # fmt: skip
_SHORT = {MONTH: "månad", HALF: "delår", PLAN: "plan"}
#: Digits, in whatever script or shape: each may be read as one.
_DIGITS = frozenset(
    {
        "arabiska",
        "persiska",
        "devanagari",
        "tamil",
        "fullbredd",
        "fullbredd-minus",
        "fetstil",
        "blandade-skrifter",
    }
)
_IN_COLUMNS = ("siffror-30", "arabiska", "fullbredd", "nan", "fetstil", "devanagari", "exponent")


def _whole_column(source: str, sheet: str, letter: str, rows: int) -> Build:
    """Another script's digits and more in every row of a column: each of them is told of."""

    def build(folder: Path) -> Tried:
        book = Book(source)
        cells = []
        for number in range(min(rows, len(_IN_COLUMNS))):
            address = f"{letter}{6 + number}"
            book.text(sheet, address, _TEXTS[_IN_COLUMNS[number]])
            if _IN_COLUMNS[number] not in _DIGITS:
                cells.append(f"{sheet}!{address}")
        book.saved(folder / FILE)
        # In a column of numbers or words each of these may be a word.
        words = sheet in {"Regler", "Indikatorer"} or (source, sheet) == (HALF, "Volymer")
        held = [] if words else [_named(*cells, errors=False)]
        return Tried(_JSON, ANY, held=held)  # type: ignore[arg-type]

    return build


def _every_column() -> Iterator[Attack]:
    for source, sheets in _COLUMNS.items():
        for sheet, (letters, rows) in sheets.items():
            for letter in letters:
                name = f"kolumn-{_SHORT[source]}-{sheet}-{letter}"
                yield Attack(name, 4, _whole_column(source, sheet, letter, rows))


def _huge_column(source: str, sheet: str, letter: str, digits: str) -> Build:
    """A number beyond all boards in one row; the command that writes goes on with the others."""

    def build(folder: Path) -> Tried:
        Book(source).number(sheet, f"{letter}6", digits).saved(folder / FILE)
        words = ("berakna", FILE, "--ut", "ny.xlsx", "--json", "-")
        return Tried(words, ANY)

    return build


def _every_huge() -> Iterator[Attack]:
    for source, sheets in _COLUMNS.items():
        for sheet, (letters, _) in sheets.items():
            for digits in ("1e28", "-1e308"):
                name = f"stort-{_SHORT[source]}-{sheet}-{letters[-1]}-{digits}"
                yield Attack(name, 4, _huge_column(source, sheet, letters[-1], digits))


def _exported(digits: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().number("Nettokostnad", "D6", digits).saved(folder / FILE)
        words = ("exportera", FILE, "--ut", "d", "--utkast", "--format", "xlsx,docx,pdf,html,csv")
        return Tried(words, ANY)

    return build


def _on_start(name: str, text: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().start(name, text).saved(folder / FILE)
        return Tried(_JSON, ANY)

    return build


def _year_number(digits: str) -> Build:
    def build(folder: Path) -> Tried:
        place = _start_place("År")
        Book().number("Start", place, digits).saved(folder / FILE)
        return Tried(_JSON, ANY)

    return build


def _start_place(name: str) -> str:
    book = Book().parts["xl/workbook.xml"].decode()
    found: list[str] = re.findall(rf'<definedName name="{name}">\'Start\'!\$B\$(\d+)<', book)
    return f"B{found[0]}"


def _parameter(digits: str) -> Build:
    """A limit of the board's, in the workbook, that no rule can calculate with."""

    def build(folder: Path) -> Tried:
        book = _planted(Book())
        for row in range(6, 26):
            book.number("Regler", f"C{row}", digits)
        book.saved(folder / FILE)
        return Tried(_JSON, ANY)

    return build


def _previous_huge(digits: str) -> Build:
    """The figure stands in the previous report; this one is judged by its own."""

    def build(folder: Path) -> Tried:
        book = Book().start("Period", "okt")
        for letter in "DEFGHIJK":
            book.number("Nettokostnad", f"{letter}6", digits)
        book.saved(folder / "okt.xlsx")
        _planted(Book()).start("Föregående_rapport", "okt.xlsx").saved(folder / FILE)
        return Tried(_JSON, FAILS, held=[_others_stand])

    return build


_ON_START = {
    "arabiskt-år": ("År", "٢٠٢٢"), "fullbredd-år": ("År", "２０２２"), "år-30-siffror": ("År", "2" * 30),
    "år-nan": ("År", "nan"), "år-minus": ("År", "-2022"), "period-siffror": ("Period", "١١"),
    "datum-arabiskt": ("Datum", "٢٠٢٢-١٢-٠٦"), "datum-för-stort": ("Datum", "99999-12-31"),
    "enhet-siffror": ("Beloppsenhet", "1000000000000000000000000000000"),
    "mallversion-stor": ("Mallversion", "9" * 40), "mallversion-arabisk": ("Mallversion", "٣"),
}  # fmt: skip

ATTACKS = (
    *(Attack(f"text-{name}", 4, _text_cell(text), name in {"siffror-30", "arabiska"})
      for name, text in _TEXTS.items()),
    *(Attack(f"tal-{name}", 4, _number_cell(digits), name == "1e28")
      for name, digits in _NUMBERS.items()),
    *_every_column(),
    *_every_huge(),
    *(Attack(f"dokument-{name}", 4, _exported(_NUMBERS[name])) for name in ("1e28", "1e308", "1e-300")),
    *(Attack(f"start-{name}", 4, _on_start(*pair)) for name, pair in _ON_START.items()),
    *(Attack(f"år-{digits}", 4, _year_number(digits)) for digits in ("1e28", "1e308", "-1e5", "2022.5", "0")),
    *(Attack(f"parametrar-{digits}", 4, _parameter(digits)) for digits in ("1e28", "1e308", "-1", "1e-300")),
    *(Attack(f"föregående-{digits}", 4, _previous_huge(digits)) for digits in ("1e28", "-1e308")),
)  # fmt: skip
