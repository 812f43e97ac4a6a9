"""The plan as declared: its year, what it leaves out, and what the published one reads as."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.documents.reading import table_of
from xl_asn.case.new_masters import new_master
from xl_asn.documents.inputs import follow_up
from xl_asn.documents.namndplan import Namndplan
from xl_asn.documents.sheets.goal_tree import PlanGoalRow
from xl_asn.documents.sheets.indicators import PlanIndicatorRow
from xl_asn.files.reading.markdown import HEADER_ROW, read_markdown
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.indicators import Measure, Unmeasured
from xl_asn.model.periods import Period

SOURCE = Path(__file__).parents[2] / "workbooks" / "exempel" / "2020_namndplan.md"


@pytest.fixture(scope="module")
def plan() -> Namndplan:
    return Namndplan.read(read_markdown(SOURCE.read_text(encoding="utf-8")))


def test_a_plan_is_for_a_whole_year() -> None:
    year = Namndplan.period_of(2020, "helår")
    assert year == Period(2020, 1, 12)
    assert (year.code, year.label) == ("2020", "2020")
    assert Namndplan.period_of(2020, "jan-dec") == year
    for text in ("dec", "jan-apr", "2020"):
        assert Namndplan.period_of(2020, text) is None


def test_the_published_plan_is_read_whole(plan: Namndplan) -> None:
    assert plan.issues == ()
    counts = {spec.name: len(table) for spec, table in plan.tables()}
    assert counts == {
        "Verksamhet": 8, "Vision": 4, "Mål": 25, "Indikatorer": 46, "Grundförutsättningar": 24,
        "Uppdrag": 12, "Risker": 6, "Resurser": 8, "Investeringar": 2, "Driftbudget": 2,
        "Årshjul": 21, "Styrdokument": 31, "Regler": 0,
    }  # fmt: skip
    kinds = [row.kind for row in table_of(plan, PlanGoalRow)]
    assert [kinds.count(kind) for kind in (GoalLevel.STRATEGIC, GoalLevel.BOARD)] == [4, 6]
    assert [kinds.count(kind) for kind in (GoalLevel.GROUND, GoalLevel.QUALITY)] == [10, 5]


def test_indicators_have_their_kind_baseline_and_target(plan: Namndplan) -> None:
    days, places, homes, carers, *_ = table_of(plan, PlanIndicatorRow)
    assert (days.measure, places.measure, carers.measure) == (
        Measure.COUNT, Measure.COUNT, Measure.SHARE,
    )  # fmt: skip
    fields = [(column.header, name) for name, column in days.of_series("earlier")]
    assert [header for header, _ in fields] == ["Utfall 2018", "Utfall 2019"]
    baseline = fields[1][1]
    assert [getattr(row, baseline) for row in (days, places, homes, carers)] == [
        Decimal(3650), Decimal(10), Decimal(3), Unmeasured.MISSING,
    ]  # fmt: skip
    assert homes.basis == "sep. 2019"
    assert [row.measure for row in table_of(plan, PlanIndicatorRow)].count(
        Measure.YES_PARTLY_NO
    ) == 2
    assert sum(row.kolada_id is not None for row in table_of(plan, PlanIndicatorRow)) == 29
    inputs = follow_up(plan).indicators
    assert all(i.outcome is None and i.assessment_cell is None for i in inputs)


def test_a_new_master_has_the_sheets_and_two_years_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(new_master(Namndplan, 2026, "helår")))
    assert book.sheetnames[1:14] == [spec.name for spec in Namndplan.sheets]
    headers = [cell.value for cell in book["Indikatorer"][HEADER_ROW]]
    assert headers[5:8] == ["Utfall 2024", "Utfall 2025", "Målvärde"]
    assert "Bedömning" not in headers
    labels = [row[0].value for row in book["Start"].iter_rows()]
    assert "Föregående rapport" in labels
    assert "Nämndplan" in labels[:1], "the title, and no row for a plan of the plan"
    assert "Nämndplan" not in labels[1:]
    offered = {row[0].value for row in book["Regler"].iter_rows(min_row=HEADER_ROW + 1)}
    assert {"Riskvärde Hög från", "Styrdokument högsta ålder"} <= offered
    assert "Målnivå" not in offered
