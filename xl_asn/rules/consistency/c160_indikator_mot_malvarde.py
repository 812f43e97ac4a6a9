"""Indikatorns bedömning stämmer inte med utfall och målvärde.

Vad den gör
    Jämför utfallet med målvärdet, åt det håll som Riktning säger är bättre, och resultatet med
    Bedömning. Har indikatorn två målvärden, kommunens och nämndens, är den Delvis uppfyllt när
    bara det ena nås. En indikator som inte är mätt går ännu inte att bedöma.

Varför det spelar roll
    Bedömningen följer med till nämndmålet och till det strategiska målet. En vänd riktning gör
    att en försämring ser ut som ett uppfyllt mål.

Exempel
    Sjukfrånvaron är 7,1 % mot målvärdet 5 %, och lägre är bättre. Bedömningen Helt uppfyllt är fel.

Så rättar du
    Kontrollera Riktning, Utfall och Målvärde. Om de är rätt: tryck Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C160", "indikator-mot-malvarde", Severity.ERROR, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed assessment that outcome and targets contradict."""
    for result in context.calculated.follow_up.indicators:
        indicator = result.indicator
        printed, cell = indicator.printed, indicator.assessment_cell
        if cell is None or printed is None or result.assessment in {None, printed}:
            continue
        outcome = (indicator.outcome.cell,) if indicator.outcome else ()
        yield RULE.finding(
            f"Bedömningen av {indicator.label} är {printed.value} men ska vara "
            f"{result.explanation}.",
            "Kontrollera Riktning, Utfall och Målvärde. Om de är rätt: tryck Beräkna.",
            cell=cell,
            inputs=(*outcome, *(target.cell for target in indicator.targets)),
        )
