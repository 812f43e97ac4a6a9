"""Lists, limits and conditional formats of the input sheets, from the declared columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from xl_asn.documents.columns import (
    AMOUNT,
    DATE,
    SHARE,
    SIGNED_AMOUNT,
    SIGNED_SHARE,
    Column,
    FormatBy,
)
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.parameters import RULES
from xl_asn.files.making.cell_styles import CellStyles
from xl_asn.files.making.sheet_cells import HEADER_ROW
from xl_asn.model.amounts import RowKind
from xl_asn.model.number_formats import share_format
from xl_asn.model.scales import Fulfilment, Progress
from xl_asn.model.statuses import COLOURS, Graded, Scale, Status

#: Lists and limits reach below the table, for rows that are typed there later.
_ROOM_BELOW = 200
_MOST_DECIMALS = 4
_MOST_TITLE, _MOST_TEXT, _MOST_LIST = 32, 255, 255

#: Soft fills with dark text (contrast over 7), told apart in grey by the symbol before the word.
STATUS_COLOURS = {
    Status.GREEN: ("#D7EED9", "#0F4D1F"),
    Status.YELLOW: ("#FFF0C2", "#5C4300"),
    Status.RED: ("#F9D7D3", "#7A1208"),
    Status.NO_OUTCOME: ("#E3E6E8", "#37474F"),
}

_AMOUNT_LIMIT = 1_000_000_000


def add_validation(
    sheet: Worksheet,
    declared: type[Document],
    index: int,
    column: Column,
    first: int,
    last: int,
    *,
    below: int = _ROOM_BELOW,
) -> None:
    """Give a column its list or limits, and its help beside the cell (zero-based rows)."""
    rule = _rule(declared, column)
    rule |= {
        "input_title": column.header[:_MOST_TITLE],
        "input_message": column.help[:_MOST_TEXT],
        "ignore_blank": True,
    }
    sheet.data_validation(first, index, last - 1 + below, index, rule)


def _rule(declared: type[Document], column: Column) -> dict[str, Any]:
    if column.choices and len(",".join(column.choices)) <= _MOST_LIST:
        return {
            "validate": "list",
            "source": list(column.choices),
            "error_title": "Välj ur listan",
            "error_message": f"Välj ett av: {', '.join(column.choices)}."[:_MOST_TEXT],
        }
    if source := _source(declared, column.choices_from):
        return {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "Inte i listan",
            "error_message": f"Värdet finns inte på bladet {column.choices_from.split('.')[0]}.",
        }
    if column.kind is DATE:
        return {
            "validate": "date", "criteria": ">=", "value": date(2000, 1, 1),
            "error_title": "Skriv ett datum",
            "error_message": "Skriv datumet som 2023-01-01.",
        }  # fmt: skip
    if column.minimum is not None:
        return _limits(column, column.minimum)
    if column.kind in {AMOUNT, SIGNED_AMOUNT}:
        return {
            "validate": "decimal", "criteria": "between",
            "minimum": -_AMOUNT_LIMIT, "maximum": _AMOUNT_LIMIT,
            "error_title": "Skriv ett tal",
            "error_message": "Skriv beloppet som ett tal, utan ord och enhet.",
        }  # fmt: skip
    return {"validate": "any"}


def _limits(column: Column, least: Decimal) -> dict[str, Any]:
    limits = {"criteria": ">=", "value": float(least)}
    text = f"Skriv ett tal som är minst {least}."
    if column.maximum is not None:
        most = column.maximum
        limits = {"criteria": "between", "minimum": float(least), "maximum": float(most)}
        text = f"Skriv ett tal mellan {least} och {most}."
    if column.kind in {SHARE, SIGNED_SHARE}:
        text = "Skriv ett procenttal mellan 0 % och 100 %."
    said = {"error_title": "Utanför gränsen", "error_message": text}
    return {"validate": "decimal", **limits, **said}


def _source(declared: type[Document], choices_from: str) -> str | None:
    """Return the cells below a header on another sheet; None where that sheet may be lacking."""
    sheet, _, header = choices_from.partition(".")
    spec = next((spec for spec in declared.sheets if spec.name == sheet), None)
    if spec is None or spec.optional:
        return None
    place = [column.header for column in spec.columns.values()].index(header)
    top = xl_rowcol_to_cell(HEADER_ROW, place, row_abs=True, col_abs=True)
    low = xl_rowcol_to_cell(HEADER_ROW + _ROOM_BELOW, place, row_abs=True, col_abs=True)
    return f"='{sheet}'!{top}:{low}"


def add_conditional_formats(
    sheet: Worksheet,
    styles: CellStyles,
    columns: Mapping[str, Column],
    first: int,
    last: int,
    *,
    sums: bool,
    scale: Scale = COLOURS,
) -> None:
    """Colour statuses, with a symbol before the word, and set off the rows that are ``sums``.

    A column whose numbers are of the row's own kind (a share, a count) is shown by that kind.
    """
    end = last - 1 + _ROOM_BELOW
    words: dict[str, Graded] = {
        word.value: word for graded in (scale.units, Fulfilment, Progress) for word in graded
    }
    headers = [column.header for column in columns.values()]
    for index, column in enumerate(columns.values()):
        for choice in _longest_first(column.choices):
            if choice not in words:
                continue
            status = words[choice]
            fill, ink = STATUS_COLOURS[status.light]
            shown = {"bg_color": fill, "font_color": ink, "num_format": f'"{status.symbol} "@'}
            sheet.conditional_format(
                first, index, end, index,
                # A full stop may follow the word: "Helt uppfyllt."
                {"type": "text", "criteria": "begins with", "value": choice,
                 "format": styles.book.add_format(shown)},
            )  # fmt: skip
        if column.format_by:
            _format_by_row(sheet, styles, headers, index, column.format_by, (first, end))
        if column.limits:
            _format_against(sheet, styles, index, column.limits, (first, end))
    if sums:
        _set_off_sums(sheet, styles, list(columns), first, end)


def _longest_first(choices: Sequence[str]) -> Sequence[str]:
    """Return words so that none comes before one that begins with it: "God" and "Godtagbar"."""
    begun = any(b.startswith(a) for a in choices for b in choices if a != b)
    return sorted(choices, key=len, reverse=True) if begun else choices


def _format_by_row(
    sheet: Worksheet,
    styles: CellStyles,
    headers: list[str],
    index: int,
    told: FormatBy,
    rows: tuple[int, int],
) -> None:
    """Show a column's numbers as another column of the row says: a share as per cent."""
    first, end = rows
    kind = xl_rowcol_to_cell(first, headers.index(told.header), col_abs=True)
    for word, number_format in told.formats:
        sheet.conditional_format(
            first, index, end, index,
            {"type": "formula", "criteria": f'={kind}="{word}"',
             "format": styles.book.add_format({"num_format": number_format})},
        )  # fmt: skip


