"""Meningen om det strategiska målet säger något annat än målen under det.

Vad den gör
    Läser Bedömning i ord. "Bidrar till" sägs om mål som är helt eller delvis uppfyllda, "bidrar
    … men" om mål som är delvis uppfyllda, och "bidrar inte" om mål som inte uppfylls. Jämför med
    det som bedömningarna under målet ger. En mening som inte går att tolka larmas inte.

Varför det spelar roll
    Kommunfullmäktige läser meningen om det strategiska målet. Nämndens egna mål under det ska
    säga samma sak.

Exempel
    "Verksamhetsområdet bidrar till målet", fast det enda nämndmålet under det inte uppfylls.

Så rättar du
    Ändra meningen, eller bedömningen av målen under.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.goal_tree import rolled_up
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goal_tree import TreeGoal
from xl_asn.model.scales import Fulfilment
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C164", "strategiskt-mal-i-ord", Severity.QUESTION, reads=("Mål", "Indikatorer"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every sentence that the printed assessments below it contradict."""
    for result in context.calculated.follow_up.tree_goals:
        tree_goal = result.tree_goal
        if (
            not tree_goal.sentence
            or tree_goal.sentence_cell is None
            or tree_goal.override is not None
        ):
            continue
        below = _printed_below(context, tree_goal)
        if below is None or below in tree_goal.sentence:
            continue
        said = " eller ".join(word.value.lower() for word in tree_goal.sentence)
        yield RULE.finding(
            f"Meningen om {tree_goal.label.lower()} säger att det är {said}, men bedömningarna "
            f"under målet ger {below.value}.",
            "Ändra meningen, eller bedömningen av målen under.",
            cell=tree_goal.sentence_cell,
            inputs=result.inputs,
        )


def _printed_below(context: Context, tree_goal: TreeGoal) -> Fulfilment | None:
    """Return what the assessments below come to as they are printed, or computed where blank."""
    follow_up = context.calculated.follow_up
    goals = [
        r.tree_goal.printed or r.status
        for r in follow_up.tree_goals
        if r.tree_goal.above == tree_goal.number
    ]
    measured = [
        r.indicator.printed or r.assessment
        for r in follow_up.indicators
        if r.indicator.goal == tree_goal.number and not r.indicator.is_part
    ]
    return rolled_up(status for status in (*goals, *measured) if status is not None)
