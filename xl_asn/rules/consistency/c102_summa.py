"""En summa stämmer inte med sina rader.

Vad den gör
    Summerar raderna under varje summa, resultat och total, i två eller tre nivåer. Rader av typen
    varav räknas inte igen. Skillnader som kan bero på avrundning larmas aldrig: en summa av n
    avrundade rader får skilja sig högst (n + 1) / 2 enheter. En summa av en enda rad ska stämma
    exakt. Säger vad skillnaden liknar: en utelämnad rad, en rad som räknats två gånger, en rad som
    saknas i tabellen, ett felskrivet belopp, olika underlag, eller att den är oförklarad. En rad
    saknas när summan är fel i flera kolumner och skillnaderna följer samma formler som en rad gör.

Varför det spelar roll
    Summan är det som nämnden läser. Om den inte är summan av raderna är antingen summan eller en
    rad fel, eller så saknas en rad.

Exempel
    Resultat ASN är −251 436 men raderna blir −250 436: en siffra är felskriven.

Så rättar du
    Jämför raderna med underlaget. Rätta raden som är fel, eller summan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_asn.calculation.adding_up.causes import (
    Cause,
    Difference,
    agrees_elsewhere,
    cause_of_sum,
)
from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import cause_remedy, cause_sentence

RULE = Rule("C102", "summa-mot-rader", Severity.ERROR)


def check(context: Context, explanations: tuple[Explanation, ...]) -> Iterator[Finding]:
    """Yield one finding for every sum row that its rows contradict, whatever the columns."""
    for table in context.calculated.tables:
        by_row: dict[int, dict[str, Explanation]] = {}
        for explanation in explanations:
            if explanation.cell.sheet != table.sheet or explanation.identity.kind != "summa":
                continue
            if explanation.cell == explanation.identity.result:
                _, column = context.amounts[explanation.cell]
                by_row.setdefault(explanation.cell.row, {})[column.header] = explanation
        for wrong in by_row.values():
            row, _ = context.amounts[next(iter(wrong.values())).cell]
            yield _finding(context, table, row, wrong)


def _finding(
    context: Context, table: AmountTable, row: AmountRow, wrong: Mapping[str, Explanation]
) -> Finding:
    header, first = next(iter(wrong.items()))
    difference = first.found - first.expected
    shown = context.shown_at(first.cell)
    cause = cause_of_sum(table, wrong)
    printed = context.calculated.printed(table.sheet)
    as_they_are = first.identity.expected(printed) == first.expected
    message = (
        f"{header} för {row.label} är {shown(first.found)} men raderna blir "
        f"{shown(first.expected)} ({shown(difference, signed=True)})"
        f"{'' if as_they_are else ' när de andra felen är rättade'}."
    )
    if len(wrong) > 1:
        message += f" Summan är fel också i {listed(_others(context, wrong, cause))}."
    message += cause_sentence(cause)
    if not first.alone and agrees_elsewhere(first, context.calculated.witnesses):
        message += " Ett annat blad har samma summa"
        message += "." if cause.cause is Cause.GONE else ", så felet finns troligen i en rad."
    consequences: dict[CellRef, None] = {}
    for explanation in wrong.values():
        consequences |= dict.fromkeys(explanation.consequences)
    for explanation in [*wrong.values()][1:]:
        consequences[explanation.cell] = None
    return RULE.finding(
        message,
        cause_remedy(cause),
        cell=first.cell,
        found=first.found,
        expected=first.expected,
        difference=difference,
        inputs=tuple(cell for _, cell in first.identity.terms),
        consequences=tuple(sorted(consequences)),
    )


def _others(context: Context, wrong: Mapping[str, Explanation], cause: Difference) -> Iterator[str]:
    """Yield the other wrong columns; with what each lacks where that is what one row has."""
    for header, one in [*wrong.items()][1:]:
        shown = context.shown_at(one.cell)
        lacks = f" ({shown(one.found - one.expected, signed=True)})"
        yield header + (lacks if cause.cause is Cause.GONE else "")
