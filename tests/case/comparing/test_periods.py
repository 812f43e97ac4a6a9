"""Two periods compared: what has been told otherwise since, and what nobody has written anew."""

from __future__ import annotations

import pytest

from tests.beside import beside
from tests.case.comparing.test_compare import codes, figures, goals, said, units
from tests.case.comparing.workbooks import Table, compared, example, net, october, workbook
from xl_asn.case.comparing.compare import compare
from xl_asn.case.comparing.sides import Given
from xl_asn.case.opened import opened
from xl_asn.model.comparison import Comparison
from xl_asn.model.grid import Grid

REPEATED = "Föregående prognos"


def months(period: str, **statuses: str) -> Grid:
    return workbook(
        {"Mål": goals({"Bedömning": "Gul"}), "Månadsstatus": [{"Mål": 1, **statuses}]},
        Period=period,
    )


def history(found: Comparison) -> list[tuple[str, str, str]]:
    return [(one.what, one.before, one.after) for one in found.history]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    loaded, case = opened(october(tmp_path_factory.mktemp("mapp") / "okt.xlsx"))
    november = Given(beside(example("2022-11_manadsrapport")), "nov.xlsx")
    return compare(Given(case, loaded.name, loaded.sha256), november)


def test_the_forecast_of_november_beside_october_is_eleven_rows_and_their_sum(
    published: Comparison,
) -> None:
    told = [
        one for one in published.figures if (one.sheet, one.column) == ("Nettokostnad", "Prognos")
    ]
    *rows, total = told
    assert len(rows) == 11
    assert figures(published)[11] == ("Resultat ASN", -281153, -276238)
    assert total.difference == 4915
    assert sum(row.difference or 0 for row in rows) == 4916  # each row is rounded
    assert figures(published)[0] == ("Barn- och ungdomsvård", -74171, -71904)


def test_the_colours_of_november_beside_october(published: Comparison) -> None:
    told = [(one.what, one.before, one.after) for one in published.colours]
    words = [(what, before and before.value, after and after.value) for what, before, after in told]
    assert words == [("Mål 4 Ekonomi", "Röd", "Gul"), ("Budgetavvikelse", "Röd", "Gul")]


def test_what_november_has_in_common_with_october_is_told(published: Comparison) -> None:
    told = {one.what: (one.same, one.total) for one in published.unchanged}
    assert told["Händelser"] == (13, 13)
    assert told["Rader med utfall"][0] == told["Rader med utfall"][1] > 20


def test_what_a_report_repeats_of_the_one_before_is_no_change_of_a_figure() -> None:
    before = workbook({"Nettokostnad": net(("A", -100), **{REPEATED: -90})}, Period="okt")
    after = workbook({"Nettokostnad": net(("A", -120), **{REPEATED: -100})})
    found = compared(before, after)
    assert {one.column for one in found.figures} == {"Prognos"}
    assert not found.history


def test_a_previous_forecast_that_was_another_is_changed_history() -> None:
    before = workbook({"Nettokostnad": net(("A", -100))}, Period="okt")
    after = workbook({"Nettokostnad": net(("A", -120), **{REPEATED: -105})})
    assert history(compared(before, after)) == [(f"{REPEATED} för A", "−100", "−105")]


def test_the_forecast_of_another_report_is_not_compared_and_that_is_said() -> None:
    september = workbook({"Nettokostnad": net(("A", -80))}, Period="sep")
    october_ = workbook({"Nettokostnad": net(("A", -100))}, Period="okt")
    after = workbook({"Nettokostnad": net(("A", -120), **{REPEATED: -100})})
    found = compared(september, after, previous=october_)
    assert not found.history
    assert "den hör till rapporten för oktober 2022" in said(found, "J112")
    assert "J112" in codes(compared(september, after))
    assert "J112" not in codes(compared(october_, after, previous=october_))


def test_a_month_that_was_reported_otherwise_is_changed_history() -> None:
    found = compared(
        months("okt", Sep="Grön", Okt="Gul"), months("nov", Sep="Röd", Okt="Gul", Nov="Gul")
    )
    assert history(found) == [("Mål 1, sep 2022 i månadsstatusen", "Grön", "Röd")]
    assert not found.colours


def test_a_report_that_contradicts_itself_is_right_in_both() -> None:
    """Its strip says green of its own month, and its assessment yellow."""
    found = compared(months("okt", Okt="Grön"), months("nov", Okt="Gul", Nov="Gul"))
    assert not found.history


def test_of_two_drafts_the_own_month_is_a_colour_and_those_before_are_history() -> None:
    found = compared(months("nov", Okt="Grön", Nov="Grön"), months("nov", Okt="Gul", Nov="Röd"))
    assert [one.what for one in found.colours] == ["Mål 1, november i månadsstatusen"]
    assert [one.what for one in found.history] == ["Mål 1, okt 2022 i månadsstatusen"]


