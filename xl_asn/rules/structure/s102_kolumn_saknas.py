"""En kolumn saknas eller har fått en annan rubrik.

Vad den gör
    Jämför rubrikerna på varje blad med dem som bladet ska ha. Kolumnernas ordning spelar ingen
    roll, och egna kolumner får läggas till. En kolumn som är frivillig, eller som har kommit till
    efter mallens version, får saknas. Rubriker med en enhet, en månad eller ett år i sig känns
    igen, och har flera rubriker på bladet fått ett sådant tillägg blir det ett enda fynd.

Varför det spelar roll
    Kolumner hittas på sin rubrik. En kolumn med en annan rubrik läses inte, och då saknas dess
    siffror i rapporten.

Exempel
    Rubriken "Utfall" på Nettokostnad har blivit "Utfal", eller "Utfall (tkr)".

Så rättar du
    Skriv rubriken som den ska vara. Meddelandet visar den rubrik som ligger närmast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from xl_asn.calculation.headers import told_with_more, unit_in
from xl_asn.calculation.names import closest
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context, either, listed
from xl_asn.rules.rule import Rule

RULE = Rule("S102", "kolumn-saknas", Severity.ERROR)

_UNCHECKED: Final = " Utan kolumnen görs inte alla kontroller på bladet."


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every declared header that a table lacks, one for those alike."""
    for _, table in context.tables():
        if not table.present:
            continue
        demanded = list(_demanded(context, table))
        added = {h: told_with_more(h, table.strangers) for h in demanded}
        sure = {header: found[0] for header, found in added.items() if len(found) == 1}
        if len(sure) > 1:
            yield _with_more(context, table, sure)
            demanded = [header for header in demanded if header not in sure]
        for header in demanded:
            yield _missing(context, table, header, added[header])


def _missing(context: Context, table: Rows[Row], header: str, added: tuple[str, ...]) -> Finding:
    remedy, cell = f"Lägg till en kolumn med rubriken {header}.", None
    near = added[0] if added else closest(header, table.strangers)
    if near:
        cell = _header_cell(context, table.sheet, table.header_row, near)
        named = either(added) if added else near
        remedy = (
            f"Ändra rubriken {named} till {header}, om det är den kolumnen"
            f"{_in_unit(context, near)}."
        )
    left = context.left_by_columns(table.sheet, {header})
    return RULE.finding(
        f"Kolumnen {header} saknas på bladet {table.sheet}.",
        remedy + (_UNCHECKED if header in context.lacking.get(table.sheet, frozenset()) else ""),
        sheet=table.sheet,
        cell=cell or CellRef(table.sheet, table.header_row, 1),
        consequences=left,
    )


def _with_more(context: Context, table: Rows[Row], sure: Mapping[str, str]) -> Finding:
    """Return the one finding of headers that all have a unit or a month added."""
    cells = [_header_cell(context, table.sheet, table.header_row, near) for near in sure.values()]
    found = [cell for cell in cells if cell is not None]
    amounts = not context.lacking.get(table.sheet, frozenset()).isdisjoint(sure)
    return RULE.finding(
        f"Kolumnerna {listed(sure)} saknas på bladet {table.sheet}: deras rubriker har fått ett "
        "tillägg.",
        f"Ändra rubrikerna {listed(sure.values())} till {listed(sure)}"
        f"{_in_unit(context, *sure.values())}." + (_UNCHECKED if amounts else ""),
        sheet=table.sheet,
        cell=found[0] if found else CellRef(table.sheet, table.header_row, 1),
        consequences=(*found[1:], *context.left_by_columns(table.sheet, set(sure))),
    )


def _in_unit(context: Context, *headers: str) -> str:
    """Return that the amounts must be in the workbook's unit, where a header names another."""
    unit = context.document.start.amount_unit
    other = any(named not in {None, unit} for named in map(unit_in, headers))
    return f", och skriv beloppen i {unit.value}" if other else ""


def _demanded(context: Context, table: Rows[Row]) -> Iterator[str]:
    """Yield the headers that are missing, but those that are newer than the workbook (S108)."""
    since = {column.header: column.since for column in table.declared.values()}
    return (h for h in table.missing if not context.document.is_older_than(since[h]))


def _header_cell(context: Context, sheet: str, row: int, header: str) -> CellRef | None:
    found = context.grid.sheet(sheet)
    for column, cell in found.row(row).items() if found else ():
        if folded_name(cell.text) == folded_name(header):
            return CellRef(sheet, row, column)
    return None
