"""A report of another type begun from one: a new master with what both types have.

A board's year goes monthly, interim, monthly. What two types have in common is told by their sheets
and headers, and what of it is kept by the policy of the new one's columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from xl_asn import __version__
from xl_asn.case.case import Case, case_of
from xl_asn.case.examine import examine
from xl_asn.case.neighbours import Neighbours
from xl_asn.case.new_masters import master_of
from xl_asn.cycle.next_period import saying
from xl_asn.cycle.next_period.changes import Change, Told
from xl_asn.cycle.next_period.following import Asked
from xl_asn.cycle.next_period.fresh import Before, NextPeriod
from xl_asn.cycle.next_period.logged import log_of
from xl_asn.cycle.next_period.remarks import NOT_CARRIED
from xl_asn.documents.carrying import Act
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.reader import read
from xl_asn.model.findings import Finding
from xl_asn.model.grid import BLANK, Cell, Grid, Sheet, Value, cell_of
from xl_asn.model.listing import listed
from xl_asn.model.told import ToldError
from xl_asn.pages.trail_page import trail_page

_KEPT_ON_START = ("board", "administration", "unit")
_NOT_MOVED = "Regler"
"""The rules of one type are not those of another: the board's own file has both."""


def begun(
    declared: type[Document],
    before: Before,
    asked: Asked,
    led: Callable[[str], str] = str,
    *,
    macros: bool,
) -> tuple[bytes, NextPeriod]:
    """Return a new master with what it has in common with the report before, and what was done.

    Args:
        declared: the new type.
        before: the report before.
        asked: the new period.
        led: what the new workbook calls a file that the old one calls by a name.
        macros: whether it is to have buttons.
    """
    case, old = before.case, before.case.document
    content = Grid(tuple(_sheets(declared, old, case.grid)))
    start = _start(old, declared, before.name, asked, led)
    master = master_of(declared, content, start, case.board.board, macros=macros)
    grid = read(master)
    fresh = case_of(grid, Neighbours(case.neighbours.place, case.neighbours.fetch))
    if not isinstance(fresh, Case):
        raise ToldError(fresh.message)
    changes = tuple(_changes(fresh.document, content, grid, before.name))
    log = log_of(changes, f"Ny period: {asked.period.label}, gjord av {before.name}")
    page = trail_page((), (), f"{__version__}, regelverk {fresh.board.used}", log=log)
    examined = examine(fresh)
    findings = saying.in_order(
        (*saying.of_period(asked, declared, fresh.document), *_left(declared, old))
    )
    done = NextPeriod(asked, {}, {}, (page,), changes, findings, examined)
    return saved(master, {}, [page]), done


def _start(
    old: Document, declared: type[Document], name: str, asked: Asked, led: Callable[[str], str]
) -> dict[str, Value]:
    start: dict[str, Value] = {
        "year": Decimal(asked.period.year),
        "period": asked.text,
        "previous_report": name,
    }
    start |= {field: old.start.get(field) for field in _KEPT_ON_START if old.start.get(field)}
    if old.start.plan and old.period and old.period.year == asked.period.year:
        start["plan"] = led(old.start.plan)
    if old.start.archive and "archive" not in declared.not_on_start:
        start["archive"] = led(old.start.archive)
    return start


def _sheets(declared: type[Document], old: Document, grid: Grid) -> Iterator[Sheet]:
    """Yield the sheets that both types have, with the columns that both have and that are kept."""
    for spec, source in _common(declared, old):
        fields = {column.header: name for name, column in source.declared.items()}
        kept = [
            (fields[column.header], column.header)
            for column in spec.columns.values()
            if column.header in fields
            and fields[column.header] in source.columns
            and spec.carried(column).act is Act.KEEP
        ]
        rows = [[_plain(grid, row, field) for field, _ in kept] for row in source]
        filled = [row for row in rows if any(not cell.is_blank for cell in row)]
        if filled:
            heads = [cell_of(header) for _, header in kept]
            cells = {
                (number, place): cell
                for number, row in enumerate((heads, *filled), 1)
                for place, cell in enumerate(row, 1)
                if not cell.is_blank
            }
            yield Sheet(spec.name, cells)


def _common(declared: type[Document], old: Document) -> Iterator[tuple[SheetSpec, Rows[Row]]]:
    """Yield the new type's sheets with the old one's of the same name, or of the same rows."""
    families = {spec.row.family: table for spec, table in old.tables() if spec.row.family}
    for spec in declared.sheets:
        source = old.table(spec.name) or families.get(spec.row.family)
        if spec.name != _NOT_MOVED and source is not None and source.present:
            yield spec, source


def _plain(grid: Grid, row: Row, field: str) -> Cell:
    return grid.at(row.cell(field))._replace(formula=None) if row.has(field) else BLANK


def _changes(document: Document, content: Grid, grid: Grid, name: str) -> Iterator[Change]:
    names = {sheet.name for sheet in content.sheets}
    for _, table in document.tables():
        for row in table if table.sheet in names else ():
            for field in table.columns:
                cell = row.cell(field)
                if not grid.at(cell).is_blank:
                    told = Told(row.label, table.declared[field].header, f"ur {name}")
                    yield Change(cell, BLANK, grid.at(cell).value, told)


def _left(declared: type[Document], old: Document) -> Iterator[Finding]:
    """Yield what the old report has and the new type has no place for."""
    known = {id(table) for _, table in _common(declared, old)}
    left = [table.sheet for _, table in old.own_tables() if id(table) not in known and table.rows]
    yield NOT_CARRIED.finding(
        f"Den nya är en {declared.title.casefold()} på en ny mall. Egna blad, formler och diagram "
        f"följer inte med, och inte heller {listed(left)}.",
        "Hämta det som behövs ur den gamla.",
        sheet="Start",
    )
