"""A comparison on the screen: figures and words, in lines that a narrow one has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.cli.next_steps import after_comparing
from xl_asn.cli.screen import Line, Styled, broken
from xl_asn.model.characters import bounded
from xl_asn.model.comparison import Comparison
from xl_asn.report.blocks import (
    Blackline,
    Block,
    BulletList,
    Callout,
    CellValue,
    ColumnKind,
    Heading,
    Paragraph,
    Table,
    Title,
)
from xl_asn.report.changed_texts import MARKS
from xl_asn.report.comparison import blocks_of
from xl_asn.report.texts import shortened

_INDENT: Final = "  "
_BETWEEN: Final = "  "
_WIDEST, _LEAST = 110, 12
"""The widest that a table is, and the narrowest that a column of words is made."""
_WORDS: Final = (ColumnKind.TEXT, ColumnKind.LONG_TEXT)
_MOST_ROWS: Final = 40
_MOST_SAID: Final = 1_500


def comparison_lines(comparison: Comparison, width: int) -> Iterator[Line]:
    """Yield a comparison in lines, its blocks in order; tables are at most so wide."""
    above: Line = ""
    for line in (line for block in blocks_of(comparison) for line in _lines(block, width)):
        if line or above:
            yield line
        above = line
    if above:
        yield ""
    yield after_comparing(changed=not comparison.is_empty or bool(comparison.unchanged))


def _lines(block: Block, width: int) -> Iterator[Line]:
    match block:
        case Title():
            yield Styled(block.text, "bold")
            yield from filter(None, [block.board])
        case Heading():
            yield from ("", Styled(block.text, "bold"))
        case Table():
            yield from _table(block, width)
        case Blackline():
            yield Styled(f"{_INDENT}{block.caption}", "bold")
            said = bounded(block.said, _MOST_SAID)
            yield from broken(said, _INDENT * 2, _INDENT * 2)
        case BulletList(items):
            for item in items:
                between = " " if item.lead.endswith(".") or not item.lead else ": "
                told = f"{item.lead}{between}{item.text}".strip()
                yield from broken(told, _INDENT, _INDENT * 2)
        case Callout(text) | Paragraph(text) if text != MARKS:
            yield from broken(text, _INDENT, _INDENT)


def _table(block: Table, width: int) -> Iterator[Line]:
    """Yield a table in columns as wide as the screen has room for; a cell is never cut."""
    below = _told_below(block)
    kept = [at for at in range(len(block.columns)) if at != below]
    rows = [[_said(row.cells[at]) for at in kept] for row in block.rows[:_MOST_ROWS]]
    headers = [block.columns[at].header for at in kept]
    right = [block.columns[at].kind.right for at in kept]
    are_words = [block.columns[at].kind in _WORDS for at in kept]
    widths = _widths([headers, *rows], are_words, min(width, _WIDEST))
    if block.caption:
        yield Styled(f"{_INDENT}{block.caption}", "bold")
    yield Styled(_row(headers, widths, right), "dim")
    for row, cells in zip(block.rows, rows, strict=False):
        yield Styled(_row(cells, widths, right), "bold" if row.kind.is_sum else "")
        if below is not None:
            moves = filter(None, _said(row.cells[below]).split("\n"))
            yield from (f"{_INDENT * 3}{move}" for move in moves)
    if len(block.rows) > _MOST_ROWS:
        yield f"{_INDENT}… och {len(block.rows) - _MOST_ROWS} rader till."
    yield ""


def _told_below(block: Table) -> int | None:
    """Return the column that is told below its row: what stands in many lines."""
    found = (at for row in block.rows for at, c in enumerate(row.cells) if "\n" in _said(c))
    return next(found, None)


def _widths(rows: Sequence[Sequence[str]], are_words: Sequence[bool], most: int) -> list[int]:
    """Return the width of each column; those of words share what the others leave of the screen."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = most - len(_INDENT) - len(_BETWEEN) * len(widths)
    words = [at for at, is_words in enumerate(are_words) if is_words and at + 1 < len(widths)]
    left = room - sum(width for at, width in enumerate(widths) if at not in words)
    for at in sorted(words, key=lambda at: widths[at]):
        widths[at] = min(widths[at], max(left // len(words), _LEAST))
        left -= widths[at]
        words = words[1:] or words
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    shown = (
        cell.rjust(width) if to_right else shortened(cell, width).ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return (_INDENT + _BETWEEN.join(shown)).rstrip()


def _said(cell: CellValue) -> str:
    return cell if isinstance(cell, str) else cell.shown
