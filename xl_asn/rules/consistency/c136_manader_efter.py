"""Månadsremsan är ifylld för månader efter rapportens.

Vad den gör
    Letar efter ifyllda månader som ligger efter rapportens sista månad. Remsan rullar, så de
    månaderna hör till förra året. Är de ifyllda för de flesta mål är fyndet en upplysning. Är de
    bara ifyllda för några mål är det en fråga, för då kan en månad ha hamnat fel.

Varför det spelar roll
    Den som läser remsan tror att det är en bedömning av månader som inte har varit.

Exempel
    Juni–juli 2023: augusti till december är ifyllda, och visar 2022.

Så rättar du
    Skriv i rapporten att månaderna avser förra året. Bladet Rapport gör det. Har en månad hamnat
    fel: flytta den, eller töm cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import MONTH_HEADERS, Period
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.strips import StripCell, filled_months, strip_rows

RULE = Rule("C136", "manader-efter-rapporten", Severity.INFO, reads=("Månadsstatus",))


def check(context: Context, period: Period) -> Iterator[Finding]:
    """Yield an info for months of last year, and a question for those that only some goals have."""
    rows = strip_rows(context.document)
    later: dict[int, dict[int, StripCell]] = {}
    for goal, row in rows.items():
        for (_, month), found in filled_months(row, period).items():
            if month > period.last_month:
                later.setdefault(month, {})[int(goal)] = found
    whole = [month for month in sorted(later) if 2 * len(later[month]) > len(rows)]
    if whole:
        months = listed(MONTH_HEADERS[month - 1].lower() for month in whole)
        cells = [found.cell for month in whole for found in later[month].values()]
        yield RULE.finding(
            f"Månadsremsan är ifylld för {months}, som ligger efter {period.label}. De månaderna "
            f"hör till {period.year - 1}.",
            f"Skriv i rapporten att månaderna avser {period.year - 1}. Bladet Rapport gör det.",
            cell=cells[0],
            inputs=tuple(cells[1:]),
        )
    for month in sorted(set(later) - set(whole)):
        goals, cells = listed(map(str, later[month])), [f.cell for f in later[month].values()]
        yield RULE.finding(
            f"Månadsremsan är ifylld för {MONTH_HEADERS[month - 1].lower()} för mål {goals} men "
            f"inte för de andra målen, och månaden ligger efter {period.label}.",
            "Flytta bedömningen till rätt månad, eller töm cellen.",
            cell=cells[0],
            inputs=tuple(cells[1:]),
            severity=Severity.QUESTION,
        )
