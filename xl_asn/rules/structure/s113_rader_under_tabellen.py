"""Rader står under tabellen och läses inte.

Vad den gör
    Letar under varje tabell efter rader som ser ut att höra till den, men som skiljs från den av
    en tom rad eller av tabellens summarad. Det är ett fel när raden har allt som tabellens rader
    måste ha, och en fråga när den har ett belopp, en bedömning eller en text. Noteringar i
    tabellens första kolumn och egna kontrollsummor är inga rader.

Varför det spelar roll
    Tabellen tar slut vid den tomma raden. Det som står under den räknas inte och kommer inte
    med i rapporten, fast det syns på bladet.

Exempel
    Två röda enheter på raderna 47 och 48, när tabellen på Enhetsresultat slutar på rad 45.

Så rättar du
    Ta bort de tomma raderna ovanför, så att raderna hamnar i tabellen. Är de inte en del av den:
    flytta dem till ett eget blad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.documents.columns import CHOICE
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_rows

RULE = Rule("S113", "rader-under-tabellen", Severity.ERROR)

_MOST_NAMED = 5
_ENOUGH = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for the rows below each table that are its own, and one for what may be."""
    for _, table in context.tables():
        by_severity: dict[Severity, list[Row]] = {}
        for row in table.unread.rows:
            severity = _severity(context, table, row)
            if severity is not None:
                by_severity.setdefault(severity, []).append(row)
        for severity, rows in by_severity.items():
            yield _told(table, rows, severity)


def _severity(context: Context, table: Rows[Row], row: Row) -> Severity | None:
    """Return how sure it is that a row was meant for the table; None where it is not."""
    first = min(table.columns, key=lambda name: table.columns[name])
    filled = [name for name in table.columns if row.get(name) is not None]
    demanded = [name for name in table.columns if table.declared[name].required]
    is_whole = bool(demanded) and all(name in filled for name in demanded)
    if is_whole and len(filled) >= _ENOUGH:
        is_note = str(row.get(first) or "").endswith(":")
        return Severity.QUESTION if is_note else Severity.ERROR
    for name in filled:
        column = table.declared[name]
        typed = context.grid.at(row.cell(name)).formula is None
        if typed and (column.kind.right or column.kind is CHOICE):
            return Severity.QUESTION
        if column.kind.long and name != first:
            return Severity.QUESTION
    return None


def _told(table: Rows[Row], rows: Sequence[Row], severity: Severity) -> Finding:
    names = [f"”{row.label}”" for row in rows if row.label]
    more = len(names) - _MOST_NAMED
    shown = [*names[:_MOST_NAMED], *([f"{more} till"] if more > 0 else [])]
    numbers = [row.row_number for row in rows]
    what = f": {listed(shown)}" if shown else ""
    one = len(rows) == 1
    cells = [row.cell(name) for row in rows for name in table.columns if row.get(name) is not None]
    return RULE.finding(
        f"{told_rows(numbers)} på bladet {table.sheet} står under tabellen och läses inte{what}.",
        f"Flytta {'raden' if one else 'raderna'} upp intill tabellens sista rad, "
        f"eller till ett eget blad om {'den' if one else 'de'} inte hör till tabellen.",
        severity=severity,
        cell=cells[0],
        inputs=tuple(cells[1:]),
    )
