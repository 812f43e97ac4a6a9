"""Every figure of a document, told for a reader who asks how it came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.rollup import show_against
from xl_asn.case.examine import Examined
from xl_asn.documents.document import Document
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of, show_number
from xl_asn.model.statuses import Graded

#: The rule that compares the figures of each kind of identity.
_GUARDS: Final = {"rad": "C101", "summa": "C102", "varav": "C111"}
_MOST_DECIMALS: Final = 2
#: A figure of more inputs than this, such as a total of all units, is told by its formula alone.
_MOST_INPUTS: Final = 40


class Note(NamedTuple):
    """How a figure came about, for a reader who asks.

    ``formula`` is empty for a figure that a person has typed. ``inputs`` are name and value of
    each figure it was worked out from; ``checks`` the rules that compare it with others, each with
    what they compare; ``findings`` what was found at it. ``told`` is its own name and value.
    ``cell`` is None for a figure that the report works out and no cell holds.
    """

    cell: CellRef | None
    formula: str
    inputs: tuple[tuple[CellRef, str], ...] = ()
    checks: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    told: str = ""


def notes_of(examined: Examined) -> Mapping[CellRef, Note]:
    """Return what there is to tell of each computed or checked figure, and each status, by cell."""
    checks = _checks(examined)
    findings: dict[CellRef, list[str]] = defaultdict(list)
    for finding in examined.findings:
        if finding.cell is not None:
            findings[finding.cell].append(f"{finding.code} {finding.message}")
    results = examined.calculated.by_cell
    names = dict(_names(examined.document))
    amounts = examined.amount_cells
    notes: dict[CellRef, Note] = {}

    def told(cell: CellRef) -> str:
        return f"{names.get(cell, 'Värde')}: {_value(examined, cell, share=cell not in amounts)}"

    for ref in {*checks, *findings, *results, *names}:
        result = results.get(ref)
        inputs = result.inputs if result and len(result.inputs) <= _MOST_INPUTS else ()
        notes[ref] = Note(
            ref,
            result.formula if result else "",
            tuple((cell, told(cell)) for cell in inputs),
            tuple(checks.get(ref, ())),
            tuple(findings.get(ref, ())),
            told(ref),
        )
    return notes


def _checks(examined: Examined) -> Mapping[CellRef, list[str]]:
    """Return what each figure must agree with, and the code of the rule that sees to it."""
    checks: dict[CellRef, list[str]] = defaultdict(list)
    for identities in examined.calculated.identities.values():
        for identity in identities:
            said = f"{_GUARDS[identity.kind]} vaktar: {identity.words}"
            for cell in identity.cells:
                checks[cell].append(said)
    return checks


def _names(document: Document) -> Iterator[tuple[CellRef, str]]:
    """Yield every figure and status with the name of its column and row."""
    for _, table in document.tables():
        for row in table:
            for field, column in table.declared.items():
                cell = row.place(field)
                value = getattr(row, field)
                if cell is not None and isinstance(value, Decimal | Graded | None):
                    yield cell, f"{column.header}, {row.label}" if row.label else column.header


def _value(examined: Examined, cell: CellRef, *, share: bool) -> str:
    held = examined.grid.at(cell)
    result = examined.calculated.by_cell.get(cell)
    value = result.value if result is not None and not result.fills else held.value
    if not isinstance(value, Decimal):
        return held.text or "tom"
    if share and value and abs(value) < 1:
        return show_against(value, Decimal(0), decimals=1)
    return show_number(value, min(decimals_of(value), _MOST_DECIMALS))
