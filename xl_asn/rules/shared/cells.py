"""Many cells of one cause as a sentence tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xl_asn.model.grid import CellRef, quoted_sheet

_MOST_TOLD = 8


def told_places(cells: Iterable[CellRef]) -> str:
    """Return the addresses of cells on any sheets: "Enhetsresultat!B6:B9; Händelser!A7 och A9"."""
    by_sheet: dict[str, list[CellRef]] = {}
    for cell in cells:
        by_sheet.setdefault(cell.sheet, []).append(cell)
    return "; ".join(
        f"{quoted_sheet(sheet)}!{told_cells(found)}" for sheet, found in by_sheet.items()
    )


def told_cells(cells: Iterable[CellRef]) -> str:
    """Return the addresses of cells on one sheet: "C6:C9, C12 och 3 celler till"."""
    runs: list[list[CellRef]] = []
    for cell in sorted(set(cells), key=lambda one: (one.column, one.row)):
        last = runs[-1][-1] if runs else None
        if last and (last.column, last.row + 1) == (cell.column, cell.row):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    shown = [r[0].address if len(r) == 1 else f"{r[0].address}:{r[-1].address}" for r in runs]
    return _listed(shown, sum(len(run) for run in runs[_MOST_TOLD:]), "cell", "celler")


def told_rows(numbers: Iterable[int]) -> str:
    """Return row numbers as a sentence begins with them: "Raderna 47 och 48"."""
    rows = sorted(set(numbers))
    if len(rows) == 1:
        return f"Raden {rows[0]}"
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:  # noqa: PLR2004 - more than a pair
        return f"Raderna {rows[0]}–{rows[-1]}"
    more = len(rows) - _MOST_TOLD
    return f"Raderna {_listed([str(row) for row in rows], max(more, 0), 'rad', 'rader')}"


def _listed(shown: Sequence[str], more: int, one: str, many: str) -> str:
    told = [*shown[:_MOST_TOLD]]
    if more:
        told.append(f"{more} {one if more == 1 else many} till")
    *first, last = told
    return f"{', '.join(first)} och {last}" if first else last
