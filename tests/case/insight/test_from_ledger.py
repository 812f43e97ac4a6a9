"""A fetched figure is told with its accounts, as long as it stands as it was fetched."""

from __future__ import annotations

from decimal import Decimal

from tests.cycle.forms.returning import written
from tests.cycle.ledger.making import NOW, asking, fetch, lines, of_csv
from xl_asn.case.case import Case
from xl_asn.case.compute import compute
from xl_asn.case.examine import examine
from xl_asn.case.insight.story import Origin, Source, story
from xl_asn.cycle.ledger.fetching import fetched
from xl_asn.excel.explain import explain
from xl_asn.model.grid import CellRef


def _source(case: Case, cell: str) -> Source:
    return story(case.grid, examine(case), CellRef.parse(cell)).source


def _remark(case: Case, cell: str) -> str:
    return _source(case, cell).remark


def _fetched_case() -> Case:
    case = asking()
    found = fetch(case, of_csv(lines()))
    return written(case, found.values, found.page)


def test_a_figure_is_told_with_its_largest_accounts_and_where_they_stand() -> None:
    case = asking()
    found = fetch(case, of_csv(lines()))
    after = written(case, found.values, found.page)
    said = _remark(after, "Nettokostnad!D6").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(
        "Hämtat ur huvudbok.csv 2022-12-06 09:00: −78 885 140,00 kr, avrundat till tkr. "
        "8 konton, de 5 största: 5010"
    )
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
    after = _fetched_case()
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


def test_a_fetched_figure_is_hers_no_more_until_she_changes_it() -> None:
    after = _fetched_case()
    assert _source(after, "Nettokostnad!D6").origin is Origin.FETCHED
    total = _source(after, "Nettokostnad!D17")
    assert {given.origin for given in total.inputs} == {Origin.FETCHED}
    cell = CellRef.parse("Nettokostnad!D6")
    changed = written(after, {cell: Decimal(-1)})
    assert _source(changed, "Nettokostnad!D6").origin is Origin.TYPED


def test_what_was_fetched_for_another_month_explains_nothing() -> None:
    after = _fetched_case()
    period = after.document.start.place("period")
    assert period is not None
    later = written(after, {period: "okt"})
    assert _remark(later, "Nettokostnad!D6") == ""
    assert _source(later, "Nettokostnad!D6").origin is Origin.TYPED


def test_a_fetched_budget_of_the_year_is_told_too() -> None:
    case = asking()
    ledger = of_csv(lines())
    found = fetched(case, [ledger], [ledger], now=NOW)
    after = written(case, found.values, found.page)
    (year,) = (t for t in after.document.amount_tables() if t.sheet == "Nettokostnad")
    said = _remark(after, str(year.amounts.cell("Årsbudget", 0)))
    assert said.startswith("Hämtat ur huvudbok.csv 2022-12-06 09:00: −78")


def test_the_button_tells_the_same_and_where_not_to_write() -> None:
    after = _fetched_case()
    computed = compute(after, now=NOW)
    said = explain(after.grid, computed, CellRef.parse("Nettokostnad!D6"))
    assert said.startswith("Nettokostnad!D6 är hämtad, och skrivs om när du hämtar igen.")
    assert "5010 Löner arbetad tid" in said
    own = explain(after.grid, computed, CellRef.parse("Underlag!A9"))
    assert "byts ut av Hämta utfall" in own