def _format_against(
    sheet: Worksheet, styles: CellStyles, index: int, limits: str, rows: tuple[int, int]
) -> None:
    """Show a share with more decimals than one where that hides on which side of a limit it is.

    Excel asks the limits as they are on *Regler*, whenever they or the share change.
    """
    first, end = rows
    here = xl_rowcol_to_cell(first, index)
    names, values = (_on_rules(field) for field in ("name", "value"))
    for decimals in range(_MOST_DECIMALS, 1, -1):
        shorter = f"ROUND({here},{decimals + 1})"  # of a share: per cent with one decimal less
        hidden = f"({shorter}>={values})<>({here}>={values})"
        sheet.conditional_format(
            first, index, end, index,
            {"type": "formula",
             "criteria": f'=SUMPRODUCT((LEFT({names},{len(limits)})="{limits}")*({hidden}))>0',
             "format": styles.book.add_format({"num_format": share_format(decimals, signed=True)})},
        )  # fmt: skip


def _on_rules(field: str) -> str:
    """Return the cells of a column of *Regler*."""
    place = list(RULES.columns).index(field)
    top = xl_rowcol_to_cell(HEADER_ROW, place, row_abs=True, col_abs=True)
    low = xl_rowcol_to_cell(HEADER_ROW + _ROOM_BELOW, place, row_abs=True, col_abs=True)
    return f"{RULES.name}!{top}:{low}"


def _set_off_sums(
    sheet: Worksheet, styles: CellStyles, names: list[str], first: int, end: int
) -> None:
    kind = xl_rowcol_to_cell(first, names.index("kind"), col_abs=True)
    sums = ",".join(f'{kind}="{word.value}"' for word in RowKind if word.is_sum)
    bold = styles.book.add_format({"bold": True, "top": 1, "bg_color": "#DDE6EA"})
    part = styles.book.add_format({"font_color": "#5F6B70"})
    for formula, shown in (
        (f"=OR({sums})", bold),
        (f'={kind}="{RowKind.OF_WHICH.value}"', part),
    ):
        sheet.conditional_format(
            first, 0, end, len(names) - 1, {"type": "formula", "criteria": formula, "format": shown}
        )
