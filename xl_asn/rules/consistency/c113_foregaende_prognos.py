"""Föregående prognos är inte den prognos som stod i förra rapporten.

Vad den gör
    Jämför Föregående prognos på varje rad med prognosen för samma rad i den senaste rapporten samma
    år som har en prognos, också om det är en delårsrapport. Är kolumnen tom fyller Beräkna i den,
    och regeln jämför Prognosförändring, utan att larma avrundning. Det blir en fråga och inget fel
    när radens kommentar förklarar skillnaden, när bladet Verksamheter säger att raden har delats
    eller slagits ihop, eller när skillnaderna tar ut varandra. En summa av egna rader får avvika
    med avrundning. Regeln är tyst när föregående rapport inte är angiven, och över ett årsskifte.

Varför det spelar roll
    Prognosförändringen visar hur säker prognosen är. Den är bara sann om den räknas från den
    prognos som nämnden faktiskt fick.

Exempel
    Föregående prognos för Socialpsykiatri är −40 855 men i oktoberrapporten står −40 585.

Så rättar du
    Hämta beloppet ur förra rapporten, eller töm cellen så fyller Beräkna i den. Om underlaget har
    ändrats, till exempel genom en ny indelning, skriv det i kommentaren.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xl_asn.calculation.adding_up.slips import slip_between
from xl_asn.calculation.earlier import PREVIOUS_FORECAST, Regrouped, SameRows
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import last_place, rounding_tolerance, show_exact
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import slip_sentence
from xl_asn.rules.shared.chain import Earlier
from xl_asn.rules.shared.explained import is_explained_in_words

RULE = Rule("C113", "foregaende-prognos", Severity.ERROR)

_MOVED = 2


class _Difference(NamedTuple):
    row: AmountRow
    header: str
    cell: CellRef
    said: Decimal
    was: Decimal
    asked: bool
    """Whether it is no more than a question: something tells why it may be so."""


def check(
    context: Context, forecast_report: Earlier, same_rows: tuple[SameRows, ...]
) -> Iterator[Finding]:
    """Yield a finding for every previous forecast that the last forecast contradicts."""
    report = forecast_report
    for same in same_rows:
        if not same.table.has(PREVIOUS_FORECAST):
            continue
        different = [
            found
            for row, then in same.pairs
            if (found := _difference(context, report, same, (row, then)))
            and not context.is_explained(found.cell)
        ]
        moved = [found for found in different if not found.row.kind.is_sum]
        if len(moved) == len(different) >= _MOVED and _cancel(moved):
            yield _other_basis(moved, report)
        else:
            yield from (_finding(found, report) for found in different)
        for group in same.regrouped:
            yield from _regrouped(group, report, same)


def _difference(
    context: Context, report: Earlier, same: SameRows, pair: tuple[AmountRow, AmountRow]
) -> _Difference | None:
    row, then = pair
    forecast_then = then.figures.get(same.then.forecast)
    was = None if forecast_then is None else report.calculated.value(forecast_then)
    if was is None:
        return None
    printed = row.figures[PREVIOUS_FORECAST]
    if printed.value is not None:
        if abs(printed.value - was) <= _tolerance_of_total(context, same, row):
            return None
        asked = _is_asked(context, same, row)
        return _Difference(row, PREVIOUS_FORECAST, printed.cell, printed.value, was, asked)
    forecast, change = row.figures.get("Prognos"), row.figures.get("Prognosförändring")
    if forecast is None or change is None or forecast.value is None or change.value is None:
        return None
    expected = forecast.value - was
    tolerance = rounding_tolerance(2, last_place(forecast.value, change.value, was))
    if abs(expected - change.value) <= tolerance:
        return None
    asked = _is_asked(context, same, row)
    return _Difference(row, "Prognosförändring", change.cell, change.value, expected, asked)


def _is_asked(context: Context, same: SameRows, row: AmountRow) -> bool:
    """Whether something tells why a row differs; only of one that does, for it takes a search."""
    return row.number in same.guessed or is_explained_in_words(context, same.table.sheet, row)


def _tolerance_of_total(context: Context, same: SameRows, row: AmountRow) -> Decimal:
    """Return how far rounding may part a total of its own rows from the one printed then."""
    for structure in context.calculated.structures.get(same.table.sheet, ()):
        if same.table.rows[structure.row] is not row:
            continue
        printed = row.figures[PREVIOUS_FORECAST].value
        parts = [same.table.rows[at].figures[PREVIOUS_FORECAST].value for at in structure.operands]
        known = [part for part in parts if part is not None]
        if printed is not None and len(known) == len(parts) and sum(known, Decimal(0)) == printed:
            return rounding_tolerance(len(known), last_place(printed, *known))
    return Decimal(0)


def _cancel(moved: Sequence[_Difference]) -> bool:
    gaps = [found.said - found.was for found in moved]
    return abs(sum(gaps, Decimal(0))) <= rounding_tolerance(len(gaps), last_place(*gaps))


def _regrouped(group: Regrouped, report: Earlier, same: SameRows) -> Iterator[Finding]:
    """Yield a question where rows that were split or joined do not add up to what they were."""
    said = [row.figures[PREVIOUS_FORECAST] for row in group.now]
    was = [report.calculated.value(row.figures[same.then.forecast]) for row in group.then]
    printed = [figure.value for figure in said if figure.value is not None]
    known = [value for value in was if value is not None]
    if len(printed) < len(said) or len(known) < len(was):
        return
    now, before = sum(printed, Decimal(0)), sum(known, Decimal(0))
    if abs(now - before) <= rounding_tolerance(len(printed), last_place(*printed, *known)):
        return
    rows, olds = listed(row.label for row in group.now), listed(row.label for row in group.then)
    yield RULE.finding(
        f"Föregående prognos för {rows} är tillsammans {show_exact(now)}, men i rapporten för "
        f"{report.label} var prognosen för {olds} {show_exact(before)}.",
        "Fördela förra rapportens prognos på raderna, eller skriv i kommentaren vad som är ändrat.",
        severity=Severity.QUESTION,
        cell=said[0].cell,
        found=now,
        expected=before,
        difference=now - before,
        inputs=tuple(figure.cell for figure in said[1:]),
    )


def _other_basis(moved: Sequence[_Difference], report: Earlier) -> Finding:
    first = moved[0]
    return RULE.finding(
        f"{first.header} skiljer sig från rapporten för {report.label} på "
        f"{listed(d.row.label for d in moved)}, "
        "men skillnaderna tar ut varandra: belopp verkar ha flyttats mellan raderna.",
        "Skriv i kommentaren att underlaget har ändrats, eller hämta beloppen ur förra rapporten.",
        severity=Severity.QUESTION,
        cell=first.cell,
        found=first.said,
        expected=first.was,
        difference=first.said - first.was,
        inputs=tuple(found.cell for found in moved[1:]),
    )


def _finding(found: _Difference, report: Earlier) -> Finding:
    where = (
        f"men i rapporten för {report.label} är prognosen"
        if found.header == PREVIOUS_FORECAST
        else f"men från prognosen i rapporten för {report.label} är förändringen"
    )
    return RULE.finding(
        f"{found.header} för {found.row.label} är {show_exact(found.said)}, {where} "
        f"{show_exact(found.was)}.{slip_sentence(slip_between(found.said, found.was))}",
        f"Skriv {show_exact(found.was)}, eller förklara i kommentaren vad som har ändrats.",
        severity=Severity.QUESTION if found.asked else Severity.ERROR,
        cell=found.cell,
        found=found.said,
        expected=found.was,
        difference=found.said - found.was,
    )
