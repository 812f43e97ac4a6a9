"""The help pages: complete, in columns, and in lines that the screen has room for."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Ask
from xl_asn.cli.program import command, command_names


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("name", command_names())
def test_a_page_says_all_that_a_command_takes_within_the_screen(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = ask(name, "--hjalp")
    assert (told.status, told.err) == (0, "")
    words = " ".join(told.out.split())
    for parameter in command(name).parameters:
        assert parameter.shown in words
        assert parameter.declared.help in words
    assert command(name).about in words
    lines = told.out.splitlines()
    column = lines[-1].index("Visa den här texten.")
    assert max(map(len, lines)) <= max(min(width, 110), 2 * column)
    # A row begins with what is typed or goes on in the column of the texts; nothing is between.
    assert {len(line) - len(line.lstrip()) for line in lines} <= {0, 2, column}


def test_the_program_lists_every_command_with_what_it_does(ask: Ask) -> None:
    for wish in ("--hjalp", "--HELP", "-h", "--hjälp"):
        told = ask(wish)
        assert (told.status, told.err) == (0, "")
        words = " ".join(told.out.split())
        for name in command_names():
            assert f" {name} {command(name).about}" in words
    assert ask().err == told.out
