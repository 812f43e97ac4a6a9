"""Workbooks that ask: with a sheet *Utskick*, and with a report before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Final

from tests.beside import beside
from tests.cycle.forms.returning import MISSPELT, november, units
from xl_asn.case.case import Case
from xl_asn.cycle.forms.handing_out import HandingOut, Occupant, handed_out
from xl_asn.documents.sheets.hand_outs import HAND_OUTS, HandOutRow
from xl_asn.model.forms import Form
from xl_asn.model.grid import Cell, Grid, Sheet, cell_of

NOW: Final = datetime(2022, 12, 1, 8, 0)  # noqa: DTZ001 - as *Insamling* tells it
LAST_DAY: Final = date(2022, 12, 7)
HEADERS: Final = [column.header for column in HandOutRow.declared().values()]


def asking(grid: Grid, rows: Sequence[Mapping[str, object]]) -> Grid:
    """Return a workbook with *Utskick*: rows by header."""
    cells: dict[tuple[int, int], Cell] = {}
    for column, header in enumerate(HEADERS, 1):
        cells[1, column] = cell_of(header)
        for number, row in enumerate(rows, 2):
            if header in row:
                cells[number, column] = cell_of(row[header])  # type: ignore[arg-type]
    others = (sheet for sheet in grid.sheets if sheet.name != HAND_OUTS.name)
    return replace(grid, sheets=(*others, Sheet(HAND_OUTS.name, cells)))


def ten_units() -> list[dict[str, object]]:
    """Return the ten units of November 2022, the one that is misspelt by both its names."""
    also = {right: wrong for wrong, right in MISSPELT.items()}
    return [
        {
            "Mottagare": name,
            "E-post": "enhet@kommun.example",
            "Enhet": f"{name}; {also[name]}" if name in also else name,
        }
        for name in units(november())
    ]


def november_asks(rows: Sequence[Mapping[str, object]] = (), previous: Grid | None = None) -> Case:
    """Return November 2022 where these are asked, or its ten units."""
    return beside(asking(november().grid, rows or ten_units()), previous)


def hand(case: Case, there: Mapping[str, Occupant] | None = None, first: int = 0) -> HandingOut:
    """Hand a workbook's forms out; marks are numbers."""
    marks = count(first)
    return handed_out(
        case, there or {}, now=NOW, draw=lambda: f"{next(marks):06x}", last_day=LAST_DAY,
        to="mappen Svar november",
    )  # fmt: skip


def forms(out: HandingOut) -> Mapping[str, Form]:
    """Return the forms by their recipients."""
    return {made.recipient.name: made.form for made in out.forms}
