"""How good the forecasts have been, in words: of many, of one, and of none."""

from __future__ import annotations

from decimal import Decimal

from tests.calculation.test_forecasts import LIMIT, row, year
from xl_asn.calculation.forecasts import accuracy
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.archive import FollowedRow
from xl_asn.report.accuracy import accuracy_sentences, what_hits


def said(one: FollowedRow) -> list[str]:
    """Return what is said of a row's forecasts, with plain blanks."""
    found = accuracy_sentences(accuracy(one, None, LIMIT), AmountUnit.TKR)
    return [sentence.replace("\u00a0", " ") for sentence in found]


def test_seven_that_are_too_dark() -> None:
    assert said(row(year(2022, -1000, dict.fromkeys(range(1, 8), -1020)))) == [
        "Av 7 prognoser för Familjehem träffade ingen inom 1,0 procent av årsbudgeten.",
        "I snitt skilde det 20 tkr, 2,0 % av årsbudgeten.",
        "Prognoserna var i snitt 20 tkr för dystra.",
    ]


def test_of_one_nothing_is_said_as_of_many() -> None:
    assert said(row(year(2022, -1000, {9: -1005}))) == [
        "Den enda prognosen för Familjehem träffade inom 1,0 procent av årsbudgeten.",
        "Det skilde 5 tkr, 0,5 % av årsbudgeten.",
        "En enda prognos kan inte säga om prognoserna lutar åt något håll.",
    ]


def test_the_challenger_of_one_month_and_of_two() -> None:
    before = year(2021, -1000, {6: -1000, 9: -1000})
    one = said(row({**before, **year(2022, -1200, {9: -1100})}))
    assert one[-1].endswith("skilde 0 tkr för samma månad; nämndens prognos skilde 100 tkr.")
    two = said(row({**before, **year(2022, -1200, {6: -1100, 9: -1100})}))
    assert two[-1].endswith(
        "skilde i snitt 0 tkr för samma 2 månader; nämndens prognoser skilde 100 tkr."
    )


def test_a_year_that_is_not_over_has_no_forecast_to_judge() -> None:
    assert said(row({(2022, 8): (-600, -600, -1000, -1000)})) == [
        "Ingen prognos för Familjehem har ännu ett bokslut att jämföras med."
    ]


def test_what_a_hit_is_follows_the_boards_limits() -> None:
    assert "högst 1,0 procent" in what_hits([LIMIT, LIMIT])
    both = what_hits([LIMIT, Decimal("0.02")])
    assert "högst 1,0 eller 2,0 (nämndens egen gräns) procent" in both
