"""What is said on the screen: at once, in colours where it shows them, in lines it has room for."""

from __future__ import annotations

import os
import re
import sys
from typing import Final, TextIO

_CODES: Final = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33}
#: Longer lines are hard to follow, however wide the screen is.
_WIDEST: Final = 110


def say(text: str, *, err: bool = False) -> None:
    """Print a text: an answer on standard output, or what is wrong on standard error."""
    stream = sys.stderr if err else sys.stdout
    stream.write(f"{text if _shows_colours(stream) else plain(text)}\n")
    stream.flush()


def coloured(text: str, style: str) -> str:
    """Return a text in a style: none, one or several of ``bold dim red green yellow``."""
    codes = "".join(f"\x1b[{_CODES[word]}m" for word in style.split())
    return f"{codes}{text}\x1b[0m" if codes else text


def plain(text: str) -> str:
    """Return a text without colours, and without whatever else would steer a terminal."""
    return re.sub(r"\x1b\[[;?0-9]*[a-zA-Z]", "", text)


def broken(text: str, first: str = "", following: str = "") -> str:
    """Return a text in lines that the screen has room for, after what each begins with.

    A word is never parted, for it may be one to copy.
    """
    import textwrap
    from shutil import get_terminal_size

    width = max(min(get_terminal_size().columns, _WIDEST), 2 * len(following))
    return textwrap.fill(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=following,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def prepare() -> None:
    """Make the streams ready: the same letters everywhere, and colours in Windows too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if sys.platform == "win32":
        from colorama import just_fix_windows_console

        just_fix_windows_console()


def _shows_colours(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ
