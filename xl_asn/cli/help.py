"""The command line's own words in Swedish: help pages and wrong usage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from xl_asn.cli.words import chosen, folded, quoted, unknown

#: What typer raises for wrong usage, wherever its click lies in this version.
UsageError: Final[Any] = typer.BadParameter.__mro__[1]

_COLUMN: Final = 26


class SwedishCommand(TyperCommand):
    """A command whose help page is Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(_page(self, ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; a fault in them is this command's, which click may leave unsaid."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class SwedishGroup(TyperGroup):
    """The program itself, whose help page lists the commands in Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(_page(self, ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, however it is spelled."""
        command = chosen("Kommandot", args[0], self.commands)
        return super().resolve_command(ctx, [command, *args[1:]])


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


def usage_sentence(error: Any, typed: Sequence[str]) -> str:
    """Return what is wrong with the command line, and what to do, in Swedish.

    Args:
        error: what click raised.
        typed: the words after the program's name.
    """
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "xl-asn"
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(context.get_help()) if context else str(error)
    return f"{_fault(error, context, typed)} Kör {path} --hjalp för att se hur kommandot skrivs."


def _fault(error: Any, context: Any, typed: Sequence[str]) -> str:
    kind = type(error).__name__
    param: Any = getattr(error, "param", None)
    name = "" if param is None else str(param.name).replace("sokvag", "sökväg").upper()
    if param is not None and param.param_type_name == "option":
        name = param.opts[0]
    if kind == "MissingParameter":
        return f"{name} måste anges."
    if kind == "NoSuchOption":
        return _no_such_option(error.option_name, context, typed)
    if kind == "BadOptionUsage":
        flags = (opt for p in context.command.params if getattr(p, "is_flag", 0) for opt in p.opts)
        must = "ska inget" if error.option_name in flags else "måste ett"
        return f"Efter {error.option_name} {must} värde stå."
    if kind == "BadParameter":
        value = _value_of(name, typed)
        return f"Värdet {value} för {name} går inte att använda. {param.help}"
    if getattr(context.command, "commands", None):
        return "Ange ett kommando."
    return (
        "Kommandot har fler uppgifter än det ska ha. Sätt citattecken om en uppgift med "
        "mellanslag i."
    )


def _no_such_option(name: str, context: Any, typed: Sequence[str]) -> str:
    """Return the answer to an option that does not exist, as it was typed and not as folded."""
    dashed = [word.partition("=")[0] for word in typed if word.startswith("-")]
    # Of "-json" click names no more than the first letter that it does not know.
    words = [word for word in dashed if folded(word) == name]
    words += [word for word in dashed if not word.startswith("--") and name[1:] in folded(word)]
    command = context.command
    known = [opt for p in command.params if p.param_type_name == "option" for opt in p.opts]
    known.append(context.help_option_names[0])
    first = "Skriv kommandot först och dess val sist." if hasattr(command, "commands") else None
    return unknown("Valet", words[0] if words else name, known, first)


def _value_of(option: str, typed: Sequence[str]) -> str:
    """Return the value that was typed for an option, in quotation marks."""
    for word, following in zip(typed, (*typed[1:], ""), strict=True):
        name, is_joined, value = word.partition("=")
        if folded(name) == option:
            return quoted(value if is_joined else following)
    return ""
