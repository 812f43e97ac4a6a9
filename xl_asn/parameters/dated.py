"""Dated parameters: the value that applies on a day, and where it was decided.

The shipped values lie in ``tyreso.toml``. A workbook's own sheet *Regler* comes before them: the
municipality decides, the program only proposes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files

from xl_asn.model.follow_up import FollowUpPolicy, Likelihood
from xl_asn.model.goals import Method, Policy
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.indicators import IndicatorPolicy
from xl_asn.model.plan import PlanPolicy
from xl_asn.model.statuses import Status

_SHIPPED = "tyreso.toml"
_YES_OR_NO = ("ja", "nej")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value from a day on, for one goal or, with ``goal`` None, for all.

    Shares are 0 to 1. ``cell`` is None for a shipped value, and the cell of *Regler* otherwise.
    """

    name: str
    value: Decimal | str
    valid_from: date
    source: str
    goal: int | None = None
    cell: CellRef | None = None
    documents: tuple[str, ...] = ()
    """The document types that use it; empty for all."""


@dataclass(frozen=True, slots=True)
class UnusableParameterError(Exception):
    """A value on *Regler* that no assessment can use; a rule turns it into a finding."""

    parameter: Parameter
    expected: str


@cache
def _shipped() -> tuple[str, tuple[Parameter, ...]]:
    content = files(__package__).joinpath(_SHIPPED).read_text(encoding="utf-8")
    data = tomllib.loads(content, parse_float=Decimal)
    return data["regelverk"], tuple(
        Parameter(
            entry["namn"],
            Decimal(entry["varde"]) if isinstance(entry["varde"], int) else entry["varde"],
            entry["fran"],
            entry["kalla"],
            entry.get("mal"),
            documents=tuple(entry.get("dokument", ())),
        )
        for entry in data["parameter"]
    )


def shipped_parameters(document: str | None = None) -> tuple[Parameter, ...]:
    """Return the shipped parameters in the order of the file; those of a document type if told."""
    shipped = _shipped()[1]
    if document is None:
        return shipped
    return tuple(p for p in shipped if not p.documents or document in p.documents)


def shipped_rule_set() -> str:
    """Return the name of the shipped rule set."""
    return _shipped()[0]


def _named(parameters: tuple[Parameter, ...]) -> Mapping[str, Sequence[Parameter]]:
    named: dict[str, list[Parameter]] = {}
    for parameter in parameters:
        named.setdefault(folded_name(parameter.name), []).append(parameter)
    return named


@cache
def _shipped_by_name() -> Mapping[str, Sequence[Parameter]]:
    return _named(_shipped()[1])


