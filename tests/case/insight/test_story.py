"""Where a figure comes from, down to the cells that a person has filled."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.mutation_tables import examined, example, published, with_amounts
from tests.rules.cases import plain
from xl_asn.case.insight.story import Origin, Source, story
from xl_asn.case.insight.text import story_lines
from xl_asn.model.grid import CellRef


def told(month: str, cell: str) -> Source:
    return story(example(month), published(month), CellRef.parse(cell)).source


def leaves(source: Source) -> Iterator[Source]:
    if not source.inputs:
        yield source
    for given in source.inputs:
        yield from leaves(given)


def test_a_status_goes_down_to_units_and_amounts() -> None:
    source = told("2022-11", "Mål!I9")
    assert source.name == "Bedömning för Mål 4 Ekonomi"
    assert source.origin is Origin.COMPUTED
    sheets = {leaf.cell.sheet for leaf in leaves(source)}
    assert sheets == {"Enhetsresultat", "Nettokostnad"}
    assert {leaf.origin for leaf in leaves(source)} == {Origin.TYPED}
    assert len(list(leaves(source))) == 10 + 2 * 11


def test_every_computed_cell_of_the_examples_ends_in_typed_ones() -> None:
    for month in ("2021-02", "2022-11", "2023-07"):
        for ref in published(month).calculated.by_cell:
            source = told(month, str(ref))
            assert source.result is not None
            assert source.name, ref
            for leaf in leaves(source):
                if leaf.origin is Origin.COMPUTED:
                    assert leaf.cell == ref  # no units, for instance: nothing to come from
                else:
                    assert leaf.origin is not Origin.PROGRAM


def test_a_total_has_its_rows_and_says_what_rounding_is() -> None:
    source = told("2022-11", "Nettokostnad!D17")
    assert source.origin is Origin.COMPARED
    assert [given.cell.row for given in source.inputs] == list(range(6, 16))
    lines = "\n".join(
        story_lines(story(example("2022-11"), published("2022-11"), source.cell), None)
    )
    assert "Skillnaden −1 är avrundning." in lines


def test_a_consequence_says_what_it_follows_from() -> None:
    ref = CellRef.parse("Nettokostnad!I21")
    found = story(example("2021-02"), published("2021-02"), ref)
    assert [str(finding.cell) for finding in found.follows_from] == ["Nettokostnad!I6"]
    assert any("Följdfel av C101" in line for line in story_lines(found, None))


@pytest.mark.parametrize(
    ("cell", "name", "origin"),
    [
        ("Nettokostnad!D6", "Utfall för Gemensamt IFO", Origin.TYPED),
        ("Nettokostnad!J6", "Föregående prognos för Gemensamt IFO", Origin.BLANK),
        ("Start!B12", "År", Origin.TYPED),
        ("Kontroll!A1", "", Origin.PROGRAM),
        ("Nettokostnad!A1", "", Origin.TYPED),
        ("Nettokostnad!Z400", "", Origin.BLANK),
    ],
)
def test_a_cell_that_nothing_is_computed_into(cell: str, name: str, origin: Origin) -> None:
    source = told("2022-11", cell)
    assert (source.name, source.origin, source.inputs) == (name, origin, ())


def test_a_gate_just_below_a_limit_is_not_told_as_nothing() -> None:
    forecast = {CellRef.parse("Nettokostnad!G17"): Decimal(-274_682)}
    grid = with_amounts(example("2022-11"), forecast)
    gate = story(grid, examined(grid), CellRef.parse("Målindikatorer!C6")).source
    assert gate.result is not None
    assert plain(gate.value_text(gate.result.value)) == "−0,04 %"


def test_the_json_is_nested_as_the_figures_are() -> None:
    answer = told("2022-11", "Nettokostnad!F6").as_json()
    assert answer["formel"] == "Utfall − Budget"
    assert answer["värde"] == 2527
    assert [given["cell"] for given in answer["indata"]] == ["D6", "E6"]
    assert plain(answer["innehåll"]) == "2 527"
