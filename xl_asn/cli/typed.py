"""The words that were typed after a command, read as what its function takes.

argparse tells options from other words; what is said of a fault is Swedish, and said here.
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentError, ArgumentParser
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from xl_asn.cli.declared import Command, Parameter
from xl_asn.cli.exits import stop
from xl_asn.cli.words import folded, quoted, unknown

#: The wish that every command knows, and other ways to type it.
HELP: Final = "--hjalp"
#: The wish that the program itself knows.
VERSION: Final = "--version"
_HELP: Final = frozenset({HELP, "--help", "-h"})
_END_OF_OPTIONS: Final = "--"


def is_option(word: str) -> bool:
    """Whether a word is meant as an option; a hyphen alone is a file."""
    return word.startswith("-") and word != "-"


def wants_help(words: Sequence[str]) -> bool:
    """Whether help is wished for, however that is spelled."""
    return any(folded(word) in _HELP for word in _parted(words)[0] if is_option(word))


def values(command: Command, words: Sequence[str]) -> dict[str, Any]:
    """Return the values of the parameters that were given, by their keys.

    Raises:
        SystemExit: the command does not take the words; the user has been told why.
    """
    options, places = _parted(words)
    given, left = _options(command, options)
    given |= _placed(command, [*left, *places])
    for parameter in command.parameters:
        if parameter.is_required and parameter.key not in given:
            refuse(command.path, f"{parameter.shown} måste anges.")
    return {p.key: _value(command, p, given[p.key]) for p in command.parameters if p.key in given}


def refuse(path: str, fault: str) -> NoReturn:
    """End the command with what is wrong with the words, and where it is told how they are."""
    stop(f"{fault} Kör {path} {HELP} för att se hur kommandot skrivs.")


def _parted(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the words before a ``--``, and those after it, none of which is an option."""
    if _END_OF_OPTIONS not in words:
        return words, ()
    at = words.index(_END_OF_OPTIONS)
    return words[:at], words[at + 1 :]


def _options(command: Command, words: Sequence[str]) -> tuple[dict[str, Any], Sequence[str]]:
    """Return what was typed for each option, True for a flag, and the words that are none's."""
    parser = ArgumentParser(
        add_help=False, allow_abbrev=False, exit_on_error=False, argument_default=SUPPRESS
    )
    for option in command.options:
        action = "store_true" if option.is_flag else "store"
        parser.add_argument(option.shown, dest=option.key, action=action)
    typed = {_folded(word): word for word in words}
    try:
        given, left = parser.parse_known_args([*map(_folded, words)])
    except ArgumentError as error:
        is_flag = error.argument_name in {o.shown for o in command.options if o.is_flag}
        must = "ska inget" if is_flag else "måste ett"
        refuse(command.path, f"Efter {error.argument_name} {must} värde stå.")
    for word in filter(is_option, left):
        known = [*(option.shown for option in command.options), HELP]
        refuse(command.path, unknown("Valet", typed[word].partition("=")[0], known))
    return vars(given), left


def _folded(word: str) -> str:
    name, joined, value = word.partition("=")
    return folded(name) + joined + value if is_option(word) else word


def _placed(command: Command, words: Sequence[str]) -> Mapping[str, Any]:
    """Return the words that are known by their place; one place may take all that are left."""
    given: dict[str, Any] = {}
    for place in command.places:
        if words:
            given[place.key] = words if place.is_many else words[0]
            words = () if place.is_many else words[1:]
    if words:
        refuse(
            command.path,
            "Kommandot har fler uppgifter än det ska ha. Sätt citattecken om en uppgift med "
            "mellanslag i.",
        )
    return given


def _value(command: Command, parameter: Parameter, given: Any) -> Any:
    if parameter.is_flag:
        return True
    if parameter.is_many:
        return [parameter.value(word) for word in given]
    try:
        return parameter.value(given)
    except ValueError:
        fault = f"Värdet {quoted(given)} för {parameter.shown} går inte att använda."
        refuse(command.path, f"{fault} {parameter.declared.help}")
