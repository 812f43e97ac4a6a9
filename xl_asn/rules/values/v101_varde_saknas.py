"""Ett värde som behövs är inte ifyllt.

Vad den gör
    Kontrollerar att varje rad har de värden som den behöver, och att Start har nämnd, år och
    period. Enheter utan bedömning samlas till ett fynd för varje mål, och en kolumn som är tom på
    alla rader, eller på alla rader i ett område, är ett fynd. En cell för bedömning som är tom men
    har en färg tar V140 upp. Rubrikrader utan belopp behöver ingen radtyp.

Varför det spelar roll
    En tom cell är inte noll och inte "Inget utfall". Utan värdet går raden inte att använda.

Exempel
    I februari 2021 visades enheternas bedömning bara med färg, och den som inte ser färgen
    kan inte veta den.

Så rättar du
    Fyll i cellen. Välj Inget utfall om enheten inte har något att mäta den här perioden.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from xl_asn.documents.columns import Column
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.start import SHEET
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context, either
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_cells
from xl_asn.rules.shared.colours import blanks_in

RULE = Rule("V101", "varde-saknas", Severity.ERROR)

#: As many blank cells as this, and no filled one, have one cause.
_FEWEST: Final = 3


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every required value that is blank."""
    start = context.document.start
    for name, column in start.declared().items():
        if column.required and start.readable(name) and getattr(start, name) is None:
            yield RULE.finding(
                f"{column.header} är inte ifyllt på bladet Start.",
                f"Fyll i cellen. {column.help}",
                sheet=SHEET,
                cell=start.place(name),
            )
    coloured = blanks_in(context.coloured)
    for spec, table in context.tables():
        for name, column in spec.columns.items() if table.rows else ():
            if column.required and name in table.columns:
                yield from _of_column(table, name, column, coloured)
    yield from _units(context, coloured)


def _of_column(
    table: Rows[Row], name: str, column: Column, coloured: Container[CellRef]
) -> Iterator[Finding]:
    """Yield a finding for every blank cell of a column, or one where nobody has filled it in."""
    missing = {
        row.row_number
        for row in table
        if row.get(name) is None
        and row.readable(name)
        and not _is_heading(row, name)
        and row.cell(name) not in coloured  # V140 says which word its colour suggests
    }
    if not missing:
        return
    blank: dict[str, list[Row]] = {}
    filled = set[str]()
    for area, row in table.by_area():
        if row.row_number in missing:
            blank.setdefault(area, []).append(row)
        elif not _is_heading(row, name):
            filled.add(area)
    if not filled:
        blank = {"": [row for rows in blank.values() for row in rows]}
    for area, rows in blank.items():
        if len(rows) >= _FEWEST and area not in filled and (area or not filled):
            yield _of_many(rows, name, column, area)
        else:
            yield from (
                RULE.finding(
                    f"{column.header} är inte ifyllt på raden {row.label or row.row_number}.",
                    f"Fyll i cellen. {column.help}",
                    cell=row.cell(name),
                )
                for row in rows
            )


def _of_many(rows: Sequence[Row], name: str, column: Column, area: str) -> Finding:
    cells = [row.cell(name) for row in rows]
    where = f" i området {area}" if area else ""
    return RULE.finding(
        f"{column.header} är inte ifyllt på någon rad{where}: {told_cells(cells)}.",
        f"Fyll i cellerna. {column.help}",
        cell=cells[0],
        inputs=tuple(cells[1:]),
    )


def _units(context: Context, coloured: Container[CellRef]) -> Iterator[Finding]:
    """Yield a finding for every goal with units that nobody has assessed, in words or colour."""
    for goal in context.calculated.goals:
        # A word that is not on the scale is no missing one, V107 tells of it, and V140 of a colour.
        missing = [
            unit
            for unit in goal.missing
            if unit.cell not in context.unread and unit.cell not in coloured
        ]
        if missing:
            units = len(missing)
            yield RULE.finding(
                f"Mål {goal.number}: {units} enheter saknar bedömning."
                if units > 1
                else f"Mål {goal.number}: {missing[0].unit} saknar bedömning.",
                f"Välj {either(s.value for s in context.document.scale.units)} för varje enhet.",
                cell=missing[0].cell,
                inputs=tuple(unit.cell for unit in missing),
            )


def _is_heading(row: Row, name: str) -> bool:
    """Whether a row of a table of amounts is only a heading: a name without amounts."""
    if not row.holds_amounts or name != "kind":
        return False
    return all(
        getattr(row, field) is None and row.readable(field)
        for field, column in row.declared().items()
        if column.kind.right
    )
