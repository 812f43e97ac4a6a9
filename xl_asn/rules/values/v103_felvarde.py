"""En cell innehåller ett felvärde från Excel.

Vad den gör
    Hittar #REF!, #DIV/0!, #N/A, #NAMN? och de andra felvärdena i alla celler som läses.
    Ett felvärde som en formel hämtar från en annan cell räknas upp som följdfel till den cellen.

Varför det spelar roll
    Ett felvärde är varken noll eller tomt. Allt som räknas ur cellen blir också fel.

Exempel
    #REF! i Utfall, efter att en rad som formeln hämtade från har tagits bort.

Så rättar du
    Rätta formeln, eller skriv beloppet i cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V103", "felvarde", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every error value among the cells that are read."""
    for issue in context.issues("error_value"):
        if issue.cell in context.spoilt:
            continue  # told under the cell that it follows from
        formula = context.grid.at(issue.cell).formula
        yield RULE.finding(
            f"{issue.subject} är {issue.context['found']}.",
            f"Rätta formeln ={formula} eller skriv värdet i cellen."
            if formula
            else "Skriv värdet i cellen.",
            cell=issue.cell,
            consequences=context.spoils(issue.cell),
        )
