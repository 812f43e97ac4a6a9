"""En formel har inget uträknat värde.

Vad den gör
    Hittar formler vars resultat inte är sparat i filen.

Varför det spelar roll
    Filen visar ingen siffra förrän Excel har räknat. Programmet gissar aldrig vad den blir.

Exempel
    En arbetsbok som ett annat program har skrivit och som aldrig har öppnats i Excel.

Så rättar du
    Öppna arbetsboken i Excel, låt den räkna om och spara. Eller skriv värdet i cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.whole_column import by_column

RULE = Rule("V105", "formel-utan-varde", Severity.ERROR, of_forms=True)


def check(context: Context) -> Iterator[Finding]:
    """Yield the findings of :func:`_each`, those of a whole column as one."""
    yield from by_column(context, _each(context))


def _each(context: Context) -> Iterator[Finding]:
    """Yield a finding for every formula whose result was never stored."""
    for issue in context.issues("uncomputed"):
        yield RULE.finding(
            f"{issue.subject} är en formel utan uträknat värde.",
            "Öppna arbetsboken i Excel och spara den, eller skriv värdet i cellen.",
            cell=issue.cell,
        )
