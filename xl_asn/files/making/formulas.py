"""Formulas of a workbook that others made: whether one asks for anything outside of it."""

from __future__ import annotations

import re
from typing import Final

from openpyxl.utils import FORMULAE

#: Of the functions of Excel 2007, those that ask something outside of the workbook.
_ASKING: Final = frozenset({
    "RTD", "HYPERLINK", "CUBEKPIMEMBER", "CUBEMEMBER", "CUBEMEMBERPROPERTY", "CUBERANKEDMEMBER",
    "CUBESET", "CUBESETCOUNT", "CUBEVALUE", "INFO",
})  # fmt: skip
_NEWER: Final = frozenset({
    "ARRAYTOTEXT", "BYCOL", "BYROW", "CEILING.MATH", "CHOOSECOLS", "CHOOSEROWS", "CONCAT", "DAYS",
    "DROP", "EXPAND", "FILTER", "FLOOR.MATH", "FORMULATEXT", "HSTACK", "IFNA", "IFS", "ISFORMULA",
    "ISOWEEKNUM", "LAMBDA", "LET", "MAP", "MAXIFS", "MINIFS", "NUMBERVALUE", "PERCENTILE.EXC",
    "PERCENTILE.INC", "QUARTILE.EXC", "QUARTILE.INC", "RANK.AVG", "RANK.EQ", "REDUCE", "SCAN",
    "SEQUENCE", "SHEET", "SHEETS", "SINGLE", "SORT", "SORTBY", "STDEV.P", "STDEV.S", "SWITCH",
    "TAKE", "TEXTAFTER", "TEXTBEFORE", "TEXTJOIN", "TEXTSPLIT", "TOCOL", "TOROW", "UNICHAR",
    "UNICODE", "UNIQUE", "VALUETOTEXT", "VSTACK", "WRAPCOLS", "WRAPROWS", "XLOOKUP", "XMATCH",
    "XOR",
})  # fmt: skip
_FUNCTIONS: Final = (FORMULAE | _NEWER) - _ASKING
_TEXT: Final = re.compile(r'"[^"]*"')
_CALLED: Final = re.compile(r"([^\W\d][\w.]*)\s*\(")
_PREFIX: Final = re.compile(r"^(?:_XLFN\.|_XLWS\.)+")
#: Another workbook, by its number or name, and a program that answers: ``[1]Blad!A1``, ``cmd|x!y``.
_OTHER_BOOK: Final = re.compile(r"\[[^\[\]]*\][^\[\]!(),;]*!|\|")
#: A sheet's name in marks, and what no such name holds but a path does.
_MARKED: Final = re.compile(r"'[^']*'!")
_OF_A_PATH: Final = re.compile(r"[\\/:]")
_WEB_LINK: Final = re.compile(r'(?i)HYPERLINK\(\s*"(?:https?://|mailto:|#)[^"\\]*"\s*(?=[,)])')
_LONGEST: Final = 8_192
"""What Excel takes; a longer one is no formula."""


def asks_outside(formula: str) -> str:
    """Return what in a formula asks for something outside of the workbook, in words.

    It is empty where nothing does. A function that nobody knows may ask for anything.
    """
    if len(formula) > _LONGEST:
        return "fler tecken än Excel tar"
    bare = _TEXT.sub('""', _WEB_LINK.sub("(", formula))
    paths = (name for name in _MARKED.findall(bare) if _OF_A_PATH.search(name))
    found = _OTHER_BOOK.search(bare)
    if other := found[0] if found else next(paths, ""):
        return f"hänvisning till annat än arbetsboken, {other}"
    called = (_PREFIX.sub("", found[1].upper()) for found in _CALLED.finditer(bare))
    unknown = next((name for name in called if name not in _FUNCTIONS), None)
    return f"funktionen {unknown}" if unknown else ""
