"""Ett förhållande mellan två belopp i texten stämmer inte med tabellen.

Vad den gör
    Läser uttryck som "tre gånger så stort som", "hälften så stort som" och "har halverats sedan
    föregående prognos", räknar ut förhållandet mellan de två beloppen i tabellen och jämför.
    "Tre gånger" får vara mellan 2,25 och 3,75 gånger. Bara meningar där varje ord är förstått
    jämförs.

Varför det spelar roll
    Förhållandet räknas ofta i huvudet och en enda gång. När ett av beloppen ändras följer inte
    texten med.

Exempel
    "Underskottet för barn- och ungdomsvården är hälften så stort som nämndens underskott", men
    prognosavvikelserna är −5 286 tkr och −1 666 tkr.

Så rättar du
    Ändra texten till det förhållande som tabellen visar, eller rätta tabellen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_number
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Judgement, Statement
from xl_asn.rules.rule import Rule

RULE = Rule("T145", "ganger-mot-tabell", Severity.QUESTION)


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every ratio that differs from the tables'."""
    for statement in statements:
        tie = statement.tie
        if (
            statement.kind is not Kind.TIMES
            or statement.judgement is not Judgement.DISAGREES
            or tie is None
            or not isinstance(tie.value, Decimal)
        ):
            continue
        times = show_number(tie.value, 1)
        yield RULE.finding(
            f"Texten säger ”{statement.text}”, men {statement.reason}: {times} gånger så mycket.",
            "Ändra texten till det som tabellen visar, eller rätta tabellen.",
            cell=statement.passage.cell,
            inputs=tie.inputs,
        )
