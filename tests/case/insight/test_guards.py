"""Which rules guard a cell, found out by changing it."""

from __future__ import annotations

import pytest

from tests.beside import beside
from tests.mutation_tables import examined, example, published
from tests.rules.cases import FOLDER, cases_in
from xl_asn.case.insight.guards import coverage, filled_cells, guards_of
from xl_asn.case.insight.text import by_column, runs
from xl_asn.model.grid import CellRef


def codes(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    document, ref = published("2022-11"), CellRef.parse(cell)
    columns = dict(filled_cells(example("2022-11"), document.document))
    guarded = guards_of(beside(example("2022-11")), document, ref, columns[ref])
    return guarded.codes, guarded.emptied


@pytest.mark.parametrize(
    ("cell", "wrong", "emptied"),
    [
        ("Nettokostnad!F6", {"C101"}, set()),
        ("Målindikatorer!C6", {"C108"}, set()),
        ("Enhetsresultat!B31", {"V108"}, {"V101"}),
        ("Sammanfattning!A6", set(), {"V101"}),
    ],
)
def test_the_guards_of_a_cell(cell: str, wrong: set[str], emptied: set[str]) -> None:
    found = codes(cell)
    assert wrong <= set(found[0])
    assert emptied <= set(found[1])
    assert bool(wrong) == bool(found[0])


def test_the_map_counts_cells_by_column() -> None:
    case = next(c for c in cases_in(FOLDER / "c112.md") if c.kind == "Nära")
    before = examined(case.grid)
    columns = {
        c.header: c for c in by_column(coverage(beside(case.grid), before, sheet="Resultaträkning"))
    }
    assert columns["Utfall"].filled == 2
    assert columns["Utfall"].guarded == 2, "the part is larger than the whole, or the whole smaller"
    assert "C112" in columns["Utfall"].codes
    assert columns["Post"].required == 2


def test_cells_are_told_as_ranges() -> None:
    cells = [CellRef("Mål", row, 4) for row in (6, 7, 8, 11)]
    assert runs(cells) == "D6–D8, D11"
    assert runs([]) == ""
