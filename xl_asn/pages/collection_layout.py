"""What *Insamling* is made of: its sections, their headers, and how a value stands in a cell.

A value is written as what it is, so that it survives Excel, LibreOffice and other programs: a text
is a text whatever it begins with. A text that no cell can hold as it is stands beside as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.characters import in_cells
from xl_asn.model.grid import BLANK, Cell, Value
from xl_asn.model.page import Placed, Style
from xl_asn.pages.check_page import number_style
from xl_asn.pages.sheet_styles import BODY, FAINT, HEADER, ListColumn

COLUMNS: Final = (
    ListColumn("", 24),
    ListColumn("", 26),
    ListColumn("", 17),
    ListColumn("", 34),
    ListColumn("", 34),
    ListColumn("", 26),
    ListColumn("", 17),
    ListColumn("", 36),
    ListColumn("", 9),
    ListColumn("", 10),
)
"""The columns in view; the sections share them."""
HIDDEN: Final = 6
"""How many columns to the right of them the program has for itself."""
CHOOSES: Final = "Ta"
THE_WORKBOOK: Final = "Arbetsboken"
_MOMENT: Final = "seconds"
_DATE_FORMAT: Final = "yyyy-mm-dd"


class Section(NamedTuple):
    """A section: its heading, and its headers by column; a blank one is no column.

    ``told_by`` is the header of the column that each line of the program's has something in.
    """

    heading: str
    headers: tuple[str, ...]
    told_by: str


STATUSES: Final = Section(
    "Svar",
    ("Enhet", "Mottagare", "Skickat", "Svar", "Besvarade av", "Fil", "Läst", "Anmärkning",
     "Celler", "Påminn", "E-post", "Senast", "Besvarade", "Frågade"),
    "Mottagare",
)  # fmt: skip
_CANDIDATES: Final = (
    "Cell", "Rad", "Kolumn", "Utdelat", "Värde", "Fil", "Val", "Varför",
    "", "", "Blad", "Nyckel", "Mottagare", "Värde kodat", "Utdelat kodat", "Avgjort",
)  # fmt: skip
CONFLICTS: Final = Section("Att avgöra", _CANDIDATES, "Nyckel")
SETTLED: Final = Section("Avgjort", _CANDIDATES, "Nyckel")
EXTRAS: Final = Section(
    "Extra rader",
    ("Blad", "Rad", "Kolumn", "", "Värde", "Fil", "Mottagare", "",
     "", "", "Ordning", "Värde kodat"),
    "Ordning",
)  # fmt: skip
LOG: Final = Section(
    "Logg",
    ("Cell", "Rad", "Kolumn", "Före", "Efter", "Ur fil", "När", "Läge",
     "", "", "Blad", "Nyckel", "Mottagare", "Före kodat", "Efter kodat", "Ordning"),
    "Nyckel",
)  # fmt: skip
IDENTITY: Final = Section("För programmet", ("Arbetsbok", "Utskick"), "Arbetsbok")
HANDED_OUT: Final = Section(
    "Utdelade värden",
    ("Mottagare", "Nyckel", "Kolumn", "Utdelat", "Utdelat kodat", "Blad"),
    "Nyckel",
)
SECTIONS: Final = (STATUSES, CONFLICTS, EXTRAS, LOG, SETTLED, IDENTITY, HANDED_OUT)


def value_cell(column: int, value: Value, style: Style = BODY) -> Placed:
    """Return the cell that holds a value as what it is; its row is yet to be told."""
    if isinstance(value, Decimal):
        numbered = number_style(value, share=False)
        style = style.but(
            number_format=numbered.number_format, horizontal=numbered.horizontal, indent=1
        )
    elif not isinstance(value, (str, bool)) and value is not None:
        style = style.but(number_format=_DATE_FORMAT, horizontal="left")
    return Placed(1, column, value, style)


def coded_cells(column: int, value: Value) -> Sequence[Placed]:
    """Return the cell beside, for a text that its own cell cannot hold as it is."""
    if not isinstance(value, str) or (value and in_cells(value) == value):
        return ()
    return (Placed(1, column, json.dumps(value), FAINT),)


def read_value(cell: Cell, coded: Cell = BLANK) -> Value:
    """Return the value that was written in a cell, as it was."""
    if not coded.is_blank:
        try:
            told = json.loads(coded.text)
        except ValueError:
            told = None
        if isinstance(told, str):
            return told
    return cell.value


def moment(at: datetime | None) -> str | None:
    """Return a moment as people read it, to the second."""
    return None if at is None else at.replace(tzinfo=None).isoformat(" ", _MOMENT)


def read_moment(text: str) -> datetime | None:
    """Return the moment that a text says; None for none."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def header_cells(section: Section) -> Sequence[Placed]:
    """Return the headers of a section; those of the program's own columns are faint."""
    seen = len(COLUMNS)
    return [
        Placed(1, column, header or None, HEADER if column <= seen else FAINT)
        for column, header in enumerate(section.headers, 1)
        if header or column <= seen
    ]
