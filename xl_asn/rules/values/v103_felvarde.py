"""En cell innehåller ett felvärde från Excel.

Vad den gör
    Hittar #REF!, #DIV/0!, #N/A, #NAMN? och de andra felvärdena i alla celler som läses.
    Ett felvärde som en formel hämtar från en annan cell räknas upp som följdfel till den cellen.
    Samma felvärde i tre celler eller fler på ett blad är ett fynd, med cellerna.

Varför det spelar roll
    Ett felvärde är varken noll eller tomt. Allt som räknas ur cellen blir också fel.

Exempel
    #REF! i Utfall, efter att en rad som formeln hämtade från har tagits bort.

Så rättar du
    Rätta formeln, eller skriv beloppet i cellen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.documents.rows import Issue
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_cells

RULE = Rule("V103", "felvarde", Severity.ERROR, of_forms=True)

_FEWEST: Final = 3


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every error value among the cells that are read.

    The same one in many cells of a sheet has mostly one cause: a row or a link that is gone.
    """
    alike: dict[tuple[str, object, bool], list[Issue]] = {}
    for issue in context.issues("error_value"):
        if issue.cell not in context.spoilt:  # else told under the cell that it follows from
            has_formula = context.grid.at(issue.cell).formula is not None
            key = (issue.cell.sheet, issue.context["found"], has_formula)
            alike.setdefault(key, []).append(issue)
    for issues in alike.values():
        if len(issues) < _FEWEST:
            yield from (_finding(context, issue) for issue in issues)
        else:
            yield _of_many(context, issues)


def _finding(context: Context, issue: Issue) -> Finding:
    formula = context.grid.at(issue.cell).formula
    return RULE.finding(
        f"{issue.subject} är {issue.context['found']}.",
        f"Rätta formeln ={formula} eller skriv värdet i cellen."
        if formula
        else "Skriv värdet i cellen.",
        cell=issue.cell,
        consequences=context.spoils(issue.cell),
    )


def _of_many(context: Context, issues: Sequence[Issue]) -> Finding:
    cells = [issue.cell for issue in issues]
    formula = context.grid.at(cells[0]).formula
    return RULE.finding(
        f"{issues[0].context['found']} står i {len(cells)} celler: {told_cells(cells)}.",
        f"Rätta formlerna eller skriv värdena i cellerna. I {cells[0].address} står ={formula}."
        if formula
        else "Skriv värdena i cellerna.",
        cell=cells[0],
        inputs=tuple(cells[1:]),
        consequences=tuple(dict.fromkeys(c for cell in cells for c in context.spoils(cell))),
    )
