"""The help pages: of the program, and of each command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from xl_asn.cli.declared import Command, Parameter
from xl_asn.cli.screen import broken
from xl_asn.cli.typed import HELP, VERSION

_HELP_ROW: Final = (HELP, "Visa den här texten.")


def program_page(commands: Iterable[Command]) -> list[str]:
    """Return the lines of the page of the program itself, with what each command does."""
    return _page(
        "Nämndens rapporter och plan i Excel: kontrollera, räkna och rapportera.",
        "xl-asn KOMMANDO [VAL]",
        {
            "Kommandon": [(command.name, command.about) for command in commands],
            "Val": [(VERSION, "Visa versionen."), _HELP_ROW],
        },
    )


def command_page(command: Command) -> list[str]:
    """Return the lines of the page of a command."""
    places = [(_place(place), place.declared.help) for place in command.places]
    options = [(_option(option), option.declared.help) for option in command.options]
    usage = " ".join([command.path, *(name for name, _ in places), "[VAL]"])
    return _page(command.about, usage, {"Uppgifter": places, "Val": [*options, _HELP_ROW]})


def _place(place: Parameter) -> str:
    return place.shown if place.is_required else f"[{place.shown}]"


def _option(option: Parameter) -> str:
    must = " (måste anges)" if option.is_required else ""
    return f"{option.shown}{'' if option.is_flag else ' …'}{must}"


def _page(about: str, usage: str, sections: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    """Return a page where what is said of each word stands in one column."""
    column = 4 + max(len(name) for rows in sections.values() for name, _ in rows)
    lines = [*broken(about), "", f"Så skriver du: {usage}"]
    for title, rows in sections.items():
        lines += ["", f"{title}:"] if rows else []
        for name, text in rows:
            lines += broken(text, f"  {name}".ljust(column), " " * column)
    return lines
