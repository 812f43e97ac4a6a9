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

import itertools
from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.sheets.parameters import ParameterRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goals import GoalResult, Method, Policy
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import show_exact
from xl_asn.model.statuses import Status
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
        yield ("Målnivå", goal.target), ("Gul från andel", policy.yellow_share)
    if policy.method is Method.MEAN_SCORE:
        yield (
            ("Grön från medelvärde", policy.green_score),
            ("Gul från medelvärde", policy.yellow_score),
        )
        points = [(f"Poäng {s.value}", policy.scores[s]) for s in _SCORED]
        yield from itertools.pairwise(points)
    if policy.gate is not None:
        yield ("Spärr Grön från", policy.gate_green), ("Spärr Gul från", policy.gate_yellow)


_SCORED = (Status.GREEN, Status.YELLOW, Status.RED)


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
