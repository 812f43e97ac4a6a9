"""En kommentar börjar med en annan rads namn.

Vad den gör
    Läser namnet som en kommentar börjar med, när det följs av ett belopp, ett kolon eller radens
    slut. Är det namnet på en annan rad i samma tabell ställs frågan vilken rad kommentaren gäller.
    Kommentarer på summor lämnas, för en summa förklaras av sina rader, och så också kommentarer
    där radens eget namn står längre ned.

Varför det spelar roll
    Kommentarer kopieras och flyttas mellan rader. Står den på fel rad förklarar den fel avvikelse,
    och beloppet kan stämma ändå.

Exempel
    "Socialpsykiatri −5,3 mnkr" som kommentar på raden Barn- och ungdomsvård.

Så rättar du
    Byt namnet mot radens eget, eller flytta kommentaren till den rad som den gäller.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.prose.leading import misplaced
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("T144", "kommentar-pa-annan-rad", Severity.QUESTION, of_forms=True)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every comment that begins with the name of another row."""
    for found in misplaced(context.passages, context.subjects):
        cell = found.passage.cell
        right = CellRef(cell.sheet, found.row.number, cell.column)
        yield RULE.finding(
            f"Kommentaren till {found.passage.row} börjar med ”{found.name}”, som är en annan rad.",
            f"Byt namnet mot {found.passage.row}, eller flytta kommentaren till {right}.",
            cell=cell,
        )
