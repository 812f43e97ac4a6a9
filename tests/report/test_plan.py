"""The report of the plan: the tables of the seed, risk values, the matrix, and ages in words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.report.test_interim import of, report, shown
from xl_asn.report.blocks import Block, Callout, Heading, Table

SOURCE = Path(__file__).parents[2] / "workbooks" / "exempel" / "2020_namndplan.md"


@cache
def plan() -> tuple[Block, ...]:
    return report(SOURCE.read_text(encoding="utf-8"))


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the first table below a heading."""
    blocks = plan()
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text == heading)
    table = next(block for block in blocks[at:] if isinstance(block, Table))
    return [shown(row) for row in table.rows]


def test_sections_stand_in_the_order_of_the_published_plan() -> None:
    assert [h.text for h in of(Heading, plan()) if h.level == 1] == [
        "1 Verksamhet och syfte", "2 Vision", "3 Nämndmål och indikatorer",
        "4 Grundförutsättningar", "5 Uppdrag", "6 Riskhantering", "7 Resurser",
        "8 Årshjul för styrprocessen", "9 Styrdokument",
    ]  # fmt: skip


def test_indicators_as_published() -> None:
    first = "Nämndmål: Insatser inom kommunen prioriteras före externa placeringar inom barn- och "
    assert [row[2:] for row in rows(first + "ungdomsvården")] == [
        ["3 650", "2 555"], ["10", "7"], ["3", "0"],
    ]  # fmt: skip
    work = rows("Nämndmål: Stödet till personer som står långt från arbete utvecklas")
    assert [row[1:] for row in work[3:6]] == [
        ["U40406", "12,69 %", "25 %"], ["U40409", "2,99 %", "10 %"], ["N00973", "40,74 %", "45 %"],
    ]  # fmt: skip
    leave = "Grundförutsättning: Tyresö kommun erbjuder goda anställningsvillkor och "
    assert [row[2:] for row in rows(leave + "arbetsförhållanden")] == [
        ["4,27 %", "4 %"], ["3,4 %", "3 %"],
    ]  # fmt: skip


def test_risk_values_and_the_matrix() -> None:
    assert [(row[0], row[4], row[5]) for row in rows("Risker")] == [
        ("1", "15", "■ Hög"), ("2", "15", "■ Hög"), ("3", "20", "■ Hög"), ("4", "25", "■ Hög"),
        ("5", "12", "▲ Medel"), ("6", "9", "▲ Medel"),
    ]  # fmt: skip
    matrix = rows("Riskmatris")
    assert [row[0] for row in matrix] == ["5", "4", "3", "2", "1"]
    assert matrix[0][5] == "■ Hög 25: risk 4"
    assert matrix[1][5] == "■ Hög 20: risk 3"
    assert matrix[2][3:] == [
        "▲ Medel 9: risk 6", "▲ Medel 12: risk 5", "■ Hög 15: risker 1, 2",
    ]  # fmt: skip
    assert matrix[4][1] == "● Låg 1"
    measures = rows("Åtgärder kopplade till risk")
    assert [row[0] for row in measures] == ["1", "2", "3", "4", "4", "5", "6"]
    assert {(row[3], row[4]) for row in measures} == {("2020-01-01", "2020-12-31")}
    assert "riskvärde 15 eller mer" in next(b.text for b in of(Callout, plan()))


def test_funds_against_price_indexing() -> None:
    assert rows("VO 3 - Individ och familjeomsorg") == [
        ["2020", "Budget", "234,1", "–", "–", "1,8 %", "–"],
        ["2021", "Plan", "241,1", "+7,0", "+3,0 %", "1,8 %", "+2,8"],
        ["2022", "Plan", "247,9", "+6,8", "+2,8 %", "1,8 %", "+2,5"],
        ["2023", "Plan", "254,4", "+6,5", "+2,6 %", "1,8 %", "+2,0"],
    ]
    assert [row[-3:] for row in rows("Driftbudget")] == [["–", "–", "−2,8"], ["–", "–", "+0,2"]]


def test_old_documents_are_told_in_words() -> None:
    groups = ("Förvaltningsövergripande", "Individ- och familjeomsorg och socialpsykiatri",
              "Länsgemensam samverkan och överenskommelser")  # fmt: skip
    documents = [row for group in groups for row in rows(group)]
    assert len(documents) == 31
    old = [row for row in documents if "Äldre än 5 år" in row[3]]
    assert [int(row[2]) for row in old] == [7, 8, 6, 6, 8, 8, 8, 6]
    assert [row[2] for row in documents if row[1] == "2015"] == ["5"] * 4


def test_a_plan_with_only_risks_still_has_its_matrix() -> None:
    source = SOURCE.read_text(encoding="utf-8")
    start, risks = source.index("## Start"), source.index("## Risker")
    end = source.index("## Resurser")
    head = source[start : source.index("## Verksamhet")].rstrip()
    only = f"{head}\n| Dokumenttyp | Nämndplan |\n\n{source[risks:end]}"
    assert "Riskmatris" in [h.text for h in of(Heading, report(only))]
