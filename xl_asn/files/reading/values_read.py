"""What a stored cell value means: its type and style decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.dates import date_of_iso, date_of_serial
from xl_asn.files.reading.strings_read import TextBudget, unescaped
from xl_asn.model.grid import BLANK, Cell, CellKind, number, text

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]{1,4}+)?")
#: Most numbers: so short that nothing is rounded, and with no zeros at the end of the decimals.
_SHORT: Final = re.compile(r"[+-]?(?:[0-9]{1,15}|[0-9]{1,9}\.[0-9]{0,5}[1-9])")
_NOTHING: Final = Decimal(0)
_TRUE: Final = frozenset({"1", "true"})
_FALSE: Final = frozenset({"0", "false"})
#: Values recur within a workbook, and a cell is a value: the same one can stand in many places.
_MOST_REMEMBERED: Final = 20_000


class CellValues:
    """Turns stored values into cells, for one workbook."""

    def __init__(
        self,
        strings: tuple[Cell, ...],
        date_styles: frozenset[str],
        budget: TextBudget,
        *,
        since_1904: bool,
    ) -> None:
        #: The cell of each shared string, by its index as cells write it.
        self.shared: Mapping[str, Cell] = {str(key): cell for key, cell in enumerate(strings)}
        #: The cell of each number met so far, by its stored text, where no date is meant.
        self.numbers: dict[str, Cell] = {}
        self.date_styles = date_styles
        self._budget = budget
        self._since_1904 = since_1904

    def cell(self, kind: str, style: str, raw: str) -> Cell:
        """Return the cell of a value stored as ``kind`` (the ``t`` attribute).

        Raises:
            Unreadable: there is no telling what the value is; without the cell's place, which
                the caller knows.
        """
        match kind:
            case "n":
                return self._number(raw.strip(), style)
            case "s":
                return self._shared(raw.strip())
            case "str" | "inlineStr":
                return self.string(unescaped(raw))
            case "b":
                return _boolean(raw.strip().lower())
            case "e":
                return Cell(CellKind.ERROR, raw.strip())
            case "d":
                day = date_of_iso(raw.strip())
                return self.string(raw) if day is None else Cell(CellKind.DATE, day)
        raise Unreadable(code="F133", detail=f"okänd typ {kind}")

    def string(self, value: str) -> Cell:
        """Return a text cell, and count its text."""
        self._budget.spend(value)
        return text(value)

    def _shared(self, raw: str) -> Cell:
        if not raw:
            return BLANK
        if not (raw.isascii() and raw.isdigit() and len(raw) < len("4294967296")):
            raise Unreadable(code="F132", detail=f"text nr {raw}")
        cell = self.shared.get(str(int(raw)))
        if cell is None:
            raise Unreadable(code="F132", detail=f"text nr {raw} av {len(self.shared)}")
        return cell

    def _number(self, raw: str, style: str) -> Cell:
        if not raw:
            return BLANK
        cell = stored_number(raw)
        if style in self.date_styles:
            day = date_of_serial(Decimal(raw), since_1904=self._since_1904)
            return cell if day is None else Cell(CellKind.DATE, day)
        if len(self.numbers) < _MOST_REMEMBERED:
            self.numbers[raw] = cell
        return cell


def stored_number(raw: str) -> Cell:
    """Return the number cell of a stored number, at the digits that Excel keeps.

    Raises:
        Unreadable: the text is no number.
    """
    if _SHORT.fullmatch(raw):
        return Cell(CellKind.NUMBER, Decimal(raw) or _NOTHING)  # "-0" too
    if _NUMBER.fullmatch(raw) is None:
        raise Unreadable(code="F133", detail=f"{raw} är inget tal")
    return number(raw)


def _boolean(raw: str) -> Cell:
    if not raw:
        return BLANK
    if raw not in _TRUE | _FALSE:
        raise Unreadable(code="F133", detail=f"{raw} är varken sant eller falskt")
    return Cell(CellKind.BOOLEAN, raw in _TRUE)
