"""The command line: the program around its commands. No work is done here.

What each command does stands in ``commands``, how one ends in ``exits``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from xl_asn import __version__
from xl_asn.batch.garbage import collect_less_often
from xl_asn.cli import commands
from xl_asn.cli.declared import Command
from xl_asn.cli.exits import FAILED, UNUSABLE, stop, tell_of_crash
from xl_asn.cli.screen import prepare, say
from xl_asn.cli.typed import HELP, VERSION, is_option, refuse, values, wants_help
from xl_asn.cli.words import chosen, folded, unknown
from xl_asn.model.told import ToldError

_DISK_FAULTS: Final = frozenset({errno.ENOSPC, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
#: What asks a program to end, besides Ctrl-C: ``kill``, a terminal that closes, Ctrl-Break.
_ENDS: Final = ("SIGTERM", "SIGHUP", "SIGBREAK")


def main() -> None:
    """Run the command line."""
    collect_less_often()
    # Else all that is installed is searched for plugins, and one would change how cells are read.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    prepare()
    _hear_ends()
    try:
        sys.exit(answer(sys.argv[1:]))
    except KeyboardInterrupt:
        _deafen()  # a second Ctrl-C has nothing more to stop
        with contextlib.suppress(OSError):  # the terminal may be what is gone
            say("Avbrutet. Ingen fil är ändrad till hälften. Kör kommandot igen.", err=True)
        sys.exit(UNUSABLE)
    except MemoryError:
        stop(
            "Minnet tog slut. Ingen fil är ändrad till hälften. "
            "Stäng andra program och försök igen, eller gör arbetsboken mindre."
        )
    except BrokenPipeError:
        # Whoever read the answer has had enough; nor can the rest of it be told when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:  # noqa: BLE001 - a user meets one sentence and not a traceback
        if isinstance(error, OSError) and error.errno in _DISK_FAULTS and error.filename is None:
            # Whatever has a name says so itself; this is what the answer was to be written to.
            stop(
                "Svaret kunde inte skrivas, troligen för att disken är full. "
                "Frigör utrymme och försök igen."
            )
        import traceback

        tell_of_crash(traceback.format_exc())


def _hear_ends() -> None:
    """Let whatever asks the program to end do so as Ctrl-C does; what is ignored stays so."""
    for name in _ENDS:
        number = getattr(signal, name, None)  # Windows has SIGBREAK, the others SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _deafen() -> None:
    for name in ("SIGINT", *_ENDS):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.SIG_IGN)


def command_names() -> tuple[str, ...]:
    """Return the names of the commands, in order."""
    found = pkgutil.iter_modules(commands.__path__)
    return tuple(module.name.replace("_", "-") for module in found)


def command(name: str) -> Command:
    """Return the command of a name; only its own module is imported."""
    function = name.replace("-", "_")
    module = import_module(f"{commands.__name__}.{function}")
    return Command.of(name, getattr(module, function))


def answer(words: Sequence[str]) -> int:
    """Answer the words after the program's name; return the exit status.

    Raises:
        SystemExit: the words cannot be understood, or what they ask for cannot be had.
    """
    try:
        return _answered(words)
    except ToldError as told:
        stop(told.lines)


def _answered(words: Sequence[str]) -> int:
    match words:
        case []:
            say(*_page(), err=True)
            return UNUSABLE
        case ["--"]:
            refuse("xl-asn", "Ange ett kommando.")
        case ["--", name, *rest]:
            return _run(name, rest)
        case [word, *_] if is_option(word):
            return _wish(word)
        case [name, *rest]:
            return _run(name, rest)
    return UNUSABLE


def _run(name: str, words: Sequence[str]) -> int:
    asked = command(chosen("Kommandot", name, command_names()))
    if wants_help(words):
        from xl_asn.cli.help import command_page

        say(*command_page(asked))
        return 0
    from xl_asn.model.arithmetic import our_arithmetic

    with our_arithmetic():
        return asked.function(**values(asked, words))


def _wish(word: str) -> int:
    """Answer an option that stands before any command: it is the program's own."""
    if wants_help([word]):
        say(*_page())
    elif folded(word) == VERSION:
        say(f"xl-asn {__version__}")
    else:
        first = "Skriv kommandot först och dess val sist."
        refuse("xl-asn", unknown("Valet", word.partition("=")[0], (VERSION, HELP), first))
    return 0


def _page() -> list[str]:
    from xl_asn.cli.help import program_page

    return program_page(map(command, command_names()))
