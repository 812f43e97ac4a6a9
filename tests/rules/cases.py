"""Rule cases: sheets as Markdown tables, and the findings of one rule that they must give.

A case file is ``# <code>`` and then cases, ``# Slår: …`` (the rule fires) or ``# Nära: …`` (it
looks like the fault, but the rule must stay silent). A case lists only the sheets that it needs;
without a heading ``## Start`` it gets November 2022. ``## Fynd`` holds the findings expected, of
this rule only: Cell, Funnet, Förväntat, Följdfel (addresses with commas), a fragment of message
and remedy, and, where it matters, Allvar.

A case that compares periods has a heading ``### Föregående rapport`` after its own sheets. The
sheets from there on, up to ``## Fynd``, are those of the previous report; without a ``## Start``
of its own it gets October 2022. A heading ``### Nämndplan`` does the same for the plan that the
report follows up, and ``### Fastställd`` for what was published and is corrected, by the report
or by its previous one; they need a ``## Start`` of their own. ``### Arkiv`` is followed by the
workbook that is the archive, mostly its ``## Arkiv`` alone. ``## Färger`` holds the colours that
cells are filled with: Cell, Färg (six hexadecimal digits).

What Excel adds to a sheet is told on lines of their own, below its table: ``Tabell: Mål!A5:O9`` is
an Excel table, ``Tabell med summarad: Mål!A5:O9`` one whose last row shows its totals,
``Sammanfogat: Mål!A6:A9`` are merged cells, and ``Matrisformel: Mål!H6:H9`` cells that one formula
fills. ``Hänger: Rapport: en bild`` is what somebody has put on a sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from tests.beside import checked
from xl_asn.files.reading.markdown import FIRST_DATA_ROW, HEADER_ROW, read_markdown
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellKind, CellRef, Grid, Merge, Sheet, TableRange

FOLDER = Path(__file__).parent
KINDS = ("Slår", "Nära")

_HEADING = re.compile(r"^# (?:(Slår|Nära): )?(.+)$", re.MULTILINE)
_START = """
## Start

| Fält         | Värde                             |
|--------------|-----------------------------------|
| Nämnd        | Arbetsmarknads- och socialnämnden |
| Dokumenttyp  | Månadsrapport                     |
| År           | 2022                              |
| Period       | nov                               |
| Beloppsenhet | tkr                               |
"""
_PREVIOUS_START = _START.replace("| nov  ", "| okt  ")
_BESIDE = r"^### {}$(.*?)(?=^### |^## Fynd$|\Z)"
_PREVIOUS = re.compile(_BESIDE.format("Föregående rapport"), re.MULTILINE | re.DOTALL)
_PUBLISHED = re.compile(_BESIDE.format("Fastställd"), re.MULTILINE | re.DOTALL)
_PLAN = re.compile(_BESIDE.format("Nämndplan"), re.MULTILINE | re.DOTALL)
_ARCHIVE = re.compile(_BESIDE.format("Arkiv"), re.MULTILINE | re.DOTALL)
_EXPECTED = "Fynd"
_IN_EXCEL = re.compile(
    r"^(Tabell|Sammanfogat|Matrisformel)( med summarad)?: (.+)!([A-Z]+[0-9]+):([A-Z]+[0-9]+)$",
    re.MULTILINE,
)
_HUNG = re.compile(r"^Hänger: (.+?): (.+)$", re.MULTILINE)
_COLOURS = "Färger"
_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Expected:
    """A finding that a case must give; ``fragment`` occurs in its message or remedy."""

    cell: str
    found: Decimal | None
    expected: Decimal | None
    consequences: tuple[str, ...]
    fragment: str
    severity: str

    def agrees(self, finding: Finding) -> bool:
        """Whether a finding is the expected one, in every respect that the case tells."""
        return (
            self.cell == (str(finding.cell) if finding.cell else "")
            and _rounded(self.found) == _rounded(finding.found)
            and _rounded(self.expected) == _rounded(finding.expected)
            and self.consequences == tuple(map(str, finding.consequences))
            and self.fragment in plain(f"{finding.message} {finding.remedy}")
            and self.severity in {"", finding.severity.value}
        )


@dataclass(frozen=True)
class Case:
    """One case of one rule."""

    code: str
    kind: str
    title: str
    source: str

    def __str__(self) -> str:
        return f"{self.code}-{self.kind}-{self.title}"

    @property
    def grid(self) -> Grid:
        """Return the workbook of the case."""
        source = self.source
        for beside in (_ARCHIVE, _PLAN, _PUBLISHED, _PREVIOUS):
            source = beside.sub("", source)
        whole = _workbook(source, _START)
        fills: dict[str, dict[tuple[int, int], str]] = {}
        if (colours := whole.sheet(_COLOURS)) is not None:
            for row in range(FIRST_DATA_ROW, colours.last_row + 1):
                cell = CellRef.parse(colours.cell(row, 1).text)
                fills.setdefault(cell.sheet, {})[cell.row, cell.column] = colours.cell(row, 2).text
        return Grid(
            tuple(
                replace(
                    _in_excel(sheet, self.source), fills=partial(dict, fills.get(sheet.name, {}))
                )
                for sheet in whole.sheets
                if sheet.name not in {_EXPECTED, _COLOURS}
            )
        )

    @property
    def previous(self) -> Grid | None:
        """Return the workbook of the previous report; None when the case gives none."""
        found = _PREVIOUS.search(self.source)
        return _workbook(found[1], _PREVIOUS_START) if found else None

    @property
    def plan(self) -> Grid | None:
        """Return the workbook of the plan; None when the case gives none."""
        found = _PLAN.search(self.source)
        return read_markdown(found[1]) if found else None

    @property
    def published(self) -> Grid | None:
        """Return the workbook that is corrected; None when the case gives none."""
        found = _PUBLISHED.search(self.source)
        return read_markdown(found[1]) if found else None

    @property
    def archive(self) -> Grid | None:
        """Return the workbook of the archive; None when the case gives none."""
        found = _ARCHIVE.search(self.source)
        return read_markdown(found[1]) if found else None

    @property
    def expected(self) -> tuple[Expected, ...]:
        """Return the findings that the case must give."""
        sheet = read_markdown(self.source).sheet(_EXPECTED)
        assert sheet is not None, f"{self} has no table under ## {_EXPECTED}"
        return tuple(_expected(sheet, row) for row in range(FIRST_DATA_ROW, sheet.last_row + 1))

    def findings(self) -> tuple[Finding, ...]:
        """Return what the rule says of the workbook."""
        examined = checked(self.grid, self.previous, self.plan, self.published, self.archive)
        return tuple(finding for finding in examined.findings if finding.code == self.code)


def cases_in(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file, which must begin with the rule's code."""
    text = path.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    assert headings, f"{path.name} has no heading"
    assert headings[0][1] is None, f"{path.name} must begin with # and the rule's code"
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    cases = []
    for heading, end in zip(headings[1:], ends[1:], strict=True):
        assert heading[1] in KINDS, f"{path.name}: {heading[0]} is neither Slår nor Nära"
        cases.append(Case(headings[0][2], heading[1], heading[2], text[heading.end() : end]))
    return tuple(cases)


