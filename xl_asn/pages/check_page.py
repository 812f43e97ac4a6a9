"""The sheet *Kontroll*: the findings grouped by sheet, each with a link that jumps to its cell.

Beside each *fråga* are cells where the author accepts it. Nothing written there is ever lost: what
belongs to no finding any more stands in lists of its own below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import groupby
from typing import Final

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import BLANK, CellRef, Grid, Value, folded_name
from xl_asn.model.page import Page, Placed, Style
from xl_asn.model.waivers import Waiver
from xl_asn.pages.sheet_styles import (
    ACCEPTED,
    BODY,
    FAINT,
    GROUP,
    INPUT,
    LINK,
    NUMBER,
    PERCENT,
    SEVERITY,
    WHOLE,
    ListColumn,
    header_row,
    list_page,
)

NAME: Final = "Kontroll"
COLUMNS: Final = (
    ListColumn("Allvar", 11),
    ListColumn("Kod", 7),
    ListColumn("Cell", 8),
    ListColumn("Vad som är fel", 60),
    ListColumn("Så rättar du", 46),
    ListColumn("Funnet", 11, number=True),
    ListColumn("Förväntat", 11, number=True),
    ListColumn("Skillnad", 10, number=True),
    ListColumn("Följdfel", 20),
    ListColumn("Godtas", 8),
    ListColumn("Motivering", 34),
    ListColumn("Signatur", 12),
    ListColumn("Datum", 11),
    ListColumn("Kontrollsumma", 14),
)
_HEADERS: Final = tuple(column.header for column in COLUMNS)
_WAIVER: Final = _HEADERS.index("Godtas") + 1
_MARK: Final = _HEADERS.index("Kontrollsumma") + 1
_HEADER_ROW: Final = header_row(("",))
_NO_SHEET: Final = "Hela arbetsboken"
_LAPSED: Final = "Godtaganden som fallit: "
_LAPSED_WORD: Final = "Fallit"
_DATE_FORMAT: Final = "yyyy-mm-dd"


def summary(findings: Iterable[Finding]) -> str:
    """Return the outcome in one sentence: "2 fel och 1 fråga"."""
    counts = dict.fromkeys(Severity, 0)
    accepted = 0
    for finding in findings:
        if finding.is_accepted:
            accepted += 1
        else:
            counts[finding.severity] += 1
    errors, questions = counts[Severity.ERROR], counts[Severity.QUESTION]
    asked = f"{questions} fråga" if questions == 1 else f"{questions} frågor"
    if errors:
        said = f"{errors} fel och {asked}" if questions else f"{errors} fel"
    else:
        said = f"Inga fel, {asked}" if questions else "Inga fel"
    if accepted:
        said += f", {accepted} godtagen" if accepted == 1 else f", {accepted} godtagna"
    return said


def check_page(
    findings: Sequence[Finding],
    lapsed: Sequence[Waiver] = (),
    amounts: AbstractSet[CellRef] = frozenset(),
) -> Page:
    """Lay out the findings, gravest first within each sheet, and the waivers that have lapsed.

    ``amounts`` are the cells whose number is no share, however small it is.
    """
    rows: list[Sequence[Placed]] = []
    for sheet, group in groupby(sorted(findings, key=_sheet), key=_sheet):
        rows.append(_group_cells(len(rows) + 1, sheet))
        for finding in group:
            rows.append(_finding_cells(len(rows) + 1, finding, share=finding.cell not in amounts))
    asked = {(finding.code, finding.place) for finding in findings}
    for sheet, left in groupby(sorted(lapsed, key=_waiver_sheet), key=_waiver_sheet):
        rows.append(_group_cells(len(rows) + 1, f"{_LAPSED}{sheet}"))
        for waiver in left:
            still = (waiver.code, (waiver.sheet, waiver.address)) in asked
            rows.append(_lapsed_cells(len(rows) + 1, waiver, still=still))
    return list_page(NAME, [_lead(findings)], COLUMNS, rows)


def _group_cells(row: int, heading: str) -> list[Placed]:
    return [
        Placed(row, column, heading if column == 1 else None, GROUP)
        for column in range(1, len(COLUMNS) + 1)
    ]


def _lead(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Inga fel. Arbetsboken går att lämna in."
    if any(finding.severity is Severity.ERROR for finding in findings):
        return (
            f"{summary(findings)}. Rätta felen och tryck Beräkna igen. Klicka på en cell. En fråga "
            "kan godtas: skriv Ja, en motivering och din signatur."
        )
    return (
        f"{summary(findings)}. En fråga får stå kvar om den är förklarad i rapporten, eller "
        "godtagen här: skriv Ja, en motivering och din signatur."
    )


def _sheet(finding: Finding) -> str:
    return (finding.cell.sheet if finding.cell else finding.sheet) or _NO_SHEET


def _waiver_sheet(waiver: Waiver) -> str:
    return waiver.sheet or _NO_SHEET


def _finding_cells(row: int, finding: Finding, *, share: bool) -> list[Placed]:
    style, word = ACCEPTED if finding.is_accepted else SEVERITY[finding.severity]
    cell = Placed(row, 3, "–", BODY)
    if finding.cell is not None:
        cell = Placed(row, 3, finding.cell.address, LINK, link=str(finding.cell))
    return [
        Placed(row, 1, word, style),
        Placed(row, 2, finding.code, BODY),
        cell,
        Placed(row, 4, finding.message, BODY),
        Placed(row, 5, finding.remedy, BODY),
        *(Placed(row, column, number, number_style(number, share=share))
          for column, number in enumerate(finding.numbers, 6) if number is not None),
        Placed(row, 9, _cells(finding.consequences), BODY._replace(indent=1, horizontal="left")),
        *_beside(row, finding),
    ]  # fmt: skip


def _beside(row: int, finding: Finding) -> list[Placed]:
    """Return the cells beside a finding: a question asks; others keep what somebody wrote."""
    if finding.severity is Severity.QUESTION:
        return _waiver_cells(row, finding.waiver, finding.mark, INPUT)
    return _waiver_cells(row, finding.waiver, "", BODY) if finding.waiver else []


def _waiver_cells(row: int, waiver: Waiver | None, mark: str, style: Style) -> list[Placed]:
    """Return the cells to accept a question in, with what stands in them."""
    held = (waiver.accepts, waiver.reason, waiver.signature) if waiver else (None, None, None)
    dated = style._replace(number_format=_DATE_FORMAT, horizontal="left")
    return [
        *(Placed(row, column, value, style) for column, value in enumerate(held, _WAIVER)),
        Placed(row, _WAIVER + len(held), waiver.day if waiver else None, dated),
        Placed(row, _MARK, mark or None, FAINT),
    ]


def _lapsed_cells(row: int, waiver: Waiver, *, still: bool) -> list[Placed]:
    why = "Innehållet har ändrats sedan frågan godtogs." if still else "Frågan finns inte längre."
    return [
        Placed(row, 1, _LAPSED_WORD, SEVERITY[Severity.INFO][0]),
        Placed(row, 2, waiver.code, BODY),
        Placed(row, 3, waiver.address or "–", BODY),
        Placed(row, 4, waiver.message, BODY),
        Placed(row, 5, why, BODY),
        *_waiver_cells(row, waiver, waiver.mark, BODY),
    ]


def read_waivers(grid: Grid) -> tuple[Waiver, ...]:
    """Read what people have written beside the findings, and what had lapsed before."""
    sheet = grid.sheet(NAME)
    if sheet is None:
        return ()
    columns = {folded_name(cell.text): column for column, cell in sheet.row(_HEADER_ROW).items()}
    if not all(folded_name(header) in columns for header in _HEADERS):
        return ()
    place = {header: columns[folded_name(header)] for header in _HEADERS}
    waivers: list[Waiver] = []
    group = ""
    for number, cells in sheet.rows():
        if number <= _HEADER_ROW:
            continue
        texts = {header: cells.get(column, BLANK).text for header, column in place.items()}
        if not texts["Kod"] and not texts["Cell"]:
            group = texts["Allvar"].removeprefix(_LAPSED) or group
            continue
        written: list[Value] = [
            cell.value if not (cell := cells.get(place[header], BLANK)).is_blank else None
            for header in _HEADERS[_WAIVER - 1 : _MARK - 1]
        ]
        if any(value is not None for value in written):
            waivers.append(
                Waiver(
                    texts["Kod"], "" if group == _NO_SHEET else group,
                    texts["Cell"].replace("–", ""), texts["Vad som är fel"],
                    texts["Kontrollsumma"], *written,
                )
            )  # fmt: skip
    return tuple(waivers)


def _cells(cells: Sequence[CellRef]) -> str | None:
    """Return addresses with the sheet named once: "Nettokostnad!I16, I21"."""
    named = []
    for _, group in groupby(cells, key=lambda cell: cell.sheet):
        first, *others = group
        named.append(", ".join([str(first), *(cell.address for cell in others)]))
    return "; ".join(named) or None


def number_style(value: Decimal, *, share: bool) -> Style:
    """Return how a number is shown: a small one as per cent, where it may be a ``share``."""
    if value == value.to_integral_value():
        return WHOLE
    return PERCENT if share and abs(value) < 1 else NUMBER


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
