"""All goals month by month, and how the report is read."""

from __future__ import annotations

from tests.exports.board_reports import example
from xl_asn.report.blocks import BulletList, Footnote, Heading, Strip, Table


def test_all_goals_stand_month_by_month_as_their_strips_say() -> None:
    blocks = example("2023-07_manadsrapport").content
    table = next(b for b in blocks if isinstance(b, Table) and b.caption.startswith("Målen månad"))
    strips = [block for block in blocks if isinstance(block, Strip)]
    assert len(table.columns) == len(strips) + 1
    for place, strip in enumerate(strips, 1):
        shown = [row.cells[place].shown.removesuffix(" *") for row in table.rows]  # type: ignore[union-attr]
        assert shown == [month.shown for month in strip.months]
    note = blocks[blocks.index(table) + 1]
    assert note == Footnote("*", "aug–dec avser 2022")


def test_months_that_no_goal_has_reached_are_left_out() -> None:
    blocks = example("2022-11_manadsrapport").content
    table = next(b for b in blocks if isinstance(b, Table) and b.caption.startswith("Målen månad"))
    assert [row.cells[0] for row in table.rows][-1] == "Nov"


def test_the_report_ends_with_the_signs_and_words_that_it_uses() -> None:
    *_, heading, listed = example("2018-04_delarsrapport").content
    assert heading == Heading(2, "Läsanvisning")
    assert isinstance(listed, BulletList)
    assert [item.text.split()[0] for item in listed.items] == ["Minus", "Tankstreck", "Bedömningen"]
    assert "● Helt uppfyllt" in listed.items[-1].text
    *_, plan = example("2020_namndplan").content
    assert isinstance(plan, BulletList)
    assert "▲ Medel" in plan.items[-1].text
