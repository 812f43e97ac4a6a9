"""The names of recipients as names of files: any text, and one file for each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.cycle.standing.file_names import file_names


@pytest.mark.parametrize(
    ("recipient", "name"),
    [
        ("Hästskons", "Hästskons"),
        ("Boende & stöd (nya)", "Boende & stöd (nya)"),
        ("Ek/Björk", "Ek-Björk"),
        ("../../hemma", "-..-hemma"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("con", "con_"), ("NUL.txt", "NUL.txt_"), ("com1", "com1_"), ("LPT²", "LPT²_"),
        ("Console", "Console"),
        ("~$Enheten", "$Enheten"),
        (".dold", "dold"), ("Enheten. ", "Enheten"), ("...", "mottagare"), ("", "mottagare"),
        ("a\nb\x00c\u202ed", "a-b-c-d"),
        ("A" * 300, "A" * 60),
    ],
)  # fmt: skip
def test_a_name_is_made_safe(recipient: str, name: str) -> None:
    assert file_names([recipient]) == {recipient: name}


def test_those_that_a_disk_does_not_tell_apart_get_numbers() -> None:
    assert file_names(["Åsen", "A\u030asen", "ÅSEN", "a/b", "a-b", "a-b_2"]) == {
        "Åsen": "Åsen", "A\u030asen": "Åsen_2", "ÅSEN": "ÅSEN_3",
        "a/b": "a-b", "a-b": "a-b_2", "a-b_2": "a-b_2_2",
    }  # fmt: skip


@given(st.lists(st.text(max_size=80), max_size=8))
def test_every_recipient_has_a_file_of_its_own_that_any_disk_takes(recipients: list[str]) -> None:
    named = file_names(recipients)
    assert named.keys() == {*recipients}
    assert len({name.casefold() for name in named.values()}) == len(named)
    for name in named.values():
        assert re.search(r'[<>:"/\\|?*\x00-\x1f]', name) is None
        assert name.strip(". ") == name != ""
        assert not name.startswith("~$")
        assert len(f"{name}.xlsx".encode()) <= 255
