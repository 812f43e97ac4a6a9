"""Ett blad som rapporten behöver är tomt.

Vad den gör
    Kontrollerar att blad som rapporten bygger på har minst en rad. Mål, Enhetsresultat och
    Organisation måste ha rader. Händelser, Nettokostnad och Resultaträkning bör ha det.

Varför det spelar roll
    En rapport utan mål kan inte lämnas in. En rapport utan ekonomi kan vara riktig, men då ska
    texten säga varför.

Exempel
    Rapporten för juni och juli 2023 har ingen separat ekonomisk rapport, och säger det.

Så rättar du
    Fyll i bladet. Om det ska vara tomt: förklara varför i en händelse eller i sammanfattningen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S104", "tomt-blad", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every sheet that ought to hold rows and holds none."""
    for spec, table in context.tables():
        if not table.present or len(table):
            continue
        if spec.required:
            yield RULE.finding(
                f"Bladet {spec.name} är tomt.", f"Fyll i bladet. {spec.help}", sheet=spec.name
            )
        elif spec.expected:
            yield RULE.finding(
                f"Bladet {spec.name} är tomt.",
                "Fyll i bladet, eller skriv i rapporten varför uppgifterna saknas.",
                sheet=spec.name,
                severity=Severity.QUESTION,
            )
