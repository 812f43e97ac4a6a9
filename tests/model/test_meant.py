"""A suggested number is the one that is meant, or there is none."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.folding import DASHES
from xl_asn.model.meant import Meant, meant_amount, meant_number, meant_share, meant_whole
from xl_asn.model.money import show_exact, show_number

TKR, MNKR = AmountUnit.TKR, AmountUnit.MNKR


def value_of(meant: Meant | None) -> Decimal | None:
    return None if meant is None else meant.value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2354-", "-2354"),
        ("2 354 −", "-2354"),
        ("(2 354)", "-2354"),
        ("( 2 354,5 )", "-2354.5"),
        ("minus 2 354", "-2354"),
        ("Plus 2 354", "2354"),
        ("-2,354.00", "-2354"),
        ("-2'354", "-2354"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("2 354.00", "2354"),
        ("2,354E+03", "2354"),
        ("-2,3540e3", "-2354"),
        ("-2,4 mnkr", "-2400"),
        ("(2,4 Mkr)", "-2400"),
        ("-2,354 mnkr", "-2354"),
        ("-2,4 miljoner kronor", "-2400"),
        ("2 354 000 kr", "2354"),
        ("12 500 tkr.", "12500"),
        ("ca 500", "500"),
        ("2 354*", "2354"),
    ],
)
def test_what_can_mean_one_amount_only(text: str, meant: str) -> None:
    assert value_of(meant_amount(text, TKR)) == Decimal(meant)
    assert value_of(meant_amount(f"\N{ZERO WIDTH SPACE}{text}\N{SOFT HYPHEN}", TKR)) == Decimal(
        meant
    )


def test_an_amount_is_in_the_unit_of_its_table() -> None:
    assert value_of(meant_amount("-2,4 mnkr", MNKR)) == Decimal("-2.4")
    assert value_of(meant_amount("12 500 tkr", MNKR)) == Decimal("12.5")


@pytest.mark.parametrize(
    "text",
    ["", "vet ej", "-2 354 1)", "-2 354 %", "60 procent", "8 av 10", "1.234", "(2,354)", "2,354-",
     "12,500 tkr", "1.234 mnkr", "2 354 kr", "2 354:-", "2 354,-", "2,35E+03", "1E+05", "2E-05",
     "--5", "-5-", "(-5)", "-(5)", "2-3", "2 - 3 mnkr", "2 354 - 3", "12 34 tkr", "1,2,3",
     "2022-11-30", "2 354\n1 000", "drygt 500", "500 + 300", "=SUMMA(D6:D16)", "2 354+", "9" * 99],
)  # fmt: skip
def test_what_may_mean_something_else_is_no_amount(text: str) -> None:
    assert meant_amount(text, TKR) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("60 procent", "60\u00a0%"), ("ca 60 %", "60\u00a0%"), ("(2,4 %)", "−2,4\u00a0%"),
     ("minus 0,6 procentenheter", "−0,6\u00a0%"), ("8 av 10", "80\u00a0%"),
     ("8/10", "80\u00a0%"), ("60", None), ("ca 0,6", None), ("1 av 3", None), ("12 av 10", None),
     ("0 av 0", None), ("60 promille", None), ("60\u201370 %", None)],
)  # fmt: skip
def test_a_share_needs_its_word_or_its_whole(text: str, shown: str | None) -> None:
    meant = meant_share(text)
    assert (meant and meant.shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("år 2022", "2022"), ("3 st", "3"), ("ca 12", "12"), ("1,5 st", None), ("5 %", None),
     ("3 eller 4", None)],
)  # fmt: skip
def test_a_whole_number(text: str, shown: str | None) -> None:
    meant = meant_whole(text)
    assert (meant and meant.shown) == shown


numbers = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)
dashes = st.sampled_from(DASHES)


@given(numbers, dashes, st.sampled_from((1, 1000)))
def test_a_number_in_any_style_is_that_number(number: Decimal, dash: str, times: int) -> None:
    size = show_exact(abs(number))
    plain = f"{abs(number):,f}"
    millions, whole = show_number(abs(number), 1), show_number(abs(number))
    assert value_of(meant_share(f"{size} %")) == abs(number) / 100
    negative = [
        f"{dash}{size}", f"{size}{dash}", f"{size} {dash}", f"({size})", f"minus {size}",
        f"{dash}{plain}", f"{dash}{size} tkr", f"({size} tkr)", f"ca {dash}{size}",
    ]  # fmt: skip
    if _may_be_two(size):
        assert meant_amount(f"({size})", TKR) is None
        return
    for text in negative:
        assert value_of(meant_amount(text, TKR)) == -abs(number), text
    for text in (size, f"plus {size}", f"{size}*", f"{size} tkr"):
        assert value_of(meant_amount(text, TKR)) == abs(number), text
    assert value_of(meant_amount(f"{millions} mnkr", TKR)) == 1000 * _read(millions)
    assert value_of(meant_amount(f"{whole} {'kr' if times > 1 else 'tkr'}", TKR)) in {
        None, _read(whole) / times
    }  # fmt: skip
    assert value_of(meant_number(size)) == abs(number)


def _may_be_two(size: str) -> bool:
    """Whether a number has three decimals: a comma for thousands looks the same."""
    return re.fullmatch(r"[1-9]\d{0,2},\d{3}", size) is not None


def _read(shown: str) -> Decimal:
    return Decimal(shown.replace("\u00a0", "").replace(",", "."))


typed = st.text(f"0123456789 ,.'()*%E:-=a\n\u00a0\u200b{DASHES}") | st.text()


@given(typed | st.builds(lambda a, b: a + b, typed, st.sampled_from((" tkr", " mnkr", " kr"))))
def test_a_suggested_amount_has_exactly_the_digits_typed(text: str) -> None:
    meant = meant_amount(text, TKR)
    if meant is None:
        return
    mantissa = re.sub(r"[eE]\+?\d+", "", text)
    digits = "".join(str(int(digit)) for digit in re.findall(r"\d", mantissa))
    assert f"{abs(meant.value):f}".replace(".", "").strip("0") == digits.strip("0")
