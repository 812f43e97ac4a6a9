"""*Förklara cellen*: a figure's formula and inputs, a status, a mark's rule, or whose a cell is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xl_asn.documents.columns import Column
from xl_asn.documents.document import Document
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.start import Start
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Cell, CellKind, CellRef, Grid, folded_name
from xl_asn.model.money import show_exact, show_share
from xl_asn.model.results import Result
from xl_asn.rules.catalogue import all_rules
from xl_asn.workflow import GENERATED, Computed

_MOST_INPUTS: Final = 6
_DECIMALS: Final = 2


def explain(grid: Grid, computed: Computed, ref: CellRef) -> str:
    """Return what there is to say about a cell, in a few sentences."""
    if folded_name(ref.sheet) in {folded_name(name) for name in GENERATED}:
        return f"Bladet {ref.sheet} skrivs av programmet och byts ut av Beräkna. Skriv inte här."
    said = [_finding(finding) for finding in computed.examined.findings if finding.cell == ref]
    result = next((r for r in computed.examined.calculated.results if r.cell == ref), None)
    if result is not None:
        remark = computed.examined.calculated.remarks.get(ref, "")
        said.append(f"{_result(grid, result)} {remark}".strip())
    if said:
        return " ".join(said)
    return _own(grid, computed.examined.document, ref)


def _finding(finding: Finding) -> str:
    title = next((f" ({r.title})" for r in all_rules() if r.rule.code == finding.code), "")
    severity = finding.severity.value.capitalize()
    return f"{severity} {finding.code}{title}: {finding.message} Så rättar du: {finding.remedy}"


def _result(grid: Grid, result: Result) -> str:
    held = grid.at(result.cell)
    shown = _number(result.value) if isinstance(result.value, Decimal) else result.value
    said = [f"{result.cell} ({result.row}, {result.column}) räknas till {shown}: {result.formula}."]
    if result.inputs:
        inputs = [f"{ref} = {_held(grid.at(ref))}" for ref in result.inputs[:_MOST_INPUTS]]
        more = len(result.inputs) - _MOST_INPUTS
        said.append(f"Indata: {', '.join(inputs)}{f' och {more} till' if more > 0 else ''}.")
    if result.fills and not held.is_blank:
        said.append("Cellen är din egen och skrivs inte över.")
    return " ".join(said)


def _own(grid: Grid, document: Document, ref: CellRef) -> str:
    column = _column(document, ref)
    held = grid.at(ref)
    about = f" {column.header}: {column.help}" if column is not None else ""
    if held.formula is not None:
        return f"{ref} är din egen formel: ={held.formula}. Programmet ändrar den inte.{about}"
    if held.is_blank:
        return f"{ref} är tom, och programmet skriver inte i den.{about}"
    return f"{ref} är din egen: programmet läser den men ändrar den inte.{about}"


def _column(document: Document, ref: CellRef) -> Column | None:
    """Return the declared column that a cell stands in."""
    if folded_name(ref.sheet) == folded_name(START):
        start = document.start
        return next((c for n, c in Start.declared().items() if start.place(n) == ref), None)
    for name, spec in document.sheets().items():
        if folded_name(spec.name) != folded_name(ref.sheet):
            continue
        table = getattr(document, name)
        if ref.row <= table.header_row:
            return None
        return next(
            (table.declared[n] for n, number in table.columns.items() if number == ref.column), None
        )
    return None


def _held(cell: Cell) -> str:
    if cell.kind is CellKind.BLANK:
        return "tom"
    if cell.kind is CellKind.UNCOMPUTED:
        return "en formel som inte är beräknad"
    return _number(cell.value) if isinstance(cell.value, Decimal) else cell.text


def _number(value: Decimal) -> str:
    """Return a number as people read it; a share is shown as per cent."""
    if value and abs(value) < 1:
        return show_share(value, 1)
    return show_exact(round(value, _DECIMALS).normalize() if value % 1 else value)
