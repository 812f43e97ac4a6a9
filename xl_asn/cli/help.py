"""The command line's own words in Swedish: help pages and wrong usage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

#: What typer raises for wrong usage, wherever its click lies in this version.
UsageError: Final[Any] = typer.BadParameter.__mro__[1]

_COLUMN: Final = 26


class SwedishCommand(TyperCommand):
    """A command whose help page is Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(_page(self, ctx))


class SwedishGroup(TyperGroup):
    """The program itself, whose help page lists the commands in Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(_page(self, ctx))


def _page(command: Any, ctx: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    words = [ctx.command_path, *(_placeholder(argument) for argument in arguments)]
    words += ["KOMMANDO"] if commands else []
    parts = [(command.help or "").strip(), f"Så skriver du: {' '.join(words)} [VAL]"]
    parts += _section("Kommandon", ((name, sub.help) for name, sub in commands.items()))
    parts += _section("Uppgifter", ((_placeholder(a), a.help) for a in arguments))
    shown = [(_option(option), option.help) for option in options]
    parts += _section("Val", [*shown, ("--hjalp", "Visa den här texten.")])
    return "\n\n".join(parts) + "\n"


def _placeholder(argument: Any) -> str:
    name = str(argument.name).replace("sokvag", "sökväg").upper()
    return name if argument.required else f"[{name}]"


def _option(option: Any) -> str:
    flag = getattr(option, "is_flag", False)
    must = " (måste anges)" if option.required else ""
    return f"{option.opts[0]}{'' if flag else ' …'}{must}"


def _section(title: str, rows: Iterable[tuple[str, str | None]]) -> list[str]:
    lines = [f"  {name:{_COLUMN}}  {' '.join((text or '').split())}" for name, text in rows]
    return [f"{title}:\n" + "\n".join(lines)] if lines else []


def usage_sentence(error: Any) -> str:
    """Return what is wrong with the command line, and what to do, in Swedish."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "xl-asn"
    kind, param = type(error).__name__, getattr(error, "param", None)
    name = "" if param is None else str(param.name).replace("sokvag", "sökväg").upper()
    if kind == "NoArgsIsHelpError":
        return str(context.get_help()) if context else str(error)
    if param is not None and param.param_type_name == "option":
        name = param.opts[0]
    if kind == "MissingParameter":
        fault = f"{name} måste anges."
    elif kind == "NoSuchOption":
        fault = f"Valet {error.option_name} finns inte."
    elif kind == "BadOptionUsage":
        fault = f"Efter {error.option_name} måste ett värde stå."
    elif kind == "BadParameter":
        fault = f"Värdet för {name} går inte att använda."
    elif context is not None and getattr(context.command, "commands", None):
        fault = f"Kommandot finns inte. Välj ett av: {', '.join(context.command.commands)}."
    else:
        fault = "Kommandot har fler uppgifter än det ska ha."
    return f"{fault} Kör {path} --hjalp för att se hur kommandot skrivs."
