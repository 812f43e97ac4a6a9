"""Målets bedömning är en annan än det som ligger under målet ger.

Vad den gör
    Väger ihop bedömningen av målen och indikatorerna under målet: alla uppfyllda ger Helt, ingen
    ger Uppfylls inte, och däremellan är målet Delvis uppfyllt. Det som inte är mätt räknas inte.

Varför det spelar roll
    Ett mål som är delvis uppfyllt fast dess enda indikator inte når målvärdet väcker en fråga hos
    nämnden. Svaret ska stå i rapporten.

Exempel
    Nämndmålet om digitalisering är Delvis uppfyllt, men 4 av 5 processer når inte målvärdet.

Så rättar du
    Ändra bedömningen, eller överstyr den med motivering, namn och datum.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C163", "mal-mot-indikatorer", Severity.QUESTION, reads=("Mål", "Indikatorer"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed assessment of a goal that what lies below contradicts."""
    for result in context.calculated.follow_up.tree_goals:
        goal = result.tree_goal
        if goal.printed is None or goal.assessment_cell is None or goal.override is not None:
            continue
        if result.computed not in {None, goal.printed}:
            yield RULE.finding(
                f"{goal.label} har bedömningen {goal.printed.value}, men det som ligger under "
                f"målet ger {result.explanation}.",
                "Ändra bedömningen, eller överstyr den med motivering, namn och datum.",
                cell=goal.assessment_cell,
                inputs=result.inputs,
            )
