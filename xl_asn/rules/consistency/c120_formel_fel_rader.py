"""Summans formel räknar med fel rader.

Vad den gör
    Jämför de rader som en summas formel räknar med och de rader som summan består av. När det är
    det som gör summan fel, är formeln felet: en rad för lite, en rad för mycket eller ett område
    som slutar före en infogad rad. Det som har räknats ur summan räknas upp som följdfel. En
    formel som räknar med andra rader men ändå ger rätt summa tas inte upp.

Varför det spelar roll
    En infogad rad som formeln inte når syns i tabellen men finns inte i summan. Felet kommer igen
    varje månad tills formeln är rättad.

Exempel
    Utfall för Resultat ASN är =SUM(D6:D15), men raden Integration på rad 16 hör också till.

Så rättar du
    Ändra formeln så att den räknar med de rader som hör till summan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.wrong_rows import WrongRows

RULE = Rule("C120", "formel-fel-rader", Severity.ERROR)

_MOST_NAMED = 3


def check(context: Context, wrong_rows: tuple[WrongRows, ...]) -> Iterator[Finding]:
    """Yield a finding for every sum row whose formulas add up the wrong rows."""
    by_row: dict[tuple[str, int], list[WrongRows]] = {}
    for one in wrong_rows:
        by_row.setdefault((one.total.cell.sheet, one.total.cell.row), []).append(one)
    for wrong in by_row.values():
        yield _finding(context, wrong)


def _finding(context: Context, wrong: Sequence[WrongRows]) -> Finding:
    first = wrong[0]
    total = first.total
    row, column = context.amounts[total.cell]
    formula = context.grid.at(total.cell).formula
    parts = []
    if first.missing:
        parts.append(f"utan {_rows(context, first.missing)}")
    if first.extra:
        parts.append(f"med {_rows(context, first.extra)}, som inte hör dit")
    message = (
        f"{column.header} för {row.label} har formeln ={formula}, som räknar {listed(parts)}. "
        f"Summan är {show_exact(total.found)} men borde vara {show_exact(total.expected)}."
    )
    if len(wrong) > 1:
        headers = [context.amounts[one.total.cell][1].header for one in wrong[1:]]
        message += f" Formeln är fel också i {listed(headers)}."
    follows = {cell for one in wrong for cell in (one.total.cell, *one.consequences)}
    return RULE.finding(
        message,
        "Ändra formeln så att den räknar med de rader som hör till summan.",
        cell=total.cell,
        found=total.found,
        expected=total.expected,
        difference=total.found - total.expected,
        inputs=(*first.missing, *first.extra),
        consequences=tuple(sorted(follows - {total.cell})),
    )


def _rows(context: Context, cells: Sequence[CellRef]) -> str:
    """Return the rows of some cells by name when few, with the first cell's address."""
    names = [_name(context, cell) for cell in cells[:_MOST_NAMED]]
    if len(cells) > _MOST_NAMED:
        return f"{len(cells)} rader, {names[0]} till {_name(context, cells[-1])}"
    return f"{'raden' if len(cells) == 1 else 'raderna'} {listed(names)}"


def _name(context: Context, cell: CellRef) -> str:
    known = context.amounts.get(cell)
    return f"{known[0].label} ({cell.address})" if known else cell.address
