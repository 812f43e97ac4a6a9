"""The workbooks that both commits are asked about, made once so that both read the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

from openpyxl import Workbook

from tests.equality.commits import run
from tests.equality.generating import documents
from tests.equality.tasks import (
    CASES,
    DOCUMENTS,
    EXAMPLES,
    MASTERS,
    RULES,
    WORKBOOKS,
    books_in,
)
from tests.rules.cases import Case, all_cases
from xl_asn.model.grid import Grid

_PREVIOUS, _PLAN = "Föregående rapport", "Nämndplan"
_BELOW = "grannar"
_JOBS = 2


def make(checkout: Path, inputs: Path, cases: Path | None, count: int, seed: int) -> None:
    """Fill the folder of inputs: examples, cases that matter, cases of rules, documents."""
    examples = checkout / "workbooks" / "exempel"
    shutil.copytree(examples, inputs / EXAMPLES)
    if cases is not None:
        shutil.copytree(cases, inputs / CASES)
    (inputs / RULES / _BELOW).mkdir(parents=True)
    for number, case in enumerate(all_cases()):
        _write_case(case, f"{case.code.casefold()}-{number:03}.xlsx", inputs / RULES)
    if count:
        sources = _sources(checkout, inputs)
        documents(sources, inputs / DOCUMENTS, count, seed, _JOBS)
        # The reports before and the plan, which some of the documents name.
        shutil.copytree(examples, inputs / DOCUMENTS / _BELOW)


def _sources(checkout: Path, inputs: Path) -> list[Path]:
    """Return what documents are made from: examples and masters, as they are and calculated."""
    made = inputs / "_källor"
    plain = books_in(inputs / EXAMPLES)
    wanted = [(kind, period) for kind, periods in MASTERS.items() for period in periods]
    run(
        checkout,
        [
            {
                "folder": f"{kind}-{period}{ending}",
                "arguments": [
                    "mall", kind, "--ar", "2026", "--period", period, "--ut",
                    f"{kind}-{period}{ending}",
                ],
            }
            for kind, period in wanted
            for ending in WORKBOOKS
        ],
        made,
    )  # fmt: skip
    run(
        checkout,
        [
            {
                "folder": f"b-{book.name}",
                "arguments": ["berakna", str(book), "--json", "-", "--ut", f"b-{book.name}"],
            }
            for book in plain
        ],
        made,
    )
    masters = sorted(made.glob("[!b]*/*.xls[xm]"))
    pressed = sorted(made.glob("b-*/*.xls[xm]"))
    # A filled document has far more to say than an empty master, and is taken more often.
    return [*plain, *pressed, *pressed, *plain, *masters]


def _write_case(case: Case, name: str, folder: Path) -> None:
    named = {}
    for label, grid in ((_PREVIOUS, case.previous), (_PLAN, case.plan)):
        if grid is not None:
            named[label] = f"{name.removesuffix('.xlsx')}-{label[0].casefold()}.xlsx"
            _write(grid, folder / _BELOW / named[label], {})
    beside = {label: f"{_BELOW}\\{neighbour}" for label, neighbour in named.items()}
    _write(case.grid, folder / name, beside)


def _write(grid: Grid, path: Path, named: dict[str, str]) -> None:
    """Write a grid as a plain workbook, and the names of its neighbours on *Start*."""
    book = Workbook()
    book._sheets.clear()  # type: ignore[attr-defined]
    for sheet in grid.sheets:
        written = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            value = cell.value if cell.formula is None else f"={cell.formula}"
            written.cell(row, column).value = value
        if sheet.name == "Start":
            rows = {written.cell(row, 1).value: row for row in range(1, written.max_row + 1)}
            for label, name in named.items():
                row = rows.get(label, written.max_row + 1)
                written.cell(row, 1).value, written.cell(row, 2).value = label, name
    book.save(path)
