"""Ett mål eller en indikator hör till ett mål som inte finns.

Vad den gör
    Kontrollerar att varje kvalitetsmål och nämndmål har numret på ett strategiskt mål, och att
    varje indikator har numret på ett mål som finns på bladet Mål.

Varför det spelar roll
    Det som inte hör till något mål räknas inte med när målet bedöms, och kommer inte med under
    målet i rapporten.

Exempel
    Indikatorn har mål 32, men bladet Mål har bara mål 31.

Så rättar du
    Skriv numret på det mål som raden hör till.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.delarsrapport import AimRow
from xl_asn.documents.indicators import IndicatorRow
from xl_asn.model.aims import AimKind
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V153", "mal-som-saknas", Severity.ERROR, reads=("Mål", "Indikatorer"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every number that no goal of the right kind has."""
    kinds = {row.number: row.kind for row in context.rows(AimRow)}
    if not kinds:
        return
    for row in context.rows(AimRow):
        if row.kind in {None, AimKind.STRATEGIC} or not row.has("above"):
            continue
        if row.readable("above") and kinds.get(row.above) is not AimKind.STRATEGIC:
            yield RULE.finding(
                f"{row.label} hör inte till något strategiskt mål"
                + (f": det finns inget med nummer {row.above:f}." if row.above else "."),
                "Skriv numret på det strategiska mål som målet hör till.",
                cell=row.cell("above"),
            )
    for indicator in context.rows(IndicatorRow):
        if not indicator.has("goal") or not indicator.readable("goal"):
            continue
        if indicator.goal not in kinds:
            yield RULE.finding(
                f"Indikatorn {indicator.label} hör inte till något mål"
                + (f": det finns inget med nummer {indicator.goal:f}." if indicator.goal else "."),
                "Skriv numret på målet som indikatorn mäter.",
                cell=indicator.cell("goal"),
            )
