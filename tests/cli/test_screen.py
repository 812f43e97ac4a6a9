"""What is said on the screen: colours are for terminals that want them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import xl_asn
from xl_asn.cli.screen import Line, Styled, plain, say

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
        say(Styled("fel", "bold red"), err=err)
    assert (terminal.getvalue(), file.getvalue()) == (f"{RED}\n", "fel\n")


def test_a_terminal_may_want_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    say(Styled("fel", "red"))
    assert terminal.getvalue() == "fel\n"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (RED, r"\x1b[1m\x1b[31mfel\x1b[0m"),
        ("a\x07\x08\r\x9b2J\x7f", r"a\x07\x08\r\x9b2J\x7f"),
        ("namn\noch ett till\u2028", r"namn\noch ett till\u2028"),
        ("\u202e\u2066\u200f\u061cb", r"\u202e\u2066\u200f\u061cb"),
        ("\ufeffa\u200bb\U000e0041\uf0b7\udc80", r"\ufeffa\u200bb\U000e0041\uf0b7\udc80"),
        (
            "vanligt: åäö – 1 234 kr\u00a0😀 e\u0301 c:\\x1b",
            "vanligt: åäö – 1 234 kr\u00a0😀 e\u0301 c:\\x1b",
        ),
        (("a\x1b", Styled("b\n", "")), r"a\x1bb\n"),
    ],
)
def test_what_steers_a_terminal_is_spelled_out(
    capsys: pytest.CaptureFixture[str], said: Line, shown: str
) -> None:
    say(said)
    assert capsys.readouterr().out == f"{shown}\n"
    assert plain(said) == shown


def test_no_text_passes_for_a_colour_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    say((Styled(RED, "red"), RED))
    told = r"\x1b[1m\x1b[31mfel\x1b[0m"
    assert terminal.getvalue() == f"\x1b[31m{told}\x1b[0m{told}\n"


def test_a_long_line_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    say("x" * 32_767)
    assert capsys.readouterr().out == f"{'x' * 5_000}… (27767 tecken till)\n"


def test_only_the_screen_writes_to_the_screen() -> None:
    """What passes ``say`` by passes its spelling by; an answer to another program is data."""
    package = Path(xl_asn.__file__).parent
    writes = re.compile(r"\bprint\(|std(?:out|err)\.(?:write|buffer)|\bConsole\(")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if writes.search(path.read_text(encoding="utf-8"))
    }
    drawn = {"cli/progress.py", "cli/terminal.py", "cli/commands/forklara.py"}
    assert found - drawn <= {"cli/screen.py", "cli/exits.py", "excel/checks/check.py"}


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
