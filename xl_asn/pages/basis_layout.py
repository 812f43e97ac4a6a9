"""What *Underlag* is made of: its columns, and the words that its first lines begin with."""

from __future__ import annotations

from typing import Final

from xl_asn.model.basis import MONTHS
from xl_asn.model.identity import RowKey
from xl_asn.model.periods import PERIOD_CHOICES
from xl_asn.pages.sheet_styles import ListColumn

FETCHED, BUDGET, ANYWAY, UNTIL = "Ur ", "Budget ur ", "Hämtat ändå: ", "Till och med "
MONTH_WORDS: Final = PERIOD_CHOICES[:MONTHS]
NO_ROW: Final = "("
"""What stands in *Rad* for what no row has begins so."""
PLUS, MINUS = "+", "−"
_TEXTS: Final = (
    ListColumn("Blad", 17), ListColumn("Rad", 32), ListColumn("Konto", 9),
    ListColumn("Kontonamn", 26), ListColumn("Ansvar", 10), ListColumn("Verksamhet", 11),
    ListColumn("Projekt", 9), ListColumn("Motpart", 9),
)  # fmt: skip
_AFTER: Final = (
    ListColumn("Ackumulerat", 17, number=True), ListColumn("Budget", 17, number=True),
    ListColumn("Ordning", 8, number=True), ListColumn("Tecken", 7),
    ListColumn("Rader", 7, number=True), ListColumn("Läge", 15), ListColumn("Varför", 34),
)  # fmt: skip
COLUMNS: Final = (
    *_TEXTS, *(ListColumn(name.capitalize(), 12, number=True) for name in MONTH_WORDS), *_AFTER,
)  # fmt: skip
FIRST_MONTH: Final = len(_TEXTS) + 1
TOTAL: Final = FIRST_MONTH + MONTHS
"""The column of the sum; what it was taken by stands to the right of it."""

_NO_AREA: Final = "› "
"""What the text of a key begins with where the row has no area: nobody needs to see it."""


def shown_row(key: RowKey) -> str:
    """Return what a row is called on the sheet."""
    return key.text.removeprefix(_NO_AREA)


def row_shown(sheet: str, text: str) -> RowKey:
    """Return the row that is called so."""
    return RowKey.parse(sheet, text if _NO_AREA.strip() in text else f"{_NO_AREA}{text}")
