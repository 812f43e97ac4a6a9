"""What has changed between two workbooks: each kind, and each way that rows are paired."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.case.comparing.workbooks import Table, compared, example, net, workbook
from xl_asn.case.comparing.compare import NothingSharedError
from xl_asn.model.comparison import Comparison, PassageKind, Side

UNITS = (("Unga", "Grön"), ("Vuxna", "Gul"), ("Äldre", "Grön"))


def goals(*rows: dict[str, object]) -> Table:
    return [{"Nr": 1, "Kort namn": "Kvalitet", **row} for row in rows or ({},)]


def units(*rows: tuple[str, str]) -> Table:
    return [{"Mål": 1, "Enhet": unit, "Bedömning": status} for unit, status in rows]


def figures(found: Comparison, column: str = "Prognos") -> list[tuple[str, object, object]]:
    told = (one for one in found.figures if one.column == column)
    return [(one.row, one.before and int(one.before), one.after and int(one.after)) for one in told]


def codes(found: Comparison) -> list[str]:
    return [finding.code for finding in found.findings]


def said(found: Comparison, code: str) -> str:
    return next(finding.message for finding in found.findings if finding.code == code)


def names(rows: Iterable[object]) -> list[str]:
    return [getattr(row, "row", "") for row in rows]


def test_a_figure_is_told_with_both_cells_and_the_largest_change_first() -> None:
    before = workbook({"Nettokostnad": net(("A", -100), ("B", -200), ("C", -300))})
    after = workbook({"Nettokostnad": net(("B", -250), ("A", -110), ("C", -300))})
    found = compared(before, after)
    assert figures(found) == [("B", -200, -250), ("A", -100, -110)]
    first = found.figures[0]
    assert (str(first.cell), str(first.cell_before)) == ("Nettokostnad!C6", "Nettokostnad!C7")
    assert first.difference == -50


def test_a_sum_stands_last_in_its_column() -> None:
    def table(first: int, second: int) -> Table:
        total = {"Verksamhet": "Allt", "Radtyp": "resultat", "Prognos": first + second}
        return [*net(("A", first), ("B", second)), total]

    found = compared(
        workbook({"Nettokostnad": table(-1, -2)}), workbook({"Nettokostnad": table(-5, -3)})
    )
    assert names(found.figures) == ["A", "B", "Allt"]
    assert [one.is_sum for one in found.figures] == [False, False, True]


def test_a_computed_column_is_computed_anew_on_both_sides_and_a_blank_one_is_no_change() -> None:
    written = net(("A", -100), Årsbudget=-90, Prognosavvikelse=-99)
    blank = net(("A", -100), Årsbudget=-90, Prognosavvikelse="")
    found = compared(workbook({"Nettokostnad": written}), workbook({"Nettokostnad": blank}))
    assert found.is_empty
    moved = net(("A", -80), Årsbudget=-90, Prognosavvikelse="")
    found = compared(workbook({"Nettokostnad": written}), workbook({"Nettokostnad": moved}))
    assert figures(found, "Prognosavvikelse") == [("A", -10, 10)]
    assert [one.follows for one in found.figures] == [False, True]


def test_a_change_below_the_boards_limit_is_counted_and_not_told() -> None:
    rule = {"Parameter": "Jämförelse minsta belopp", "Värde": 300, "Gäller från": "2020-01-01"}
    before = workbook({"Nettokostnad": net(("A", -100), ("B", -200)), "Regler": [rule]})
    after = workbook({"Nettokostnad": net(("A", -399), ("B", -500)), "Regler": [rule]})
    found = compared(before, after)
    assert figures(found) == [("B", -200, -500)]
    assert found.limit == 300
    assert found.below == 1


def test_in_millions_the_limit_and_the_rounding_are_those_of_millions() -> None:
    before = workbook({"Nettokostnad": net(("A", "-1,2"), ("B", "-2,0"))}, Beloppsenhet="mnkr")
    after = workbook({"Nettokostnad": net(("A", "-1,3"), ("B", "-2"))}, Beloppsenhet="mnkr")
    found = compared(before, after)
    assert [(one.row, str(one.difference)) for one in found.figures] == [("A", "-0.1")]


def test_a_figure_that_only_one_has_is_a_change() -> None:
    before = workbook({"Nettokostnad": net(("A", ""), ("B", -2))})
    after = workbook({"Nettokostnad": net(("A", -100), ("B", -2))})
    found = compared(before, after)
    assert [(one.before, one.difference) for one in found.figures] == [(None, None)]


def test_a_goal_is_told_with_the_units_that_have_moved() -> None:
    before = workbook({"Mål": goals(), "Enhetsresultat": units(*UNITS)})
    moved = (("Unga", "Röd"), ("Vuxna", "Röd"), ("Äldre", "Grön"))
    after = workbook({"Mål": goals(), "Enhetsresultat": units(*moved)})
    (goal,) = compared(before, after).as_json()["färger"]
    assert (goal["vad"], goal["enheter"]) == ("Mål 1 Kvalitet", ["Unga", "Vuxna"])
    assert [(u["före"], u["efter"]) for u in goal["enheternas_färger"]] == [
        ("Grön", "Röd"),
        ("Gul", "Röd"),
    ]


def test_units_may_move_though_the_goal_stays() -> None:
    before = workbook({"Mål": goals({"Bedömning": "Gul"}), "Enhetsresultat": units(*UNITS)})
    swapped = (("Unga", "Gul"), ("Vuxna", "Grön"), ("Äldre", "Grön"))
    after = workbook({"Mål": goals({"Bedömning": "Gul"}), "Enhetsresultat": units(*swapped)})
    (goal,) = compared(before, after).colours
    assert not goal.is_moved
    assert [move.unit for move in goal.units] == ["Unga", "Vuxna"]


def test_what_somebody_has_decided_is_the_goals_status() -> None:
    before = workbook({"Mål": goals({"Bedömning": "Gul", "Överstyrd bedömning": ""})})
    after = workbook({"Mål": goals({"Bedömning": "Gul", "Överstyrd bedömning": "Grön"})})
    (goal,) = compared(before, after).as_json()["färger"]
    assert (goal["vad"], goal["före"], goal["efter"]) == ("Mål 1 Kvalitet", "Gul", "Grön")


def test_a_text_is_told_word_by_word_and_a_cleared_one_as_removed() -> None:
    before = workbook({"Mål": goals({"Kommentar": "Målet är gult."})})
    after = workbook({"Mål": goals({"Kommentar": "Målet är grönt."})})
    (text,) = compared(before, after).texts
    assert [(p.kind.value, p.text.strip()) for p in text.passages] == [
        ("lika", "Målet är"),
        ("bort", "gult."),
        ("till", "grönt."),
    ]
    cleared = workbook({"Mål": goals({"Kommentar": "", "Kommunmål": "x"})})
    told = compared(before, cleared).texts
    assert [p.kind for p in told[-1].passages] == [PassageKind.REMOVED]


def test_blanks_in_a_text_are_no_change() -> None:
    before = workbook({"Mål": goals({"Kommentar": "ett två"})})
    after = workbook({"Mål": goals({"Kommentar": "ett  två"})})
    assert compared(before, after).is_empty


def test_rows_are_added_and_removed() -> None:
    before = workbook({"Nettokostnad": net(("Familjehem", -1), ("Skola", -2))})
    after = workbook({"Nettokostnad": net(("Familjehem", -1), ("Bostäder", -7))})
    found = compared(before, after)
    assert (names(found.added), names(found.removed)) == (["Bostäder"], ["Skola"])
    assert str(found.removed[0].cell) == "Nettokostnad!A7"


def test_a_register_of_either_tells_what_a_row_has_been_called() -> None:
    register = [{"Blad": "Nettokostnad", "Rad": "Boende", "Alias": "Sociala kontrakt"}]
    before = workbook({"Nettokostnad": net(("Sociala kontrakt", -1))})
    after = workbook({"Nettokostnad": net(("Boende", -9)), "Verksamheter": register})
    assert figures(compared(before, after)) == [("Boende", -1, -9)]
    assert figures(compared(after, before)) == [("Sociala kontrakt", -9, -1)]


def test_a_row_that_has_replaced_another_is_compared_with_it() -> None:
    register = [{"Blad": "Nettokostnad", "Rad": "Bosociala", "Ersätter": "Kontrakt"}]
    before = workbook({"Nettokostnad": net(("kontrakt", -1))})
    after = workbook({"Nettokostnad": net(("Bosociala", -9)), "Verksamheter": register})
    assert figures(compared(before, after)) == [("Bosociala", -1, -9)]
    assert figures(compared(after, before)) == [("kontrakt", -9, -1)]


def test_units_of_a_goal_that_is_not_there_are_told_by_its_number() -> None:
    def book(status: str) -> Table:
        return [{"Mål": 7, "Enhet": "Unga", "Bedömning": status}]

    before = workbook({"Mål": goals(), "Enhetsresultat": book("Grön")})
    found = compared(before, workbook({"Mål": goals(), "Enhetsresultat": book("Röd")}))
    assert [(one.what, len(one.units)) for one in found.colours] == [("Mål 7", 1)]


def test_a_word_of_a_list_is_told_as_a_text_and_a_number_as_a_number() -> None:
    def indicator(trend: str, outcome: str) -> Table:
        return [
            {"Indikator": "Kö", "Måttyp": "Antal", "Riktning": trend, "Utfall": outcome},
        ]

    start = {"Dokumenttyp": "Delårsrapport", "Period": "jan-aug"}
    before = workbook({"Indikatorer": indicator("Högre är bättre", "12")}, **start)
    after = workbook({"Indikatorer": indicator("Lägre är bättre", "15")}, **start)
    found = compared(before, after)
    assert [(one.column, one.measured.value) for one in found.figures] == [("Utfall", "antal")]
    (text,) = (one for one in found.texts if one.column == "Riktning")
    assert [p.text.strip() for p in text.passages] == ["Högre", "Lägre", "är bättre"]


def test_a_number_that_has_become_a_word_is_told_as_a_text() -> None:
    def indicator(outcome: str) -> Table:
        return [{"Indikator": "Kö", "Måttyp": "Antal", "Utfall": outcome}]

    start = {"Dokumenttyp": "Delårsrapport", "Period": "jan-aug"}
    before = workbook({"Indikatorer": indicator("12")}, **start)
    after = workbook({"Indikatorer": indicator("Mätning ännu inte genomförd")}, **start)
    (text,) = (one for one in compared(before, after).texts if one.column == "Utfall")
    assert text.passages[0].text.strip() == "12"


def test_a_unit_that_has_replaced_another_is_compared_with_it() -> None:
    register = [{"Enhet": "Bogruppen", "Ersätter": "Resursenheten"}, {"Enhet": "Resursenheten"}]
    before = workbook({"Mål": goals(), "Enhetsresultat": units(("Resursenheten", "Grön"))})
    after = workbook(
        {"Mål": goals(), "Enhetsresultat": units(("Bogruppen", "Röd")), "Organisation": register}
    )
    for one, other in ((before, after), (after, before)):
        (goal,) = compared(one, other).colours
        assert len(goal.units) == 1


def test_what_only_likeness_pairs_is_compared_and_said() -> None:
    before = workbook({"Nettokostnad": net(("Familjerätt och rådgivning", -1))})
    after = workbook({"Nettokostnad": net(("Familjerätt och rådgivningar", -9))})
    found = compared(before, after)
    assert figures(found) == [("Familjerätt och rådgivningar", -1, -9)]
    assert "”Familjerätt och rådgivning”" in said(found, "J108")


def test_a_unit_of_another_goal_is_another_row() -> None:
    row = {"Mål": 2, "Enhet": "Unga", "Bedömning": "Grön"}
    two = [{"Nr": 1, "Kort namn": "Ett"}, {"Nr": 2, "Kort namn": "Två"}]
    before = workbook({"Mål": two, "Enhetsresultat": units(("Unga", "Grön"))})
    after = workbook({"Mål": two, "Enhetsresultat": [row]})
    found = compared(before, after)
    assert (names(found.added), names(found.removed)) == (["Unga"], ["Unga"])


def test_rows_of_one_name_that_nobody_can_tell_apart_are_said() -> None:
    before = workbook({"Nettokostnad": net(("Övrigt", -1), ("Övrigt", -2))})
    after = workbook({"Nettokostnad": net(("Övrigt", -5), ("Övrigt", -6), ("Övrigt", -7))})
    found = compared(before, after)
    assert [one.side for one in found.unpaired] == [Side.BEFORE] * 2 + [Side.AFTER] * 3
    assert found.as_json()["ej_parade"][0] == {
        "blad": "Nettokostnad", "rad": "Övrigt", "var": "före", "cell_före": "Nettokostnad!A6",
    }  # fmt: skip
    assert not found.added
    assert not found.figures


def test_split_rows_are_said_and_not_compared_one_by_one() -> None:
    register = [
        {"Blad": "Nettokostnad", "Rad": "Unga", "Ersätter": "Barn och unga"},
        {"Blad": "Nettokostnad", "Rad": "Barn", "Ersätter": "Barn och unga"},
    ]
    before = workbook({"Nettokostnad": net(("Barn och unga", -10))})
    after = workbook({"Nettokostnad": net(("Unga", -6), ("Barn", -5)), "Verksamheter": register})
    found = compared(before, after)
    assert "Barn och unga har blivit Unga och Barn" in said(found, "J111")
    assert names(found.unpaired) == ["Barn och unga", "Unga", "Barn"]
    assert not found.figures


def test_events_are_paired_by_their_words_and_never_by_their_unit() -> None:
    def events(*texts: str) -> Table:
        return [{"Enhet": "Unga", "Händelse": text} for text in texts]

    old = ("En ny lokal har öppnat i centrum.", "Chefen har slutat.")
    new = ("En ny lokal har öppnats i centrum.", "Budgeten är beslutad.")
    found = compared(workbook({"Händelser": events(*old)}), workbook({"Händelser": events(*new)}))
    (text,) = found.texts
    assert text.marks == 2
    assert (len(found.added), len(found.removed)) == (1, 1)


def test_the_only_paragraph_of_a_section_is_compared_however_much_is_rewritten() -> None:
    def section(text: str) -> Table:
        return [{"Avsnitt": "Sammanfattning", "Text": text}]

    before = workbook({"Sammanfattning": section("Det går bra.")})
    after = workbook({"Sammanfattning": section("Underskottet växer varje månad.")})
    assert names(compared(before, after).texts) == ["Sammanfattning"]


def test_start_is_compared_between_drafts_and_not_between_periods() -> None:
    tables = {"Nettokostnad": net(("A", -1))}
    before = workbook(tables, Diarienummer="2022/1")
    assert names(compared(before, workbook(tables, Diarienummer="2022/2")).texts) == [
        "Diarienummer"
    ]
    later = workbook(tables, Diarienummer="2022/2", Period="dec")
    assert not compared(before, later).texts


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Period": "okt"}, "J102"),
        ({"Nämnd": "En annan nämnd"}, "J103"),
        ({"Beloppsenhet": "mnkr"}, "J104"),
        ({"Period": ""}, "J106"),
    ],
)
def test_what_is_odd_about_the_two_is_said_and_the_rest_is_compared(
    changed: dict[str, str], code: str
) -> None:
    text = {"Sammanfattning": [{"Avsnitt": "S", "Text": "gammal text"}]}
    before = workbook({"Nettokostnad": net(("A", -1)), **text})
    text["Sammanfattning"][0]["Text"] = "ny text"
    after = workbook({"Nettokostnad": net(("A", -900)), **text}, **changed)
    found = compared(before, after)
    assert code in codes(found)
    assert names(found.texts)[-1] == "S"
    assert bool(found.figures) is (code != "J104")


def test_two_types_are_compared_where_they_have_the_same_rows() -> None:
    month = workbook({"Nettokostnad": net(("Skola", -100))})
    interim = workbook(
        {"Kommunbidrag": [{"Verksamhet": "Skola", "Radtyp": "rad", "Årsprognos": -90}]},
        Dokumenttyp="Delårsrapport",
        Period="jan-aug",
    )
    found = compared(interim, month)
    (figure,) = found.figures
    assert figures(found) == [("Skola", -90, -100)]
    assert (str(figure.cell_before), str(figure.cell)) == ("Kommunbidrag!C6", "Nettokostnad!C6")
    assert "J105" in codes(found)


def test_two_types_that_share_nothing_are_refused() -> None:
    plan = workbook({"Vision": [{"Avsnitt": "V", "Text": "t"}]}, Dokumenttyp="Nämndplan")
    with pytest.raises(NothingSharedError, match="har inget gemensamt att jämföra"):
        compared(plan, workbook({"Nettokostnad": net(("A", -1))}))


def test_what_was_not_compared_is_said() -> None:
    own = {"Egna tal": [{"Vad": "x", "Tal": 1}]}
    before = workbook({"Nettokostnad": net(("A", -1))})
    after = workbook({"Nettokostnad": net(("A", -1), **{"Min kolumn": "x"}), **own})
    detail = said(compared(before, after), "J107")
    assert "bladet Egna tal" in detail
    assert "kolumnen Min kolumn på bladet Nettokostnad" in detail


def test_a_cell_that_cannot_be_read_is_not_taken_for_a_blank() -> None:
    before = workbook({"Nettokostnad": net(("A", -1))})
    after = workbook({"Nettokostnad": net(("A", "mycket"))})
    found = compared(before, after)
    assert not found.figures
    assert "Nettokostnad!C6 i efter.xlsx (mycket)" in said(found, "J114")


def test_many_rows_that_are_new_are_not_compared_by_likeness_and_that_is_said() -> None:
    old = net(*((f"Gammal {n}", -n) for n in range(1, 600)))
    new = net(*((f"Ny {n}", -n - 1_000) for n in range(1, 600)))
    found = compared(workbook({"Nettokostnad": old}), workbook({"Nettokostnad": new}))
    assert len(found.added) == len(found.removed) == 599
    assert "Nettokostnad" in said(found, "J109")


def test_an_example_beside_itself_has_no_changes() -> None:
    for name in ("2022-11_manadsrapport", "2018-04_delarsrapport", "2020_namndplan"):
        grid = example(name)
        assert compared(grid, grid).is_empty
