"""Which period comes next, and which are refused."""

from __future__ import annotations

import pytest

from xl_asn.cycle.next_period.following import asked_period, skipped_sentence
from xl_asn.documents.catalogue import document_types
from xl_asn.model.periods import Period
from xl_asn.model.told import ToldError

MONTH, INTERIM, PLAN = "manadsrapport", "delarsrapport", "namndplan"


@pytest.mark.parametrize(
    ("kind", "old", "asked", "text", "label"),
    [
        (MONTH, (2022, 11, 11), (), "dec", "december 2022"),
        (MONTH, (2022, 12, 12), (), "jan", "januari 2023"),
        (MONTH, (2022, 5, 5), (), "jun", "juni 2022"),
        (MONTH, (2022, 5, 5), ("juni-juli",), "juni-juli", "juni–juli 2022"),
        (MONTH, (2022, 6, 7), (), "aug", "augusti 2022"),
        (MONTH, (2022, 11, 11), ("december",), "dec", "december 2022"),
        (MONTH, (2022, 11, 11), ("jan",), "jan", "januari 2023"),
        (MONTH, (2022, 11, 11), ("juni-juli", 2023), "juni-juli", "juni–juli 2023"),
        (MONTH, (2022, 11, 11), (None, 2023), "jan", "januari 2023"),
        (MONTH, (2018, 1, 8), (), "sep", "september 2018"),
        (INTERIM, (2018, 1, 4), (), "jan-aug", "januari–augusti 2018"),
        (INTERIM, (2018, 1, 8), (), "jan-apr", "januari–april 2019"),
        (INTERIM, (2018, 7, 7), (), "jan-aug", "januari–augusti 2018"),
        (INTERIM, (2018, 7, 7), ("aug",), "jan-aug", "januari–augusti 2018"),
        (PLAN, (2020, 1, 12), (), "helår", "2021"),
        (PLAN, (2020, 1, 12), (None, 2022), "helår", "2022"),
    ],
)
def test_the_period_that_comes_next_or_is_asked_for(
    kind: str, old: tuple[int, int, int], asked: tuple[str | None, int], text: str, label: str
) -> None:
    found = asked_period(document_types()[kind], Period(*old), *asked)
    assert (found.text, found.period.label) == (text, label)


@pytest.mark.parametrize(
    ("kind", "old", "text", "longer"),
    [
        (MONTH, (2022, 5, 5), None, "juni-juli"),
        (MONTH, (2022, 5, 5), "jun", ""),
        (MONTH, (2022, 6, 6), None, ""),
        (MONTH, (2022, 11, 11), None, ""),
        (INTERIM, (2022, 1, 8), None, ""),
    ],
)
def test_the_summer_months_may_be_meant_as_one(
    kind: str, old: tuple[int, int, int], text: str | None, longer: str
) -> None:
    assert asked_period(document_types()[kind], Period(*old), text).longer == longer


@pytest.mark.parametrize(
    ("old", "asked", "said"),
    [
        ((2022, 11, 11), ("nov",), "November 2022 kommer inte efter november 2022"),
        ((2022, 11, 11), ("okt",), "Oktober 2022 kommer inte efter november 2022"),
        ((2022, 11, 11), ("nov", 2022), "November 2022 kommer inte efter"),
        ((2022, 11, 11), ("dec", 2021), "December 2021 kommer inte efter"),
        ((2022, 11, 11), (None, 2021), "2021 kommer inte efter"),
        ((2022, 6, 6), ("juni-juli",), "Juni–juli 2022 kommer inte efter juni 2022"),
        ((2022, 11, 11), ("hösten",), "skrivs inte för perioden hösten"),
    ],
)
def test_a_period_that_is_not_later_is_refused(
    old: tuple[int, int, int], asked: tuple[str | None, int], said: str
) -> None:
    with pytest.raises(ToldError, match=said):
        asked_period(document_types()[MONTH], Period(*old), *asked)


@pytest.mark.parametrize(
    ("old", "asked", "said"),
    [
        ((2022, 11, 11), (), ""),
        ((2022, 5, 5), ("juni-juli",), ""),
        ((2022, 11, 11), ("jan",), "Ingen månadsrapport görs för december 2022."),
        ((2022, 11, 11), ("feb",), "Ingen månadsrapport görs för december 2022 och januari 2023."),
        (
            (2022, 11, 11), ("juni-juli", 2023),
            "Ingen månadsrapport görs för december 2022 till maj 2023.",
        ),
    ],
)  # fmt: skip
def test_periods_that_are_left_out_are_said(
    old: tuple[int, int, int], asked: tuple[str | None, int], said: str
) -> None:
    declared = document_types()[MONTH]
    assert skipped_sentence(asked_period(declared, Period(*old), *asked), declared) == said
