"""Månadsremsan säger något annat än föregående rapport.

Vad den gör
    Jämför varje månad i remsan med föregående rapport, om den är angiven på bladet Start och
    finns: med målens bedömning för den rapportens egna månader, och med dess remsa för månaderna
    innan. Över ett årsskifte jämförs ingenting. Säger föregående rapport emot sig själv godtas
    båda. Allt som skiljer sig för samma mål blir ett enda fynd.

Varför det spelar roll
    En månad som redan är rapporterad till nämnden ska inte byta färg i efterhand utan förklaring.

Exempel
    Oktoberrapporten visade Röd för mål 4, men i novemberrapportens remsa är oktober Gul.

Så rättar du
    Ändra remsan till det som rapporterades, eller skriv i kommentaren varför månaden är rättad.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.periods import Period
from xl_asn.model.statuses import Status
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.chain import Earlier
from xl_asn.rules.shared.strips import Month, filled_months, month_name, strip_rows

RULE = Rule("C138", "remsa-mot-foregaende", Severity.QUESTION, reads=("Månadsstatus",))


def check(context: Context, period: Period, same_year: Earlier) -> Iterator[Finding]:
    """Yield a finding for every goal whose strip differs from what was reported."""
    reported = _reported(same_year)
    for goal, row in strip_rows(context.document).items():
        said: list[str] = []
        cells: list[CellRef] = []
        for month, found in filled_months(row, period).items():
            was = reported.get(int(goal), {}).get(month, ())
            if was and found.status not in was:
                said.append(
                    f"{month_name(month)} är {found.status.value} men rapporterades som "
                    f"{was[0].value}"
                )
                cells.append(found.cell)
        if cells:
            yield RULE.finding(
                f"Månadsremsan för mål {goal} stämmer inte med föregående rapport: {listed(said)}.",
                "Ändra remsan till det som rapporterades, eller skriv i kommentaren varför "
                "månaden är rättad.",
                cell=cells[0],
                inputs=tuple(cells[1:]),
            )


def _reported(earlier: Earlier) -> Mapping[int, Mapping[Month, tuple[Status, ...]]]:
    """Return what the previous report said of each month, by goal; its assessments come first."""
    previous, calculated, period = earlier.document, earlier.calculated, earlier.document.period
    if period is None:
        return {}
    reported: dict[int, dict[Month, tuple[Status, ...]]] = {
        int(goal): {month: (found.status,) for month, found in filled_months(row, period).items()}
        for goal, row in strip_rows(previous).items()
    }
    outcomes = {goal.number: goal.status for goal in calculated.goals}
    for row in previous.table("Mål") or ():
        if row.number is None:
            continue
        status = row.override or row.assessment or outcomes.get(int(row.number))
        if status is not None:
            own = reported.setdefault(int(row.number), {})
            for month in period.months:
                own[period.year, month] = (status, *own.get((period.year, month), ()))
    return reported
