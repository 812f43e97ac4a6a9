"""Where a figure comes from: its formula and inputs, down to the cells that a person has filled.

The button *Förklara cellen* and the command ``forklara`` tell the same story.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final, NamedTuple

from xl_asn.calculation.rollup import show_against
from xl_asn.case.examine import Examined
from xl_asn.case.insight.from_ledger import fetched_from
from xl_asn.case.own_cells import is_programs
from xl_asn.documents.columns import Column
from xl_asn.documents.document import Document
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.start import Start
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Cell, CellKind, CellRef, Grid, folded_name
from xl_asn.model.money import show_exact
from xl_asn.model.results import Computable, Result, cell_value, json_value

_DECIMALS: Final = 2


class Origin(Enum):
    """Whose a cell is; the values are the words a user sees."""

    COMPUTED = "räknas fram"
    FILLED = "fylls i av Beräkna"
    COMPARED = "din egen, jämförs med det beräknade"
    FORMULA = "din egen formel"
    TYPED = "din egen"
    BLANK = "tom"
    PROGRAM = "skrivs av programmet"


class Source(NamedTuple):
    """One cell of the story: what it is called and holds, and the cells that it comes from.

    ``inputs`` is empty for a cell that a person fills in, and for one already told above it.
    """

    cell: CellRef
    row: str
    column: Column | None
    held: Cell
    origin: Origin
    result: Result | None = None
    inputs: tuple[Source, ...] = ()
    remark: str = ""
    share: bool = True
    """Whether a small number in the cell may be a share; False for an amount."""

    @property
    def name(self) -> str:
        """Return the cell in words: ``Utfall för Gemensamt IFO``."""
        header = self.column.header if self.column else self.result.column if self.result else ""
        row = self.row or (self.result.row if self.result else "")
        return f"{header} för {row}" if header and row and row != header else header or row

    @property
    def held_text(self) -> str:
        """Return what the cell holds, as people read it."""
        if self.held.kind is CellKind.BLANK:
            return "tom"
        if self.held.kind is CellKind.UNCOMPUTED:
            return "en formel som inte är beräknad"
        held = self.held.value
        return self.value_text(held) if isinstance(held, Decimal) else self.held.text

    @our_arithmetic()
    def value_text(self, value: Computable) -> str:
        """Return a value of the cell as people read it; a share is shown as per cent."""
        told = cell_value(value)
        if isinstance(told, str):
            return told
        if self.share and told and abs(told) < 1:
            return show_against(told, Decimal(0), decimals=1)
        return show_exact(round(told, _DECIMALS).normalize() if told % 1 else told)

    def as_json(self) -> Mapping[str, Any]:
        """Return the cell and, nested, its inputs."""
        result = self.result
        return {
            "blad": self.cell.sheet,
            "cell": self.cell.address,
            "namn": self.name,
            "innehåll": self.held_text,
            "slag": self.origin.value,
            "värde": json_value(result.value) if result else None,
            "formel": result.formula if result else None,
            "anmärkning": self.remark or None,
            "indata": [source.as_json() for source in self.inputs],
        }


class Story(NamedTuple):
    """A cell's source and the findings that name it, directly or as a consequence."""

    source: Source
    findings: tuple[Finding, ...]
    follows_from: tuple[Finding, ...]


@our_arithmetic()
def story(grid: Grid, examined: Examined, ref: CellRef) -> Story:
    """Return what there is to say about a cell of a workbook."""
    found = examined.findings
    return Story(
        _source(grid, examined, ref, frozenset()),
        tuple(finding for finding in found if finding.cell == ref),
        tuple(finding for finding in found if ref in finding.consequences),
    )


def _source(grid: Grid, examined: Examined, ref: CellRef, above: frozenset[CellRef]) -> Source:
    held = grid.at(ref)
    row, column = _place(examined.document, ref)
    result = examined.calculated.by_cell.get(ref)
    inputs: tuple[Source, ...] = ()
    if result is not None and ref not in above:
        inputs = tuple(_source(grid, examined, cell, above | {ref}) for cell in result.inputs)
    line = examined.recalled.ours.get(ref)
    sheet = grid.sheet(ref.sheet)
    if sheet is not None and is_programs(sheet):
        origin = Origin.PROGRAM
    else:
        origin = _origin(held, result, ours=line is not None)
    remark = examined.calculated.remarks.get(ref, "")
    if line is not None and line.replaced_something:
        remark = f"{remark} Innan Beräkna stod här {_before(line.replaced)}.".strip()
    remark = f"{remark} {fetched_from(grid, examined.document, ref)}".strip()
    share = ref not in examined.amount_cells
    return Source(ref, row, column, held, origin, result, inputs, remark, share)


def _before(replaced: Cell) -> str:
    """Return what the author had in a cell, as people read it."""
    value = replaced.value
    shown = show_exact(value) if isinstance(value, Decimal) else f"”{replaced.text}”"
    return f"formeln ={replaced.formula}, som gav {shown}" if replaced.formula else shown


def _origin(held: Cell, result: Result | None, *, ours: bool) -> Origin:
    if result is not None and not result.fills:
        return Origin.COMPUTED
    if result is not None:
        return Origin.FILLED if held.is_blank or ours else Origin.COMPARED
    if held.formula is not None:
        return Origin.FORMULA
    return Origin.BLANK if held.is_blank else Origin.TYPED


def _place(document: Document, ref: CellRef) -> tuple[str, Column | None]:
    """Return the name of the row and the declared column that a cell stands in."""
    if folded_name(ref.sheet) == folded_name(START):
        start = document.start
        return "", next((c for n, c in Start.declared().items() if start.place(n) == ref), None)
    for spec, table in document.tables():
        if folded_name(spec.name) != folded_name(ref.sheet) or ref.row <= table.header_row:
            continue
        fields = {number: field for field, number in table.columns.items()}
        column = table.declared[fields[ref.column]] if ref.column in fields else None
        return next((row.label for row in table if row.row_number == ref.row), ""), column
    return "", None
