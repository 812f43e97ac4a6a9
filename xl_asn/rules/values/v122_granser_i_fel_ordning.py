"""Gränserna på bladet Regler står i fel ordning.

Vad den gör
    Kontrollerar att gränsen för Grön inte är lägre än den för Gul, för andelen, medelvärdet och
    spärren, och att en bättre bedömning inte ger färre poäng. Bara de gränser som används för
    något mål prövas.

Varför det spelar roll
    Med omvända gränser får ett sämre utfall en bättre färg, och någon färg kan aldrig förekomma.

Exempel
    Spärr Grön från är −1 % och Spärr Gul från är 0 %. Då blir inget mål Gul av spärren.

Så rättar du
    Rätta värdet på bladet Regler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from xl_asn.documents.sheets.parameters import ParameterRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goals import GoalResult, Method, Policy
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import show_exact
from xl_asn.model.statuses import Status
from xl_asn.parameters.known import TARGET, gate_limit, mean_limit, score, share_limit
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V122", "granser-i-fel-ordning", Severity.ERROR)

Limit = tuple[str, Decimal]
"""A parameter's name on *Regler*, and its value."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every pair of limits in use that is the wrong way round."""
    wrong: dict[tuple[Limit, Limit], int] = {}
    for goal in context.calculated.goals:
        for better, lower in _pairs(context.calculated.policies[goal.number], goal):
            if better[1] < lower[1]:
                wrong.setdefault((better, lower), goal.number)
    for (better, lower), number in wrong.items():
        yield RULE.finding(
            f"{better[0]} är {show_exact(better[1])}, som är lägre än {lower[0]}, "
            f"{show_exact(lower[1])}.",
            "Rätta värdet på bladet Regler.",
            sheet="Regler",
            cell=_cell(context, better[0], number) or _cell(context, lower[0], number),
            found=better[1],
        )


def _pairs(policy: Policy, goal: GoalResult) -> Iterator[tuple[Limit, Limit]]:
    """Yield what must be at least as high as what."""
    if policy.method is Method.GREEN_SHARE and goal.target is not None:
        yield from pairwise([(TARGET, goal.target), *_limits(share_limit, policy.share_limits)])
    if policy.method is Method.MEAN_SCORE:
        yield from pairwise(_limits(mean_limit, policy.mean_limits))
        yield from pairwise(_limits(score, policy.scores))
    if policy.gate is not None:
        yield from pairwise(_limits(gate_limit, policy.gate_limits))


def _limits(named: Callable[[str], str], limits: Mapping[Status, Decimal]) -> list[Limit]:
    return [(named(status.value), limit) for status, limit in limits.items()]


def _cell(context: Context, name: str, goal: int) -> CellRef | None:
    """Return where *Regler* has the value that applies; None where it is not on the sheet."""
    period = context.document.period
    rows = [
        row
        for row in context.document.table("Regler") or ()
        if isinstance(row, ParameterRow)
        and folded_name(row.name or "") == folded_name(name)
        and row.goal in {None, Decimal(goal)}
        and row.valid_from is not None
        and (period is None or row.valid_from <= period.end)
    ]
    latest = max(rows, key=lambda r: (r.goal is not None, r.valid_from), default=None)
    return latest.place("value") if latest else None
