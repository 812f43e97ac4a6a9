"""New masters: empty ones for a period, and full ones from a grid such as a Markdown document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from xl_asn.case.own_cells import GENERATED
from xl_asn.documents.document import Document
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.start import Start
from xl_asn.files.making.template import build_master
from xl_asn.model.grid import Cell, CellRef, Grid, Sheet, Value, cell_of
from xl_asn.model.page import Page, Placed
from xl_asn.pages.sheet_styles import LEAD, TITLE
from xl_asn.parameters.dated import Parameter, shipped_parameters, shipped_rule_set

_UNTIL_COMPUTED = {
    "Kontroll": "Tryck Beräkna, så visas fynden här, med en länk till varje cell.",
    "Spårning": "Tryck Beräkna, så visas här hur varje siffra är uträknad.",
    "Rapport": "Tryck Beräkna, så skrivs rapporten här.",
}


def new_master(declared: type[Document], year: int, period: str, *, macros: bool = False) -> bytes:
    """Build an empty master for a period: the shipped rules are in it, nothing else."""
    start: dict[str, Value] = {"year": Decimal(year), "period": period}
    return master_of(declared, Grid(()), start, macros=macros)


def master_of(
    declared: type[Document],
    content: Grid,
    more: dict[str, Value] | None = None,
    *,
    macros: bool = False,
) -> bytes:
    """Build a master that holds what a grid holds, as it stands there, faults included.

    What every master has is added where the grid is silent: type, versions, unit and rules.
    With ``macros`` it is an ``.xlsm`` with buttons, and otherwise an ``.xlsx``.
    """
    start: dict[str, Value] = {
        "document_type": declared.title,
        "unit": "tkr",
        "rule_set": shipped_rule_set(),
        "template_version": str(declared.template_version()),
        "status": "Utkast",
        **(more or {}),
    }
    content = _with_start(content, start)
    if content.sheet("Regler") is None:
        content = replace(
            content, sheets=(*content.sheets, _rules_sheet(shipped_parameters(declared.key)))
        )
    pages = [
        Page(name, (Placed(1, 1, name, TITLE), Placed(2, 1, _UNTIL_COMPUTED[name], LEAD)))
        for name in GENERATED
    ]
    return build_master(declared, content, pages, macros=macros)


def _with_start(content: Grid, values: dict[str, Value]) -> Grid:
    """Return the grid with values on *Start*, by label, where it has none of its own."""
    found = content.sheet(START)
    cells = dict(found.cells) if found else {}
    start, _ = Start.from_grid(content)
    row = max((place[0] for place in cells), default=0)
    for name, value in values.items():
        ref = start.place(name)
        if ref is None:
            row += 1
            cells[row, 1] = cell_of(Start.declared()[name].header)
            ref = CellRef(START, row, 2)
        if (ref.row, ref.column) not in cells:
            cells[ref.row, ref.column] = cell_of(value)
    others = tuple(sheet for sheet in content.sheets if sheet is not found)
    return Grid((Sheet(START, cells), *others), {})


def _rules_sheet(parameters: Iterable[Parameter]) -> Sheet:
    headers = ("Parameter", "Mål", "Värde", "Gäller från", "Källa")
    cells: dict[tuple[int, int], Cell] = {
        (1, column): cell_of(header) for column, header in enumerate(headers, 1)
    }
    for row, parameter in enumerate(parameters, 2):
        goal = None if parameter.goal is None else Decimal(parameter.goal)
        values: tuple[Value, ...] = (
            parameter.name, goal, parameter.value, parameter.valid_from, parameter.source,
        )  # fmt: skip
        for column, value in enumerate(values, 1):
            if value is not None:
                cells[row, column] = cell_of(value)
    return Sheet("Regler", cells)
