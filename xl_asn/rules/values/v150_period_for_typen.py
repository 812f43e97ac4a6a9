"""Perioden är inte en som dokumentet skrivs för.

Vad den gör
    Jämför Period på Start med de perioder som dokumenttypen har. En delårsrapport skrivs för
    januari till april eller januari till augusti.

Varför det spelar roll
    Perioden avgör vilka kolumner och vilka regler som gäller, och står i rapportens rubrik.

Exempel
    En delårsrapport med perioden nov.

Så rättar du
    Välj en period i listan på bladet Start.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.start import SHEET
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V150", "period-for-typen", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding where the period is one that the document type is not written for."""
    document = context.document
    start = document.start
    if start.year is None or start.period is None or document.period is not None:
        return
    yield RULE.finding(
        f"{document.title} skrivs inte för perioden {start.period}.",
        f"Välj en av: {', '.join(document.periods)}.",
        sheet=SHEET,
        cell=start.place("period"),
    )
