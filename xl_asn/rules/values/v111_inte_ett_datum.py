"""En cell som ska innehålla ett datum gör det inte.

Vad den gör
    Hittar datumceller med text eller tal som inte är ett datum.

Varför det spelar roll
    Parametrar och överstyrningar gäller från ett datum. Utan det går det inte att veta om de
    gäller för perioden.

Exempel
    "våren 2023" i kolumnen Gäller från.

Så rättar du
    Skriv datumet som 2023-01-01.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.whole_column import by_column

RULE = Rule("V111", "inte-ett-datum", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield the findings of :func:`_each`, those of a whole column as one."""
    yield from by_column(context, _each(context))


def _each(context: Context) -> Iterator[Finding]:
    """Yield a finding for every cell that should hold a date and does not."""
    for issue in context.issues("not_a_date"):
        yield RULE.finding(
            f"{issue.subject} är inte ett datum: ”{issue.context['found']}”.",
            "Skriv datumet som 2023-01-01.",
            cell=issue.cell,
        )
