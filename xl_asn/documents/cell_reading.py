"""How a cell is read as what its column holds: a text, a number, a date, a word, an outcome.

Each raises a ``PydanticCustomError`` whose type names the fault; it becomes an issue with the
cell's address.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from xl_asn.model.characters import with_lines
from xl_asn.model.folding import visible, with_plain_dashes
from xl_asn.model.grid import Cell, CellKind
from xl_asn.model.indicators import Outcome, read_outcome
from xl_asn.model.money import is_dash, is_number, read_number


def cell_fault(name: str, **context: Any) -> PydanticCustomError:
    """Make the error that becomes an issue with the cell's address."""
    return PydanticCustomError(name, "{fault}", {"fault": name, **context})


def read_text_cell(cell: Cell) -> str:
    """Read a text without what nobody sees."""
    return visible(with_lines(cell.text)).strip()


def read_long_text_cell(cell: Cell) -> str:
    """Read a text as its author wrote it, with what is not seen: it goes into the report."""
    return with_lines(cell.text)


def read_number_cell(cell: Cell) -> Decimal | None:
    """Read a number, typed as one or as text; a lone dash says that there is none."""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
        return cell.value
    if is_dash(cell.text):
        return None
    value = read_number(cell.text) if cell.kind is CellKind.TEXT else None
    if value is None:
        raise _no_number(cell)
    return value


def _no_number(cell: Cell) -> PydanticCustomError:
    """Return what is wrong with a cell that holds no figure: it is text, or a number beyond."""
    is_beyond = cell.kind is CellKind.TEXT and is_number(cell.text)
    return cell_fault("beyond" if is_beyond else "text_in_number", found=cell.text)


def read_amount_cell(cell: Cell) -> Decimal | None:
    """Read an amount; "−2 354 %" is none, and is not 23,54 either."""
    if cell.kind is CellKind.TEXT and "%" in cell.text:
        raise cell_fault("text_in_number", found=cell.text)
    return read_number_cell(cell)


def read_whole_cell(cell: Cell) -> Decimal | None:
    """Read a number without decimals."""
    value = read_number_cell(cell)
    if value is not None and value != value.to_integral_value():
        raise cell_fault("not_whole", found=cell.text)
    return value


def read_date_cell(cell: Cell) -> date:
    """Read a day, typed as one or as 2022-11-30."""
    if isinstance(cell.value, date):
        return cell.value
    try:
        return date.fromisoformat(with_plain_dashes(visible(cell.text)).strip())
    except ValueError:
        raise cell_fault("not_a_date", found=cell.text) from None


def read_choice_cell(cell: Cell) -> str | None:
    """Read a word of a list; a lone dash says that none is chosen."""
    return None if is_dash(cell.text) else cell.text


def read_outcome_cell(cell: Cell) -> Outcome | None:
    """Read what was measured, or why nothing was; a lone dash says that there is nothing."""
    if isinstance(cell.value, Decimal):
        return cell.value
    if is_dash(cell.text):
        return None
    outcome = read_outcome(cell.text)
    if outcome is None:
        raise _no_number(cell)
    return outcome


def read_value_cell(cell: Cell) -> Decimal | str:
    """Read a number where there is one, else a text."""
    if isinstance(cell.value, Decimal):
        return cell.value
    value = read_number(cell.text)
    if value is None and is_number(cell.text):
        raise _no_number(cell)
    return read_text_cell(cell) if value is None else value


NUMBER_READERS = (read_number_cell, read_amount_cell)
TEXT_READERS = (read_text_cell, read_long_text_cell)
