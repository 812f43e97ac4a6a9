"""Personal identity numbers in texts; every number here is one that Skatteverket has published."""

from __future__ import annotations

import pytest

from xl_asn.model.personal_numbers import find_personal_numbers, without_personal_numbers


@pytest.mark.parametrize(
    "text",
    [
        "18990913-9801",
        "189909139801",
        "990913-9801",
        "9909139801",
        "990913+9801",
        "990913 – 9801",
        "(19120211-9986)",
        "19120211-9986.",
        "201701012393",
        "990913 -  9801",
        "990913\t9801",
        "18990913\n9801",
        "Pnr 990913-9801",
        "pnr990913-9801",
        "Pnr.990913-9801",
        "personnummer990913-9801",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert [number.kind for number in find_personal_numbers(text)] == ["personnummer"]


def test_a_coordination_number_has_sixty_added_to_the_day() -> None:
    (number,) = find_personal_numbers("Mannen har 701063-2391.")
    assert number.is_coordination
    assert (number.start, number.end) == (11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "18990913-9802",  # another check digit
        "212000-0092",  # an organisation: no month 20
        "990931-9800",
        "1899091398012",
        "A990913-9801",
        "KS-990913-9801",
        "12.990913-9801",
        "990913   9801",
        "9909139801,50",
        "2022-12-06",
        "",
    ],
)
def test_what_is_no_such_number_is_left_alone(text: str) -> None:
    assert list(find_personal_numbers(text)) == []


def test_every_wrong_digit_is_seen() -> None:
    digits = "9909139801"
    for place, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                wrong = digits[:place] + other + digits[place + 1 :]
                assert list(find_personal_numbers(wrong)) == []


def test_in_its_place_stands_what_it_is_called() -> None:
    text = "Pnr 18990913-9801, 701063\u200b-2391 och 2022-12-06\u00ad."
    told = "Pnr [personnummer], [samordningsnummer] och 2022-12-06."
    assert without_personal_numbers(text) == told
    assert without_personal_numbers(told) == told
    unchanged = "Det blev 2022-12-06\u00ad och 212000-0092."
    assert without_personal_numbers(unchanged) is unchanged
