"""En andel eller ett antal i texten stämmer inte med tabellen.

Vad den gör
    Läser procenttal och uttryck som "sex av sju uppdrag", "8 av 10 enheter är gröna", "av fyra mål
    är tre gröna" och "alla mål är gröna", och jämför dem med målets utfall, med budgetavvikelsen
    och med antalet rader i tabellen. Rader räknas bara om statusen går att läsa på alla.

Varför det spelar roll
    Antal räknas ofta för hand. En enhet som bytt färg ändrar tabellen men inte texten.

Exempel
    "7 av 10 enheter är gröna" i kommentaren till ett mål där åtta av tio enheter är Grön.

Så rättar du
    Ändra talet i texten, eller rätta tabellen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import share_decimals, show_share
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Judgement, Statement
from xl_asn.rules.rule import Rule

RULE = Rule("T103", "andel-mot-tabell", Severity.QUESTION)


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every share and count that differs from the table's."""
    for statement in statements:
        tie, value = statement.tie, statement.value
        if statement.judgement is not Judgement.DISAGREES or tie is None:
            continue
        if not isinstance(tie.value, Decimal) or not isinstance(value, Decimal):
            continue
        if statement.kind is Kind.COUNT:
            right = statement.reason
        elif statement.kind is Kind.SHARE:
            right = show_share(tie.value, max(share_decimals(tie.value), 0))
        else:
            continue
        yield RULE.finding(
            f"Texten säger {statement.text}, men {tie.column} för {tie.row} är {right}.",
            f"Ändra texten till {right}, eller rätta tabellen.",
            cell=statement.passage.cell,
            found=value,
            expected=tie.value,
            difference=value - tie.value,
            inputs=tie.inputs or (tie.cell,),
        )
