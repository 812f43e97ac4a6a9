"""The mistakes of the mutation experiment on a small table, and a part of the whole of it.

``python -m tests.mutation`` runs more of it, and with ``--all`` everything.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.mutation import Outcome, experiment, outcome, rounding, tally
from tests.mutation_after import afterwards, monthly
from tests.mutation_operators import IN_A_CELL, OPERATORS, Spoilt
from tests.mutation_tables import REPORTS, Subject, all_subjects, subjects
from tests.thorough import thorough
from xl_asn.files.reading.markdown import read_markdown

SMALL = """
## Start

| Fält         | Värde |
|--------------|-------|
| År           | 2022  |
| Period       | nov   |
| Beloppsenhet | tkr   |

## Nettokostnad

| Område | Verksamhet       | Radtyp   |   Utfall |   Budget | Avvikelse |  Prognos | Årsbudget | Prognosavvikelse |
|--------|------------------|----------|----------|----------|-----------|----------|-----------|------------------|
| IFO    | Gemensamt        | rad      |  -78 885 |  -81 412 |     2 527 |  -86 955 |   -88 813 |            1 858 |
| IFO    | Missbruksvård    | rad      |  -27 025 |  -27 707 |       682 |  -29 813 |   -30 226 |              413 |
| IFO    | Barn och unga    | rad      |  -65 183 |  -61 066 |    -4 117 |  -71 904 |   -66 617 |           -5 287 |
| IFO    | Nettokostnad IFO | resultat | -171 093 | -170 185 |      -908 | -188 672 |  -185 656 |           -3 016 |
| A&I    | Arbetsmarknad    | rad      |  -13 391 |  -13 510 |       119 |  -13 697 |   -14 738 |            1 041 |
| A&I    | Integration      | rad      |   -3 264 |   -4 254 |       990 |   -4 357 |    -4 640 |              283 |
| A&I    | Nettokostnad A&I | resultat |  -16 655 |  -17 764 |     1 109 |  -18 054 |   -19 378 |            1 324 |
|        | Resultat         | total    | -187 748 | -187 949 |       201 | -206 726 |  -205 034 |           -1 692 |
"""  # noqa: E501 - a table is read as one

#: How many of the mistakes are found at least and named first, where not all and nearly all are.
FLOORS = {
    "tömd": (1, 0.8),
    "rad borttagen": (1, 0.6),
    "rad dubblerad": (1, 0.7),
    "=SUM utan en rad": (1, 0.6),
}


@cache
def small() -> Subject:
    (subject,) = subjects("litet", read_markdown(SMALL))
    assert not [f for f in subject.before.findings if f.code.startswith("C")], "a faultless table"
    return subject


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_mistake_in_a_small_table_is_found_and_named_first(operator: str) -> None:
    made = tally(experiment(operator, small(), 12))
    assert made.tried >= 4
    found, named = FLOORS.get(operator, (1, 0.9))
    assert made.found / made.tried >= found, made.said
    assert made.named / made.tried >= named, made.said
    assert made.by_chance == 0, made.said


def test_a_row_that_a_sum_leaves_out_is_said_by_name() -> None:
    made = [*experiment("=SUM utan en rad", small(), None)]
    named = sum(
        any(f.code == "C120" and one.spoilt.row in f.message for f in one.new) for one in made
    )
    assert named / len(made) >= 0.6, [one.new for one in made]
    assert not any(one.by_chance for one in made)


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    """The experiment's own yardstick: a mistake that is none must count as missed."""
    cell = next(iter(small().values))
    same = Spoilt(small().grid, {cell}, in_identity=True, beyond_rounding=True)
    said = tally([outcome("ingenting", small(), same)])
    assert (said.tried, said.found, said.named) == (1, 0, 0)
    assert said.said[0].startswith("tyst")


def sampled(places: int) -> list[Outcome]:
    return [
        outcome
        for subject in all_subjects().values()
        for operator in OPERATORS
        for outcome in experiment(operator, subject, places)
    ]


@pytest.mark.parametrize(("places", "least"), [(1, 45), *thorough((2, 90))])
def test_mistakes_in_the_reports_are_found_and_the_cell_named_first(
    places: int, least: int
) -> None:
    outcomes = sampled(places)
    tallies = {name: tally(o for o in outcomes if o.operator == name) for name in OPERATORS}
    assert sum(one.by_chance for one in tallies.values()) == 0
    in_a_cell = [tallies[name] for name in IN_A_CELL]
    assert sum(one.tried for one in in_a_cell) > least
    assert all(one.found == one.tried for one in in_a_cell)
    assert sum(o.named for o in in_a_cell) / sum(o.tried for o in in_a_cell) >= 0.95


def test_one_unit_in_one_operand_raises_nothing() -> None:
    changes = Counter[str]()
    for name in REPORTS:
        changes[name], said = rounding(name, every=23)
        assert said == []
    assert min(changes.values()) > 5


@pytest.mark.parametrize(("tables", "least"), [(2, 8), *thorough((None, 30))])
def test_a_mistake_in_an_input_is_still_named_first_once_all_has_been_pressed(
    tables: int | None, least: int
) -> None:
    after = [
        outcome
        for title in [*monthly()][:tables]
        for operator in IN_A_CELL
        for outcome in afterwards(title, operator, 1, seed=1)
    ]
    assert len(after) > least
    assert sum(outcome.named for outcome in after) / len(after) >= 0.9
