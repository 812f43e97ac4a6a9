"""What nobody sees tells no two names apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.folding import DASHES, visible, with_plain_dashes
from xl_asn.model.grid import CellRef, folded_name, text
from xl_asn.model.periods import Period, read_month
from xl_asn.model.personal_numbers import find_personal_numbers
from xl_asn.model.scales import Fulfilment, read_fulfilment
from xl_asn.model.statuses import COLOURS, Status

UNSEEN = (
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
    "\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{VARIATION SELECTOR-16}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT OVERRIDE}\N{POP DIRECTIONAL ISOLATE}"
)


@given(st.text(), st.text(UNSEEN, min_size=1), st.integers(0, 20))
def test_what_nobody_sees_is_folded_wherever_it_stands(name: str, unseen: str, at: int) -> None:
    assert visible(name[:at] + unseen + name[at:]) == visible(name)


@pytest.mark.parametrize("unseen", UNSEEN, ids=unicodedata.name)
def test_a_name_with_an_unseen_character_is_the_name(unseen: str) -> None:
    assert folded_name(f"Öppen{unseen}vård{unseen}") == folded_name("öppenvård")
    assert COLOURS.read(f"{unseen}Grön{unseen}") is Status.GREEN
    assert read_fulfilment(f"Helt{unseen} uppfyllt") is Fulfilment.FULLY
    assert read_month(f"nov{unseen}ember") == 11
    assert Period.read(2022, f"{unseen}helår") == Period(2022, 1, 12)
    assert read_unit(f"mn{unseen}kr") is AmountUnit.MNKR
    assert CellRef.parse(f"Nettokostnad!D{unseen}6") == CellRef("Nettokostnad", 6, 4)
    assert text(unseen).is_blank


@pytest.mark.parametrize("dash", DASHES, ids=unicodedata.name)
def test_dashes_that_look_alike_are_one(dash: str) -> None:
    assert folded_name(f"Stöd{dash} och boende") == folded_name("Stöd- och boende")
    assert with_plain_dashes(f"å{dash}") == "å-"
    assert Period.read(2022, f"juni{dash}juli") == Period(2022, 6, 7)
    assert [*find_personal_numbers(f"811228{dash}9874")]


@pytest.mark.parametrize(
    "mark", ["● ", "– ", "\N{LARGE GREEN CIRCLE} ", "\N{BALLOT BOX WITH CHECK}\ufe0f"]
)
def test_a_symbol_may_stand_before_a_status_but_says_nothing_alone(mark: str) -> None:
    assert COLOURS.read(f"{mark}Grön") is Status.GREEN
    assert COLOURS.read(mark) is None


def test_two_names_that_look_unlike_stay_two() -> None:
    assert folded_name("Barn och unga 1") != folded_name("Barn och unga 2")
    assert folded_name("Öppenvård") != folded_name("Oppenvard")
    assert visible("Vård – 2 354\N{NO-BREAK SPACE}tkr") == "Vård – 2 354\N{NO-BREAK SPACE}tkr"
