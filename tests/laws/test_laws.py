"""The laws of Beräkna, on walks that hypothesis makes; ``make laws`` walks as many as wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.laws import api
from tests.laws import walk as walking
from tests.laws.edits import EDITS, Edit
from tests.laws.months import press, with_new_row
from tests.laws.press import with_pages, with_values, written
from tests.laws.sheets import with_cells
from tests.laws.walk import PRESS, Step, Walk
from tests.laws.worlds import World, example, names, walk_from
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Grid, number

RISK = """## Start

| Fält        | Värde         |
|-------------|---------------|
| Dokumenttyp | Månadsrapport |
| År          | 2020          |
| Period      | nov           |
| Nämndplan   | planen        |

## Risker

| Risk                                                | Sannolikhet | Konsekvens | Riskvärde |
|-----------------------------------------------------|-------------|------------|-----------|
| Risk för ökning vad gäller hot riktade mot personal | 3           | 4          |           |
"""
_AMOUNT = CellRef("Nettokostnad", 8, 4)


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", names())
def test_every_press_keeps_the_laws(name: str) -> None:
    def walked(begun: World, steps: Sequence[Step]) -> None:
        breaches = Walk(begun.grid, begun.others).take(steps)
        assert not breaches, "\n".join(map(str, (*steps, *breaches)))

    walk_from(name, walked)


#: Walks that once broke a law each, and the law.
ONCE_BROKEN: Sequence[tuple[str, str, Sequence[Step]]] = (
    ("a", "2021-02", ()),
    ("b", "2018-04", (Edit("töm", (300, 27, 361)),)),
    ("c", "2021-02", (PRESS, Edit("egen kolumn", (558, 340, 73)), PRESS)),
)


@pytest.mark.parametrize(("law", "name", "steps"), ONCE_BROKEN)
def test_what_once_broke_a_law_keeps_them_all(law: str, name: str, steps: Sequence[Step]) -> None:
    assert Walk(example(name)).take(steps) == [], law


def test_no_figure_comes_from_nowhere_where_a_row_has_been_inserted() -> None:
    """Law (d) was broken here: "raderna blir 1 164", which stood nowhere."""
    assert Walk(with_new_row(press(example("2022-11")))).take([]) == []


def test_a_rule_that_only_speaks_beside_the_plan_guards_its_cells() -> None:
    """Law (e) was broken here: the door that tells which rules guard a cell forgot the plan."""
    grid = read_markdown(RISK)
    assert "C189" in api.guards(api.case_among(grid, {"planen": example("2020")}), "Risker!B6")


@pytest.mark.parametrize("what", EDITS)
def test_every_edit_changes_something(what: str) -> None:
    walk = Walk(example("2022-11"))
    walk.take([])
    edits = [Edit(what, (pick, pick + 1, pick + 2)) for pick in range(0, 140, 10)]
    assert any(edit(walk.grid) != walk.grid for edit in edits)


def _no_pages(grid: Grid, computed: api.Computed) -> Grid:
    return with_values(grid, computed.values)


def _no_values(grid: Grid, computed: api.Computed) -> Grid:
    return with_pages(grid, computed.pages)


def _amount_too(grid: Grid, computed: api.Computed) -> Grid:
    return with_cells(written(grid, computed), {_AMOUNT: number(-1)})


@pytest.mark.parametrize(
    ("law", "tampered"),
    [("a", _amount_too), ("b", _no_pages), ("b", _no_values), ("c", _amount_too)],
)
def test_a_press_that_broke_a_law_would_be_seen(
    law: str, tampered: Callable[[Grid, api.Computed], Grid], monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = example("2023-07" if law == "b" else "2022-11")
    monkeypatch.setattr(walking, "written", tampered)
    assert law in {breach.law for breach in Walk(grid).take([])}


def test_another_answer_at_another_door_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "shuffled", lambda grid: _with_amount(grid, -1))
    assert "e" in {breach.law for breach in Walk(example("2022-11")).take([])}


def _with_amount(grid: Grid, amount: int) -> Grid:
    return with_cells(grid, {_AMOUNT: number(amount)})


def test_a_figure_from_nowhere_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Finding(
        "C102", "summa-mot-rader", Severity.ERROR, "Summan är 255 men raderna blir 1\u00a0164.",
        "Rätta.", cell=CellRef("Nettokostnad", 17, 6), found=Decimal(255), expected=Decimal(1164),
    )  # fmt: skip
    computed = api.computed

    def tampered(case: api.Case, *more: object) -> api.Computed:
        found = computed(case, *more)  # type: ignore[arg-type] # handed on as it came
        return found._replace(examined=replace(found.examined, findings=(told,)))

    monkeypatch.setattr(api, "computed", tampered)
    breaches = Walk(example("2022-11")).take([])
    assert "d" in {breach.law for breach in breaches if "1164" in breach.told}
