"""Small months to try one thing on: a few rows, and helpers that say what a person does to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from tests.laws import api
from tests.laws.figures import is_arithmetic
from tests.laws.press import written
from tests.laws.sheets import inserted_row, with_cells
from tests.laws.tables import CHECK, TRAIL, table_of, trail
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Value, cell_of, number

START = """## Start

| Fält               | Värde            |
|--------------------|------------------|
| Nämnd              | Prövningsnämnden |
| Dokumenttyp        | Månadsrapport    |
| År                 | 2024             |
| Period             | {period}         |
| Beloppsenhet       | tkr              |
| Datum              | {day}            |
| Föregående rapport | {previous}       |
| Senast beräknad    |                  |
| Resultat           |                  |

"""
NET, INCOME = "Nettokostnad", "Resultaträkning"
_PLAIN = (
    "| Område | Verksamhet | Radtyp | Utfall | Budget | Avvikelse |\n|---|---|---|---|---|---|\n"
)
_YEAR = (
    "| Verksamhet | Radtyp | Prognos | Årsbudget | Prognosavvikelse | Föregående prognos | "
    "Prognosförändring |\n|---|---|---|---|---|---|---|\n"
)


def month(*tables: str, period: str = "nov", day: str = "2024-12-05", previous: str = "") -> Grid:
    """Return a month with some tables in Markdown."""
    start = START.format(period=period, day=day, previous=previous)
    return read_markdown(start + "\n\n".join(tables))


def net(*rows: str) -> str:
    """Return *Nettokostnad* with actuals: a row is "name kind actual budget deviation"."""
    return f"## {NET}\n\n{_PLAIN}" + "\n".join(map(_plain_row, rows))


def year(*rows: str, sheet: str = NET) -> str:
    """Return forecasts: "name kind forecast budget deviation before change"; "." is a blank."""
    return f"## {sheet}\n\n{_YEAR}" + "\n".join(
        "| " + " | ".join(_words(row)) + " |" for row in rows
    )


def _plain_row(row: str) -> str:
    area, _, rest = row.rpartition("/")
    return f"| {area} | " + " | ".join(_words(rest)) + " |"


def _words(row: str) -> list[str]:
    return ["" if word == "." else word.replace("_", " ") for word in row.split()]


def press(grid: Grid, others: Mapping[str, Grid] | None = None) -> Grid:
    """Press Beräkna, and return the workbook that it leaves."""
    return written(grid, api.computed(api.case_among(grid, others or {})))


def reported(grid: Grid, others: Mapping[str, Grid] | None = None) -> list[Finding]:
    """Return what berakna reports."""
    return [*api.computed(api.case_among(grid, others or {})).examined.findings]


def found(grid: Grid, others: Mapping[str, Grid] | None = None) -> list[Finding]:
    """Return what validera finds."""
    return [*api.examined(api.case_among(grid, others or {})).findings]


def about(findings: Iterable[Finding], *cells: str) -> list[Finding]:
    """Return the errors and questions at some cells."""
    wanted = {CellRef.parse(cell) for cell in cells}
    return [f for f in grave(findings) if f.cell in wanted]


def grave(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def arithmetic(findings: Iterable[Finding]) -> list[Finding]:
    """Return the errors and questions about what adds up: the small months lack much else."""
    return [f for f in grave(findings) if f.cell and is_arithmetic(f)]


def typed(grid: Grid, cells: Mapping[str, Value | int | Cell]) -> Grid:
    """Return the workbook with some cells typed over."""
    changes: dict[CellRef, Cell] = {}
    for place, value in cells.items():
        ref = CellRef.parse(place)
        match value:
            case Cell():
                changes[ref] = value
            case int() | Decimal():
                changes[ref] = number(value)
            case _:
                changes[ref] = BLANK if value is None else cell_of(value)
    return with_cells(grid, changes)


def formula(said: str, shown: int) -> Cell:
    return number(shown)._replace(formula=said)


def row_of(grid: Grid, label: str, sheet: str = NET) -> int:
    """Return the row of a name; the first of them."""
    table = table_of(grid, sheet)
    return next(row for row in table.rows if table.label_of(row) == label)


def place(grid: Grid, label: str, header: str, sheet: str = NET) -> str:
    table = table_of(grid, sheet)
    return str(table.ref(row_of(grid, label, sheet), header))


def shown(grid: Grid, label: str, header: str, sheet: str = NET) -> Value:
    """Return what stands in a row's cell, by the row's name."""
    table = table_of(grid, sheet)
    return table.cell(row_of(grid, label, sheet), header).value


def replaced(grid: Grid) -> Iterator[tuple[str, str, Value, str]]:
    """Yield what Spårning says was replaced: row, column, figure or word, formula."""
    for _, told in trail(grid):
        if not told["Ersatte"].is_blank or not told["Ersatt formel"].is_blank:
            same = told["Värde"] if told["Ersatte"].text == "lika" else told["Ersatte"]
            yield told["Rad"].text, told["Kolumn"].text, same.value, told["Ersatt formel"].text


def texts(grid: Grid, sheet: str = TRAIL) -> str:
    """Return every text of a sheet, one a line."""
    found = grid.sheet(sheet)
    return "\n".join(cell.text for cell in found.cells.values()) if found else ""


def accepted(grid: Grid, code: str, cell: str) -> Grid:
    """Return the workbook where a person has accepted a finding on *Kontroll*."""
    sheet = grid.sheet(CHECK)
    assert sheet is not None
    address = CellRef.parse(cell).address
    header = next(n for n, c in sheet.rows() if "Godtas" in {x.text for x in c.values()})
    columns = {c.text: column for column, c in sheet.row(header).items()}
    row = next(
        n
        for n, c in sheet.rows()
        if (c.get(columns["Kod"], BLANK).text, c.get(columns["Cell"], BLANK).text)
        == (code, address)
    )
    said = {"Godtas": "Ja", "Motivering": "Beloppen är rätta.", "Signatur": "AB"}
    cells = {CellRef(CHECK, row, columns[h]): cell_of(word) for h, word in said.items()}
    return with_cells(grid, cells)


def with_new_row(grid: Grid) -> Grid:
    """Return a computed workbook with a row inserted, and both sheets' totals adjusted to it."""
    like = table_of(grid, NET)
    cells = dict(grid.sheet(NET).row(9))  # type: ignore[union-attr] # it is there
    named: dict[str, str | int] = {
        "Verksamhet": "Familjecentral",
        "Utfall": 100,
        "Budget": 0,
        "Prognos": 100,
        "Årsbudget": 0,
    }
    for header in like.columns:
        cells.pop(like.columns[header], None)
    for header, value in {**named, "Radtyp": "rad"}.items():
        cells[like.columns[header]] = number(value) if isinstance(value, int) else cell_of(value)
    grid = inserted_row(grid, NET, 10, cells)
    changed: dict[CellRef, int] = {}
    for sheet, row in ((NET, 18), (INCOME, 9), (INCOME, 16), (INCOME, 17)):
        table = table_of(grid, sheet)
        for header in ("Utfall", "Prognos"):
            ref = table.ref(row, header)
            changed[ref] = int(str(grid.at(ref).value)) + 100
    return with_cells(grid, {ref: number(value) for ref, value in changed.items()})
