"""En gul eller röd enhet har ingen kommentar.

Vad den gör
    Letar efter enheter som är Gul eller Röd för ett mål och som ingen text förklarar: varken
    enhetens egen kommentar på Enhetsresultat eller målets kommentar på Mål. Målets kommentar
    räknas om den nämner enheten, med dess namn eller ett alias på Organisation. Enheterna samlas
    till ett fynd för varje mål.

Varför det spelar roll
    En gul eller röd enhet är det som nämnden frågar om. Skälet och åtgärden ska stå i rapporten.

Exempel
    November 2022: Familjevårdsenheten med familjerätt är Gul för mål 1, men målets kommentar
    handlar bara om Försörjningsstödsenheten och Vuxenenheten.

Så rättar du
    Skriv i enhetens kommentar varför den inte är grön och vad som görs, eller nämn enheten i
    målets kommentar.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.goal_inputs import by_goal
from xl_asn.documents.sheets.goals import UnitRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.statuses import Status
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule(
    "V131",
    "enhet-utan-kommentar",
    Severity.QUESTION,
    reads=("Mål", "Enhetsresultat"),
    of_forms=True,
)

_WANT_A_REASON = (Status.RED, Status.YELLOW)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every goal with a yellow or red unit that no text tells about."""
    register = context.register
    results = by_goal(context.rows(UnitRow))
    for goal in context.document.table("Mål") or ():
        told = goal.comment or ""
        silent: list[UnitRow] = []
        for row in results.get(goal.number, ()):
            if row.assessment is None or row.assessment.light not in _WANT_A_REASON or row.comment:
                continue
            unit = register.find(row.label)
            if unit is None and register:
                continue  # V108: nobody can say whom the text tells about
            if not (
                unit.is_named_in(told) if unit else folded_name(row.label) in folded_name(told)
            ):
                silent.append(row)
        if silent:
            units = listed(
                f"{row.label} ({row.assessment.value})" for row in silent if row.assessment
            )
            first = silent[0]
            yield RULE.finding(
                f"{goal.label}: ingen kommentar förklarar {units}.",
                "Skriv varför, och vad som görs åt det, i enhetens eller målets kommentar.",
                cell=first.place("comment") or first.cell("unit"),
                inputs=tuple(row.cell("assessment") for row in silent),
            )
