"""Bladet Skala går inte att använda.

Vad den gör
    Kontrollerar nämndens egna ord för bedömningarna: att inget ord står för två bedömningar, att
    den bästa står först, och att minst två har en färg. Ett ord som redan är taget används inte.
    Utan två bedömningar gäller Grön, Gul, Röd och Inget utfall.

Varför det spelar roll
    Orden är det som enheterna bedöms med. Betyder ett ord två saker blir målens bedömning fel.

Exempel
    Både God och Godtagbar har "G" i kolumnen Alias.

Så rättar du
    Ändra raden som meddelandet pekar på.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.scale import ScaleRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.parameters.word_checks import word_faults
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V118", "skalan", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every row of *Skala* that the scale cannot have."""
    rows = [(row, word) for row in context.rows(ScaleRow) if (word := row.said) is not None]
    for number, field, message, remedy in word_faults([word for _, word in rows]):
        row = rows[number][0]
        yield RULE.finding(message, remedy, cell=row.cell(field if row.has(field) else "word"))
