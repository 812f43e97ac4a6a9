"""Ett mål med sämre utfall har en bättre färg än ett mål med bättre utfall.

Vad den gör
    Jämför mål med samma målnivå, när det är andelen gröna enheter som avgör. Ett mål med lägre
    andel får inte ha en bättre bedömning, om inte en spärr begränsar det andra målet. Fyndet
    läggs på det mål som flest andra mål motsäger.

Varför det spelar roll
    Färgerna ska ordna målen på samma sätt som utfallen gör. Annars går de inte att lita på.

Exempel
    Februari 2021: Kvalitet är Röd med 33 %, men Medarbetare är Gul med 30 % och Leverans är Gul
    med 20 %.

Så rättar du
    Kontrollera utfall och bedömning för målet, eller överstyr det med motivering, namn och datum.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_share
from xl_asn.model.statuses import Status, worse
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.treatment import Treated, treated_goals

RULE = Rule("C135", "battre-farg-samre-utfall", Severity.QUESTION, reads=("Mål", "Enhetsresultat"))


def check(context: Context) -> Iterator[Finding]:
    """Yield the fewest goals that explain why colours and outcomes order goals differently."""
    goals = [
        goal
        for goal in treated_goals(context.document, context.calculated)
        if goal.is_by_share
        and goal.share is not None
        and goal.printed is not None
        and not (goal.is_overridden or goal.contradicts_policy)
    ]
    pairs = [(one, two) for one, two in permutations(goals, 2) if _is_turned(one, two)]
    while pairs:
        most = max(goals, key=lambda goal: sum(goal.cell in _cells(pair) for pair in pairs))
        against = [pair for pair in pairs if most.cell in _cells(pair)]
        others = [goal for pair in against for goal in pair if goal.cell != most.cell]
        yield RULE.finding(
            f"{_told(most)}, fast {listed(map(_told, others))}.",
            "Kontrollera utfall och bedömning, eller överstyr med motivering, namn och datum.",
            cell=most.cell,
            inputs=tuple(goal.cell for goal in others),
        )
        pairs = [pair for pair in pairs if pair not in against]


def _is_turned(lower: Treated, higher: Treated) -> bool:
    """Whether the goal with the lower share has the better colour, and no gate explains it."""
    if lower.share is None or higher.share is None or lower.target != higher.target:
        return False
    if lower.printed is None or higher.printed is None or higher.lacks_gate:
        return False
    return (
        lower.share < higher.share
        and lower.printed is not higher.printed
        and worse(lower.printed, higher.printed) is higher.printed
        and higher.gate in {None, Status.GREEN}
    )


def _cells(pair: tuple[Treated, Treated]) -> tuple[CellRef, CellRef]:
    return pair[0].cell, pair[1].cell


def _told(goal: Treated) -> str:
    status = goal.printed.value if goal.printed else ""
    share = show_share(goal.share) if goal.share is not None else ""
    return f"{goal.label} är {status} med utfallet {share}"
