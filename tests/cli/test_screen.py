"""What is said on the screen: colours are for terminals that want them."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from xl_asn.cli.screen import coloured, plain, say

RED = "\x1b[1m\x1b[31mfel\x1b[0m"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("err", [False, True])
def test_colours_are_shown_on_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, *, err: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        monkeypatch.setattr(sys, "stderr" if err else "stdout", stream)
        say(coloured("fel", "bold red"), err=err)
    assert (terminal.getvalue(), file.getvalue()) == (f"{RED}\n", "fel\n")


def test_a_terminal_may_want_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    say(RED)
    assert terminal.getvalue() == "fel\n"


def test_no_style_is_no_codes_and_plain_takes_all_of_them_away() -> None:
    assert coloured("klart", "") == "klart"
    assert plain(f"a {RED} b \x1b[2J\x1b[?25lc") == "a fel b c"


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is closed in another way")
def test_whoever_has_read_enough_is_told_no_more() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "xl_asn", "regler"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 1
