"""The blocks of the three published reports, and of documents nobody has completed."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import pytest

from tests.beside import checked
from xl_asn.calculation.calculated import Calculated, calculate
from xl_asn.documents.columns import DATE, SHARE, SIGNED_AMOUNT, TEXT, WHOLE, Column
from xl_asn.documents.document import Document
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.organisation import ORGANISATION
from xl_asn.documents.sheets.text_sections import SUMMARY
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.amounts import RowKind
from xl_asn.model.findings import Finding
from xl_asn.model.statuses import Status
from xl_asn.report.blocks import (
    Amount,
    Assessment,
    Block,
    BulletList,
    Callout,
    Chart,
    ChartKind,
    Footnote,
    Heading,
    Item,
    Overview,
    Paragraph,
    Share,
    Strip,
    Table,
    TableRow,
    Title,
)
from xl_asn.report.compose import compose

EXAMPLES = Path(__file__).parents[2] / "workbooks" / "exempel"
NOTHING_CALCULATED = calculate((), (), (), {})

B = TypeVar("B")


def report(source: str) -> tuple[Block, ...]:
    examined = checked(read_markdown(source))
    assert not isinstance(examined, Finding)
    return compose(examined.document, examined.calculated)


@cache
def example(name: str) -> tuple[Block, ...]:
    return report((EXAMPLES / f"{name}_manadsrapport.md").read_text(encoding="utf-8"))


def of(kind: type[B], blocks: tuple[Block, ...]) -> list[B]:
    return [block for block in blocks if isinstance(block, kind)]


def headings(blocks: tuple[Block, ...], *levels: int) -> list[str]:
    return [block.text for block in of(Heading, blocks) if block.level in levels]


def tables(blocks: tuple[Block, ...], first_header: str) -> list[Table]:
    return [table for table in of(Table, blocks) if table.columns[0].header == first_header]


def shown(row: TableRow) -> list[str]:
    return [cell if isinstance(cell, str) else cell.shown for cell in row.cells]


def after(blocks: tuple[Block, ...], heading: str) -> list[Block]:
    """Return the blocks of a heading, until the next one."""
    start = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text == heading)
    found: list[Block] = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
    return found


def workbook(**sheets: str) -> str:
    start = "| Fält | Värde |\n|---|---|\n| Nämnd | Nämnden |\n| År | 2022 |\n| Period | nov |"
    return "\n\n".join(
        f"## {name}\n\n{table}" for name, table in {"Start": start, **sheets}.items()
    )


def test_2022_11_has_the_published_order() -> None:
    blocks = example("2022-11")
    assert isinstance(blocks[0], Title)
    assert blocks[0].text == "Månadsrapport november 2022"
    assert headings(blocks, 1, 2) == [
        "1 Viktiga händelser i november",
        "2 Mål",
        "Översyn månadens resultat",
        "1. Medarbetare i Tyresö kommunkoncern är motiverade och delaktiga i kommunens utveckling",
        "2. Tyresö kommun driver en verksamhet med god kvalitet",
        (
            "3. Tyresö kommun levererar bra välfärdstjänster för de som bor, verkar och vistas "
            "här, nu och i framtiden"
        ),
        (
            "4. Tyresö kommuns inköp, investeringar och resursanvändning sker inom den cirkulära "
            "ekonomins villkor – kostnadseffektiv, balanserad och klimatneutral"
        ),
        "3 Ekonomisk rapport",
        "Nettokostnad per verksamhet",
        "Sammanfattning nämnden",
        "Kommentarer till avvikelse mot föregående prognos (prognosförändring)",
        "Kommentarer till avvikelse mot budget",
        "Resultaträkning",
        "4 Uppföljning av årshjul",
    ]


def test_sections_without_rows_are_left_out_and_not_counted() -> None:
    assert headings(example("2023-07"), 1) == ["1 Viktiga händelser i juni–juli", "2 Mål"]
    assert headings(example("2021-02"), 1) == [
        "1 Viktiga händelser i februari",
        "2 Mål",
        "3 Ekonomisk rapport",
        "4 Uppföljning riskhantering",
        "5 Uppföljning av årshjul",
    ]


def test_every_section_but_the_first_begins_a_page() -> None:
    sections = [block for block in of(Heading, example("2022-11")) if block.level == 1]
    assert [block.new_page for block in sections] == [False, True, True, True]


def test_events_are_a_list_in_sheet_order() -> None:
    (events,) = after(example("2022-11"), "1 Viktiga händelser i november")
    assert isinstance(events, BulletList)
    assert len(events.items) == 13
    assert events.items[0].text.startswith("Uppgifter om risk för bristande kvalitet")


def test_overview_names_goals_and_statuses() -> None:
    (overview,) = of(Overview, example("2022-11"))
    assert [(goal.name, goal.assessment.shown) for goal in overview.goals] == [
        ("1: Medarbetare", "● Grön"),
        ("2: Kvalitet", "● Grön"),
        ("3: Leverans", "● Grön"),
        ("4: Ekonomi", "▲ Gul"),
    ]


def test_overview_keeps_the_author_s_word_where_the_row_says_otherwise() -> None:
    blocks = example("2023-07")
    assert of(Overview, blocks)[0].goals[0].assessment.status is Status.YELLOW
    assert shown(tables(blocks, "Nämndmål")[0].rows[0])[-1] == "● Grön"


def test_goals_show_counts_and_never_only_the_percentage() -> None:
    goals = tables(example("2022-11"), "Nämndmål")
    assert [shown(goal.rows[0])[2:4] for goal in goals] == [
        ["80\u00a0% (8/10)", "60\u00a0%"],
        ["90\u00a0% (9/10)", "60\u00a0%"],
        ["90\u00a0% (9/10)", "60\u00a0%"],
        ["80\u00a0% (8/10)", "60\u00a0%"],
    ]


@pytest.mark.parametrize(
    ("forecast", "shown_as"), [("-274 682", "−0,04 %"), ("-277 330", "−1,004 %")]
)
def test_a_gate_is_printed_with_the_decimals_that_decide(forecast: str, shown_as: str) -> None:
    source = (EXAMPLES / "2022-11_manadsrapport.md").read_text(encoding="utf-8")
    blocks = report(source.replace("-276 238", forecast))
    gate = tables(blocks, "Nämndmål")[3].rows[1]
    assert shown_as in [str(cell).replace("\u00a0", " ") for cell in shown(gate)]


def test_gate_row_and_the_sentence_that_explains_it() -> None:
    blocks = example("2022-11")
    gate = tables(blocks, "Nämndmål")[3].rows[1]
    assert shown(gate) == [
        "Spärr: begränsar målets bedömning",
        "Budgetavvikelse",
        "−0,6\u00a0%",
        "–",
        "▲ Gul",
    ]
    assert of(Callout, blocks)[3].text == (
        "Gul: 8 av 10 enheter gröna (80\u00a0% ≥ 60\u00a0%) men Budgetavvikelse −0,6\u00a0% "
        "är Gul och begränsar"
    )


def test_units_have_their_status_in_text() -> None:
    units = tables(example("2022-11"), "Enhet")
    assert [len(table.rows) for table in units] == [10, 10, 10, 10]
    assert shown(units[0].rows[3]) == ["Familjevårdsenheten med familjerätt", "▲ Gul"]


def test_author_s_figures_stand_where_nothing_could_be_computed() -> None:
    blocks = example("2021-02")
    first = shown(tables(blocks, "Nämndmål")[0].rows[0])
    assert first[2:] == ["30\u00a0%", "60\u00a0%", "▲ Gul"]
    units = [shown(row)[1] for table in tables(blocks, "Enhet") for row in table.rows]
    assert set(units) == {"Saknas", "– Inget utfall"}
    assert units.count("– Inget utfall") == 3


def test_strip_tells_months_to_come_from_months_that_are_missing() -> None:
    assert [m.shown for m in of(Strip, example("2022-11"))[0].months][9:] == [
        "● Grön", "● Grön", "–",
    ]  # fmt: skip
    months = of(Strip, example("2021-02"))[0].months
    assert [month.shown for month in months] == ["Saknas"] * 2 + ["–"] * 10
    assert [month.upcoming for month in months] == [False] * 2 + [True] * 10


def test_strip_tells_which_months_belong_to_the_year_before() -> None:
    blocks = example("2023-07")
    months = of(Strip, blocks)[3].months
    assert [month.name for month in months if month.mark] == ["Aug", "Sep", "Okt", "Nov", "Dec"]
    assert not any(month.upcoming for month in months)
    notes = of(Footnote, blocks)
    assert [note.text for note in notes] == ["aug–dec avser 2022"] * 5
    assert {note.mark for note in notes} == {month.mark for month in months if month.mark}


def test_every_published_net_cost_is_there_within_rounding() -> None:
    completed = {
        "Gemensamt IFO": (-78885, -81412, 2527, -86955, -88813, 1858, 599),
        "Vård för vuxna med missbruksproblem": (-27025, -27707, 682, -29813, -30226, 412, 796),
        "Barn- och ungdomsvård": (-65183, -61066, -4117, -71904, -66617, -5286, 2267),
        "Övriga insatser till vuxna": (-2354, -3110, 755, -2583, -3393, 809, 158),
        "Ekonomiskt bistånd": (-25743, -24852, -890, -28273, -27112, -1162, 272),
        "Familjerätt och familjerådgivning": (-1011, -924, -87, -1007, -1008, 1, -46),
        "Socialpsykiatri": (-36869, -35610, -1259, -40481, -38847, -1634, 374),
        "Ensamkommande barn & ungdom": (2290, 754, 1536, 2295, 822, 1472, 26),
        "Arbetsmarknadsåtgärder": (-13391, -13510, 119, -13697, -14738, 1041, 205),
        "Integration": (-3264, -4254, 990, -4357, -4640, 283, 363),
        "Ukraina flyktingboende*": (None, None, None, 540, 0, 540, -98),
        "Resultat ASN": (-251436, -251691, 255, -276238, -274572, -1666, 4915),
    }
    (table,) = tables(example("2022-11"), "Verksamhet")
    assert [row.cells[0] for row in table.rows] == list(completed)
    for row, figures in zip(table.rows, completed.values(), strict=True):
        for cell, figure in zip(row.cells[1:], figures, strict=True):
            assert isinstance(cell, Amount)
            if figure is None:
                assert cell.shown == "–"
            else:
                assert cell.value is not None
                assert abs(cell.value - figure) <= Decimal("1.5")


def test_amount_tables_have_whole_headers() -> None:
    (table,) = tables(example("2022-11"), "Verksamhet")
    assert [column.header for column in table.columns] == [
        "Verksamhet",
        "Utfall nov",
        "Budget nov",
        "Avvikelse nov",
        "Prognos helår",
        "Budget helår",
        "Avvikelse helår",
        "Prognosförändring",
    ]
    assert table.caption == "Belopp i tkr. Utfall och budget avser januari–november 2022."
    assert table.rows[-1].kind is RowKind.TOTAL


def test_computed_deviations_replace_the_faulty_ones() -> None:
    (table,) = tables(example("2021-02"), "Verksamhet")
    printed = {shown(row)[0]: shown(row)[6] for row in table.rows if not row.group}
    assert printed["Gemensamt IFO"] == "−2\u00a0468"
    assert printed["Nettokostnad IFO"] == "−45"
    assert printed["Resultat ASN"] == "−731"


def test_areas_are_headings_of_their_rows() -> None:
    blocks = example("2021-02")
    for table in (*tables(blocks, "Verksamhet"), *tables(blocks, "Post")):
        groups = [row.cells for row in table.rows if row.group]
        assert groups == [("Individ & familjeomsorg",), ("Arbete & integration",)]
    assert not [row for row in tables(example("2022-11"), "Post")[0].rows if row.group]


def test_footnotes_stand_under_the_net_cost_table() -> None:
    blocks = example("2022-11")
    notes = [block for block in after(blocks, "Nettokostnad per verksamhet")
             if isinstance(block, Footnote)]  # fmt: skip
    assert [note.mark for note in notes] == ["*", ""]
    assert notes[0].text.startswith("I helårsprognosen ingår")
    assert "Fotnot nettokostnad" not in headings(blocks, 1, 2, 3)


def test_chart_says_its_numbers() -> None:
    chart, _ = of(Chart, example("2022-11"))
    assert chart.labels[0] == "Barn- och ungdomsvård"
    assert chart.values[0].shown == "−5\u00a0287"
    assert "Resultat ASN" not in chart.labels
    for label, value in zip(chart.labels, chart.values, strict=True):
        assert f"{label} {value.shown}" in chart.alternative


def test_chart_leaves_out_activities_without_deviation() -> None:
    chart = of(Chart, example("2021-02"))[0]
    assert not any("ovid" in label for label in chart.labels)


def test_the_bridge_goes_from_the_previous_forecast_to_this_one() -> None:
    bridge = of(Chart, example("2022-11"))[1]
    before, *steps, now = (amount.value or Decimal(0) for amount in bridge.values)
    assert bridge.kind is ChartKind.BRIDGE
    assert (bridge.labels[0], bridge.labels[-1]) == ("Föregående prognos", "Prognos nu")
    assert before + sum(steps) == now
    for label, value in zip(bridge.labels, bridge.values, strict=True):
        assert f"{label} {value.shown}" in bridge.alternative


def test_summary_keeps_its_own_words() -> None:
    blocks = after(example("2022-11"), "Sammanfattning nämnden")
    assert blocks[0] == Paragraph("", lead="Avvikelse mot föregående prognos: +4,9 mnr")
    assert isinstance(blocks[1], BulletList)
    assert len(blocks[1].items) == 3
    assert blocks[2] == Paragraph("", lead="Avvikelse mot budget: -1,7 mnr")


def test_comments_per_activity_come_before_the_section_s_own_text() -> None:
    blocks = after(example("2022-11"), "Kommentarer till avvikelse mot budget")
    lead = "Barn- och ungdomsvård -5,3 mnkr"
    reason = "Höga kostnader för externa och interna behandlingsskolor"
    assert blocks[0] == BulletList((Item("", lead=lead, items=(reason,)),))
    assert [type(block) for block in blocks[1:]] == [Paragraph] * 4


def test_measures_follow_the_comments() -> None:
    names = headings(example("2021-02"), 2)
    assert names.index("Åtgärder") == names.index("Kommentarer till avvikelse mot budget") + 1


def test_risks_show_what_is_filled_in() -> None:
    (table,) = tables(example("2021-02"), "Typ av risk")
    assert [c.header for c in table.columns] == ["Typ av risk", "Risk", "Riskvärde", "Åtgärd"]
    assert shown(table.rows[0])[2] == "25"


def test_year_wheel_shows_dashes_for_months_to_come() -> None:
    (table,) = tables(example("2021-02"), "Månad")
    assert [shown(row)[2] for row in table.rows[:4]] == ["● Grön", "▲ Gul", "● Grön", "–"]
    *_, unassessed = tables(example("2022-11"), "Månad")
    assert [column.header for column in unassessed.columns] == ["Månad", "Aktivitet"]


GOAL = "| Nr | Kort namn | Utfall | Bedömning | Överstyrd bedömning | Motivering | Överstyrd av | Överstyrd datum |\n|---|---|---|---|---|---|---|---|\n"  # noqa: E501
UNITS = "| Mål | Enhet | Bedömning |\n|---|---|---|\n| 1 | A | Grön |\n| 1 | B | Röd |"


def test_an_override_is_printed_as_a_footnote() -> None:
    goal = GOAL + "| 1 | Kvalitet | | | Grön | Ny mätmetod. | NN | 2022-12-01 |"
    blocks = report(workbook(Mål=goal, Enhetsresultat=UNITS))
    (table,) = tables(blocks, "Nämndmål")
    assert shown(table.rows[0])[2:] == ["50\u00a0% (1/2)", "60\u00a0%", "● Grön 1)"]
    (note,) = of(Footnote, blocks)
    assert note == Footnote(
        "1)", "Bedömningen är överstyrd av NN 2022-12-01: Ny mätmetod. Reglerna ger Gul."
    )


def test_a_goal_shows_its_result_where_the_sheet_has_no_column_for_it() -> None:
    goal = "| Nr | Kort namn |\n|---|---|\n| 1 | Kvalitet |"
    blocks = report(workbook(Mål=goal, Enhetsresultat=UNITS))
    assert shown(tables(blocks, "Nämndmål")[0].rows[0])[2::2] == ["50\u00a0% (1/2)", "▲ Gul"]


def test_a_share_close_to_its_target_shows_on_which_side_it_is() -> None:
    units = "\n".join(f"| 1 | E{n} | {'Grön' if n < 149 else 'Röd'} |" for n in range(250))
    table = "| Mål | Enhet | Bedömning |\n|---|---|---|\n" + units
    goal = "| Nr | Kort namn | Målnivå |\n|---|---|---|\n| 1 | Kvalitet | 60 % |"
    blocks = report(workbook(Mål=goal, Enhetsresultat=table))
    assert shown(tables(blocks, "Nämndmål")[0].rows[0])[2] == "59,6\u00a0% (149/250)"


def test_unit_comments_get_a_column_where_there_are_any() -> None:
    units = "| Mål | Enhet | Bedömning | Kommentar |\n|---|---|---|---|\n| 1 | A | Grön | Bra |"
    blocks = report(workbook(Mål=GOAL + "| 1 | K | | | | | | |", Enhetsresultat=units))
    assert shown(tables(blocks, "Enhet")[0].rows[0]) == ["A", "● Grön", "Bra"]


def test_any_number_of_goals_and_units_is_a_report() -> None:
    goals = GOAL + "\n".join(f"| {n} | Mål {n} | | | | | | |" for n in range(1, 41))
    units = "| Mål | Enhet | Bedömning |\n|---|---|---|\n" + "\n".join(
        f"| {goal} | Enhet {unit} | Grön |" for goal in range(1, 41) for unit in range(60)
    )
    blocks = report(workbook(Mål=goals, Enhetsresultat=units))
    assert len(of(Overview, blocks)[0].goals) == 40
    assert len(tables(blocks, "Enhet")) == 40
    assert "100\u00a0% (60/60)" in shown(tables(blocks, "Nämndmål")[39].rows[0])


def test_the_chart_shows_the_largest_of_many_activities() -> None:
    header = "| Område | Verksamhet | Radtyp | Prognos | Årsbudget | Prognosavvikelse |\n"
    header += "|---|---|---|---|---|---|\n"
    rows = [f"| O{n % 2} | Verksamhet | rad | {n} | 0 | |" for n in range(1, 61)]
    (chart,) = of(Chart, report(workbook(Nettokostnad=header + "\n".join(rows))))
    assert chart.title == "Prognosavvikelse per verksamhet, tkr. De 20 största"
    assert [str(value.value) for value in chart.values] == [str(n) for n in range(41, 61)]
    assert chart.labels[0] == "Verksamhet (O1)"


@pytest.mark.parametrize(
    ("unit", "amounts", "printed"),
    [
        ("tkr", "-78 885 | -81 412", ["−78 885", "−81 412", "+2 527"]),
        ("mnkr", "-78,9 | -81,4", ["−78,9", "−81,4", "+2,5"]),
        ("mnkr", "-78 | -81", ["−78,0", "−81,0", "+3,0"]),
    ],
)
def test_thousands_are_printed_whole_and_millions_with_one_decimal(
    unit: str, amounts: str, printed: list[str]
) -> None:
    blocks = report(
        f"## Start\n\n| Fält | Värde |\n|---|---|\n| Nämnd | Nämnden |\n| År | 2022 |\n"
        f"| Dokumenttyp | Månadsrapport |\n| Period | nov |\n| Beloppsenhet | {unit} |\n\n"
        "## Nettokostnad\n\n| Verksamhet | Radtyp | Utfall | Budget | Avvikelse |\n"
        f"|---|---|---|---|---|\n| Gemensamt IFO | rad | {amounts} | |\n"
    )
    (table,) = tables(blocks, "Verksamhet")
    assert table.caption.startswith(f"Belopp i {unit}.")
    assert [text.replace("\u00a0", " ") for text in shown(table.rows[0])[1:4]] == printed


def test_an_empty_document_says_so() -> None:
    blocks = compose(Manadsrapport(), NOTHING_CALCULATED)
    assert isinstance(blocks[0], Title)
    assert blocks[0].text == "Månadsrapport"
    assert blocks[1:] == (Paragraph("Arbetsboken har ännu inga uppgifter att visa i rapporten."),)


class OtherRow(Row):
    name: Annotated[str | None, Column("Namn", TEXT, "")] = None
    year: Annotated[Decimal | None, Column("År", WHOLE, "")] = None
    change: Annotated[Decimal | None, Column("Förändring", SIGNED_AMOUNT, "")] = None
    share: Annotated[Decimal | None, Column("Andel", SHARE, "")] = None
    day: Annotated[object, Column("Dag", DATE, "")] = None
    unused: Annotated[str | None, Column("Oanvänd", TEXT, "")] = None


class OtherDocument(Document):
    title = "Annan rapport"

    sheets = (SUMMARY, SheetSpec("Annat blad", OtherRow, help=""), ORGANISATION)


@pytest.fixture
def other() -> tuple[Block, ...]:
    source = workbook(
        Sammanfattning="| Avsnitt | Text |\n|---|---|\n| Inledning | Hej |",
        **{
            "Annat blad": "| Namn | År | Förändring | Andel | Dag | Oanvänd |\n|---|---|---|---|---|---|\n"  # noqa: E501
            "| Ett | 2022 | 1500 | 12,5 % | 2022-05-01 | |\n| Två | | | | | |"
        },
        Organisation="| Enhet |\n|---|\n| A |",
    )
    document = OtherDocument.read(read_markdown(source))
    return compose(document, Calculated((), (), (), ()))


def test_a_sheet_without_a_section_becomes_a_plain_table(other: tuple[Block, ...]) -> None:
    assert headings(other, 1, 2) == ["1 Ekonomisk rapport", "Inledning", "2 Annat blad"]
    (table,) = of(Table, other)
    assert [c.header for c in table.columns] == ["Namn", "År", "Förändring", "Andel", "Dag"]
    assert shown(table.rows[0]) == ["Ett", "2022", "+1\u00a0500", "12,5\u00a0%", "2022-05-01"]
    assert shown(table.rows[1]) == ["Två", "–", "–", "–", ""]


def test_values_print_themselves() -> None:
    assert Amount(Decimal("-0.4"), signed=True).shown == "0"
    assert Share(Decimal("0.8"), counts=(8, 10)).shown == "80\u00a0% (8/10)"
    assert Assessment(None, "1)").shown == "Saknas 1)"


def test_a_strip_without_a_period_claims_nothing_about_years() -> None:
    goal = "## Mål\n\n| Nr | Kort namn |\n|---|---|\n| 1 | K |"
    strip = "## Månadsstatus\n\n| Mål | Jan | Dec |\n|---|---|---|\n| 1 | Grön | Gul |"
    blocks = report(f"{goal}\n\n{strip}")
    months = of(Strip, blocks)[0].months
    assert (months[0].shown, months[1].shown, months[11].mark) == ("● Grön", "–", "")
    assert not of(Footnote, blocks)
