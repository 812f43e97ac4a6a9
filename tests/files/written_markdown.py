"""Grid → Markdown: what the reader of Markdown must read back as the same grid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from xl_asn.files.reading.markdown import FIRST_DATA_ROW, HEADER_ROW, read_markdown
from xl_asn.model.grid import Cell, CellKind, Grid, Sheet, cell_of

_RESULT = " ⇒ "
#: What a cell cannot hold bare; blanks at its ends would be trimmed away.
_TO_ESCAPE = re.compile(
    r"\n|[\\|]|<(?=br\s*/?>)|&(?=#[0-9])|[\x00-\x1f\x7f-\x9f\u2028\u2029]|\A\s|\s\Z"
)
_GROUPED_FROM = 10_000
_PAD_TO = 40


def write_markdown(grid: Grid) -> str:
    """Write a workbook as Markdown.

    The notation holds the title, the header row and the data rows of each sheet. What it has no
    way to say is left out: cells above the header, hidden marks, table ranges and defined names.
    """
    return "\n".join("\n".join(_section(sheet)) for sheet in grid.sheets)


def _section(sheet: Sheet) -> Iterator[str]:
    rows = range(HEADER_ROW, max(sheet.last_row, HEADER_ROW) + 1)
    width = max((column for row in rows for column in sheet.row(row)), default=1)
    table = [[_written(sheet.cell(row, column)) for column in range(1, width + 1)] for row in rows]
    widths = [min(max(3, *map(len, column)), _PAD_TO) for column in zip(*table, strict=True)]
    yield f"## {sheet.name}"
    yield ""
    yield _line(table[0], widths)
    yield _line(("-" * size for size in widths), widths)
    yield from (_line(cells, widths) for cells in table[1:])
    yield ""


def _line(cells: Iterable[str], widths: list[int]) -> str:
    padded = (cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _written(cell: Cell) -> str:
    if cell.formula is None and cell.kind is not CellKind.UNCOMPUTED:
        return _written_value(cell)
    formula = "=" + _escaped(cell.formula or "").replace("⇒", f"&#{ord('⇒')};")
    if cell.kind is CellKind.UNCOMPUTED:
        return formula
    return f"{formula}{_RESULT}{_written_value(cell)}"


def _written_value(cell: Cell) -> str:
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "SANT" if value else "FALSKT"
        case Decimal() as value:
            return _written_number(value)
        case date() as value:
            return value.isoformat()
        case value if cell.kind is CellKind.ERROR:
            return value
        case value:
            # A text that would be read as something else is marked as a text.
            source = _escaped(value)
            plain = not source.startswith("=") and _read(source) == cell_of(value)
            return source if plain else f"'{source}"


def _written_number(value: Decimal) -> str:
    whole, _, decimals = format(value, "f").partition(".")
    if abs(value) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", " ")
    return f"{whole},{decimals}" if decimals else whole


def _escaped(value: str) -> str:
    def written(match: re.Match[str]) -> str:
        sign = match[0]
        if sign == "\n":
            return "<br>"
        return f"\\{sign}" if sign in "\\|<&" else f"&#{ord(sign)};"

    return _TO_ESCAPE.sub(written, value)


def _read(source: str) -> Cell:
    (sheet,) = read_markdown(f"## x\n\n| x |\n|---|\n| {source} |").sheets
    return sheet.cell(FIRST_DATA_ROW, 1)
