"""En summa stämmer inte med sina rader.

Vad den gör
    Summerar raderna under varje summa, resultat och total, i två eller tre nivåer. Rader av typen
    varav räknas inte igen. Skillnader som kan bero på avrundning larmas aldrig: en summa av n
    avrundade rader får skilja sig högst (n + 1) / 2 enheter. En summa av en enda rad ska stämma
    exakt.

Varför det spelar roll
    Summan är det som nämnden läser. Om den inte är summan av raderna är antingen summan eller en
    rad fel, eller så saknas en rad.

Exempel
    Resultat ASN är −251 436 men raderna blir −250 436: en siffra är felskriven.

Så rättar du
    Jämför raderna med underlaget. Rätta raden som är fel, eller summan.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.explanations import Explanation
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("C102", "summa-mot-rader", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every sum row that its rows contradict, whatever the columns."""
    for table in context.calculated.tables:
        places = {figure.cell: (row, column.header) for row, column, figure in table.figures()}
        by_row: dict[int, list[Explanation]] = {}
        for explanation in context.explanations():
            if explanation.cell.sheet != table.sheet or explanation.identity.kind != "summa":
                continue
            if explanation.cell == explanation.identity.result:
                by_row.setdefault(explanation.cell.row, []).append(explanation)
        for explanations in by_row.values():
            row, _ = places[explanations[0].cell]
            yield _finding(table, row, [(places[e.cell][1], e) for e in explanations])


def _finding(table: AmountTable, row: AmountRow, wrong: list[tuple[str, Explanation]]) -> Finding:
    header, first = wrong[0]
    difference = first.found - first.expected
    message = (
        f"{header} för {row.label} är {show_exact(first.found)} men raderna blir "
        f"{show_exact(first.expected)} ({show_exact(difference, signed=True)})."
    )
    if len(wrong) > 1:
        message += f" Summan är fel också i {listed(name for name, _ in wrong[1:])}."
    remedy = "Jämför raderna med underlaget och rätta den rad som är fel, eller summan."
    twin = _row_of_the_difference(table, wrong)
    if twin is not None:
        message += f" Skillnaden är lika stor som raden {twin.label}."
        remedy = (
            f"Kontrollera om raden {twin.label} är utelämnad ur summan eller räknad två gånger."
        )
    consequences: dict[CellRef, None] = {}
    for _, explanation in wrong:
        consequences |= dict.fromkeys(explanation.consequences)
    for _, explanation in wrong[1:]:
        consequences[explanation.cell] = None
    return RULE.finding(
        message,
        remedy,
        cell=first.cell,
        found=first.found,
        expected=first.expected,
        difference=difference,
        inputs=tuple(cell for _, cell in first.identity.terms),
        consequences=tuple(sorted(consequences)),
    )


def _row_of_the_difference(
    table: AmountTable, wrong: list[tuple[str, Explanation]]
) -> AmountRow | None:
    """Return the only row whose amounts are what the sum lacks or has too much of, if there is one.

    The printed amounts may differ by rounding, as all printed sums.
    """
    found = [
        row
        for row in table.rows
        if not row.kind.is_sum
        and all(
            abs(abs(row.figures[header].value or Decimal(0)) - abs(e.expected - e.found))
            <= e.identity.room
            for header, e in wrong
        )
    ]
    return found[0] if len(found) == 1 else None
