"""A fetched figure is told with its accounts, as long as it stands as it was fetched."""

from __future__ import annotations

from decimal import Decimal

from tests.cycle.forms.returning import written
from tests.cycle.ledger.making import NOW, asking, fetch, lines, of_csv
from xl_asn.case.case import Case
from xl_asn.case.compute import compute
from xl_asn.case.examine import examine
from xl_asn.case.insight.story import story
from xl_asn.model.grid import CellRef


def _remark(case: Case, cell: str) -> str:
    return story(case.grid, examine(case), CellRef.parse(cell)).source.remark


def test_a_figure_is_told_with_its_largest_accounts_and_where_they_stand() -> None:
    case = asking()
    found = fetch(case, of_csv(lines()))
    after = written(case, found.values, found.page)
    said = _remark(after, "Nettokostnad!D6").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Hämtat ur huvudbok.csv 2022-12-06 09:00: −78 885 140,00 kr.")
    assert "5010 Löner arbetad tid −37 945 045,32 kr" in said
    assert "Se Underlag!A" in said
    parts = _remark(after, "Resultaträkning!D10")
    assert "6010 Lokalhyror" in parts
    cell = CellRef.parse("Nettokostnad!D6")
    changed = _remark(written(after, {cell: Decimal(-1)}), "Nettokostnad!D6")
    assert changed.startswith(
        "Här står något annat än det som hämtades, −78\N{NO-BREAK SPACE}885 tkr"
    )
    assert _remark(after, "Nettokostnad!E6") == ""
    assert _remark(case, "Nettokostnad!D6") == ""


def test_sparning_leads_from_a_fetched_figure_to_its_block() -> None:
    case = asking()
    found = fetch(case, of_csv(lines()))
    after = written(case, found.values, found.page)
    computed = compute(after, now=NOW)
    (trail,) = (page for page in computed.pages if page.name == "Spårning")
    rows = {cell.row for cell in trail.cells if cell.value == "hämtat"}
    told = {row: {cell.column: cell for cell in trail.cells if cell.row == row} for row in rows}
    assert len(rows) == 19
    (line,) = (cells for cells in told.values() if cells[3].value == "Gemensamt IFO")
    assert line[2].link == "Nettokostnad!D6"
    assert str(line[6].value) == "Hämtat ur huvudbok.csv 2022-12-06 09:00: 8 konton"
    sheet = after.grid.sheet("Underlag")
    assert sheet is not None
    block = CellRef.parse(str(line[11].link))
    assert sheet.cell(block.row, 2).text == "Gemensamt IFO"
    again = compute(written(after, computed.values, trail), now=NOW)
    assert "Spårning" not in {page.name for page in again.pages}
