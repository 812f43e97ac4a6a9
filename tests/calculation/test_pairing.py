"""Rows of two times paired: by key, by register, by name, by figures and by likeness."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.calculation.pairing import pair_rows
from xl_asn.model.identity import Identified, RowKey


def row(
    place: int, *names: str, parent: str = "", kind: str = "rad", inputs: str = ""
) -> Identified:
    key = RowKey("Nettokostnad", names, parent)
    told = frozenset({("Avvikelse", inputs)} if inputs else set())
    return Identified(key, names[-1], place, kind, told)


def rows(*names: str) -> list[Identified]:
    return [row(place, "", name) for place, name in enumerate(names)]


def test_the_order_of_the_rows_does_not_matter() -> None:
    found = pair_rows(rows("A", "B", "C"), rows("C", "A", "B"))
    assert found.pairs == ((0, 1), (1, 2), (2, 0))
    assert (found.before, found.now, found.guessed) == ((), (), frozenset())


def test_parts_of_one_name_are_told_by_the_row_that_they_are_parts_of() -> None:
    before = [row(0, "", "varav köp", parent="A"), row(1, "", "varav köp", parent="B")]
    assert pair_rows(before, [before[1], before[0]]).pairs == ((0, 1), (1, 0))


def test_two_rows_of_one_key_are_told_by_their_figures_and_else_by_their_order() -> None:
    before = [row(0, "", "Övrigt", inputs="1; 2"), row(1, "", "Övrigt", inputs="3; 4")]
    assert pair_rows(before, before[::-1]).pairs == ((0, 1), (1, 0))
    changed = [row(0, "", "Övrigt", inputs="5; 6"), row(1, "", "Övrigt", inputs="7; 8")]
    assert pair_rows(before, changed).pairs == ((0, 0), (1, 1))


def test_of_three_and_two_rows_of_one_key_nobody_can_tell_which_is_which() -> None:
    found = pair_rows(rows("Övrigt", "Övrigt", "Övrigt"), rows("Övrigt", "Övrigt"))
    assert found.pairs == ()
    assert (found.before, found.now) == ((0, 1, 2), (0, 1))


def test_a_register_tells_a_new_name() -> None:
    found = pair_rows(rows("Familjehem"), rows("Placeringar"), lambda _key: {"familjehem"})
    assert found.pairs == ((0, 0),)
    assert found.guessed == frozenset()


def test_a_new_area_is_no_new_row_and_another_area_is_a_guess() -> None:
    assert pair_rows(rows("Vuxna"), [row(0, "IFO", "Vuxna")]).guessed == frozenset()
    found = pair_rows([row(0, "LSS", "Totalt")], [row(0, "IFO", "Totalt")])
    assert found.pairs == ((0, 0),)
    assert found.guessed == {0}


def test_a_renamed_row_is_told_by_its_figures() -> None:
    before, now = (
        [row(0, "", "Boende", inputs="-80; -100")],
        [row(0, "", "Stöd", inputs="-80; -100")],
    )
    found = pair_rows(before, now)
    assert (found.pairs, found.guessed) == (((0, 0),), frozenset())


def test_so_many_new_names_are_not_paired_by_likeness() -> None:
    many = 501  # of them five hundred may be compared with five hundred
    before = rows(*(f"Insats {number} för vuxna" for number in range(many)))
    found = pair_rows(before, rows(*(f"Insats {number} för unga" for number in range(many))))
    assert found.pairs == ()
    assert (len(found.before), len(found.now)) == (many, many)


def test_likeness_is_a_guess_and_goes_both_ways() -> None:
    found = pair_rows(rows("Bogrupper"), rows("Bogruppen", "Familjehem"))
    assert (found.pairs, found.now) == (((0, 0),), (1,))
    assert found.guessed == {0}
    assert pair_rows([row(0, "", "Bogrupper", kind="summa")], rows("Bogruppen")).pairs == ()


names = st.lists(st.sampled_from(["A", "B", "C", "Familjehem", "Familjehemmen"]), max_size=8)


@given(before=names, now=names)
def test_each_row_is_paired_once_or_said_to_be_left(
    before: Sequence[str], now: Sequence[str]
) -> None:
    found = pair_rows(rows(*before), rows(*now))
    then, here = [t for t, _ in found.pairs], [h for _, h in found.pairs]
    assert sorted([*then, *found.before]) == list(range(len(before)))
    assert sorted([*here, *found.now]) == list(range(len(now)))
    assert found.guessed <= set(here)


@pytest.mark.parametrize(
    "key",
    [
        RowKey("Mål", ("4",)),
        RowKey("Nettokostnad", ("", "Familjehem")),
        RowKey("Nettokostnad", ("IFO", "  Vård  för vuxna ")),
        RowKey("Resultaträkning", ("", "varav › köp"), "Placeringar ‹ barn"),
    ],
)
def test_a_key_survives_print_and_parse(key: RowKey) -> None:
    for told in (key.text, f" {key.text} "):
        again = RowKey.parse(key.sheet, told)
        assert (again.folded, again.text) == (key.folded, key.text)
