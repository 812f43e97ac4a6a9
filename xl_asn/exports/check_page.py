"""The sheet *Kontroll*: the findings grouped by sheet, each with a link that jumps to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from xl_asn.exports.sheet_looks import (
    BODY,
    GROUP,
    LINK,
    NUMBER,
    PERCENT,
    SEVERITY,
    WHOLE,
    ListColumn,
    list_page,
)
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.page import Look, Page, Placed

NAME: Final = "Kontroll"
_COLUMNS: Final = (
    ListColumn("Allvar", 11),
    ListColumn("Kod", 7),
    ListColumn("Cell", 8),
    ListColumn("Vad som är fel", 64),
    ListColumn("Så rättar du", 52),
    ListColumn("Funnet", 12, number=True),
    ListColumn("Förväntat", 12, number=True),
    ListColumn("Skillnad", 11, number=True),
    ListColumn("Följdfel", 30),
)
_NO_SHEET: Final = "Hela arbetsboken"


def summary(findings: Iterable[Finding]) -> str:
    """Return the outcome in one sentence: "2 fel och 1 fråga"."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    errors, questions = counts[Severity.ERROR], counts[Severity.QUESTION]
    asked = f"{questions} fråga" if questions == 1 else f"{questions} frågor"
    if errors:
        return f"{errors} fel och {asked}" if questions else f"{errors} fel"
    return f"Inga fel, {asked}" if questions else "Inga fel"


def check_page(findings: Sequence[Finding]) -> Page:
    """Lay out the findings, gravest first within each sheet."""
    rows: list[Sequence[Placed]] = []
    for sheet, group in groupby(sorted(findings, key=_sheet), key=_sheet):
        row = len(rows) + 1
        rows.append(
            [
                Placed(row, column, sheet if column == 1 else None, GROUP)
                for column in range(1, len(_COLUMNS) + 1)
            ]
        )
        for finding in group:
            rows.append(_finding_cells(len(rows) + 1, finding))
    return list_page(NAME, [_lead(findings)], _COLUMNS, rows)


def _lead(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Inga fel. Arbetsboken går att lämna in."
    if any(finding.severity is Severity.ERROR for finding in findings):
        return f"{summary(findings)}. Rätta felen och tryck Beräkna igen. Klicka på en cell."
    return f"{summary(findings)}. Frågor får stå kvar om de är förklarade i rapporten."


def _sheet(finding: Finding) -> str:
    return (finding.cell.sheet if finding.cell else finding.sheet) or _NO_SHEET


def _finding_cells(row: int, finding: Finding) -> list[Placed]:
    look, word = SEVERITY[finding.severity]
    cell = Placed(row, 3, "–", BODY)
    if finding.cell is not None:
        cell = Placed(row, 3, finding.cell.address, LINK, link=str(finding.cell))
    numbers = (finding.found, finding.expected, finding.difference)
    return [
        Placed(row, 1, word, look),
        Placed(row, 2, finding.code, BODY),
        cell,
        Placed(row, 4, finding.message, BODY),
        Placed(row, 5, finding.remedy, BODY),
        *(Placed(row, column, number, number_look(number))
          for column, number in enumerate(numbers, 6) if number is not None),
        Placed(row, 9, _cells(finding.consequences), replace(BODY, indent=1, horizontal="left")),
    ]  # fmt: skip


def _cells(cells: Sequence[CellRef]) -> str | None:
    """Return addresses with the sheet named once: "Nettokostnad!I16, I21"."""
    named = []
    for _, group in groupby(cells, key=lambda cell: cell.sheet):
        first, *others = group
        named.append(", ".join([str(first), *(cell.address for cell in others)]))
    return "; ".join(named) or None


def number_look(value: Decimal) -> Look:
    """Return how a number is shown where its column is not known: shares as per cent."""
    if value == value.to_integral_value():
        return WHOLE
    return PERCENT if abs(value) < 1 else NUMBER


def collapsed(cells: Sequence[CellRef]) -> list[tuple[str, str]]:
    """Return input cells as links, neighbours down a column as one range: (shown, address)."""
    ranges: list[list[CellRef]] = []
    for cell in cells:
        last = ranges[-1][-1] if ranges else None
        below = last and (cell.sheet, cell.column, cell.row) == (
            last.sheet, last.column, last.row + 1,
        )  # fmt: skip
        if below:
            ranges[-1].append(cell)
        else:
            ranges.append([cell])
    links = []
    for run in ranges:
        shown = str(run[0]) if len(run) == 1 else f"{run[0]}:{run[-1].address}"
        links.append((shown, shown))
    return links
