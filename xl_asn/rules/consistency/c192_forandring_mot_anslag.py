"""Förändringen av ett anslag stämmer inte med beloppen.

Vad den gör
    Räknar om Förändring, Förändring i procent och Utöver prisuppräkning på Resurser ur områdets
    belopp de båda åren, och jämför med det som står. Avrundning larmas aldrig.

Varför det spelar roll
    Det är förändringen som nämnden läser. Är ett belopp ändrat efter att den räknades, säger den
    fel sak.

Exempel
    Anslaget går från 234,1 till 241,1 men förändringen är +9,0.

Så rättar du
    Kontrollera båda beloppen. Om de är rätt: tryck Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.sheets.funds import FundRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import (
    last_place,
    rounding_tolerance,
    share_decimals,
    show_exact,
    show_number,
    show_share,
)
from xl_asn.model.results import Result
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C192", "forandring-mot-anslag", Severity.ERROR, reads=("Resurser",))

_FIELDS = ("change", "change_share", "beyond")
_TERMS = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed change that the two years' funds contradict."""
    amounts = {row.cell("amount"): row.amount for row in context.rows(FundRow) if row.has("amount")}
    for row in context.rows(FundRow):
        for field in _FIELDS:
            cell, printed = row.place(field), row.get(field)
            result = context.calculated.by_cell.get(cell) if cell else None
            if result is None or not isinstance(printed, Decimal):
                continue
            used = [amount for c in result.inputs if (amount := amounts.get(c)) is not None]
            if isinstance(result.value, Decimal) and len(used) >= _TERMS:
                is_share = field == "change_share"
                tolerance = _tolerance(printed, used, is_share=is_share)
                if abs(printed - result.value) > tolerance:
                    yield _finding(row, result, printed, result.value, is_share=is_share)


def _tolerance(printed: Decimal, used: list[Decimal], *, is_share: bool) -> Decimal:
    """Return how far rounding of the two amounts, and of what is printed, can part the two."""
    place = last_place(*used)
    if not is_share:
        return rounding_tolerance(_TERMS, max(place, last_place(printed)))
    least = min(map(abs, used))
    return last_place(printed) / 2 + (_TERMS * place / 2 / least if least else Decimal(1))


def _finding(
    row: FundRow, result: Result, printed: Decimal, value: Decimal, *, is_share: bool
) -> Finding:
    if is_share:
        decimals = share_decimals(printed)
        shown = [show_share(amount, decimals, signed=True) for amount in (printed, value)]
    else:
        decimals = -int(last_place(printed).as_tuple().exponent)
        shown = [show_exact(printed, signed=True), show_number(value, decimals, signed=True)]
    return RULE.finding(
        f"{result.column} för {row.label} är {shown[0]} men {result.formula} är {shown[1]}.",
        "Kontrollera beloppen. Om de är rätt: tryck Beräkna.",
        cell=result.cell,
        found=printed,
        expected=value,
        difference=printed - value,
        inputs=result.inputs,
    )
