"""What a new master begins with: what its board's file tells of rules, goals, units and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.activities import ActivityRow
from xl_asn.documents.sheets.goals import GoalIndicatorRow, GoalRow, StripRow, UnitRow
from xl_asn.documents.sheets.organisation import OrganisationRow
from xl_asn.documents.sheets.parameters import RULES, ParameterRow
from xl_asn.documents.sheets.scale import ScaleRow
from xl_asn.model.grid import Cell, Sheet, Value, cell_of
from xl_asn.parameters.board import Board, Registered
from xl_asn.parameters.known import GATE

_BETWEEN: Final = "; "
Told = Mapping[str, Value]
"""A row to be: its values by field name."""


def board_sheets(declared: type[Document], board: Board, day: date) -> Iterator[Sheet]:
    """Yield the sheets of a type that a board's file has anything to say on.

    ``day`` is one of the period: units and rows that are not there then are registered, and have
    no rows to fill in.
    """
    for spec in declared.sheets:
        rows = [{k: v for k, v in row.items() if v not in {None, ""}}
                for row in _rows(spec, declared, board, day)]  # fmt: skip
        if rows:
            yield _sheet(spec, rows)


def rules_sheet(declared: type[Document], board: Board) -> Sheet:
    """Return the sheet *Regler* with the board's parameters, in the order of its file."""
    return _sheet(RULES, [*_parameters(declared, board)])


def _rows(spec: SheetSpec, declared: type[Document], board: Board, day: date) -> Iterable[Told]:
    told: Mapping[type[Row], Callable[[], Iterable[Told]]] = {
        ParameterRow: lambda: _parameters(declared, board),
        ScaleRow: lambda: _scale(board),
        GoalRow: lambda: _goals(board),
        UnitRow: lambda: _units(board, day),
        StripRow: lambda: ({"goal": Decimal(goal.number)} for goal in board.goals),
        GoalIndicatorRow: lambda: _gates(board, day),
        OrganisationRow: lambda: ({"unit": u.name, **_history(u)} for u in board.units),
        ActivityRow: lambda: _activities(declared, board),
    }
    if spec.row.holds_amounts:
        return _amounts(spec, board, day)
    return next((rows() for model, rows in told.items() if issubclass(spec.row, model)), ())


def _parameters(declared: type[Document], board: Board) -> Iterator[Told]:
    for parameter in board.parameters_of(declared.key):
        yield {
            "name": parameter.name,
            "goal": None if parameter.goal is None else Decimal(parameter.goal),
            "value": parameter.value,
            "valid_from": parameter.valid_from,
            "source": parameter.source,
        }


def _scale(board: Board) -> Iterator[Told]:
    for said in board.words:
        yield {
            "word": said.word, "light": said.light, "plural": said.plural,
            "others": _BETWEEN.join(said.others),
        }  # fmt: skip


def _goals(board: Board) -> Iterator[Told]:
    for goal in board.goals:
        yield {
            "number": Decimal(goal.number), "area": goal.area, "short_name": goal.short_name,
            "municipal_goal": goal.municipal_goal, "board_goal": goal.board_goal,
            "indicator": goal.indicator, "target": goal.target,
        }  # fmt: skip


def _gates(board: Board, day: date) -> Iterator[Told]:
    """Yield the gates of the goals; one for all goals stands on each of them."""
    numbers = [goal.number for goal in board.goals]
    gates = (p for p in board.parameters if p.name == GATE and p.valid_from <= day)
    for gate in gates:
        for number in numbers if gate.goal is None else [gate.goal]:
            if number in numbers:
                yield {"goal": Decimal(number), "indicator": str(gate.value)}


def _history(registered: Registered) -> dict[str, Value]:
    return {
        "alias": _BETWEEN.join(registered.aliases),
        "valid_from": registered.valid_from,
        "valid_to": registered.valid_to,
        "replaces": _BETWEEN.join(registered.replaces),
    }


def _units(board: Board, day: date) -> Iterator[Told]:
    for goal in board.goals:
        for unit in board.units:
            if unit.is_valid_on(day):
                yield {"goal": Decimal(goal.number), "unit": unit.name}


def _activities(declared: type[Document], board: Board) -> Iterator[Told]:
    sheets = {spec.name for spec in declared.sheets}
    for row in board.activities:
        if row.has_history and row.sheet in sheets:
            yield {"sheet": row.sheet, "area": row.area, "name": row.name, **_history(row)}


def _amounts(spec: SheetSpec, board: Board, day: date) -> Iterator[Told]:
    named = next(field for field in ("activity", "post") if field in spec.columns)
    for row in board.activities:
        if row.sheet == spec.name and row.is_valid_on(day):
            yield {"area": row.area, named: row.name, "kind": row.kind}


def _sheet(spec: SheetSpec, rows: Sequence[Told]) -> Sheet:
    headers = [(name, column.header) for name, column in spec.columns.items()]
    cells: dict[tuple[int, int], Cell] = {}
    for place, (name, header) in enumerate(headers, 1):
        cells[1, place] = cell_of(header)
        for number, row in enumerate(rows, 2):
            value: Any = row.get(name)
            if value is not None:
                cells[number, place] = cell_of(value)
    return Sheet(spec.name, cells)
