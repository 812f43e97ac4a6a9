"""Dated parameters: the value that applies on a day, and where it was decided.

A workbook's own sheet *Regler* comes first, then its board's file, then what holds for every board:
the municipality decides, the program only proposes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from xl_asn.model.follow_up import FollowUpPolicy, Likelihood
from xl_asn.model.goals import Method, Policy
from xl_asn.model.grid import folded_name
from xl_asn.model.indicators import IndicatorPolicy
from xl_asn.model.plan import PlanPolicy
from xl_asn.model.statuses import Scale, Status
from xl_asn.parameters.board import Board, Parameter, parameters_by_name
from xl_asn.parameters.known import (
    COUNTS,
    GATE,
    METHOD,
    TARGET,
    Holds,
    gate_limit,
    known_parameters,
    mean_limit,
    score,
    share_limit,
)
from xl_asn.parameters.shipped import default_board, neutral_board

_YES = "ja"


@dataclass(frozen=True, slots=True)
class UnusableParameterError(Exception):
    """A value on *Regler* that no assessment can use; a rule turns it into a finding."""

    parameter: Parameter
    expected: str


def _of_light(named: Callable[[str], str], light: Status) -> str:
    """Return what the limit for a light is called where no board has words of its own.

    The best light's share is the target level, and the worst has no limit of its own.
    """
    known = neutral_board().by_name
    names = (named(light.value), TARGET if light is Status.GREEN else named(Status.YELLOW.value))
    return next(name for name in names if folded_name(name) in known)


@dataclass(frozen=True)
class Parameters:
    """All parameters that apply to a document: the workbook's own before its board's.

    ``scale`` are the statuses of the workbook, which name some of the parameters.
    """

    own: tuple[Parameter, ...]
    board: Board
    day: date
    scale: Scale

    @classmethod
    def of(
        cls,
        own: Iterable[Parameter],
        day: date,
        board: Board | None = None,
        scale: Scale | None = None,
    ) -> Parameters:
        """Return the parameters for a document whose period ends on ``day``."""
        board = board or default_board()
        return cls(tuple(own), board, day, scale or board.scale)

    def find(self, name: str, goal: int | None = None) -> Parameter | None:
        """Return the parameter that applies, or None when the board has not decided it.

        A value for the goal comes before one for all goals, the workbook before the board's file,
        and a later date before an earlier one.
        """
        own = self._valid(self._own_by_name, name, goal)
        return own or self._valid(self.board.by_name, name, goal)

    def _valid(
        self, source: Mapping[str, Sequence[Parameter]], name: str, goal: int | None
    ) -> Parameter | None:
        valid = (
            parameter
            for parameter in source.get(folded_name(name), ())
            if parameter.goal in {goal, None} and parameter.valid_from <= self.day
        )
        return max(valid, key=lambda p: (p.goal is not None, p.valid_from), default=None)

    @cached_property
    def _own_by_name(self) -> Mapping[str, Sequence[Parameter]]:
        return parameters_by_name(self.own)

    def policy(self, goal: int) -> Policy:
        """Return how a goal is assessed on the day.

        Raises:
            UnusableParameterError: a value on *Regler* cannot be used; it names the cell.
        """
        goals = self.scale.goals
        method = self._required(METHOD, goal, Holds.METHOD)
        gate = self.find(GATE, goal)
        counts = self._required(COUNTS, goal, Holds.YES_OR_NO)
        return Policy(
            Method(str(method.value)),
            self.scale,
            self._number(TARGET, goal, Holds.SHARE),
            self._graded(share_limit, goals[1:-1], goal, Holds.SHARE),
            self._graded(score, goals, goal),
            self._graded(mean_limit, goals[:-1], goal),
            folded_name(str(counts.value)) == _YES,
            None if gate is None else str(gate.value),
            self._graded(gate_limit, goals[:-1], goal),
            method.source,
        )

    def _graded(
        self,
        named: Callable[[str], str],
        statuses: Iterable[Status],
        goal: int,
        holds: Holds = Holds.NUMBER,
    ) -> Mapping[Status, Decimal]:
        """Return the limit or the points of each status; those of its light where none is told."""
        return {
            status: self._number(named(status.value), goal, holds, _of_light(named, status.light))
            for status in statuses
        }

    @cached_property
    def limit(self) -> Callable[[str], Decimal]:
        """Return what gives a threshold of the rules by its name; a rule may ask for every row."""
        return cache(self._limit)

    def _limit(self, name: str) -> Decimal:
        """Return a threshold of the rules: a number of the workbook's own, or else the board's.

        A rule can always go on: what nobody can use is told by :meth:`unusable_limits`.
        """
        found = self.find(name)
        if found is None or not isinstance(found.value, Decimal):
            found = self._of_board(name)
        if not isinstance(found.value, Decimal):
            message = f"{name} is no number"
            raise TypeError(message)
        return found.value

    def unusable_limits(self) -> tuple[UnusableParameterError, ...]:
        """Return the workbook's own values that are words where numbers are asked for."""
        known = known_parameters(self.scale)
        applied = (
            (self.find(name), known[name].holds) for name in self._own_by_name if name in known
        )
        return tuple(
            UnusableParameterError(found, Holds.NUMBER.value)
            for found, holds in applied
            if found is not None and holds.is_number and not isinstance(found.value, Decimal)
        )

    def follow_up(self) -> FollowUpPolicy:
        """Return how indicators are assessed, risks weighed and plans read on the day.

        Raises:
            UnusableParameterError: a value on *Regler* cannot be used; it names the cell.
        """
        share = Holds.SHARE
        indicators = IndicatorPolicy(
            self._number("Delvis från andel av målvärdet", holds=share),
            int(self._number("Trend minst antal mätningar")),
            self._number("Trend oförändrad inom", holds=share),
        )
        return FollowUpPolicy(
            indicators,
            {word: self._number(f"Sannolikhet {word.value}", holds=share) for word in Likelihood},
            PlanPolicy(
                int(self._number("Riskvärde Hög från")),
                int(self._number("Riskvärde Medel från")),
                int(self._number("Styrdokument högsta ålder")),
                self._number("Misstänkt andel av målvärdet under", holds=share),
            ),
        )

    def _required(
        self, name: str, goal: int | None, holds: Holds | None = None, neutral: str = ""
    ) -> Parameter:
        """Return the parameter that applies; ``neutral`` is its name where no board has words."""
        found = self.find(name, goal) or self._of_board(name, neutral)
        if holds is not None and not holds.admits(found.value):
            raise UnusableParameterError(found, holds.value)
        return found

    def _of_board(self, name: str, neutral: str = "") -> Parameter:
        """Return what a board has decided: its oldest for a day before, else what holds for all."""
        decided = self.board.by_name.get(folded_name(name))
        oldest = (decided or neutral_board().by_name[folded_name(neutral or name)])[0]
        return self._valid(self.board.by_name, name, None) or oldest

    def _number(
        self,
        name: str,
        goal: int | None = None,
        holds: Holds = Holds.NUMBER,
        neutral: str = "",
    ) -> Decimal:
        found = self._required(name, goal, holds, neutral)
        assert isinstance(found.value, Decimal)  # noqa: S101 - what holds a number admits no other
        return found.value
