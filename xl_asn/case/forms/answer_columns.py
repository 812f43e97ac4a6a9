"""Which column of a returned form holds the answers, where several have its header or none has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xl_asn.case.forms import codes
from xl_asn.case.forms.blocks import Block
from xl_asn.case.forms.sections import seen
from xl_asn.model.grid import CellRef

Say = Callable[[str, str, Sequence[CellRef], str], None]
"""Tells of something: a code, what it is, the cells, and the sheet."""


def answer_columns(block: Block, say: Say) -> Block:
    """Return a block with one column under each header, and without those that nobody can tell."""
    columns = dict(block.columns)
    for header in block.made.answers:
        found = columns.get(header, ())
        if not found:
            say(codes.NO_COLUMN, header, (), block.sheet.name)
        elif len(found) > 1:
            one = _the_one(block, found)
            if one is None:
                cells = [CellRef(block.sheet.name, block.header_row, c) for c in found]
                say(codes.TWO_COLUMNS, header, cells, "")
                del columns[header]
            else:
                columns[header] = (one,)
    return block._replace(columns=columns)


def _the_one(block: Block, columns: Sequence[int]) -> int | None:
    """Return the column that has answers, where no other one says anything else."""
    told = {
        column: tuple(seen(block.sheet.cell(row, column)) for row in block.rows)
        for column in columns
    }
    written = {texts: column for column, texts in reversed(told.items()) if any(texts)}
    if len(written) > 1:
        return None
    return next(iter(written.values()), columns[0])
