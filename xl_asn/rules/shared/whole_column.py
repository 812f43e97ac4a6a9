"""One cause, one finding: the same fault in most cells of a column is told once, with its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from xl_asn.model.findings import Finding
from xl_asn.rules.context import Context
from xl_asn.rules.shared.cells import told_cells

_FEWEST: Final = 3


def by_column(
    context: Context, each: Iterable[Finding], fewest: int = _FEWEST
) -> Iterator[Finding]:
    """Yield findings of one cell each, and one for a column where most cells have the fault.

    At least ``fewest`` cells are needed. Faults that are mended alike are the same.
    """
    columns: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in each:
        sheet, column = (finding.cell.sheet, finding.cell.column) if finding.cell else ("", 0)
        remedy = finding.remedy.partition(":")[0]
        columns.setdefault((sheet, column, remedy), []).append(finding)
    for (sheet, column, _), findings in columns.items():
        if len(findings) >= fewest and _are_most(context, sheet, column, len(findings)):
            yield _as_one(findings)
        else:
            yield from findings


def _are_most(context: Context, sheet: str, column: int, count: int) -> bool:
    found, table = context.grid.sheet(sheet), context.document.table(sheet)
    if found is None:
        return False
    rows = (row.row_number for row in table or ())
    return 2 * count > sum(not found.cell(row, column).is_blank for row in rows)


def _as_one(findings: Sequence[Finding]) -> Finding:
    """Return the first finding, with the cells that have the same fault."""
    others = [finding.cell for finding in findings[1:] if finding.cell is not None]
    return replace(
        findings[0],
        message=f"{findings[0].message} Samma fel finns i {len(others)} celler till i kolumnen: "
        f"{told_cells(others)}.",
        inputs=tuple(others),
        consequences=tuple(dict.fromkeys(chain(*(f.consequences for f in findings)))),
    )
