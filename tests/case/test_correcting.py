"""A published report corrected: its version, what is another, and what the month after is told."""

from __future__ import annotations

from decimal import Decimal

from tests.beside import NOW, beside, checked, naming, pressed
from tests.laws.worlds import example
from xl_asn.case.compute import Computed, compute
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.start import Start
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Value, cell_of
from xl_asn.report.blocks import BulletList, Heading, Item

FORECAST = CellRef("Nettokostnad", 6, 7)
TOTAL = CellRef("Nettokostnad", 17, 7)
FIRST = "Rättelse 1, 2022-12-14"
MOVED = "Nettokostnad, Gemensamt IFO, Prognos: −86\u00a0955 blev −86\u00a0855"
TOTAL_MOVED = "Nettokostnad, Resultat ASN, Prognos: −276\u00a0238 blev −276\u00a0138"


def on_start(grid: Grid, **said: str) -> Grid:
    start, _ = Start.from_grid(grid)
    return with_cells(grid, {start.cell(name): cell_of(text) for name, text in said.items()})


def written(grid: Grid, computed: Computed) -> Grid:
    """Return the workbook as it is when what is computed has been written."""
    return with_cells(grid, {ref: cell_of(value) for ref, value in computed.values.items()})


def published() -> Grid:
    grid = on_start(example("2022-11"), status="Fastställd")
    return written(grid, pressed(grid))


def corrected(grid: Grid, day: str = "2022-12-14", **cells: Cell) -> Grid:
    """Return a published workbook with one forecast corrected, and its total."""
    moved = {FORECAST: cell_of(Decimal(-86855)), TOTAL: cell_of(Decimal(-276138))}
    told = {CellRef.parse(f"Start!{at}"): cell for at, cell in cells.items()}
    changed = with_cells(grid, {**moved, **told})
    return on_start(changed, status="Klar", corrects="fastställd", date=day)


def on(grid: Grid, name: str) -> Value:
    start, _ = Start.from_grid(grid)
    return grid.at(start.cell(name)).value


def test_a_correction_has_a_version_and_a_list_on_start_in_the_answer_and_the_document() -> None:
    before = published()
    grid = corrected(before)
    computed = pressed(grid, published=before)
    after = written(grid, computed)
    assert on(after, "correction") == "Rättelse 1, 2022-12-14"
    assert on(after, "corrected") == f"{MOVED}; {TOTAL_MOVED}."
    assert computed.as_json()["rättelse"] == {
        "nummer": 1, "datum": "2022-12-14", "rättar": "fastställd",
        "ändringar": [MOVED, TOTAL_MOVED],
    }  # fmt: skip
    first = computed.blocks[1]
    assert isinstance(first, Heading)
    assert first.text == "Rättelse 1, 2022-12-14"
    told = [block for block in computed.blocks if isinstance(block, BulletList)]
    assert told[0].items == (Item(MOVED), Item(TOTAL_MOVED))
    again = pressed(after, published=before)
    start, _ = Start.from_grid(after)
    assert set(again.values) <= {start.cell("computed_at"), start.cell("outcome")}
    assert again.correction == computed.correction


def test_a_change_of_one_is_told_however_small() -> None:
    before = published()
    grid = with_cells(corrected(before), {FORECAST: cell_of(Decimal(-86954))})
    found = pressed(grid, published=before).correction
    assert found is not None
    assert found.changes[0].endswith("−86\u00a0955 blev −86\u00a0954")


def test_a_correction_of_a_correction_is_the_second() -> None:
    first = published()
    second = corrected(first)
    second = on_start(written(second, pressed(second, published=first)), status="Fastställd")
    third = on_start(second, corrects="andra", date="2022-12-20")
    case = beside(third, published=second)
    found = compute(case, now=NOW, strict=True).correction
    assert found is not None
    assert (found.name, found.changes) == ("Rättelse 2, 2022-12-20", ())


def test_a_report_that_corrects_none_says_nothing_and_says_it_no_more() -> None:
    before = published()
    grid = corrected(before)
    after = written(grid, pressed(grid, published=before))
    start, _ = Start.from_grid(after)
    freed = with_cells(after, {start.cell("corrects"): BLANK})
    computed = pressed(freed)
    assert computed.correction is None
    assert computed.as_json()["rättelse"] is None
    assert on(written(freed, computed), "correction") is None
    assert on(written(freed, computed), "corrected") is None


def test_the_month_after_is_told_the_same_by_both_doors() -> None:
    before = published()
    november = corrected(before)
    december = on_start(naming(example("2022-11"), "previous_report", "november"), period="dec")
    said = [
        [(f.code, f.message) for f in found if f.code == "C195"]
        for found in (
            checked(december, november, None, before).findings,
            pressed(december, november, None, before).examined.findings,
        )
    ]
    assert said[0] == said[1]
    assert said[0] == [
        ("C195", f"Rapporten för november 2022 är rättad ({FIRST}). {MOVED}; {TOTAL_MOVED}.")
    ]


def test_what_was_published_is_among_what_was_read() -> None:
    case = beside(corrected(published()), published=published())
    compute(case, now=NOW, strict=True)
    assert "fastställd" in [name for name, _, _ in case.neighbours.read]


def test_figures_written_over_in_a_published_report_are_told_of() -> None:
    grid = published()
    assert pressed(grid).published_sentence == "", "nothing is another"
    changed = with_cells(grid, {FORECAST: cell_of(Decimal(-86855))})
    assert pressed(changed).published_sentence.startswith("Rapporten står som fastställd, och")
    assert pressed(on_start(changed, status="Klar")).published_sentence == ""
    assert pressed(corrected(grid), published=grid).published_sentence == ""
