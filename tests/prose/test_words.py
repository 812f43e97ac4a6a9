"""Names in their forms, measures in their phrases, and what "drygt" leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.prose.measures import Measure, effect_of, measures_in, sign_words_in
from xl_asn.prose.names import NameBook, is_form_of
from xl_asn.prose.precision import _WORDS, Hedge, hedge_before, interval

BOOK = NameBook(
    [
        (name, name)
        for name in (
            "Barn- och ungdomsvård", "Ekonomiskt bistånd", "Integration", "Arbete & integration",
            "Ensamkommande barn & ungdom", "Socialpsykiatri", "Övriga insatser till vuxna", "IFO",
            "Centrum för arbete och integration", "–",
        )
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("barn- och ungdomsvården", ["Barn- och ungdomsvård"]),
        ("Barn och ungdomsvårdens underskott", ["Barn- och ungdomsvård"]),
        ("det ekonomiska biståndet", ["Ekonomiskt bistånd"]),
        ("socialpsykiatrins och integrationens", ["Socialpsykiatri", "Integration"]),
        ("Arbete och integration", ["Arbete & integration"]),
        ("integrationsområdet", ["Integration"]),
        ("Centrum för arbete och integration", ["Centrum för arbete och integration"]),
        ("Ensamkommande barn och ungdom", ["Ensamkommande barn & ungdom"]),
        ("övriga insatserna till vuxna", ["Övriga insatser till vuxna"]),
        ("IFO:s prognos", ["IFO"]),
        ("barn- och ungdomsenheten", []),
        ("ungdomsvård", []),
        ("integrerad vård", []),
        ("barn och unga", []),
    ],
)
def test_names_are_found_in_their_forms(text: str, names: list[str]) -> None:
    assert [mention.named[0] for mention in BOOK.find(text)] == names


def test_a_name_with_another_inside_it_is_found_whole() -> None:
    book = NameBook((name, name) for name in ("Grundskola", "Björken", "Förskolan Björken"))
    assert [mention.named for mention in book.find("förskolan Björkens och Björken")] == [
        ("Förskolan Björken",), ("Björken",),
    ]  # fmt: skip


def test_a_form_of_two_names_may_be_either_and_first_the_one_written_so() -> None:
    book = NameBook((name, name) for name in ("Grundskola", "Grundskolan"))
    assert [mention.named for mention in book.find("Grundskolan")] == [
        ("Grundskolan", "Grundskola")
    ]


@given(st.sampled_from(["vård", "psykiatri", "integration", "insatser"]), st.text(max_size=3))
def test_a_name_with_other_letters_after_it_is_another_word(name: str, tail: str) -> None:
    assert is_form_of(name, name)
    assert not is_form_of(name + tail + "xq", name)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Avvikelse mot föregående prognos i maj", Measure.FORECAST_CHANGE),
        ("Avvikelse mot föregående prognos (prognosförändring)", Measure.FORECAST_CHANGE),
        ("Prognosen för IFO har förbättrats", Measure.FORECAST_CHANGE),
        ("bättre än förra prognosen", Measure.FORECAST_CHANGE),
        ("Avvikelse mot årsbudget", Measure.DEVIATION),
        ("budgetavvikelsen", Measure.DEVIATION),
        ("ett underskott", Measure.DEVIATION),
        ("prognosavvikelsen", Measure.FORECAST_DEVIATION),
        ("helårsprognosen", Measure.FORECAST),
        ("utfallet", Measure.ACTUAL),
        ("årsbudgeten", Measure.YEAR_BUDGET),
    ],
)
def test_measures_by_their_phrases(text: str, measure: Measure) -> None:
    assert [found for _, _, found in measures_in(text.casefold())] == [measure]


def test_words_that_give_a_sign() -> None:
    assert [sign for _, _, sign in sign_words_in("underskott, sämre, försämring")] == [-1, -1, -1]
    assert [sign for _, _, sign in sign_words_in("överskottet har förbättrats")] == [1, 1]
    assert [
        effect_of(text)
        for text in ("ökade personalkostnader", "minskade kostnader", "lägre intäkter", "fler barn")
    ] == [-1, 1, -1, 0]


@pytest.mark.parametrize(
    ("text", "hedge", "inside", "outside"),
    [
        ("ett underskott på ", Hedge.EXACT, (5250, 5350), (5249, 5351)),
        ("ca ", Hedge.ABOUT, (5035, 5565), (5034, 5566)),
        ("c:a ", Hedge.ABOUT, (5300,), (4000,)),
        ("drygt ", Hedge.OVER, (5250, 5830), (5249, 5831)),
        ("närmare ", Hedge.UNDER, (4770, 5350), (4769, 5351)),
        ("mer än ", Hedge.AT_LEAST, (5250, 90000), (5249,)),
        ("högst ", Hedge.AT_MOST, (0, 5350), (5351,)),
    ],
)
def test_words_widen_a_figure(
    text: str, hedge: Hedge, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    found, _ = hedge_before(text)
    assert found is hedge
    widened = interval(Decimal(5300), Decimal(100), found)
    assert all(widened.holds(Decimal(size)) for size in inside)
    assert not any(widened.holds(Decimal(size)) for size in outside)


@given(st.integers(0, 10**7), st.sampled_from(Hedge))
def test_a_figure_always_holds_itself_and_its_own_rounding(tkr: int, hedge: Hedge) -> None:
    written = Decimal(round(Decimal(tkr) / 100) * 100)  # in mnkr with one decimal
    assert interval(written, Decimal(100), hedge).holds(written)
    assert interval(written, Decimal(100)).holds(Decimal(tkr))


def test_no_widening_word_is_passed_over() -> None:
    for hedge, pattern in _WORDS:
        inner = pattern.pattern.removeprefix(r"\b(?:").removesuffix(r")\s*$")
        for word in inner.replace(r"\.?", "").split("|"):
            for written in (word, word.upper(), f"{word} \n"):
                assert hedge_before(f"underskottet är {written}")[0] is hedge, written
