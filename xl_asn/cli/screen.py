r"""What is said on the screen: at once, in colours where it shows them, in lines it has room for.

A line is text, or text in parts of which some have a style. All of it comes from outside as far as
the screen knows: what steers a terminal, hides or turns the order of letters is spelled out, and a
line break within a line too. Colours are no part of the text, and so nobody else's can be shown.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Final, TextIO, TypeAlias

from xl_asn.model.characters import bounded, spelled

_CODES: Final = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33}
#: Longer lines are hard to follow, however wide the screen is.
_WIDEST: Final = 110
#: The longest part of a line: a path that an operating system takes, and more than anybody reads.
_MOST_SAID: Final = 5_000


@dataclass(frozen=True, slots=True)
class Styled:
    """A text in a style: none, one or several of ``bold dim red green yellow``."""

    text: str
    style: str = ""


#: A line to say.
Line: TypeAlias = str | Styled | tuple[str | Styled, ...]


def say(*lines: Line, err: bool = False) -> None:
    """Print lines: of an answer on standard output, of what is wrong on standard error."""
    stream = sys.stderr if err else sys.stdout
    shown = _coloured if _shows_colours(stream) else plain
    stream.write("".join(f"{shown(line)}\n" for line in lines))
    stream.flush()


def plain(line: Line) -> str:
    """Return a line as it is said without colours."""
    return "".join(safe(part if isinstance(part, str) else part.text) for part in _parts(line))


def safe(text: str) -> str:
    """Return a text as any terminal can be given it, and no more of it than anybody reads."""
    return bounded(spelled(text), _MOST_SAID)


def broken(text: str, first: str = "", following: str = "") -> list[str]:
    """Return a text in lines that the screen has room for, after what each begins with.

    A word is never parted, for it may be one to copy.
    """
    import textwrap
    from shutil import get_terminal_size

    width = max(min(get_terminal_size().columns, _WIDEST), 2 * len(following))
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=following,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def prepare() -> None:
    """Make the streams ready: the same letters everywhere, and colours in Windows too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.platform == "win32":
        from colorama import just_fix_windows_console

        just_fix_windows_console()


def _coloured(line: Line) -> str:
    return "".join(_with_codes(part) for part in _parts(line))


def _with_codes(part: str | Styled) -> str:
    if isinstance(part, str):
        return safe(part)
    codes = "".join(f"\x1b[{_CODES[word]}m" for word in part.style.split())
    return f"{codes}{safe(part.text)}\x1b[0m" if codes else safe(part.text)


def _parts(line: Line) -> tuple[str | Styled, ...]:
    return line if isinstance(line, tuple) else (line,)


def _shows_colours(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ
