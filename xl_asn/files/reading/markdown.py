r"""A workbook as a readable Markdown document, for tests and examples.

Each sheet is ``## <Sheet name>`` and the first pipe table below it. The table's header stands in
row 5 of the sheet and its data from row 6, from column A, as in the built masters; A1 holds the
sheet's name as its title. Text before the first such heading, sections without a table and later
tables of a section are left out.

A cell is written as a Swedish reader would write it:

===================  ============================================================================
nothing              a blank
``-78 885``          a number: blanks between thousands, decimal comma, ``-`` or ``−``
``12.5``             a number as Python writes it
``60 %``             the number 0.60
``2022-11-30``       a date
``SANT`` ``FALSKT``  true and false
``#REF!``            an error
``=A1+B1``           a formula whose result was never stored
``=A1+B1 ⇒ 12``      a formula and its stored result
``'60 %``            a text, whatever it looks like
anything else        a text; ``<br>`` is a line break, ``\|`` a bar, ``\\`` a backslash and
                     ``&#32;`` the character of that number
===================  ============================================================================

Headers are always texts, as Excel has it in tables.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, takewhile
from typing import Final

from xl_asn.model.grid import BLANK, Cell, CellKind, Grid, Sheet, number, text

TITLE: Final = (1, 1)
HEADER_ROW: Final = 5
FIRST_DATA_ROW: Final = 6

_RESULT: Final = " ⇒ "
_ERRORS: Final = frozenset({
    "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA", "#SPILL!",
    "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!",
})  # fmt: skip
_BOOLEANS: Final = {"SANT": True, "FALSKT": False}

#: What a row is made of: an escaped character, a stretch of text, or a bar between cells.
_ROW_TOKEN: Final = re.compile(r"\\.|[^|\\]+|.")
_DELIMITER: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_MARKUP: Final = re.compile(r"<br\s*/?>|\\([\\|<&])|&#([0-9]{1,7});")
#: No leading zeros: 0046 is a code, not an amount.
_SWEDISH: Final = re.compile(
    "(?P<sign>[-−+]?)"
    "(?P<whole>[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+|0|[1-9][0-9]*)"
    "(?:,(?P<decimals>[0-9]+))?"
    "(?P<percent>[ \u00a0\u202f]?%)?"
)
_PLAIN: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_markdown(source: str) -> Grid:
    """Read a workbook from Markdown; the notation is in the module's own description."""
    return Grid(tuple(_sheet(name, rows) for name, rows in _tables(source)))


def _tables(source: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each sheet's name and the rows of its table as written, header first."""
    for name, lines in _sections(source):
        for index, (above, below) in enumerate(pairwise(lines)):
            if above.startswith("|") and _DELIMITER.fullmatch(below):
                data = takewhile(lambda line: line.startswith("|"), lines[index + 2 :])
                yield name, [_split(above), *map(_split, data)]
                break


def _sections(source: str) -> Iterator[tuple[str, list[str]]]:
    name = ""
    lines: list[str] = []
    fenced = False
    for line in map(str.strip, re.split(r"\r\n|\r|\n", source)):
        if line.startswith("```"):
            fenced = not fenced
        elif line.startswith("## ") and not fenced:
            if name:
                yield name, lines
            name, lines = line.removeprefix("## ").strip(), []
        elif not fenced:
            lines.append(line)
    if name:
        yield name, lines


def _split(line: str) -> list[str]:
    cells = [""]
    for piece in _ROW_TOKEN.findall(line.removeprefix("|")):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece
    return [cell.strip() for cell in (cells if cells[-1].strip() else cells[:-1])]


def _sheet(name: str, rows: list[list[str]]) -> Sheet:
    header, *data = rows
    cells = {TITLE: text(name)}
    for column, source in enumerate(header, start=1):
        if source:
            cells[HEADER_ROW, column] = text(_unescaped(source.removeprefix("'")))
    for row, sources in enumerate(data, start=FIRST_DATA_ROW):
        for column, source in enumerate(sources, start=1):
            cell = _cell(source)
            if cell is not BLANK:
                cells[row, column] = cell
    return Sheet(name, cells)


def _cell(source: str) -> Cell:
    if not source.startswith("="):
        return _value(source)
    formula, has_result, result = source.removeprefix("=").partition(_RESULT)
    formula = _unescaped(formula)
    if not has_result:
        return Cell(CellKind.UNCOMPUTED, None, formula)
    value = _value(result.strip())
    return Cell(value.kind, value.value, formula)


def _value(source: str) -> Cell:
    if not source:
        return BLANK
    if source.startswith("'"):
        return text(_unescaped(source[1:]))
    content = _unescaped(source)
    if content in _BOOLEANS:
        return Cell(CellKind.BOOLEAN, _BOOLEANS[content])
    if content in _ERRORS:
        return Cell(CellKind.ERROR, content)
    return _number(content) or _date(content) or text(content)


def _number(content: str) -> Cell | None:
    if _PLAIN.fullmatch(content):
        return number(content)
    match = _SWEDISH.fullmatch(content)
    if match is None:
        return None
    sign = "-" if match["sign"] in ("-", "\N{MINUS SIGN}") else ""
    whole = re.sub(r"[^0-9]", "", match["whole"])
    written = f"{sign}{whole}.{match['decimals'] or '0'}"
    return number(f"{written}E-2" if match["percent"] else written)


def _date(content: str) -> Cell | None:
    try:
        day = date.fromisoformat(content) if _ISO_DATE.fullmatch(content) else None
    except ValueError:
        return None
    return Cell(CellKind.DATE, day) if day else None


def _unescaped(source: str) -> str:
    def meant(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        if match[2] is None:
            return "\n"
        code = int(match[2])
        return chr(code) if code <= sys.maxunicode and not _is_half(code) else match[0]

    return _MARKUP.sub(meant, source)


def _is_half(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - half of a UTF-16 pair is no character
