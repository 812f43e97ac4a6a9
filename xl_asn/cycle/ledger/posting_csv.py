"""The sheet *Kontering* filled from a file, or suggested for a board that has no mapping yet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
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
_SIGNS: Final = ";\t,"
_TOP: Final = 20
"""So many lines are looked at for the headers."""
_MOST: Final = 20_000
_LONGEST: Final = 32_767
"""So many characters go into a cell; the limit of `csv` is the process's, and others move it."""
_SHOWN: Final = 40
_SAME: Final = "Skriv samma rubriker som på Kontering."
_QUOTE: Final = "Sätt en text med skiljetecken inom citattecken: ”4600-4699, 4710”."


def read_posting_csv(path: Path) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of a file, by the fields of *Kontering*.

    The headers may stand below a title, as they do where the sheet has been saved as CSV.

    Raises:
        ToldError: it cannot be read, or has columns or rows that would lose what they say.
    """
    taken = snapshot.take(path)
    if isinstance(taken, Finding):
        message = f"{path.name}: {taken.message}"
        raise ToldError(message)
    text = decoded(taken.data).text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return tuple(_rows(text))
    except _UnclearError as error:
        message = f"{path.name} {error}"
        raise ToldError(message) from None


class _UnclearError(Exception):
    """Why a file cannot be read as *Kontering*, in words that follow its name."""


def _rows(text: str) -> Iterator[Mapping[str, Value]]:
    delimiter, top = _layout(text)
    numbered = _numbered(text, delimiter, top)
    _number, headers = next(numbered, (0, []))
    fields = _checked(headers)
    count = 0
    for number, row in numbered:
        if len(row) > len(headers):
            reason = f"har fler kolumner på rad {number} än rubriker. {_QUOTE}"
            raise _UnclearError(reason)
        texts = [one.strip() for one in row]
        if any(t for t, field in zip(texts, fields, strict=False) if field is None):
            reason = f"har en kolumn utan rubrik på rad {number}. {_SAME}"
            raise _UnclearError(reason)
        if not any(texts):
            continue
        count += 1
        if count > _MOST:
            reason = f"har fler än {_MOST} rader. Skriv ihop koderna i intervall: 4600-4699."
            raise _UnclearError(reason)
        yield {f: _value(f, t) for f, t in zip(fields, texts, strict=False) if f}
    if not count:
        reason = "har inga rader under rubrikerna. Skriv en rad för varje rad på bladen."
        raise _UnclearError(reason)


def _layout(text: str) -> tuple[str, int]:
    """Return what parts the columns, and the line with the headers: where most of them stand."""
    lines = text.split("\n")[:_TOP]
    places = [(sign, at) for sign in _SIGNS for at in range(len(lines))]

    def found(place: tuple[str, int]) -> int:
        sign, at = place
        return len({*_fields(one.strip('"') for one in lines[at].split(sign))} - {None})

    return max(places, key=found)


def _numbered(text: str, delimiter: str, top: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows from the headers on, each with the number of its last line."""
    below = io.StringIO("\n".join(text.split("\n")[top:]))
    rows = csv.reader(below, delimiter=delimiter)
    first = top + 1
    try:
        for row in rows:
            if any("\n" in one and delimiter in one for one in row):
                reason = (
                    f"har på rad {first} ett citattecken som inte slutar på samma rad. {_QUOTE}"
                )
                raise _UnclearError(reason)
            if any(len(one) > _LONGEST for one in row):
                raise _unreadable(first)
            yield first, row
            first = top + rows.line_num + 1
    except csv.Error:
        raise _unreadable(first) from None


def _unreadable(number: int) -> _UnclearError:
    reason = f"kan inte läsas från rad {number}. Spara Kontering som CSV en gång till."
    return _UnclearError(reason)


def _fields(headers: Iterable[str]) -> list[str | None]:
    known = {folded_name(c.header): name for name, c in PostingRuleRow.declared().items()}
    return [known.get(folded_name(header)) for header in headers]


def _checked(headers: Sequence[str]) -> list[str | None]:
    """Return the fields of some headers, where each is known, stands once, and none lacks."""
    declared = {name: column.header for name, column in PostingRuleRow.declared().items()}
    fields = _fields(headers)
    lacking = [declared[name] for name in _NEEDED if name not in fields]
    if lacking:
        reason = f"saknar kolumnen {lacking[0]}. {_SAME}"
        raise _UnclearError(reason)
    for header, field in zip(headers, fields, strict=True):
        if field is None and header.strip():
            near = get_close_matches(header.strip(), declared.values(), n=1)
            guess = f"Menade du {near[0]}?" if near else "Ta bort kolumnen."
            reason = f"har kolumnen {header.strip()[:_SHOWN]}, som inte finns på Kontering. {guess}"
            raise _UnclearError(reason)
        if field is not None and fields.count(field) > 1:
            reason = f"har kolumnen {declared[field]} två gånger. Ta bort den ena."
            raise _UnclearError(reason)
    return fields


def _value(field: str, text: str) -> Value:
    if field == "order":
        count = read_count(text)
        return Decimal(count) if count is not None else text or None
    if field in _DATES and text:
        try:
            return datetime.fromisoformat(text).date()
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
