"""What becomes of the characters that steer, hide or cannot be printed."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.exports.fonts import folder
from xl_asn.model.characters import (
    bounded,
    breakable,
    documented,
    in_cells,
    is_unseen,
    is_usual,
    printed,
    spelled,
    spelled_in_json,
    with_lines,
)
from xl_asn.model.glyphs import glyphs

#: Every character, halves of them too: a path of Linux may hold one.
ANY = st.text(st.characters(codec=None), max_size=50)


def test_the_glyphs_are_the_font_s() -> None:
    with TTFont(folder() / "SourceSansPro-Regular.otf", lazy=True) as font:
        has = {chr(number) for number in font.getBestCmap() if number >= ord(" ")}
    assert glyphs() == has | {"●"}


def test_what_is_usual_is_printed_as_it_is() -> None:
    usual = {sign for sign in map(chr, range(0x3000)) if is_usual(sign)}
    assert usual - {"\n"} <= glyphs()
    assert not any(is_unseen(sign) for sign in usual - {"\n"})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ett\vtvå\ftre\rfyra\u0085fem\u2028sex\u2029sju", "ett\ntvå\ntre\nfyra\nfem\nsex\nsju"),
        ("ett\r\ntvå\r\n\r\ntre", "ett \ntvå \n \ntre"),
        ("kol1\tkol2\t\tkol3", "kol1 kol2  kol3"),
        ("•\tEtt\n·\tTvå\no\tTre\n§\tFyra\n\uf0b7\tFem", "• Ett\n· Två\n• Tre\n• Fyra\n• Fem"),
        ("\uf0a7Ett\n \uf02d Två\no \u00a0Tre\n➢ \tFyra", "•Ett\n • Två\n• \u00a0Tre\n•  Fyra"),
        ("-\tEtt\n–\tTvå\r\n  o\tTre", "- Ett\n– Två \n  • Tre"),
        ("§ 4 och o ordet\nTempo\tfem", "§ 4 och o ordet\nTempo fem"),
    ],
)
def test_line_breaks_blanks_and_bullets_are_of_one_sort(written: str, read: str) -> None:
    assert with_lines(written) == read


@given(ANY)
def test_reading_moves_nothing(text: str) -> None:
    assert len(with_lines(text)) == len(text)
    assert with_lines(with_lines(text)) == with_lines(text)


@given(ANY)
def test_no_place_shows_what_steers(text: str) -> None:
    assert not any(map(is_unseen, spelled(text)))
    assert not any(map(is_unseen, spelled(text, lines=True).replace("\n", "")))
    for shown in (documented(text), printed(text), in_cells(text)):
        assert not {"Cc", "Cs", "Co"} & {unicodedata.category(c) for c in shown if c != "\n"}
        assert not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in shown)
        shown.encode()
    assert set(printed(text)) <= glyphs() | {"\n", "\u200b"}


@given(ANY)
def test_json_means_the_same_and_steers_nothing(text: str) -> None:
    written = spelled_in_json(json.dumps({"namn": text}, ensure_ascii=False, indent=1))
    assert json.loads(written) == {"namn": text}
    assert not any(map(is_unseen, written.replace("\n", "")))
    written.encode()


@pytest.mark.parametrize(
    ("text", "in_word", "in_pdf"),
    [
        ("a\x1b[2Jb\x07", "a[2Jb", "a[2Jb"),
        ("1\u202e2\u2066\u00003", "123", "123"),
        ("Vi \U0001f600!", "Vi \U0001f600!", "Vi [tecken U+1F600]!"),
        ("a\ue000\uffff", "a[tecken U+E000 U+FFFF]", "a[tecken U+E000 U+FFFF]"),
        ("covid\u201119\u200b\ufeff", "covid\u201119\u200b\ufeff", "covid-19\u200b"),
        (
            "lång\u00adsam e\u0301\u2009\ufb01",
            "lång\u00adsam e\u0301\u2009\ufb01",
            "lång\u00adsam e\u0301 \ufb01",
        ),
        (
            "\u4e2d" * 10,
            "\u4e2d" * 10,
            f"[tecken {' '.join(['U+4E2D'] * 8)} och 2 till]",
        ),
    ],
)
def test_documents_show_what_can_be_read(text: str, in_word: str, in_pdf: str) -> None:
    assert documented(text) == in_word
    assert printed(text) == in_pdf


@pytest.mark.parametrize("sign", ["a", "1", "\u05d0", "å\u0301", "😀"])
def test_a_word_longer_than_any_line_may_be_broken(sign: str) -> None:
    word = sign * (32_767 // len(sign))
    given = breakable(f"Ordet {word} slut")
    assert given.replace("\u200b", "") == f"Ordet {word} slut"
    assert max(map(len, re.split(r"[ \u200b]", given))) <= 6
    assert "\u200b\u0301" not in given


@pytest.mark.parametrize(
    "text",
    [
        "https://www.kommunen.se/namnd/arbetsmarknads-och-socialnamnden/handlingar/2022/november?sida=2",
        "Arbetsmarknadsavdelningsföreståndarinnevikariat " * 20,
        "–" * 100,
    ],
)
def test_what_has_places_to_break_at_gets_no_more(text: str) -> None:
    assert breakable(text) == text


def test_a_cell_has_line_breaks_and_spells_the_rest() -> None:
    assert (
        in_cells("ett\vtvå\ttre\x1b\u202e\uf0b7x\u200b😀")
        == "ett\ntvå tre\\x1b\\u202e\\uf0b7x\u200b😀"
    )


def test_a_long_text_says_how_much_is_left() -> None:
    assert bounded("abc", 3) == "abc"
    assert bounded("abcde", 3) == "abc… (2 tecken till)"
