"""En rubrik står två gånger, och den ena kolumnen läses inte.

Vad den gör
    Letar efter kolumner som har samma rubrik som en annan på samma rad. Det är en fråga när de
    flesta av kolumnens värden saknas i den som läses, annars en upplysning.

Varför det spelar roll
    Av två kolumner med samma rubrik läses den som står i bladets tabell, annars den första. Den
    andra räknas inte och kommer inte med i rapporten.

Exempel
    En egen kolumn till höger om tabellen heter också Utfall. Månadens tal står där, men kolumnen
    i tabellen är tom.

Så rättar du
    Flytta värdena till kolumnen i tabellen, eller ge den egna kolumnen en annan rubrik.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.rows import Row, Rows
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Sheet
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S117", "rubrik-tva-ganger", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every column with values that has the header of another."""
    for _, table in context.tables():
        found = context.grid.sheet(table.sheet)
        seconds = [s for s in table.unread.tables if s.row == table.header_row]
        for number, name in table.unread.columns.items() if found else ():
            if any(second.meets([number]) for second in seconds):
                continue  # S114 tells of the whole of it
            yield from _told(found, table, number, name)


def _told(found: Sheet | None, table: Rows[Row], number: int, name: str) -> Iterator[Finding]:
    rows = [row for row in table if found and not found.cell(row.row_number, number).is_blank]
    if not rows:
        return
    column = table.columns[name]
    only = [row for row in rows if found and found.cell(row.row_number, column).is_blank]
    is_asked = 2 * len(only) >= len(rows)
    header = table.declared[name].header
    read = CellRef(table.sheet, table.header_row, column)
    other = CellRef(table.sheet, table.header_row, number)
    yield RULE.finding(
        f"Rubriken {header} står både i {read.address} och {other.address} på bladet "
        f"{table.sheet}. Kolumnen i {other.address} läses inte"
        + (f", men {_told_values(len(only))} bara där." if is_asked else "."),
        f"Flytta värdena till kolumnen i {read.address}, eller byt rubrik i {other.address}.",
        severity=RULE.severity if is_asked else Severity.INFO,
        cell=other,
        inputs=(read,),
    )


def _told_values(count: int) -> str:
    return f"{count} {'värde' if count == 1 else 'värden'} står"
