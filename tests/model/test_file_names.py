"""The names of recipients as names of files: any text, and one file for each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.file_names import is_same_file, stem_of, stems_of

#: Lone surrogates too: so Python reads a name of a file that is no text.
_TEXT = st.text(
    st.characters(codec=None) | st.sampled_from("\ud800\udcff. ~$/\\?*\u202e"), max_size=80
)


@pytest.mark.parametrize(
    ("recipient", "name"),
    [
        ("Hästskons", "Hästskons"),
        ("Boende & stöd (nya)", "Boende & stöd (nya)"),
        ("Ek/Björk", "Ek-Björk"),
        ("../../hemma", "-..-hemma"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("com1", "_com1"), ("LPT²", "_LPT²"),
        ("Console", "Console"),
        ("~$Enheten", "$Enheten"),
        (".dold", "dold"), ("Enheten. ", "Enheten"), ("...", "mottagare"), ("", "mottagare"),
        ("a\nb\x00c\u202ed", "a b-cd"),
        ("A" * 300, "A" * 160),
    ],
)  # fmt: skip
def test_a_name_is_made_safe(recipient: str, name: str) -> None:
    assert stem_of(recipient) == name
    assert stems_of([recipient]) == {recipient: name}


def test_those_that_a_disk_does_not_tell_apart_get_numbers() -> None:
    assert stems_of(["Åsen", "A\u030asen", "ÅSEN", "a/b", "a-b", "a-b_2"]) == {
        "Åsen": "Åsen", "A\u030asen": "Åsen_2", "ÅSEN": "ÅSEN_3",
        "a/b": "a-b", "a-b": "a-b_2", "a-b_2": "a-b_2_2",
    }  # fmt: skip


@given(st.lists(_TEXT, max_size=8))
def test_every_recipient_has_a_file_of_its_own_that_any_disk_takes(recipients: list[str]) -> None:
    named = stems_of(recipients)
    assert named.keys() == {*recipients}
    assert len({name.casefold() for name in named.values()}) == len(named)
    for name in named.values():
        assert re.search(r'[<>:"/\\|?*\x00-\x1f]', name) is None
        assert name.strip(". ") == name != ""
        assert not name.startswith("~$")
        assert len(f"{name}.xlsx".encode()) <= 255


@given(st.lists(_TEXT, max_size=8))
def test_only_those_that_utskick_does_not_take_get_another_name(recipients: list[str]) -> None:
    named = stems_of(recipients)
    for number, recipient in enumerate(dict.fromkeys(recipients)):
        earlier = [*dict.fromkeys(recipients)][:number]
        if not any(is_same_file(recipient, other) for other in earlier) and not any(
            is_same_file(recipient, stem) for stem in (named[one] for one in earlier)
        ):
            assert named[recipient] == stem_of(recipient)
