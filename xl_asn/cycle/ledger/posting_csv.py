"""The sheet *Kontering* filled from a file, or suggested for a board that has no mapping yet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from xl_asn.case.case import Case
from xl_asn.case.own_cells import stored
from xl_asn.documents.sheets.posting_rules import POSTING_RULES, PostingRuleRow
from xl_asn.files.ledgers.decoding import decoded
from xl_asn.files.reading import snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid, Sheet, Value, cell_of, folded_name
from xl_asn.model.money import read_count
from xl_asn.model.page import Page, Placed
from xl_asn.model.told import ToldError
from xl_asn.pages.sheet_styles import INPUT, ListColumn, list_page

_SPARE: Final = 5
_NEEDED: Final = ("order", "sheet", "name")
_DATES: Final = ("valid_from", "valid_to")


def read_posting_csv(path: Path) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of a file, by the fields of *Kontering*.

    Raises:
        ToldError: it cannot be read, or lacks a column that a rule needs.
    """
    taken = snapshot.take(path)
    if isinstance(taken, Finding):
        message = f"{path.name}: {taken.message}"
        raise ToldError(message)
    text = decoded(taken.data).text
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";\t,", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    fields = {folded_name(c.header): name for name, c in PostingRuleRow.declared().items()}
    head = [fields.get(folded_name(header)) for header in rows[0]] if rows else []
    lacking = [PostingRuleRow.declared()[name].header for name in _NEEDED if name not in head]
    if lacking:
        message = (
            f"{path.name} saknar kolumnen {lacking[0]}. Skriv samma rubriker som på Kontering."
        )
        raise ToldError(message)
    return tuple(
        {
            field: _value(field, text.strip())
            for field, text in zip(head, row, strict=False)
            if field
        }
        for row in rows[1:]
    )


def _value(field: str, text: str) -> Value:
    if field == "order":
        count = read_count(text)
        return Decimal(count) if count is not None else text or None
    if field in _DATES and text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text or None


def posting_page(rows: Sequence[Mapping[str, Value]], lead: str = "") -> Page:
    """Lay out the sheet with some rows, and a few blank ones below them."""
    columns = PostingRuleRow.declared()
    blank: Mapping[str, Value] = {}
    return list_page(
        POSTING_RULES.name,
        [POSTING_RULES.help, *([lead] if lead else [])],
        [ListColumn(column.header, column.shown_width) for column in columns.values()],
        [
            [
                Placed(
                    number, at, row.get(field),
                    INPUT._replace(
                        number_format=columns[field].shown_format,
                        horizontal="center" if columns[field].kind.centred else None,
                    ),
                )
                for at, field in enumerate(columns, 1)
            ]
            for number, row in enumerate((*rows, *[blank] * _SPARE), 1)
        ],
    )  # fmt: skip


def with_page(case: Case, page: Page) -> Case:
    """Return the case of the workbook with a sheet as a page has it."""
    cells = {
        (placed.row, placed.column): cell_of(stored(placed.value))
        for placed in page.cells
        if placed.value not in (None, "")
    }
    name = folded_name(page.name)
    others = tuple(sheet for sheet in case.grid.sheets if folded_name(sheet.name) != name)
    grid: Grid = replace(case.grid, sheets=(*others, Sheet(page.name, cells)))
    read = case.with_grid(grid)
    if isinstance(read, Finding):
        raise ToldError(read.message)
    return read


def filled(case: Case, path: Path) -> Page | None:
    """Return *Kontering* as a file has it; None where the workbook says just that already.

    Raises:
        ToldError: the file cannot be read, or the workbook has rules of its own.
    """
    page = posting_page(read_posting_csv(path))
    wanted, held = (list(_told(one)) for one in (with_page(case, page), case))
    if held == wanted:
        return None
    if held:
        message = (
            f"Arbetsboken har redan bladet {POSTING_RULES.name} ifyllt, och det skrivs inte över. "
            "Ändra på bladet, eller töm det och hämta igen."
        )
        raise ToldError(message)
    return page


def _told(case: Case) -> Iterator[tuple[Value, ...]]:
    for row in case.document.rows_of(PostingRuleRow):
        yield tuple(row.get(field) for field in PostingRuleRow.declared())
