"""Slutdatum ligger före startdatum.

Vad den gör
    Jämför datumen på rader som har både en början och ett slut: Startdatum och Slutdatum, Gäller
    från och Gäller till.

Varför det spelar roll
    En åtgärd som slutar innan den börjar är fel inskriven, och då syns det inte om den är försenad.
    En enhet som upphör innan den börjar gälla finns inte någon dag.

Exempel
    Startdatum 2023-02-01 och Slutdatum 2022-12-31.

Så rättar du
    Rätta det datum som är fel. Kontrollera året.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.columns import DATE
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V124", "slut-fore-start", Severity.ERROR)

_PAIRS = (("Startdatum", "Slutdatum"), ("Gäller från", "Gäller till"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every row whose last day comes before its first."""
    for spec, table in context.tables():
        fields = {c.header: name for name, c in spec.columns.items() if c.kind is DATE}
        for first, last in _PAIRS:
            if first not in fields or last not in fields:
                continue
            for row in table:
                start, end = getattr(row, fields[first]), getattr(row, fields[last])
                if start is None or end is None or end >= start:
                    continue
                yield RULE.finding(
                    f"{last} för {row.label or 'raden'} är {end.isoformat()}, före {first.lower()} "
                    f"{start.isoformat()}.",
                    "Rätta det datum som är fel. Kontrollera året.",
                    cell=row.cell(fields[last]),
                    inputs=(row.cell(fields[first]),),
                )