def test_over_a_new_year_the_old_years_months_are_not_missed() -> None:
    before = months("dec", Nov="Grön", Dec="Gul")
    january = workbook(
        {"Mål": goals({"Bedömning": "Gul"}), "Månadsstatus": [{"Mål": 1, "Jan": "Gul"}]},
        Period="jan",
        År="2023",
    )
    found = compared(before, january)
    assert not found.history
    assert "J115" in codes(found)


def test_an_earlier_years_outcome_that_is_another_is_changed_history() -> None:
    def indicator(was: str, now: str) -> Table:
        return [{"Indikator": "Nöjda", "Måttyp": "Andel", "Utfall 2020": was, "Utfall": now}]

    start = {"Dokumenttyp": "Delårsrapport", "Period": "jan-aug"}
    before = workbook({"Indikatorer": indicator("70 %", "72 %")}, **start)
    after = workbook({"Indikatorer": indicator("75 %", "80 %")}, **start)
    found = compared(before, after)
    assert history(found) == [("Utfall 2020 för Nöjda", "70\u00a0%", "75\u00a0%")]
    assert [one.column for one in found.figures] == ["Utfall"]


def test_an_earlier_period_of_volumes_is_history_and_the_own_is_a_figure() -> None:
    def volumes(was: int, now: int) -> Table:
        return [{"Mått": "Ärenden", "jan–apr 2021": was, "jan–apr 2022": now}]

    start = {"Dokumenttyp": "Delårsrapport", "Period": "jan-apr"}
    before = workbook({"Volymer": volumes(10, 20)}, **start)
    found = compared(before, workbook({"Volymer": volumes(11, 25)}, **start))
    assert history(found) == [("jan–apr 2021 för Ärenden", "10", "11")]
    assert [(one.column, one.measured.value) for one in found.figures] == [
        ("jan–apr 2022", "antal")
    ]


def test_what_was_spent_in_a_year_gone_by_is_history() -> None:
    def funds(amount: int) -> Table:
        return [{"Område": "IFO", "År": 2019, "Slag": "Utfall", "Belopp": amount}]

    start = {"Dokumenttyp": "Nämndplan", "Period": "helår"}
    found = compared(
        workbook({"Resurser": funds(100)}, **start), workbook({"Resurser": funds(120)}, **start)
    )
    assert [(was, now) for _, was, now in history(found)] == [("100", "120")]
    assert not found.figures


def test_what_is_as_it_was_in_another_period_is_told_and_between_drafts_it_is_not() -> None:
    tables: dict[str, Table] = {
        "Händelser": [{"Enhet": "Unga", "Händelse": "Ny lokal."}],
        "Mål": goals(),
        "Enhetsresultat": units(("Unga", "Grön")),
        "Nettokostnad": net(("A", -1), Utfall=-5),
    }
    before, after = workbook(tables, Period="okt"), workbook(tables)
    told = [(one.what, one.same, one.total) for one in compared(before, after).unchanged]
    assert told == [
        ("Händelser", 1, 1),
        ("Bedömningar av enheter", 1, 1),
        ("Rader med utfall", 1, 1),
        ("Rader med prognos", 1, 1),
    ]
    assert not compared(before, before).unchanged


def test_a_plan_of_another_year_is_compared_by_the_words_of_its_goals() -> None:
    def plan(year: str, *numbers: int) -> Grid:
        texts = ("Alla barn ska få stöd i tid.", "Ingen ska behöva vänta på beslut.")
        rows: Table = [
            {"Nr": number, "Måltyp": "Nämndmål", "Nämndmål": text, "Kommentar": f"År {year}."}
            for number, text in zip(numbers, texts, strict=True)
        ]
        return workbook({"Mål": rows}, Dokumenttyp="Nämndplan", År=year, Period="helår")

    found = compared(plan("2021", 11, 12), plan("2022", 12, 11))
    assert not found.added
    assert {one.column for one in found.texts} == {"Kommentar"}
    assert not found.unchanged


def test_figures_of_two_periods_are_both_as_computed() -> None:
    found = compared(
        workbook({"Nettokostnad": net(("A", -1), Årsbudget=-3, Prognosavvikelse="")}, Period="okt"),
        workbook({"Nettokostnad": net(("A", -2), Årsbudget=-3, Prognosavvikelse="")}),
    )
    assert figures(found, "Prognosavvikelse") == [("A", 2, 1)]


def test_a_section_that_waits_for_its_text_has_not_come() -> None:
    told = [{"Avsnitt": "Ekonomi", "Text": text} for text in ("Det gick bra.", "Det går bra.")]
    waiting = [{"Avsnitt": "Ekonomi", "Text": ""} for _ in told]
    found = compared(
        workbook({"Sammanfattning": told}), workbook({"Sammanfattning": waiting}, Period="dec")
    )
    assert (len(found.removed), found.added) == (2, ())
