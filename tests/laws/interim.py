"""An interim report for the same board and year, made from the published one of 2018."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.laws.sheets import deleted_row, with_cells
from tests.laws.tables import Table, table_of
from tests.laws.worlds import example, with_start
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, cell_of, number

FUNDING = "Kommunbidrag"
_TOTAL = "Resultat ASN"

Figures = Mapping[str, Mapping[str, Decimal]]


def interim(now: Figures, before: Figures, last: str) -> Grid:
    """Return January to August: the funding of each activity, and its forecast.

    ``now`` and ``before`` are the net costs of August and July by activity. What was wrong in the
    published report is put right, and its texts on other years' amounts are gone.
    """
    grid = with_start(
        example("2018-04"), board="Arbetsmarknads- och socialnämnden", year=Decimal(2022),
        administration="Arbetsmarknads- och socialförvaltningen", period="aug",
        date="2022-09-08", previous_report=last,
    )  # fmt: skip
    grid = with_cells(grid, {
        CellRef("Indikatorer", 7, 13): BLANK, CellRef("Indikatorer", 11, 12): BLANK,
    })  # fmt: skip
    table = table_of(grid, FUNDING)
    for row in reversed(table.rows[len(now) :]):
        grid = deleted_row(grid, FUNDING, row)
    grid = with_cells(grid, _funding(table_of(grid, FUNDING), now, before))
    return with_cells(grid, {**_years(grid), **_emptied(grid)})


def _funding(table: Table, now: Figures, before: Figures) -> dict[CellRef, Cell]:
    cells: dict[CellRef, Cell] = {}
    for row, (label, of) in zip(table.rows, now.items(), strict=True):
        made: dict[str, str | Decimal | None] = {
            "Område": None,
            "Verksamhet": label,
            "Radtyp": "total" if label == _TOTAL else "rad",
            "Kommunbidrag": -of.get("Budget", Decimal(0)),
            "Nettokostnad": of.get("Utfall", Decimal(0)),
            "Resultat": None,
            "Årsbidrag": -of["Årsbudget"],
            "Årsprognos": of["Prognos"],
            "Årsresultat": None,
            "Förändring prognos": of["Prognos"] - before[label]["Prognos"],
            "Kommentar": None,
        }
        for header, value in made.items():
            cell = number(value) if isinstance(value, Decimal) else cell_of(value)
            cells[table.ref(row, header)] = cell
    return cells


def _years(grid: Grid) -> dict[CellRef, Cell]:
    """Return the headers that carry years, told four years later, and August for April."""
    cells: dict[CellRef, Cell] = {}
    for name in ("Indikatorer", "Volymer"):
        table = table_of(grid, name)
        for column, cell in table.sheet.row(table.header_row).items():
            text = cell.text.replace("jan–apr", "jan–aug")
            for year in (2018, 2017, 2016, 2015):
                text = text.replace(str(year), str(year + 4))
            cells[CellRef(name, table.header_row, column)] = cell_of(text)
    return cells


def _emptied(grid: Grid) -> dict[CellRef, Cell]:
    """Return the risks and conclusions as blanks: they are about other amounts."""
    return {
        table.ref(row, header): BLANK
        for table in (table_of(grid, "Ekonomiska risker"), table_of(grid, "Sammanfattning"))
        for row in table.rows
        for header in table.columns
    }
