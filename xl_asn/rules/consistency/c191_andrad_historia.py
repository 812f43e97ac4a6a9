"""Ett utfall från en tidigare period är ett annat än förra rapporten skrev.

Vad den gör
    Jämför de tidigare årens utfall på Indikatorer, perioderna på Volymer och tidigare års utfall på
    Resurser med samma kolumn i förra rapporten av samma slag. Indikatorernas utfall jämförs också
    med årets nämndplan. Celler som är tomma i någon av rapporterna jämförs inte, och avrundning
    larmas aldrig. Varje blad ger ett fynd.

Varför det spelar roll
    Ett utfall som redan är redovisat ska stå kvar. Ändras det, ändras också trenden, och den som
    läst förra rapporten måste få veta varför.

Exempel
    Sjukfrånvaron 2016 var 5,8 % i förra rapporten men är 5,6 % nu.

Så rättar du
    Skriv det som stod i förra rapporten, eller förklara i kommentaren varför det har ändrats.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from xl_asn.calculation.indicators import shown_measure
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.funds import FundRow
from xl_asn.documents.sheets.indicators import IndicatorRow, PlanIndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.indicators import Measure, Unmeasured
from xl_asn.model.money import last_place, show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import lists_beside

RULE = Rule("C191", "andrad-historia", Severity.QUESTION)

_OUTCOME = "utfall"
_WHOLE, _PER_CENT = Decimal(1), Decimal("0.01")


class _Told(NamedTuple):
    """A figure of a time gone by: its column and row in words, where it stands and what it is."""

    name: str
    cell: CellRef
    value: Any
    shown: str
    coarsest: Decimal = _WHOLE
    """The coarsest that it may have been rounded to: a file loses the last 0 of 70 %."""


class _Changed(NamedTuple):
    now: _Told
    then: _Told


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each sheet whose history is another than it was."""
    told: set[CellRef] = set()
    beside = []
    if context.earlier is not None:
        word = "nämndplanen" if context.document.looks_ahead else "rapporten"
        beside.append((context.earlier.document, f"{word} för {context.earlier.label}"))
    if context.plan is not None:
        beside.append((context.plan, "nämndplanen"))
    for earlier, said in beside:
        by_sheet: dict[str, list[_Changed]] = {}
        for changed in _changes(earlier, context.document):
            if changed.now.cell not in told:
                told.add(changed.now.cell)
                by_sheet.setdefault(changed.now.cell.sheet, []).append(changed)
        for found in by_sheet.values():
            yield _finding(found, said)


def _changes(earlier: Document, document: Document) -> Iterator[_Changed]:
    for beside in lists_beside(earlier, document):
        for then, now in beside.paired:
            if now.cell not in beside.guessed:
                yield from _differing(_history(now.row), _history(then.row))
    yield from _differing(_spent(document), _spent(earlier))


def _differing(now: Mapping[Hashable, _Told], then: Mapping[Hashable, _Told]) -> Iterator[_Changed]:
    for key, here in now.items():
        was = then.get(key)
        if was is None or here.value == was.value:
            continue
        if isinstance(here.value, Decimal) and isinstance(was.value, Decimal):
            place = min(last_place(here.value, was.value), here.coarsest)
            if abs(here.value - was.value) <= place / 2:
                continue
        elif isinstance(was.value, Unmeasured):
            continue  # it has been measured since
        yield _Changed(here, was)


def _history(row: Row) -> Mapping[Hashable, _Told]:
    """Return what a row tells of times gone by, by the column's header as people compare it."""
    columns = (*row.of_series("earlier"), *row.of_series("count"))
    preliminary = isinstance(row, PlanIndicatorRow) and bool(row.basis)
    if preliminary:
        columns = columns[:-1]  # the latest was a forecast, or of a part of the year
    measure = row.measure if isinstance(row, IndicatorRow) else None
    told: dict[Hashable, _Told] = {}
    for field, column in columns:
        value = row.get(field)
        if value is not None:
            shown = shown_measure(value, measure) if isinstance(value, Decimal) else value.value
            name = f"{column.header} för {row.label}"
            coarsest = _PER_CENT if measure is Measure.SHARE else _WHOLE
            told[folded_name(column.header)] = _Told(name, row.cell(field), value, shown, coarsest)
    return told


def _spent(document: Document) -> Mapping[Hashable, _Told]:
    """Return the funds that were used in years gone by, by area and year."""
    return {
        (folded_name(row.area), row.year): _Told(
            f"Utfall för {row.label}", row.cell("amount"), row.amount, show_exact(row.amount)
        )
        for row in document.rows_of(FundRow)
        if row.area and row.amount is not None and folded_name(row.kind or "") == _OUTCOME
    }


def _finding(found: Iterable[_Changed], said: str) -> Finding:
    first, *others = found
    one = f"{first.now.name} är {first.now.shown} men var {first.then.shown} i {said}."
    more = [f"{c.now.name} är {c.now.shown} men var {c.then.shown}" for c in others]
    numbers = [c.value if isinstance(c.value, Decimal) else None for c in (first.now, first.then)]
    now, then = numbers
    return RULE.finding(
        f"{one} Också: {'; '.join(more)}." if more else one,
        "Skriv det som stod då, eller förklara i kommentaren varför det har ändrats.",
        cell=first.now.cell,
        found=now,
        expected=then,
        difference=None if now is None or then is None else now - then,
        inputs=tuple(changed.now.cell for changed in others),
    )
