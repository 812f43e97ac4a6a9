"""What a command takes, as its signature says it.

``ut: Annotated[Path | None, Option("Skriv till den här filen.")] = None`` is the option ``--ut``
with a value, and a ``bool`` is an option without one. What has no default must be given.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin


class Argument(NamedTuple):
    """A word known by its place: what it is, and its name where that has an å, ä or ö."""

    help: str
    name: str = ""


class Option(NamedTuple):
    """An option: what it does, its name where that is not the parameter's, and its bounds."""

    help: str
    name: str = ""
    at_least: int | None = None
    at_most: int | None = None


JsonTarget = Annotated[
    str | None, Option("Skriv svaret som JSON till en fil, eller till -.", "json")
]
"""Where a command writes its answer to other programs."""


class Parameter(NamedTuple):
    """A parameter of a command's function; ``kind`` makes its value of a word."""

    key: str
    declared: Argument | Option
    kind: Callable[[str], Any]
    is_many: bool
    is_required: bool

    @property
    def is_option(self) -> bool:
        """Whether this is given by its name."""
        return isinstance(self.declared, Option)

    @property
    def is_flag(self) -> bool:
        """Whether this is an option without a value."""
        return self.kind is bool

    @property
    def shown(self) -> str:
        """Return an option as it is typed, or what stands for a word known by its place."""
        name = self.declared.name or self.key.replace("_", "-")
        return f"--{name}" if self.is_option else name.upper()

    def value(self, word: str) -> Any:
        """Return what a word stands for; a ValueError where it can be no value of this."""
        value = self.kind(word)
        if isinstance(self.declared, Option):
            _, _, least, most = self.declared
            if (least is not None and value < least) or (most is not None and value > most):
                raise ValueError(word)
        return value


class Command(NamedTuple):
    """A command: its name, the function that answers, what it does, and what it takes."""

    name: str
    function: Callable[..., int]
    about: str
    parameters: tuple[Parameter, ...]

    @classmethod
    def of(cls, name: str, function: Callable[..., int]) -> Command:
        """Return the command that a function is, by its signature and docstring."""
        taken = signature(function, eval_str=True).parameters.values()
        about = " ".join((function.__doc__ or "").split())
        return cls(name, function, about, tuple(map(_parameter, taken)))

    @property
    def path(self) -> str:
        """Return the command as it is typed: ``xl-asn berakna``."""
        return f"xl-asn {self.name}"

    @property
    def places(self) -> tuple[Parameter, ...]:
        """Return what is known by its place."""
        return tuple(parameter for parameter in self.parameters if not parameter.is_option)

    @property
    def options(self) -> tuple[Parameter, ...]:
        """Return the options, all but the wish for help that every command has."""
        return tuple(parameter for parameter in self.parameters if parameter.is_option)


def _parameter(taken: Any) -> Parameter:
    annotated, declared = get_args(taken.annotation)
    kinds = [kind for kind in get_args(annotated) if kind is not NoneType] or [annotated]
    is_many = get_origin(annotated) is list
    return Parameter(taken.name, declared, kinds[0], is_many, taken.default is taken.empty)
