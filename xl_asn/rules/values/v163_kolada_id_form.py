"""Ett Kolada-id har fel form.

Vad den gör
    Kontrollerar att varje Kolada-id är N eller U och fem siffror, som U28507 och N00973.

Varför det spelar roll
    Ett id med en siffra för lite hittas inte i Kolada, och då hämtas inget utfall.

Exempel
    U2850 har bara fyra siffror, och 28507 saknar bokstaven.

Så rättar du
    Slå upp nyckeltalet på kolada.se och skriv dess id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.indicators import KOLADA_ID
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V163", "kolada-id-form", Severity.ERROR, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every id that is none."""
    for row in context.rows(IndicatorRow):
        if row.kolada_id and not re.fullmatch(KOLADA_ID, row.kolada_id):
            yield RULE.finding(
                f"{row.kolada_id} är inget Kolada-id: det är N eller U och fem siffror.",
                "Slå upp nyckeltalet på kolada.se och skriv dess id.",
                cell=row.cell("kolada_id"),
            )
