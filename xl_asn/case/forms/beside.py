"""What somebody has written in a form where nothing is asked: told, so that it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xl_asn.case.forms.blocks import Block
from xl_asn.case.forms.codes import BESIDE, remark
from xl_asn.model.findings import Finding
from xl_asn.model.form_places import GUIDANCE, START
from xl_asn.model.grid import CellRef, Grid, Sheet, folded_name

_MOST_SHOWN: Final = 40
_MOST_TOLD: Final = 4
_OWN: Final = frozenset(map(folded_name, (START, GUIDANCE)))


def written_beside(
    grid: Grid, sheet: Sheet, blocks: Sequence[Block], ends: Iterable[CellRef], read: Iterable[int]
) -> Iterator[Finding]:
    """Yield what is written beside the sections, below the end, and on sheets that were added.

    Args:
        grid: the form without its hidden sheet.
        sheet: the sheet of answers.
        blocks: where its sections stand.
        ends: the cells that end it.
        read: the numbers of the added rows that have been read.
    """
    cells = [*_beside(sheet, blocks, tuple(ends), frozenset(read))]
    others = [
        CellRef(other.name, *min(at for at, cell in other.cells.items() if not cell.is_blank))
        for other in grid.sheets
        if other is not sheet
        and not other.hidden  # the lists of the form are, and nobody writes there
        and folded_name(other.name) not in _OWN
        and not all(cell.is_blank for cell in other.cells.values())
    ]
    found = [*cells, *others]
    if found:
        told = [f"”{_shown(grid, ref)}” i {ref.address}" for ref in cells[:_MOST_TOLD]]
        told += [f"”{_shown(grid, ref)}” på bladet {ref.sheet}" for ref in others[:_MOST_TOLD]]
        more = len(found) - len(told)
        told += [f"{more} till"] if more else []
        yield remark(BESIDE, "; ".join(told), cell=found[0], inputs=tuple(found[1:]))


def _beside(
    sheet: Sheet, blocks: Sequence[Block], ends: Sequence[CellRef], read: frozenset[int]
) -> Iterator[CellRef]:
    under_headers = [columns for one in blocks for columns in one.columns.values()]
    last = max((max(columns) for columns in under_headers), default=0)
    end = max((one.row for one in ends), default=sheet.last_row)
    rows = {number for one in blocks for number in (one.header_row, *one.rows)}
    for number, cells in sheet.rows() if blocks else ():
        for column in sorted(cells):
            is_below = number > end and number not in read
            is_to_the_right = number <= end and number in rows and column > last
            if (is_below or is_to_the_right) and not cells[column].is_blank:
                yield CellRef(sheet.name, number, column)


def _shown(grid: Grid, ref: CellRef) -> str:
    text = " ".join(grid.at(ref).text.split())
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
