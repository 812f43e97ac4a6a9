"""A report's rows as its archive knows them, and the pace that their season gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.calculation.tables import net_cost
from tests.cycle.archive.made import board_of, row_of, year_of
from xl_asn.calculation.followed import OwnArchive, before, followed
from xl_asn.calculation.pace import Pace, paces, to_come
from xl_asn.calculation.season import Season
from xl_asn.documents.sheets.activities import Activities, ActivityRow
from xl_asn.documents.sheets.economy import ACTIVITIES
from xl_asn.model.amounts import AmountTable, RowKind
from xl_asn.model.archive import Figures, FollowedRow, Month

HEADERS = "Verksamhet | Radtyp | Utfall | Prognos"
MARCH: Month = (2023, 3)


def known(name: str, *years: int, kind: RowKind = RowKind.ROW, row_id: str = "") -> FollowedRow:
    row = row_of({year: year_of(-1000) for year in years}, name=name, kind=kind)
    observed = tuple(o._replace(row=o.row._replace(family=ACTIVITIES)) for o in row.observed)
    return replace(row, id=row_id or row.id, observed=observed)


def asked(
    table: AmountTable, *rows: FollowedRow, register: Activities | None = None
) -> dict[str, str]:
    """Return the id of the archive's row for each of the table's, by the row's name."""
    own = OwnArchive("tkr", before(board_of(rows), MARCH), MARCH)
    found = followed([table], own, register or Activities())
    names = {row.number: row.label for row in table.rows}
    return {names[number]: one.row.id for (_, number), one in found.items()}


def test_only_what_was_reported_before_the_month_is_known() -> None:
    row = row_of({2022: year_of(-1000), 2023: year_of(-1000), 2024: year_of(-1000)})
    late = row_of({2023: year_of(-5, months=range(3, 13))}, name="Ny")
    board = before(board_of([row, late]), MARCH)
    (left,) = board.rows
    assert left.observed[-1].month == (2023, 2), "neither its own month nor any later"
    assert [report.month for report in board.reports][-1] == (2023, 2)
    assert left.final(2023) is None
    assert left.final(2022) == -1000


def test_a_season_is_that_of_whole_years_before() -> None:
    table = net_cost("Familjehem | rad | -300 | -1 000", HEADERS)
    own = OwnArchive("tkr", before(board_of([known("Familjehem", 2021, 2022)]), MARCH), MARCH)
    ((place, one),) = followed([table], own, Activities()).items()
    assert place == ("Nettokostnad", 6)
    assert one.season == Season(Decimal("0.24"), (2021, 2022))
    young = OwnArchive("tkr", before(board_of([known("Familjehem", 2023)]), MARCH), MARCH)
    ((_, one),) = followed([table], young, Activities()).items()
    assert one.season is None, "a year that is not over tells none"


def test_a_row_is_found_under_another_name_only_where_a_register_says_so() -> None:
    table = net_cost("Familjehemsvård | rad | -300 | -1 000\nNytt | rad | -1 | -2", HEADERS)
    old = known("Familjehem", 2022)
    assert asked(table, old) == {}, "likeness is no ground for a question"
    row = ActivityRow.model_construct(
        sheet="Nettokostnad", area=None, name="Familjehemsvård", alias="Familjehem"
    )
    assert asked(table, old, register=Activities((row,))) == {"Familjehemsvård": old.id}


def test_of_rows_of_one_name_the_one_that_goes_on_is_meant() -> None:
    table = net_cost("Placeringar | rad | -300 | -1 000", HEADERS)
    ended, goes_on = known("Placeringar", 2019, row_id="a"), known("Placeringar", 2022, row_id="b")
    assert asked(table, ended, goes_on) == {"Placeringar": "b"}
    assert asked(table, goes_on, ended) == {"Placeringar": "b"}
    twice = [known("Placeringar", 2022, row_id=name) for name in "ab"]
    assert asked(table, *twice) == {}, "which of two nobody can tell"


def test_a_sum_and_a_part_are_followed_as_what_they_are() -> None:
    table = net_cost(
        "IFO | rad | -3 | -9\nvarav köp | varav | -1 | -2\nR | total | -3 | -9", HEADERS
    )
    rows = [
        known("IFO", 2022), known("varav köp", 2022, kind=RowKind.OF_WHICH),
        known("R", 2022, kind=RowKind.TOTAL),
    ]  # fmt: skip
    part = rows[1]
    rows[1] = replace(part, observed=tuple(
        one._replace(row=one.row._replace(parent="IFO")) for one in part.observed
    ))  # fmt: skip
    assert len(asked(table, *rows)) == 3


@pytest.mark.parametrize("name", ["", "   ", "Familjehem\n", "=1+1"])
def test_odd_names_stop_nothing(name: str) -> None:
    table = net_cost("Familjehem | rad | -300 | -1 000", HEADERS)
    odd = known(name, 2022)
    blank = replace(odd, observed=tuple(
        one._replace(row=one.row._replace(figures=Figures())) for one in odd.observed
    ))  # fmt: skip
    assert set(asked(table, odd, blank)) <= {"Familjehem"}


def paced(share: str | None) -> Pace:
    table = net_cost("A | rad | -900 | -1 000", HEADERS)
    season = Season(Decimal(share), (2022,)) if share else None
    (found,) = paces(table, 9, {6: season} if season else {})
    return found


def test_the_straight_line_is_the_season_of_equal_months() -> None:
    straight, season = paced(None), paced("0.75")
    assert (
        (straight.likely, straight.gap)
        == (season.likely, season.gap)
        == (Decimal(-300), Decimal(200))
    )
    assert round(straight.left, 2) == Decimal("-33.33")
    assert (straight.so_far, straight.rest) == (Decimal(-100), Decimal(-100))


@pytest.mark.parametrize(
    ("share", "likely", "is_followed", "goes_back"),
    [
        ("0.9", -100, True, False),
        ("0.5", -900, False, False),
        ("1", 0, True, False),
        ("1.5", 300, False, True),
    ],
)
def test_what_is_left_follows_from_the_share_that_has_come(
    share: str, likely: int, *, is_followed: bool, goes_back: bool
) -> None:
    pace = paced(share)
    assert (pace.likely, pace.goes_back) == (Decimal(likely), goes_back)
    assert pace.is_followed(Decimal(3), Decimal(150)) is is_followed


@pytest.mark.parametrize("month", range(1, 12))
def test_what_has_come_and_what_is_to_come_are_the_year(month: int) -> None:
    outcome = Decimal(-7_777)
    year = outcome + to_come(outcome, month, None)
    assert abs(year - outcome * 12 / month) < Decimal("0.001")
    season = Season(Decimal(month) / 12, (2022,))
    assert abs(outcome + to_come(outcome, month, season) - year) < Decimal("0.001")
