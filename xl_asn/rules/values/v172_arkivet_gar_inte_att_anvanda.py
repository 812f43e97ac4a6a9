"""Arkivet kan inte användas.

Vad den gör
    Läser arbetsboken som bladet Start anger som arkiv. Den ska vara ett arkiv från xl-asn arkiv,
    ligga nära rapporten och ha rapporter från samma nämnd. Annars jämförs ingenting med det.

Varför det spelar roll
    Arkivet säger hur raderna brukar fördela sig över året och hur bra prognoserna har varit. Utan
    det bedöms takten som om året var jämnt, och rapporten säger inget om prognoserna.

Exempel
    Start anger arkiv.xlsx, men filen ligger kvar i mappen för förra året.

Så rättar du
    Skriv arkivets filnamn i cellen Arkiv, eller töm cellen. Ett arkiv gör du med xl-asn arkiv.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.start import SHEET
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V172", "arkivet-gar-inte-att-anvanda", Severity.QUESTION)


def check(context: Context, archive_fault: str) -> Iterator[Finding]:
    """Yield a finding when the workbook named as the archive cannot be asked."""
    start = context.document.start
    yield RULE.finding(
        f"Arkivet, {start.archive}, {archive_fault}. Raderna är inte jämförda med tidigare år.",
        "Ange nämndens arkiv på bladet Start, eller töm cellen.",
        sheet=SHEET,
        cell=start.place("archive"),
    )
