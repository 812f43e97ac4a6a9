"""The report of the interim: what can be counted, the tables of the seed, and the range."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.beside import checked
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding
from xl_asn.report.blocks import Block, BulletList, Callout, Heading, Overview, Table, TableRow
from xl_asn.report.compose import compose

SOURCE = Path(__file__).parents[2] / "workbooks" / "exempel" / "2018-04_delarsrapport.md"

B = TypeVar("B")


def report(source: str) -> tuple[Block, ...]:
    examined = checked(read_markdown(source))
    assert not isinstance(examined, Finding)
    return compose(examined.document, examined.calculated)


@cache
def april() -> tuple[Block, ...]:
    return report(SOURCE.read_text(encoding="utf-8"))


def of(kind: type[B], blocks: tuple[Block, ...]) -> list[B]:
    return [block for block in blocks if isinstance(block, kind)]


def shown(row: TableRow) -> list[str]:
    cells = [cell if isinstance(cell, str) else cell.shown for cell in row.cells]
    return [cell.replace("\u00a0", " ") for cell in cells]


def table(first_header: str, first_cell: str) -> Table:
    return next(
        t
        for t in of(Table, april())
        if t.columns[0].header == first_header and shown(t.rows[0])[0].startswith(first_cell)
    )


def test_sections_stand_in_the_order_of_the_published_report() -> None:
    assert [h.text for h in of(Heading, april()) if h.level == 1] == [
        "1 Viktiga händelser i januari–april",
        "2 Måluppfyllelse",
        "3 Kvalitetsuppföljning",
        "4 Ekonomisk rapport",
        "5 Slutsatser, konsekvenser och åtgärder",
    ]


def test_conclusions_are_counted() -> None:
    counted = next(
        block
        for block in of(BulletList, april())
        if any("uppdrag" in item.text for item in block.items)
    )
    assert [item.text for item in counted.items] == [
        (
            "Nio strategiska mål: fyra är helt uppfyllda, ett är delvis uppfyllt, tre "
            "uppfylls inte och ett går ännu inte att bedöma."
        ),
        "Fem kvalitetsmål: ett är helt uppfyllt och fyra är delvis uppfyllda.",
        "Sex nämndmål: tre är helt uppfyllda, två uppfylls inte och ett går ännu inte att bedöma.",
        (
            "Sju indikatorer med målvärde: en når målvärdet, tre når det inte och tre är inte "
            "mätta än."
        ),
        "Sex av sju uppdrag är genomförda.",
        (
            "Ett uppdrag är påbörjat: Minst en administrativ process har automatiserats med "
            "hjälp av IT."
        ),
    ]


def test_strategic_goals_are_the_overview() -> None:
    (overview,) = of(Overview, april())
    assert [goal.assessment.shown for goal in overview.goals][:5] == [
        "▲ Delvis uppfyllt", "● Helt uppfyllt", "● Helt uppfyllt", "● Helt uppfyllt",
        "■ Uppfylls inte",
    ]  # fmt: skip


def test_indicators_show_years_targets_and_why_there_is_no_outcome() -> None:
    absence = table("Indikator", "Den totala sjukfrånvaron")
    assert [column.header for column in absence.columns] == [
        "Indikator", "Utfall 2015", "Utfall 2016", "Utfall 2017", "Utfall jan–apr 2018",
        "Målvärde", "Bedömning", "Trend",
    ]  # fmt: skip
    assert shown(absence.rows[0])[1:] == [
        "7,8 %", "5,8 %", "5,7 %", "7,1 %", "5 % nämnden\n4 % kommunen", "■ Uppfylls inte",
        "Har varierat",
    ]  # fmt: skip
    assert shown(absence.rows[1])[:3] == ["– Sjukfrånvaro kort (< 60 dagar)", "2,4 %", "2,0 %"]
    survey = table("Indikator", "Minst 80 %")
    assert shown(survey.rows[0])[1] == "Mätning genomfördes inte"
    economy = table("Indikator", "Ekonomiskt resultat")
    assert [shown(row)[4] for row in economy.rows] == ["−12 549", "−13 499", "950"]


def test_results_are_shown_by_area() -> None:
    assert shown(table("Verksamhet", "Gemensamt").rows[-1]) == [
        "Totalt IFO myndighet", "61 073", "−65 504", "−4 431", "183 218", "−196 717", "−13 499",
        "+189",
    ]  # fmt: skip
    assert shown(table("Verksamhet", "Flyktingmottagande").rows[-1])[-2:] == ["−10 660", "−903"]


def test_volumes_show_their_changes() -> None:
    assert shown(table("Mått", "Antal anmälningar barn").rows[1]) == [
        "Antal anmälningar våld i nära relation", "158", "223", "272", "+41,1 %", "+22,0 %",
    ]  # fmt: skip


def test_the_risk_adjusted_forecast_is_a_range_by_area_and_in_total() -> None:
    forecast = table("Område", "IFO")
    assert [shown(row) for row in forecast.rows] == [
        ["IFO", "−12 549", "−13 474", "−12 274", "−14 649", "−11 049"],
        ["Flyktingmottagning (Fkyktingmottagande)", "−10 660", "−12 060", "−11 410", "−13 460",
         "−10 660"],
        ["Totalt", "−23 209", "−25 534", "−23 684", "−28 109", "−21 709"],
    ]  # fmt: skip
    explained = of(Callout, april())[-1].text.replace("\u00a0", " ")
    assert "Prognosen är −23 209 tkr. Riskjusterad är den −25 534 till −23 684 tkr" in explained
    assert "Låg 25 %, Medel 50 %, Hög 75 %" in explained


def test_an_empty_interim_report_says_so() -> None:
    source = "## Start\n\n| F | V |\n|---|---|\n| Dokumenttyp | Delårsrapport |\n| År | 2018 |\n"
    blocks = report(source + "| Period | apr |\n")
    assert [type(block).__name__ for block in blocks] == ["Title", "Paragraph"]
