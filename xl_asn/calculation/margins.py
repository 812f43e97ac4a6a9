"""What would make a goal green, and how near it is to falling.

Both are found by trying: units are turned one by one and the goal is assessed anew, by the very
function that assesses it, so that no policy can part the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from xl_asn.calculation.rollup import assess
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.arithmetic import part_of
from xl_asn.model.findings import json_number
from xl_asn.model.goals import Gate, GoalInput, GoalResult, Method, Policy, UnitResult
from xl_asn.model.money import HARD_SPACE, show_number
from xl_asn.model.statuses import Scale, Status

_WHOLE, _HUNDREDTH = Decimal(1), Decimal("0.01")


class Distance(NamedTuple):
    """How far a gate is from a limit: as a share of the budget and, where that is known, in tkr.

    Both are 0 or more.
    """

    gate: str
    share: Decimal
    thousands: Decimal | None
    unit: AmountUnit = AmountUnit.TKR
    """The unit that the amount is told in."""

    @property
    def moved(self) -> str:
        """Return what has to move: the forecast, where the gate follows from it."""
        return self.gate if self.thousands is None else "helårsprognosen"


class Way(NamedTuple):
    """A change of units, of the gate, or of both, and the sentence that tells it.

    ``units`` is None where no number of units makes the change, 0 where none is needed.
    """

    units: int | None
    gate: Distance | None
    sentence: str

    def as_json(self) -> Mapping[str, Any]:
        """Return the change as docs/mal-och-perioder.md promises it to other programs."""
        gate = self.gate
        return {
            "enheter": self.units,
            "andel": None if gate is None else round(float(gate.share), 6),
            "tkr": None if gate is None else json_number(gate.thousands),
            "förklaring": self.sentence,
        }


class Margin(NamedTuple):
    """One assessed goal: what is lacking for the best status, and what it takes to fall.

    An override is left out of account: both follow from the policy alone. ``to_green`` needs its
    units and its gate; for ``to_fall`` the number of units that turn worst is one that is too
    many, the gate's distance is one that it still stands, and either is enough.
    """

    number: int
    name: str
    to_green: Way
    to_fall: Way

    @property
    def sentence(self) -> str:
        """Return both in words."""
        return f"{self.to_green.sentence} {self.to_fall.sentence}"


def margin(goal: GoalInput, policy: Policy, result: GoalResult) -> Margin | None:
    """Return a goal's margin; None where the goal could not be assessed."""
    if result.computed is None:
        return None
    free = goal._replace(override=None)
    return Margin(
        goal.number,
        goal.name,
        _to_green(free, policy, result.gate),
        _to_fall(free, policy, result.computed, result.gate),
    )


def nearest_to_fall(margins: Iterable[Margin]) -> str:
    """Say which goals are nearest to falling, counted in units and by the gate."""
    margins = tuple(margins)
    units = [(m.to_fall.units, m) for m in margins if m.to_fall.units is not None]
    gates = [(m.to_fall.gate, m) for m in margins if m.to_fall.gate is not None]
    said: list[str] = []
    if units:
        least = min(number for number, _ in units)
        said.append(f"{_named(m for number, m in units if number == least)} ({_counted(least)})")
    if gates:
        gate, nearest = min(gates, key=lambda pair: pair[0].share)
        said.append(f"{_named([nearest])} ({_shown(gate, ROUND_FLOOR)} i {gate.moved})")
    return f"Närmast att falla: {', och '.join(said)}." if said else ""


def _named(margins: Iterable[Margin]) -> str:
    *first, last = (f"mål {m.number} {m.name}".rstrip() for m in margins)
    return f"{', '.join(first)} och {last}" if first else last


def _to_green(goal: GoalInput, policy: Policy, gate: Gate | None) -> Way:
    best = policy.scale.best
    turned = _turned(goal, best, policy.scale, worst_first=True)
    units = _fewest(*turned, lambda way: assess(way, policy).computed is best)
    distance = None
    limit = policy.gate_limits[best]
    if gate is not None and gate.outcome is not None and gate.outcome < limit:
        distance = _distance(limit - gate.outcome, gate)
    word = best.value.lower()
    if units is None:
        why = _held_back(goal, policy) or "med gränserna på bladet Regler"
        return Way(None, distance, f"Kan inte bli {word} {why}.")
    needs = [_turning(goal, policy, units, best)] if units else []
    if distance is not None:
        needs.append(f"{distance.moved} förbättras med {_shown(distance, ROUND_CEILING)}")
    said = f"Blir {word} om {' och '.join(needs)}." if needs else f"Redan {word}."
    return Way(units, distance, said)


