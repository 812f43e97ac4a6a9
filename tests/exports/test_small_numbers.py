"""A number below 1 is a share in one column and a small amount in another, and is shown so."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tests.beside import beside
from workbooks.build import EXAMPLES
from xl_asn.case.compute import Computed, compute
from xl_asn.case.insight.story import story
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, Sheet, number, text

DEVIATION = CellRef("Nettokostnad", 6, 6)


def in_millions() -> tuple[Grid, Computed]:
    """Return the published report with its first row typed in mnkr, with 0,3 where 2,9 is right."""
    grid = read_markdown((EXAMPLES / "2022-11_manadsrapport.md").read_text(encoding="utf-8"))
    sheets = []
    for sheet in grid.sheets:
        cells = dict(sheet.cells)
        if sheet.name == "Start":
            cells = {place: text("mnkr") if c.text == "tkr" else c for place, c in cells.items()}
        if sheet.name == DEVIATION.sheet:
            for column, amount in ((4, "-76.1"), (5, "-79.0"), (6, "0.3")):
                cells[DEVIATION.row, column] = number(Decimal(amount))
        sheets.append(Sheet(sheet.name, cells))
    changed = Grid(tuple(sheets), grid.names)
    computed = compute(beside(changed), now=datetime(2022, 12, 6))  # noqa: DTZ001
    assert not isinstance(computed, Finding)
    return changed, computed


def formats(computed: Computed, page: str, place: CellRef) -> list[str]:
    """Return the number formats of the decimals on the rows of a page that link to a cell."""
    cells = next(found for found in computed.pages if found.name == page).cells
    rows = {cell.row for cell in cells if cell.link == str(place) and cell.column <= 3}
    return [
        cell.style.number_format
        for cell in cells
        if cell.row in rows and isinstance(cell.value, Decimal) and abs(cell.value) < 1
    ]


def test_a_small_amount_is_no_share() -> None:
    grid, computed = in_millions()
    found = next(f for f in computed.examined.findings if f.cell == DEVIATION)
    assert (found.code, found.found, found.expected) == ("C118", Decimal("2.9"), Decimal("0.3"))
    for page in ("Kontroll", "Spårning"):
        shown = formats(computed, page, DEVIATION)
        assert shown
        assert not any("%" in form for form in shown), page
    source = story(grid, computed.examined, DEVIATION).source
    assert source.held_text == "0,3"
    assert source.value_text(Decimal("0.9")) == "0,9"


def test_a_share_still_is() -> None:
    grid, computed = in_millions()
    goal = next(row for row in computed.examined.document.table("Mål") or () if row.target)
    cell = goal.cell("share")
    assert all("%" in form for form in formats(computed, "Spårning", cell))
    assert formats(computed, "Spårning", cell)
    assert story(grid, computed.examined, goal.cell("target")).source.held_text.endswith("%")
