"""A year's curves as drawings: what is drawn, where, and how it is told apart without colour."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from tests.cycle.archive.page_made import SOCIAL, TOTAL, dark, followed, months, social
from xl_asn.cycle.archive.curves_frame import NARROW, SMALL, WIDE, Size, near
from xl_asn.cycle.archive.curves_svg import curve_svg
from xl_asn.report.year_curves import (
    Curve,
    CurveSeries,
    Role,
    forecast_steps,
    outcome_curve,
)

_LIMIT = Decimal("0.01")
_SIZES = (WIDE, NARROW, SMALL)


def steps(year: int = 2021) -> Curve:
    total = social().total
    assert total is not None
    curve = forecast_steps(total, year, "tkr")
    assert curve is not None
    return curve


def outcomes() -> Curve:
    total = social().total
    assert total is not None
    curve = outcome_curve(total, 2022, "tkr")
    assert curve is not None
    return curve


def drawn(curve: Curve, size: Size = WIDE, limit: Decimal = _LIMIT) -> ET.Element:
    """Return a drawing as a tree: one that is no XML is refused."""
    return ET.fromstring(curve_svg(curve, size, limit, "k1"))  # noqa: S314 - our own


def of_class(drawing: ET.Element, *names: str) -> list[ET.Element]:
    return [one for one in drawing.iter() if {*names} <= {*one.get("class", "").split()}]


def texts(drawing: ET.Element) -> list[str]:
    return [one.text or "" for one in drawing.iter("text")]


@pytest.mark.parametrize("size", _SIZES)
def test_it_has_a_name_and_says_all_of_it_in_words(size: Size) -> None:
    curve = outcomes()
    drawing = drawn(curve, size)
    assert drawing.get("role") == "img"
    named = {one.get("id"): one.text for one in drawing if one.get("id")}
    assert named[drawing.get("aria-labelledby")] == curve.title
    assert named[drawing.get("aria-describedby")] == curve.alternative


def test_every_line_is_named_where_it_ends_with_its_last_amount() -> None:
    said = texts(drawn(steps()))
    for name in ("Prognos", "Årsbudget", "Bokslut", "−276\u00a0219", "−274\u00a0572"):
        assert name in said
    assert texts(drawn(outcomes(), SMALL))[-3:] == ["Utfall", "Budget", "2021"]


def test_lines_are_told_apart_by_more_than_colour() -> None:
    drawing = drawn(steps())
    assert len(of_class(drawing, "line", "budget")) == 2  # the line and the bit beside its name
    assert len(of_class(drawing, "line", "final")) == 2
    assert len(of_class(drawing, "mark")) == 11


def test_a_hit_is_round_and_a_miss_is_square() -> None:
    drawing = drawn(steps())
    assert [one.tag for one in of_class(drawing, "mark", "hit")] == ["circle"]
    assert {one.tag for one in of_class(drawing, "mark", "off")} == {"rect"}
    assert len(of_class(drawing, "off")) == 10


def test_the_band_is_as_wide_as_a_hit_and_has_no_seam() -> None:
    (band,) = of_class(drawn(steps()), "band")
    assert near(steps(), _LIMIT)[0] == (Decimal(-276_219), Decimal("2745.72"))
    assert of_class(drawn(steps(2022)), "band") == []
    assert of_class(drawn(steps(), limit=Decimal(0)), "band") == []
    hit = of_class(drawn(steps()), "hit")[0]
    top, height = Decimal(band.get("y", "")), Decimal(band.get("height", ""))
    assert top < Decimal(hit.get("cy", "")) < top + height


def test_steps_hold_until_the_next_and_no_longer_than_they_are_told() -> None:
    of_2021 = of_class(drawn(steps()), "line", "outcome")[0].get("d", "")
    assert len(re.findall("V", of_2021)) == 10
    goes_on = of_class(drawn(steps(2022)), "hole")
    assert len(goes_on) == 1


def test_a_line_is_thin_over_months_that_no_report_tells_of() -> None:
    drawing = drawn(outcomes())
    solid, thin = (
        [one.get("d", "") for one in of_class(drawing, "line", "outcome") if is_thin(one) is thin]
        for thin in (False, True)
    )
    assert len(thin) == 1
    assert len(re.findall("M", solid[0])) == 2


def is_thin(line: ET.Element) -> bool:
    return "hole" in line.get("class", "").split()


def test_outcomes_are_shown_from_nothing_and_forecasts_are_not() -> None:
    assert "0" in texts(drawn(outcomes()))
    assert "0" not in texts(drawn(steps()))


def test_one_month_is_a_mark() -> None:
    row = followed(SOCIAL, TOTAL, 1, months(2022, 1), dark)
    curve = outcome_curve(row, 2022, "tkr")
    assert curve is not None
    assert len(of_class(drawn(curve), "mark")) == 2


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("value", ["0", "1", "-999999999999999", "0.000000000000001", "1E+14"])
def test_amounts_of_any_size_are_drawn(size: Size, value: str) -> None:
    amount = Decimal(value)
    lines = tuple(
        CurveSeries(role.value, tuple((amount * sign).normalize() for sign in [1, -1] * 6), role)
        for role in Role
    )
    curve = Curve("t", "tkr", 2022, tuple("abcdefghijkl"), lines, "", "a")
    assert "NaN" not in curve_svg(curve, size, _LIMIT, "k")
    flat = Curve("t", "tkr", 2022, curve.months, lines[:1], "", "a")
    assert ET.fromstring(curve_svg(flat, size, _LIMIT, "k")).tag == "svg"  # noqa: S314


def test_no_text_is_more_than_a_text() -> None:
    line = CurveSeries("</text><script>", (Decimal(1),) * 12, Role.OUTCOME)
    curve = Curve("</title><b>\x00\u202e", "<i>", 2022, ("<", *"abcdefghijk"), (line,), "", "&")
    drawing = drawn(curve)
    assert {one.tag for one in drawing.iter()} <= {
        "svg", "title", "desc", "g", "path", "rect", "circle", "text",
    }  # fmt: skip
    assert (drawing.find("title") or drawing[0]).text == r"</title><b>\x00\u202e"
