"""En tabell till står på samma blad och läses inte.

Vad den gör
    Letar efter bladets rubriker på fler ställen än ett: i en tabell under den som läses, eller
    bredvid. Egna sammanställningar utan den kolumn som namnger raderna är ingen sådan tabell. En
    egen Excel-tabell med några av bladets rubriker är en upplysning.

Varför det spelar roll
    Bara en tabell på varje blad läses. Det som står i den andra räknas inte och kommer inte med i
    rapporten.

Exempel
    På Nettokostnad står rubrikerna en gång till på rad 20, med en ny verksamhet under.

Så rättar du
    Flytta raderna till bladets tabell. Är tabellen bara ett underlag: flytta den till ett eget
    blad, eller godta fyndet på bladet Kontroll.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.rows import Row, Rows, SecondTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Sheet, TableRange, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S114", "en-tabell-till", Severity.QUESTION)

_ENOUGH = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every other table with headers of a sheet's own table."""
    for _, table in context.tables():
        found = context.grid.sheet(table.sheet)
        if found is None or not table.present:
            continue
        for second in table.unread.tables:
            yield RULE.finding(
                f"En tabell till på bladet {table.sheet} läses inte: den börjar i "
                f"{_corner(table, second).address}, med samma rubriker som bladets tabell.",
                f"Flytta raderna till tabellen som börjar på rad {table.header_row}, eller flytta "
                "tabellen till ett eget blad om den är ett underlag.",
                cell=_corner(table, second),
            )
        for other in found.tables:
            if _shares_headers(found, table, other):
                yield RULE.finding(
                    f"Excel-tabellen {other.name} på bladet {table.sheet} läses inte.",
                    "Flytta den till ett eget blad om den är ett underlag.",
                    severity=Severity.INFO,
                    cell=CellRef(table.sheet, other.first_row, other.first_column),
                )


def _corner(table: Rows[Row], second: SecondTable) -> CellRef:
    return CellRef(table.sheet, second.row, second.first_column)


def _shares_headers(found: Sheet, table: Rows[Row], other: TableRange) -> bool:
    """Whether an Excel table that is not read has some of the sheet's headers, but not all."""
    inside = range(other.first_column, other.last_column + 1)
    if other.first_row == table.header_row and any(c in inside for c in table.columns.values()):
        return False  # the table that is read, or a part of it
    if any(
        second.row == other.first_row and second.meets(inside) for second in table.unread.tables
    ):
        return False
    heads = {folded_name(found.cell(other.first_row, column).text) for column in inside}
    known = {folded_name(column.header) for column in table.declared.values()}
    return len(heads & known) >= _ENOUGH
