"""The laws of ny-period, on workbooks that have been walked through edits and presses."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cycle.next_period.made import after
from tests.laws import api
from tests.laws.press import written
from tests.laws.walk import Step, Walk, differences
from tests.laws.worlds import World, names, walk_from
from xl_asn.case.case import Case
from xl_asn.documents.carrying import Act
from xl_asn.model.grid import Grid

OLD = "förra"
#: What says that something of the old period is left, or that a figure of the new one is old.
_LEFT_OVER = frozenset({"S105", "S107", "C113", "C138", "C150", "C154", "C155"})


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", names())
def test_the_next_period_keeps_the_laws(name: str) -> None:
    def walked(begun: World, steps: Sequence[Step]) -> None:
        walk = Walk(begun.grid, begun.others)
        walk.take(steps)
        case = api.case_among(walk.grid, begun.others)
        if case.document.period is not None:
            _holds(case, {**begun.others, OLD: walk.grid})

    walk_from(name, walked)


def _holds(case: Case, others: dict[str, Grid]) -> None:
    done = api.next_month(case, OLD)
    now = after(case.grid, done)
    fresh = api.case_among(now, others)
    # What ny-period says is left to write is what validera then finds.
    assert [*differences(done.examined.findings, api.examined(fresh).findings)] == []
    assert not {f.code for f in done.examined.findings} & _LEFT_OVER
    # What is kept is kept, and nothing is changed that is not told.
    told = {change.cell for change in done.changes}
    for spec, table in case.document.tables():
        for row in table:
            for field in table.columns:
                cell = row.cell(field)
                if spec.carried(table.declared[field]).act is Act.EMPTY and cell in told:
                    assert now.at(cell).is_blank
                if cell not in told and cell not in done.results:
                    assert now.at(cell) == case.grid.at(cell)
    # A press finds what validera then finds, and the next one has nothing to write.
    pressed = api.computed(fresh)
    once = written(now, pressed)
    found = api.examined(api.case_among(once, others)).findings
    assert [*differences(pressed.examined.findings, found)] == []
    again = api.computed(api.case_among(once, others))
    assert (again.values, again.pages) == ({}, ())
