"""Figures as people type them, and what looks like figures and is none."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.amount_words import AmountUnit, show_amount
from xl_asn.model.money import HARD_SPACE, show_share
from xl_asn.model.statuses import Status, Word, scale_of
from xl_asn.prose.figures import Figure, Kind, Sign, figures_of
from xl_asn.prose.marks import COLOUR_WORDS, StatusWords, status_words
from xl_asn.prose.number_words import read_number_word

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
BLANKS = (" ", "\t", HARD_SPACE, "\u2007", "\u2009", "\u202f", "\u3000", "  ", "")


def scan(text: str, words: StatusWords = COLOUR_WORDS) -> tuple[Figure, ...]:
    (figures,) = figures_of((text,), words)
    return figures


def only(text: str) -> Figure:
    (figure,) = scan(text)
    assert (figure.start, figure.end) == (0, len(text))
    return figure


@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize("blank", BLANKS)
def test_every_dash_is_a_minus_and_every_blank_a_blank(dash: str, blank: str) -> None:
    figure = only(f"{dash}5,3{blank}mnkr")
    assert figure.value == -5300
    assert figure.place == 100
    assert figure.sign is Sign.MINUS
    if blank:
        assert only(f"+78{blank}885 tkr").value == 78885
        assert only(f"{dash}{blank}5 mnkr").sign is Sign.LOOSE


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("+-0 Mkr", "0", Sign.BOTH),
        ("+/- 0 mnkr", "0", Sign.BOTH),
        ("±0 mnkr", "0", Sign.BOTH),
        ("12.5 mnkr", "12500", Sign.NONE),
        ("-13,5 Msek", "-13500", Sign.MINUS),
        ("2 miljoner kronor", "2000", Sign.NONE),
        ("7 300 kr", "7.3", Sign.NONE),
        ("300 tusen kronor", "300", Sign.NONE),
        ("1,2 mdkr", "1200000", Sign.NONE),
        ("1,7 miljoner", "1700", Sign.NONE),
        ("en miljon kronor", "1000", Sign.NONE),
        ("en knapp miljon", "1000", Sign.NONE),
        ("en halv miljon kronor", "500", Sign.NONE),
        ("två och en halv miljoner kronor", "2500", Sign.NONE),
        ("±0", "0", Sign.BOTH),
    ],
)
def test_amounts_in_tkr(text: str, value: str, sign: Sign) -> None:
    figure = only(text)
    assert figure.kind is Kind.AMOUNT
    assert figure.value == Decimal(value)
    assert figure.sign is sign


@pytest.mark.parametrize("text", ["−5,3\nmnkr", "78\n885 tkr", "78\r\n885 tkr", "5,\n3 mnkr"])
def test_a_number_parted_by_a_line_break_is_read_and_marked(text: str) -> None:
    figure = only(text)
    assert figure.kind is Kind.AMOUNT
    assert figure.broken


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("86 procent", [Kind.SHARE]),
        ("tre procent", [Kind.SHARE]),
        ("-2,43%", [Kind.SHARE]),
        ("sex av sju uppdrag", [Kind.COUNT]),
        ("8 av de 10 enheterna", [Kind.COUNT]),
        ("från gul till grön", [Kind.MOVE]),
        ("är fortsatt grönt", [Kind.STATUS]),
        ("0,3–0,6 mnkr", [Kind.RANGE]),
        ("mellan 2 och 3 mnkr", [Kind.RANGE]),
        ("−5,3 – −4,9 mnkr", [Kind.RANGE]),
        ("±5 mnkr", [Kind.RANGE]),
        ("mellan en och två miljoner kronor", [Kind.RANGE]),
        ("i nivå med budget", [Kind.LEVEL]),
        ("tre gånger så stort som", [Kind.TIMES]),
        ("har halverats", [Kind.TIMES]),
        ("tre gånger i veckan", [Kind.ASIDE]),
        ("av fyra mål är tre gröna", [Kind.COUNT, Kind.STATUS]),
        ("alla mål är gröna", [Kind.COUNT, Kind.STATUS]),
        ("alla mål i planen", []),
        ("Socialpsykiatri + mnkr", [Kind.BARE_SIGN]),
        ("300 ansökningar", [Kind.NUMBER]),
        ("", []),
        ("sex mot ersättning", []),
        ("belopp i mnkr (tkr)", []),
        ("grönsaker, gulnad, rödlistad", []),
    ],
)
def test_what_a_figure_is(text: str, kinds: list[Kind]) -> None:
    assert [figure.kind for figure in scan(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "2017:612", "3 kap. 11 §", "11 a §", "§ 45", "§§ 4–6", "0–64 år", "18 år", "12-åringar",
        "fyra månaders", "två veckor", "3 ggr", "2022-11-30", "17 augusti", "1 maj 2023", "30/11",
        "2022", "2022/23", "2017–2019", "kl. 14.30", "14:30", "covid-19", "HVO100", "U28507",
        "N00973", "1:a", "2:e", "1.234,5", "5,3,2", "123456789012345", "08-578 291 00",
        "19121212-1212",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_set_aside(text: str) -> None:
    (figure,) = scan(f"enligt {text} i år")
    assert figure.kind is Kind.ASIDE
    assert figure.word


def test_an_amount_stands_apart_from_the_year_and_the_word_before_it() -> None:
    figures = list(scan("hyror april-dec 2022 (4,6 mnr), 2-3 mnkr, maj-5 mnkr, HVB 5 tkr."))
    assert [(f.kind, f.value) for f in figures] == [
        (Kind.ASIDE, None), (Kind.AMOUNT, 4600), (Kind.RANGE, 2000), (Kind.AMOUNT, 5000),
        (Kind.AMOUNT, 5),
    ]  # fmt: skip


def test_a_move_in_a_boards_own_words_and_no_word_before_a_noun() -> None:
    scale = scale_of((Word("Mycket god", "grön"), Word("God", "grön", "goda"), Word("Svag", "röd")))
    assert scale is not None
    words = status_words(scale)
    (figure,) = scan("Skolan har gått från svag till Mycket god, med god samverkan.", words)
    assert figure.statuses == (scale.worst, scale.best)
    (figure,) = scan("De har gått från röda till goda.", words)
    assert figure.statuses == (Status.RED, scale.goals[1])
    assert not [*scan("De har gått från svag till god.")], "another board does not speak so"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mål 2 är svagt.", ["svagt"]),
        ("Mål 2 bedöms som fortsatt gott, men inte mål 3", ["gott"]),
        ("Bedömning: mycket god", ["mycket god"]),
        ("Skolorna är goda och trygga.", ["goda"]),
        ("En god samverkan, svag ledning. Skolan är svag på matematik.", []),
        ("Skolan är god nog. Den är inte svag.", []),
    ],
)
def test_a_boards_own_word_alone_is_what_something_is_told_to_be(
    text: str, said: list[str]
) -> None:
    scale = scale_of((Word("Mycket god", "grön"), Word("God", "grön", "goda"), Word("Svag", "röd")))
    assert scale is not None
    figures = scan(text, status_words(scale))
    assert [text[f.start : f.end] for f in figures if f.kind is Kind.STATUS] == said
    assert not [f for f in scan(text) if f.kind is Kind.STATUS], "another board has no such word"


def test_statuses_of_a_move() -> None:
    (figure,) = scan("från Röd till\u00a0gult")
    assert figure.statuses == (Status.RED, Status.YELLOW)


@given(count=st.integers(-(10**9), 10**9), unit=st.sampled_from(AmountUnit))
def test_what_is_printed_is_read_back(count: int, unit: AmountUnit) -> None:
    thousands = count * unit.thousands.scaleb(-unit.decimals)
    figure = only(show_amount(thousands, unit))
    assert figure.kind is Kind.AMOUNT
    assert figure.value == thousands
    assert figure.place == unit.thousands.scaleb(-unit.decimals)


@given(st.integers(-1000, 1000), st.integers(0, 2))
def test_a_printed_share_is_read_back(tenths: int, decimals: int) -> None:
    share = Decimal(tenths) / 100
    figure = only(show_share(share, decimals, signed=True))
    assert figure.kind is Kind.SHARE
    assert figure.value == share
    assert figure.place == Decimal("0.01").scaleb(-decimals)


ONES = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
#: Every whole number from 0 to 100 in words, at its own place.
WORDS = [*ONES, *(tens + one for tens in TENS for one in ("", *ONES[1:10])), "hundra"]


@given(part=st.integers(0, 100), whole=st.integers(1, 100))
def test_counts_in_words_and_digits_are_the_same(part: int, whole: int) -> None:
    words, digits = only(f"{WORDS[part]} av {WORDS[whole]}"), only(f"{part} av {whole}")
    assert words.value == digits.value == part
    assert words.other == digits.other == whole


def test_number_words_are_read_back() -> None:
    assert [read_number_word(word.upper()) for word in WORDS] == list(range(101))


def test_other_words_are_no_numbers() -> None:
    assert [read_number_word(word) for word in ("ental", "tjugonoll", "", "7")] == [None] * 4


@given(st.text("0123456789 ,.-–+±%§:/\n\u00a0mnkrtsexavåprocentfjulgö", max_size=80))
def test_no_digit_is_lost_and_no_two_figures_overlap(text: str) -> None:
    figures = list(scan(text))
    for one, next_one in pairwise(figures):
        assert one.end <= next_one.start
    covered = "".join(text[f.start : f.end] for f in figures)
    assert len(re.findall("[0-9]", covered)) == len(re.findall("[0-9]", text))
