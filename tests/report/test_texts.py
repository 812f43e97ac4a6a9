"""How an author's text in a cell becomes paragraphs and lists."""

from __future__ import annotations

import pytest

from xl_asn.report.blocks import BulletList, Item, Paragraph
from xl_asn.report.texts import item_of, prose, shortened


def test_blank_lines_part_paragraphs() -> None:
    assert prose("Ett.\n\nTvå.\r\n \r\nTre.") == (
        Paragraph("Ett."), Paragraph("Två."), Paragraph("Tre."),
    )  # fmt: skip


@pytest.mark.parametrize("empty", [None, "", " \n\n "])
def test_nothing_is_no_block(empty: str | None) -> None:
    assert prose(empty) == ()


def test_dashes_begin_bullets() -> None:
    assert prose("Resultat:\n– Ett\n- Två\n• Tre") == (
        Paragraph("Resultat:"),
        BulletList((Item("Ett"), Item("Två"), Item("Tre"))),
    )


def test_a_negative_number_is_no_bullet() -> None:
    assert prose("-0,7 mnkr\n−1,7 mnkr") == (Paragraph("-0,7 mnkr"), Paragraph("−1,7 mnkr"))


def test_a_plain_line_after_a_bullet_belongs_to_it() -> None:
    assert prose("-varav IFO\nÖkade kostnader") == (
        BulletList((Item("varav IFO", items=("Ökade kostnader",)),)),
    )


def test_the_first_of_several_lines_may_lead() -> None:
    assert prose("Avvikelse: +4,9 mnkr\n– Orsak", lead=True) == (
        Paragraph("", lead="Avvikelse: +4,9 mnkr"),
        BulletList((Item("Orsak"),)),
    )
    assert prose("En enda rad", lead=True) == (Paragraph("En enda rad"),)


def test_a_comment_leads_with_its_first_line() -> None:
    assert item_of("IFO +0,6 mnkr\n– Statsbidrag\nVakanser", "Gemensamt IFO") == Item(
        "", lead="IFO +0,6 mnkr", items=("Statsbidrag", "Vakanser")
    )


def test_a_comment_of_one_line_is_given_its_row_s_name() -> None:
    assert item_of("– Fler placeringar", "Integration") == Item(
        "Fler placeringar", lead="Integration"
    )
    assert item_of("- Första saken\n- Andra saken", "Socialpsykiatri") == Item(
        "", lead="Socialpsykiatri", items=("Första saken", "Andra saken")
    )
    assert item_of("Färre barn och äldre\nVakanser", "Vård och omsorg") == Item(
        "", lead="Vård och omsorg", items=("Färre barn och äldre", "Vakanser")
    )
    assert item_of("Vuxna med missbruk +0,8\n– Färre", "Vård för vuxna") == Item(
        "", lead="Vuxna med missbruk +0,8", items=("Färre",)
    )
    assert item_of("– Integration +0,4 mnkr\n– Färre", "Integration") == Item(
        "", lead="Integration +0,4 mnkr", items=("Färre",)
    )
    assert item_of("Integration +0,4 mnkr", "Integration") == Item("", lead="Integration +0,4 mnkr")


def test_long_labels_are_cut_at_a_word() -> None:
    assert shortened("kort", 10) == "kort"
    assert shortened("ett mycket långt namn", 12) == "ett mycket…"
    assert shortened("x" * 30, 10) == "x" * 9 + "…"
