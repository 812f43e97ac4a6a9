"""Ett belopp i texten stämmer inte med tabellen.

Vad den gör
    Läser beloppen i texterna och söker cellen som texten talar om: raden som nämns, eller raden
    som kommentaren står på, och kolumnen som orden pekar ut. Beloppet jämförs med den precision
    som det är skrivet med: −5,3 mnkr är mellan −5 350 och −5 250 tkr. Ord som drygt och cirka ger
    större utrymme. Belopp i ord ("drygt en miljon"), intervall ("mellan 1 och 2 mnkr") och ord för
    ingen skillnad ("i nivå med budget") jämförs på samma sätt. Högre kostnader än budget är ett
    minus, högre intäkter ett plus. Belopp som inte säkert går att knyta till en cell lämnas utan
    anmärkning. Tabellens belopp visas i rapportens beloppsenhet.

Varför det spelar roll
    Siffror i tabellen ändras ofta sent, och texten följer inte med av sig själv. Läsaren vet då
    inte vilket av de två beloppen som gäller.

Exempel
    Kommentaren säger "Barn- och ungdomsvård −5,3 mnkr", men prognosavvikelsen är −5 586 tkr.

Så rättar du
    Ändra texten till beloppet i tabellen, eller rätta tabellen. Kör xl-asn pastaenden för att se
    vad varje belopp i texten är knutet till.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.amount_words import read_unit
from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("T101", "belopp-mot-tabell", Severity.QUESTION)


def check(context: Context, statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every amount that differs from the cell that it is about."""
    for statement in statements:
        tie = statement.tie
        if (
            not statement.kind.is_amount
            or statement.judgement is not Judgement.DISAGREES
            or statement.against_word
            or tie is None
            or tie.cell.sheet in context.misnamed  # the column that is meant may not be read (S102)
            or not isinstance(tie.value, Decimal)
            or not isinstance(statement.value, Decimal)
            or tie.cell in context.other_unit
        ):
            continue
        said, right = tie.unit.of(statement.value), tie.unit.of(tie.value)
        yield RULE.finding(
            f"Texten säger {statement.text} för {tie.row}, men {tie.column} är "
            f"{tie.shown(tie.value)}." + _elsewhere(context, statement, tie),
            f"Ändra texten till {statement.written(tie.value)}, eller rätta {tie.cell}.",
            cell=statement.passage.cell,
            found=said,
            expected=right,
            difference=said - right,
            inputs=(tie.cell,),
        )


def _elsewhere(context: Context, statement: Statement, tie: Tie) -> str:
    """Say where in the same row the amount does stand, if it does."""
    if statement.kind is not Kind.AMOUNT or not statement.clause.figure.word:
        return ""
    for table in context.calculated.tables:
        unit = read_unit(table.unit)
        row = table.by_number.get(tie.cell.row) if table.sheet == tie.cell.sheet else None
        if unit is None or row is None:
            continue
        for column in table.columns:
            value = row.figures[column.header].value
            if value and statement.agrees_with(value * unit.thousands):
                return f" {column.header} för {row.label} stämmer däremot."
    return ""
