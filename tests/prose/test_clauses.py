"""What stands around a figure, and how much of it is read."""

from __future__ import annotations

import pytest

from xl_asn.prose.clauses import Clause, clauses
from xl_asn.prose.figures import Kind, figures_of


def clauses_of(text: str) -> list[Clause]:
    (figures,) = figures_of((text,))
    return list(clauses(text, figures))


def amounts(text: str) -> list[Clause]:
    return [clause for clause in clauses_of(text) if clause.figure.kind is Kind.AMOUNT]


def test_a_sentence_ends_at_a_full_stop_but_not_at_an_abbreviation() -> None:
    first, second = amounts("Bl.a. är avvikelsen ca. 5 mnkr för IFO. Totalt 2 mnkr i år.")
    assert first.before == "Bl.a. är avvikelsen ca. "
    assert first.after == " för IFO. "
    assert second.before == "Totalt "


def test_a_bullet_knows_the_line_over_it() -> None:
    text = (
        "Avvikelse mot budget: -0,7 mnkr\n-varav IFO 0 mnkr\nÖkade kostnader\n– Integration 1 tkr"
    )
    over, ifo, integration = amounts(text)
    assert not over.bullet
    assert over.lead == ""
    assert ifo.bullet
    assert integration.bullet
    # A plain line after a bullet belongs to the bullet, and announces nothing.
    assert ifo.lead == integration.lead == "Avvikelse mot budget: -0,7 mnkr"
    assert ifo.lead_figure is over.figure
    assert ifo.before == "varav IFO "


def test_a_colon_or_a_blank_line_begins_anew() -> None:
    text = "Ett\n– IFO 1 tkr\nTvå:\n– IFO 2 tkr\n\n– IFO 3 tkr"
    assert [clause.lead for clause in amounts(text)] == ["Ett", "Två:", ""]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_of_fixed_width_goes_on(end: str) -> None:
    (clause,) = amounts(f"Underskottet för socialpsykiatri{end}är 1,6 mnkr.")
    assert clause.before.split() == ["Underskottet", "för", "socialpsykiatri", "är"]


def test_figures_in_one_sentence_know_each_other() -> None:
    first, second = amounts("Utfallet är 1 mnkr år 2022 och prognosen 2 mnkr för IFO")
    assert first.opens
    assert not second.opens
    assert second.previous is first.figure
    assert second.before == " år 2022 och prognosen "
    assert first.after == " år 2022 och prognosen "
    assert first.rest.endswith("2 mnkr för IFO")


@pytest.mark.parametrize(
    "part",
    [
        "Barn −5,3 mnkr ", "5 % ", "gul ", "– IFO 1 tkr\n", "2022 ", "a ", "111 ", "1,", "\n",
        "A. ", "mellan en och två mnkr ", "i nivå med budget ", "av fyra mål är tre gröna ",
        "alla mål är ",
        "tre gånger så stort som ", "två och en halv miljoner ",
    ],
)  # fmt: skip
def test_the_work_grows_with_the_text_and_no_faster(part: str) -> None:
    """Count what is read around the figures: a constant for each, however long the text is."""

    def work(times: int) -> int:
        return sum(
            len(c.before) + len(c.after) + len(c.sentence_before) + len(c.rest) + len(c.lead)
            for c in clauses_of(part * times)
        )

    assert work(800) <= 2.2 * work(400) + 2000
