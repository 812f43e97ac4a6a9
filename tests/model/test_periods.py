"""Periods: a month, or the months that are reported together."""

from __future__ import annotations

from datetime import date

import pytest

from xl_asn.model.periods import MONTH_NAMES, PERIOD_CHOICES, Period, read_month


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("nov", (11,)),
        ("November", (11,)),
        ("Nov.", (11,)),
        (" 11 ", (11,)),
        ("02", (2,)),
        ("maj", (5,)),
        ("sept", (9,)),
        ("juni-juli", (6, 7)),
        ("Juni–Juli", (6, 7)),
        ("jun − jul", (6, 7)),
        ("juni/juli", (6, 7)),
        ("juni och juli", (6, 7)),
        ("6-7", (6, 7)),
        ("jan-dec", tuple(range(1, 13))),
    ],
)
def test_periods_as_people_write_them(text: str, months: tuple[int, ...]) -> None:
    period = Period.read(2023, text)
    assert period is not None
    assert period.months == months


@pytest.mark.parametrize(
    "text",
    ["", "höst", "ju", "13", "0", "juli-juni", "dec-jan", "juni-", "jan-feb-mars", "kvartal 1"],
)
def test_what_names_no_period(text: str) -> None:
    assert Period.read(2023, text) is None


def test_every_choice_of_the_list_can_be_read() -> None:
    assert all(Period.read(2023, choice) for choice in PERIOD_CHOICES)
    assert [read_month(name) for name in MONTH_NAMES] == list(range(1, 13))


def test_a_month_in_two_letters_is_ambiguous() -> None:
    assert read_month("ma") is None
    assert read_month("jul") == 7


@pytest.mark.parametrize(
    ("year", "text", "end", "code", "label"),
    [
        (2021, "feb", date(2021, 2, 28), "2021-02", "februari 2021"),
        (2024, "feb", date(2024, 2, 29), "2024-02", "februari 2024"),
        (2022, "nov", date(2022, 11, 30), "2022-11", "november 2022"),
        (2023, "juni-juli", date(2023, 7, 31), "2023-07", "juni–juli 2023"),
        (2023, "dec", date(2023, 12, 31), "2023-12", "december 2023"),
    ],
)
def test_a_period_in_words_and_its_last_day(
    year: int, text: str, end: date, code: str, label: str
) -> None:
    period = Period.read(year, text)
    assert period is not None
    assert (period.end, period.code, period.label) == (end, code, label)