@dataclass(frozen=True)
class Parameters:
    """All parameters that apply to a document: the workbook's own before the shipped."""

    own: tuple[Parameter, ...]
    shipped: tuple[Parameter, ...]
    day: date

    @classmethod
    def of(cls, own: Iterable[Parameter], day: date) -> Parameters:
        """Return the parameters for a document whose period ends on ``day``."""
        return cls(tuple(own), shipped_parameters(), day)

    def find(self, name: str, goal: int | None = None) -> Parameter | None:
        """Return the parameter that applies, or None when nobody has decided it.

        A value for the goal comes before one for all goals, the workbook before the shipped, and
        a later date before an earlier one.
        """
        for source in self._by_name:
            valid = [
                parameter
                for parameter in source.get(folded_name(name), ())
                if parameter.goal in {goal, None} and parameter.valid_from <= self.day
            ]
            if valid:
                return max(valid, key=lambda p: (p.goal is not None, p.valid_from))
        return None

    @cached_property
    def _by_name(self) -> tuple[Mapping[str, Sequence[Parameter]], ...]:
        """Return the workbook's own parameters by name, and the shipped."""
        shipped = _shipped_by_name() if self.shipped is _shipped()[1] else _named(self.shipped)
        return _named(self.own), shipped

    def policy(self, goal: int) -> Policy:
        """Return how a goal is assessed on the day.

        Raises:
            UnusableParameterError: a value on *Regler* cannot be used; it names the cell.
        """
        method = self._required("Metod", goal)
        words = [member.value for member in Method]
        if str(method.value) not in words:
            raise UnusableParameterError(method, " eller ".join(words))
        gate = self.find("Spärr", goal)
        counts = self._required("Inget utfall räknas", goal)
        if folded_name(str(counts.value)) not in _YES_OR_NO:
            raise UnusableParameterError(counts, " eller ".join(_YES_OR_NO))
        return Policy(
            Method(str(method.value)),
            self._share("Målnivå", goal),
            self._share("Gul från andel", goal),
            {
                Status.GREEN: self._number("Poäng Grön", goal),
                Status.YELLOW: self._number("Poäng Gul", goal),
                Status.RED: self._number("Poäng Röd", goal),
            },
            self._number("Grön från medelvärde", goal),
            self._number("Gul från medelvärde", goal),
            folded_name(str(counts.value)) == _YES_OR_NO[0],
            None if gate is None else str(gate.value),
            self._number("Spärr Grön från", goal),
            self._number("Spärr Gul från", goal),
            method.source,
        )

    @cached_property
    def limit(self) -> Callable[[str], Decimal]:
        """Return what gives a threshold of the rules by its name; a rule may ask for every row."""
        return cache(self._limit)

    def _limit(self, name: str) -> Decimal:
        """Return a threshold of the rules: a number of the workbook's own, or else the shipped.

        A rule can always go on: what nobody can use is told by :meth:`unusable_limits`.
        """
        found = self.find(name)
        if found is None or not isinstance(found.value, Decimal):
            found = Parameters((), self.shipped, self.day).find(name) or self._oldest(name)
        if not isinstance(found.value, Decimal):
            message = f"{name} is no number"
            raise TypeError(message)
        return found.value

    def unusable_limits(self) -> tuple[UnusableParameterError, ...]:
        """Return the workbook's own values that are words where the shipped ones are numbers."""
        numbers = {p.name for p in self.shipped if isinstance(p.value, Decimal)}
        own, _ = self._by_name
        applied = (self.find(name) for name in sorted(numbers) if folded_name(name) in own)
        return tuple(
            UnusableParameterError(found, "ett tal")
            for found in applied
            if found is not None and not isinstance(found.value, Decimal)
        )

    def _oldest(self, name: str) -> Parameter:
        """Return the first shipped value, for a day before anything was decided."""
        return next(p for p in self.shipped if folded_name(p.name) == folded_name(name))

    def follow_up(self) -> FollowUpPolicy:
        """Return how indicators are assessed, risks weighed and plans read on the day.

        Raises:
            UnusableParameterError: a value on *Regler* cannot be used; it names the cell.
        """
        indicators = IndicatorPolicy(
            self._share("Delvis från andel av målvärdet"),
            int(self._number("Trend minst antal mätningar")),
            self._share("Trend oförändrad inom"),
        )
        return FollowUpPolicy(
            indicators,
            {word: self._share(f"Sannolikhet {word.value}") for word in Likelihood},
            PlanPolicy(
                int(self._number("Riskvärde Hög från")),
                int(self._number("Riskvärde Medel från")),
                int(self._number("Styrdokument högsta ålder")),
                self._share("Misstänkt andel av målvärdet under"),
            ),
        )

    def _required(self, name: str, goal: int | None) -> Parameter:
        found = self.find(name, goal)
        if found is None:  # a day before the first shipped value: the oldest one applies
            found = self._oldest(name)
        return found

    def _number(self, name: str, goal: int | None = None) -> Decimal:
        found = self._required(name, goal)
        if not isinstance(found.value, Decimal):
            raise UnusableParameterError(found, "ett tal")
        return found.value

    def _share(self, name: str, goal: int | None = None) -> Decimal:
        found = self._required(name, goal)
        if not isinstance(found.value, Decimal) or not 0 <= found.value <= 1:
            raise UnusableParameterError(found, "ett procenttal mellan 0\u00a0% och 100\u00a0%")
        return found.value
