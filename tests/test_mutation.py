"""A part of the mutation experiment; ``python -m tests.mutation`` runs the whole of it."""

from __future__ import annotations

from tests.mutation import MONTHS, Outcome, experiment, rounding
from tests.mutation_after import afterwards

EVERY = 23
EVERY_INPUT = 11


def outcomes() -> list[Outcome]:
    return [outcome for month in MONTHS for outcome in experiment(month, every=EVERY)]


def test_every_mistake_is_found_and_the_cell_named_first() -> None:
    beyond = [outcome for outcome in outcomes() if outcome.beyond_rounding]
    assert len(beyond) > 50
    assert [o for o in beyond if not o.found] == []
    assert sum(o.named for o in beyond) / len(beyond) >= 0.95


def test_one_unit_in_one_operand_raises_nothing() -> None:
    for month in MONTHS:
        changes, said = rounding(month, every=EVERY)
        assert said == []
        assert changes > 10 or month == "2023-07"


def test_a_mistake_in_an_input_is_still_named_first_once_all_has_been_pressed() -> None:
    after = [outcome for month in MONTHS for outcome in afterwards(month, every=EVERY_INPUT)]
    assert len(after) > 50
    assert sum(outcome.named for outcome in after) / len(after) >= 0.9
