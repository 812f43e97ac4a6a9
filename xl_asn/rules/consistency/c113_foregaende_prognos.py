"""Föregående prognos är inte den prognos som stod i förra rapporten.

Vad den gör
    Jämför Föregående prognos på varje rad med Prognos på samma rad i föregående rapport. Är
    kolumnen tom räknas den fram ur Prognos − Prognosförändring, och då larmas inte avrundning. När
    skillnaderna tar ut varandra har belopp flyttats mellan rader (ändrat underlag), och då blir
    det en enda fråga. Regeln är tyst när föregående rapport inte är angiven.

Varför det spelar roll
    Prognosförändringen visar hur säker prognosen är. Den är bara sann om den räknas från den
    prognos som nämnden faktiskt fick.

Exempel
    Föregående prognos för Socialpsykiatri är −40 855 men i oktoberrapporten står −40 585.

Så rättar du
    Hämta beloppet ur förra rapporten. Om underlaget har ändrats, till exempel genom en ny
    indelning, skriv det i kommentaren.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xl_asn.calculation.earlier import same_rows
from xl_asn.calculation.slips import slip_between
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import last_place, rounding_room, show_exact
from xl_asn.rules.causes import slip_sentence
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("C113", "foregaende-prognos", Severity.ERROR)

_MOVED = 2


@dataclass(frozen=True, slots=True)
class _Difference:
    row: AmountRow
    header: str
    cell: CellRef
    said: Decimal
    was: Decimal


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every previous forecast that the previous report contradicts."""
    if context.previous_calculated is None:
        return
    earlier = context.previous_calculated.tables
    for _, pairs in same_rows(context.calculated.tables, earlier):
        different = [
            found
            for row, then in pairs
            if (found := _difference(row, then)) and not context.is_explained(found.cell)
        ]
        moved = [found for found in different if not found.row.kind.is_sum]
        if len(moved) == len(different) >= _MOVED and _cancel(moved):
            yield _other_basis(moved)
        else:
            yield from map(_finding, different)


def _difference(row: AmountRow, then: AmountRow) -> _Difference | None:
    was = then.figures.get("Prognos")
    if was is None or was.value is None:
        return None
    printed = row.figures.get("Föregående prognos")
    if printed is not None and printed.value is not None:
        if printed.value == was.value:
            return None
        return _Difference(row, "Föregående prognos", printed.cell, printed.value, was.value)
    forecast, change = row.figures.get("Prognos"), row.figures.get("Prognosförändring")
    if forecast is None or change is None or forecast.value is None or change.value is None:
        return None
    expected = forecast.value - was.value
    room = rounding_room(2, last_place(forecast.value, change.value, was.value))
    if abs(expected - change.value) <= room:
        return None
    return _Difference(row, "Prognosförändring", change.cell, change.value, expected)


def _cancel(moved: Sequence[_Difference]) -> bool:
    gaps = [found.said - found.was for found in moved]
    return abs(sum(gaps, Decimal(0))) <= rounding_room(len(gaps), last_place(*gaps))


def _other_basis(moved: Sequence[_Difference]) -> Finding:
    first = moved[0]
    return RULE.finding(
        f"{first.header} skiljer sig från förra rapporten på {listed(d.row.label for d in moved)}, "
        "men skillnaderna tar ut varandra: belopp verkar ha flyttats mellan raderna.",
        "Skriv i kommentaren att underlaget har ändrats, eller hämta beloppen ur förra rapporten.",
        severity=Severity.QUESTION,
        cell=first.cell,
        found=first.said,
        expected=first.was,
        difference=first.said - first.was,
        inputs=tuple(found.cell for found in moved[1:]),
    )


def _finding(found: _Difference) -> Finding:
    where = (
        "men i förra rapporten är prognosen"
        if found.header == "Föregående prognos"
        else "men från förra rapportens prognos är förändringen"
    )
    return RULE.finding(
        f"{found.header} för {found.row.label} är {show_exact(found.said)}, {where} "
        f"{show_exact(found.was)}.{slip_sentence(slip_between(found.said, found.was))}",
        f"Skriv {show_exact(found.was)}, eller förklara i kommentaren vad som har ändrats.",
        cell=found.cell,
        found=found.said,
        expected=found.was,
        difference=found.said - found.was,
    )
