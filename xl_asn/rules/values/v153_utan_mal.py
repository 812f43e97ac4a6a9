"""Ett nämndmål eller en indikator hör inte till något mål.

Vad den gör
    Kontrollerar att varje kvalitetsmål och nämndmål har numret på ett strategiskt mål eller en
    grundförutsättning, och att varje indikator har numret på ett mål. Nummer som inte finns på
    bladet Mål tar C139 upp.

Varför det spelar roll
    Det som inte hör till något mål räknas inte med när målet bedöms, och kommer inte med under
    målet i rapporten.

Exempel
    Nämndmål 31 har nummer 21 i kolumnen Strategiskt mål, men mål 21 är ett kvalitetsmål.

Så rättar du
    Skriv numret på det mål som raden hör till.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V153", "utan-mal", Severity.ERROR, reads=("Mål", "Indikatorer"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every goal and indicator that belongs nowhere."""
    kinds = {row.number: row for row in context.rows(TreeGoalRow)}
    for row in kinds.values():
        if row.kind is None or row.kind.is_top or not row.has("above"):
            continue
        if not row.readable("above"):
            continue
        above = kinds.get(row.above)
        if row.above is None or (above is not None and not _is_top(above.kind)):
            other = "" if above is None or row.above is None else f": {above.label} är inget sådant"
            yield RULE.finding(
                f"{row.label} hör inte till något strategiskt mål{other}.",
                "Skriv numret på det strategiska mål som målet hör till.",
                cell=row.cell("above"),
            )
    for indicator in context.rows(IndicatorRow) if kinds else ():
        if indicator.has("goal") and indicator.readable("goal") and indicator.goal is None:
            yield RULE.finding(
                f"Indikatorn {indicator.label} hör inte till något mål.",
                "Skriv numret på målet som indikatorn mäter.",
                cell=indicator.cell("goal"),
            )


def _is_top(kind: GoalLevel | None) -> bool:
    return kind is not None and kind.is_top
