"""Texts that would steer a terminal, through every command that says anything of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Ask
from xl_asn.model.characters import is_unseen

NAME = "2022-11_manadsrapport"
#: As a workbook spells them: ESC, BEL, CSI of eight bits, CR; and as they are: RLO, PS, a tag.
STEERING = "_x001B_[31m_x001B_]0;t_x0007__x009B_2J_x000D_\u202e\u2029\U000e0041"

Hostile = Callable[[str], Path]


@pytest.fixture
def hostile(example: Callable[[str], Path]) -> Hostile:
    """Return the maker of an example with every text of its sheets followed by what steers."""

    def make(name: str) -> Path:
        path = example(name)
        written = BytesIO()
        with ZipFile(path) as before, ZipFile(written, "w") as after:
            for entry in before.infolist():
                data = before.read(entry)
                if re.fullmatch(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml", entry.filename):
                    data = re.sub(rb"(?<=[^>]{12})(?=</t>)", STEERING.encode(), data)
                after.writestr(entry, data)
        path.write_bytes(written.getvalue())
        return path

    return make


def unseen(text: str) -> set[str]:
    """Return what steers or hides in a text, its line breaks aside."""
    return {sign for sign in text.replace("\n", "") if is_unseen(sign)}


@pytest.mark.parametrize(
    "words",
    [
        ("validera",),
        ("validera", "--format", "json"),
        ("validera", "--format", "html"),
        ("berakna",),
        ("berakna", "--json", "-"),
        ("forklara", "Start!B9"),
        ("forklara", "--tackning", "--blad", "Start"),
        ("forklara", "Nettokostnad!F6", "--json", "-"),
        ("pastaenden", "--alla"),
        ("pastaenden", "--json", "-"),
        ("kolada",),
        ("exportera", "--ut", "d\x1b[2J\u202e", "--utkast", "--format", "csv"),
    ],
    ids=" ".join,
)
def test_no_text_of_a_workbook_steers_the_terminal(
    ask: Ask, hostile: Hostile, words: tuple[str, ...]
) -> None:
    command, *rest = words
    answer = ask(command, hostile(NAME), *rest)
    assert answer.out + answer.err
    assert unseen(answer.out + answer.err) == set()


@pytest.mark.parametrize("form", ["tabell", "json", "html"])
def test_no_text_that_is_compared_steers_the_terminal(
    ask: Ask, hostile: Hostile, example: Callable[[str], Path], form: str
) -> None:
    path = hostile(NAME)
    spoilt = path.rename(path.with_name("annan.xlsm"))
    answer = ask("jamfor", example(NAME), spoilt, "--format", form)
    assert answer.status == 0
    assert len(answer.out) > 2_000
    assert unseen(answer.out + answer.err) == set()


@pytest.mark.parametrize(
    "words",
    [
        ("\x1b[2J\u202e",),
        ("validera", "finns\x9b2Jinte\u2028.xlsx"),
        ("berakna", "\x1b]0;x\x07.xlsm"),
        ("regler", "C1\u202e01\n"),
        ("mall", "\x1b", "--ut", "a.xlsx"),
        ("mall", "manadsrapport", "--ar", "2026", "--period", "\u2066nov\x1b", "--ut", "a.xlsm"),
        ("mall", "manadsrapport", "--ut", "\x1b[2J/finns/inte\n.xlsm", "--regler", "\x07.toml"),
        ("exportera", "x\r.xlsm", "--ut", "d", "--format", "pdf\x1b"),
        ("kontrollera-paket", "a\x1b\n.zip"),
        ("doktor", "a\u202e\n.xlsm"),
        ("kolada", "\x9b.xlsm", "--kommun", "\x1b"),
        ("validera", "a", "--jobb", "\x1b\u2067"),
    ],
    ids=ascii,
)
def test_no_word_that_is_typed_steers_the_terminal(ask: Ask, words: tuple[str, ...]) -> None:
    answer = ask(*words)
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert unseen(answer.err) == set()


def test_no_name_in_a_package_steers_the_terminal(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "paket.zip"
    with ZipFile(path, "w") as package:
        package.writestr("a\x1b[2J\u202e\n.xlsx", b"x")
        package.writestr("manifest\x9b.json", b"{}")
    answer = ask("kontrollera-paket", path)
    assert answer.status == 2
    assert unseen(answer.err) == set()
