"""Målets bedömning stämmer inte med reglerna.

Vad den gör
    Räknar fram målets status ur enheterna, målnivån och spärren, med den metod som gäller för
    perioden, och jämför med Bedömning på bladet Mål. Ett mål som är överstyrt med motivering
    jämförs med överstyrningen.

Varför det spelar roll
    Samma utfall ska ge samma färg, för alla mål och alla månader. Nämnden får avvika, men då ska
    det stå varför.

Exempel
    8 av 10 enheter är gröna och bedömningen är Grön, fast Budgetavvikelse är Gul och begränsar.

Så rättar du
    Tryck Beräkna, eller överstyr bedömningen med motivering, namn och datum.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C106", "bedomning-mot-regler", Severity.ERROR, reads=("Mål", "Enhetsresultat"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed assessment that the policy contradicts."""
    goals = context.document.table("Mål")
    outcomes = {result.number: result for result in context.calculated.goals}
    for goal in goals or ():
        outcome = outcomes.get(int(goal.number)) if goal.number is not None else None
        if outcome is None or outcome.status is None or goal.assessment is None:
            continue
        if context.rests_on_fault(outcome):
            continue
        if goal.assessment is not outcome.status:
            yield RULE.finding(
                f"{goal.label} har bedömningen {goal.assessment.value} men ska vara "
                f"{outcome.explanation}.",
                "Tryck Beräkna, eller överstyr bedömningen med motivering, namn och datum.",
                cell=goal.cell("assessment"),
                inputs=outcome.inputs,
            )