def all_cases() -> tuple[Case, ...]:
    """Return the cases of every case file."""
    return tuple(case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path))


def plain(text: str) -> str:
    """Return a text with ordinary blanks, as case files are written."""
    return text.replace("\u00a0", " ")


def _workbook(source: str, start: str) -> Grid:
    return read_markdown(source if "## Start" in source else start + source)


def _in_excel(sheet: Sheet, source: str) -> Sheet:
    """Return a sheet with what Excel adds to it and a case tells of."""
    tables, merges, arrays, filled = [], [], [], dict(sheet.cells)
    for what, totals, name, first, last in _IN_EXCEL.findall(source):
        if name != sheet.name:
            continue
        top, end = CellRef.parse(f"x!{first}"), CellRef.parse(f"x!{last}")
        area = Merge(top.row, top.column, end.row, end.column)
        if what == "Sammanfogat":
            merges.append(area)
        elif what == "Matrisformel":
            arrays.append(area)
            shown = sheet.cell(top.row, top.column)
            kind = CellKind.UNCOMPUTED if shown.is_blank else shown.kind
            filled[top.row, top.column] = shown._replace(kind=kind, formula="MATRIS()")
        else:
            rows = (end.row - 1, end.row) if totals else (end.row, 0)
            called = f"T_{name}_{first}"
            tables.append(TableRange(called, top.row, top.column, rows[0], end.column, rows[1]))
    hung = [thing for name, thing in _HUNG.findall(source) if name == sheet.name]
    return replace(
        sheet,
        cells=filled,
        tables=tuple(tables),
        merges=tuple(merges),
        arrays=partial(tuple, arrays),
        hangings=partial(tuple, hung),
    )


def _expected(sheet: Sheet, row: int) -> Expected:
    cells = {
        header.text: sheet.cell(row, column) for column, header in sheet.row(HEADER_ROW).items()
    }
    amounts = {name: cells[name].value for name in ("Funnet", "Förväntat")}
    assert all(value is None or isinstance(value, Decimal) for value in amounts.values()), amounts
    found, expected = (v if isinstance(v, Decimal) else None for v in amounts.values())
    return Expected(
        cells["Cell"].text,
        found,
        expected,
        tuple(address.strip() for address in cells["Följdfel"].text.split(",") if address.strip()),
        cells["Meddelande"].text,
        cells["Allvar"].text if "Allvar" in cells else "",
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_PLACES)
