"""Målet är bedömt fast ingen av dess indikatorer är mätt.

Vad den gör
    Hittar mål som har en bedömning fast alla indikatorer under dem ännu inte går att bedöma.

Varför det spelar roll
    En bedömning får bygga på annat än indikatorn, men då ska det stå vad. Annars ser två lika mål
    olika ut: det ena är uppfyllt och det andra går inte att bedöma.

Exempel
    Placeringar av barn och unga är Helt uppfyllt, men brukarundersökningen är inte gjord än.

Så rättar du
    Skriv i kommentaren vad bedömningen bygger på, eller välj Går ännu inte att bedöma.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.scales import Fulfilment
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C166", "bedomt-utan-matning", Severity.QUESTION, reads=("Mål", "Indikatorer"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every goal that is assessed although nothing below it is measured."""
    follow_up = context.calculated.follow_up
    for result in follow_up.tree_goals:
        tree_goal = result.tree_goal
        if tree_goal.assessment_cell is None or tree_goal.override is not None:
            continue
        if tree_goal.printed is None or tree_goal.printed is Fulfilment.UNKNOWN:
            continue
        own = [
            indicator
            for indicator in follow_up.indicators
            if indicator.indicator.goal == tree_goal.number and indicator.indicator.targets
        ]
        if own and all(indicator.assessment is Fulfilment.UNKNOWN for indicator in own):
            yield RULE.finding(
                f"{tree_goal.label} har bedömningen {tree_goal.printed.value} fast "
                f"{own[0].indicator.label} inte är mätt än.",
                "Skriv i kommentaren vad bedömningen bygger på, eller välj Går ännu inte att "
                "bedöma.",
                cell=tree_goal.assessment_cell,
                inputs=result.inputs,
            )