def _held_back(goal: GoalInput, policy: Policy) -> str:
    """Say which units without an outcome stand in the way of the best status; empty for none."""
    scale = policy.scale
    if not policy.counts_no_outcome or policy.method is Method.WORST:
        return ""
    colourless = [i for i, unit in enumerate(goal.units) if unit.status is scale.no_outcome]
    most, turned = _turned(goal, scale.best, scale, worst_first=True)
    all_turned = turned(most)
    needed = _fewest(
        len(colourless),
        lambda n: all_turned._replace(units=_with(all_turned.units, colourless[:n], scale.best)),
        lambda way: assess(way, policy).computed is scale.best,
    )
    if needed is None:
        return ""
    *first, last = (goal.units[i].unit for i in colourless)
    named = f"{', '.join(first)} och {last}" if first else last
    spared = len(colourless) - needed
    few = f"fler än {spared} av " if spared else ""
    return f"så länge {few}{named} är {scale.no_outcome.plural}"


def _to_fall(goal: GoalInput, policy: Policy, status: Status, gate: Gate | None) -> Way:
    scale = policy.scale
    if status is scale.worst:
        return Way(None, None, "Kan inte falla längre.")
    turned = _turned(goal, scale.worst, scale, worst_first=False)
    units = _fewest(*turned, lambda way: _is_worse(assess(way, policy).computed, status, scale))
    causes = [_turning(goal, policy, units, scale.worst)] if units is not None else []
    distance = None
    if gate is not None and gate.outcome is not None:
        distance = _distance(gate.outcome - policy.gate_limits[status], gate)
        causes.append(f"{distance.moved} försämras med mer än {_shown(distance, ROUND_FLOOR)}")
    if not causes:
        return Way(None, None, "Kan inte falla med gränserna på bladet Regler.")
    return Way(units, distance, f"Faller om {' eller '.join(causes)}.")


def _turning(goal: GoalInput, policy: Policy, units: int, to: Status) -> str:
    """Say that units turn, and which of them, where the policy tells all but the best apart."""
    scale = policy.scale
    up, many = to is scale.best, units > 1
    more = " till" if up else ""
    if policy.method is Method.GREEN_SHARE:
        verb = "blir" if up else "slutar vara"
        return f"{_counted(units)}{more} {verb} {scale.good_word(many=many)}"
    turned = _word(to, many=many)
    extreme = scale.worst if up else scale.best
    statuses = Counter(unit.status for unit in goal.units)
    if not statuses[extreme] or not any(statuses[status] for status in scale.between):
        return f"{_counted(units)}{more} blir {turned}"
    if units > statuses[extreme]:
        return f"{_counted(units)}{more} blir {turned}, alla {extreme.plural} bland dem"
    return f"{units} {_word(extreme, many=many)} {'enheter' if many else 'enhet'} blir {turned}"


def _word(status: Status, *, many: bool) -> str:
    return status.plural if many else status.value.lower()


def _turned(
    goal: GoalInput, to: Status, scale: Scale, *, worst_first: bool
) -> tuple[int, Callable[[int], GoalInput]]:
    """Return how many counted units can turn, and the goal without its gate when n of them have."""
    order = sorted(
        (i for i, unit in enumerate(goal.units) if unit.status in scale.goals),
        key=lambda i: scale.units.index(goal.units[i].status or scale.no_outcome),
        reverse=worst_first,
    )
    places = [i for i in order if goal.units[i].status is not to]
    return len(places), lambda number: goal._replace(
        gate=None, units=_with(goal.units, places[:number], to)
    )


def _with(
    units: Sequence[UnitResult], places: Sequence[int], status: Status
) -> tuple[UnitResult, ...]:
    turned = frozenset(places)
    return tuple(
        unit._replace(status=status) if i in turned else unit for i, unit in enumerate(units)
    )


def _fewest(
    most: int, way: Callable[[int], GoalInput], does: Callable[[GoalInput], bool]
) -> int | None:
    """Return the fewest units that do it when they turn; what a number does, a greater does too."""
    fewest = bisect_left(range(most + 1), 1, key=lambda number: int(does(way(number))))
    return fewest if fewest <= most else None


def _is_worse(one: Status | None, other: Status, scale: Scale) -> bool:
    return one is not None and scale.is_worse(one, other)


def _distance(share: Decimal, gate: Gate) -> Distance:
    share = max(share, Decimal(0))
    amount = None if gate.budget is None else part_of(share, gate.budget)
    return Distance(gate.name, share, amount, gate.unit)


def _counted(units: int) -> str:
    return "1 enhet" if units == 1 else f"{units} enheter"


def _shown(distance: Distance, rounding: str) -> str:
    """Print a distance in whole tkr, or in mnkr, rounded to where the sentence still holds."""
    if distance.thousands is not None:
        amount = distance.thousands / distance.unit.thousands
        decimals = 0 if distance.unit is AmountUnit.TKR else 1
        shown = show_number(amount.quantize(_WHOLE.scaleb(-decimals), rounding), decimals)
        return f"{shown}{HARD_SPACE}{distance.unit.value}"
    points = (distance.share * 100).quantize(_HUNDREDTH, rounding)
    return f"{show_number(points, 2)} procentenheter"
