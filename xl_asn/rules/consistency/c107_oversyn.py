"""Översyn, målrad och månadsremsa säger olika.

Vad den gör
    Jämför målets bedömning med översynen och med månadsremsan för rapportens månader. Allt som
    skiljer sig för samma mål blir ett enda fynd. Målets bedömning är den som reglerna ger, eller
    den som står på målraden om den inte går att räkna fram.

Varför det spelar roll
    Samma status står på tre ställen i rapporten. Läsaren ser bara översynen, och den ska stämma.

Exempel
    Juni–juli 2023: mål 1 är Grön på målraden men Gul i översynen och i remsan.

Så rättar du
    Bestäm vilken status som är rätt. Ändra översyn och remsa, eller överstyr målets bedömning
    med motivering.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.sheets.goals import STRIP_FIELDS, GoalRow, StripRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.model.statuses import Status
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("C107", "oversyn-mot-mal", Severity.ERROR, reads=("Mål",))


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every goal whose status is printed differently in its places."""
    strips: dict[Decimal | None, StripRow] = {}
    for row in context.rows(StripRow):
        strips.setdefault(row.goal, row)
    period = context.document.period
    outcomes = {result.number: result for result in context.calculated.goals}
    for goal in context.rows(GoalRow):
        outcome = outcomes.get(int(goal.number)) if goal.number is not None else None
        if outcome is not None and context.rests_on_fault(outcome):
            continue
        status = (outcome and outcome.status) or goal.assessment
        if status is None:
            continue
        places: list[tuple[str, Status, CellRef]] = []
        if goal.overview is not None:
            places.append(("översynen", goal.overview, goal.cell("overview")))
        strip = strips.get(goal.number)
        for month in period.months if strip and period else ():
            found = strip.months[month - 1] if strip else None
            if strip and found is not None:
                name = f"remsan för {MONTH_HEADERS[month - 1].lower()}"
                places.append((name, found, strip.cell(STRIP_FIELDS[month - 1])))
        wrong = [place for place in places if place[1] is not status]
        if wrong:
            says = listed(f"{name} är {found.value}" for name, found, _ in wrong)
            yield RULE.finding(
                f"{goal.label} är {status.value}, men {says}.",
                f"Ändra till {status.value}, eller överstyr målets bedömning med motivering.",
                cell=wrong[0][2],
                inputs=(goal.cell("assessment"),) if goal.has("assessment") else (),
                consequences=tuple(cell for _, _, cell in wrong[1:]),
            )
