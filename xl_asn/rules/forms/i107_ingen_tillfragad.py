"""En enhet eller ett område har ingen som svarar.

Vad den gör
    Jämför enheterna på Enhetsresultat och raderna på blad med prognoser med dem som någon på bladet
    Utskick svarar för. Ett blad som inte delas ut till någon prövas inte. En enhet som inte finns
    på Organisation sägs av V108.

Varför det spelar roll
    Den som inte har fått ett formulär svarar inte, och det märks först när rapporten ska lämnas.

Exempel
    Resursenheten har delats i två. Den ena av dem står inte på bladet Utskick.

Så rättar du
    Lägg till en rad på bladet Utskick. Fyller du i de raderna själv: godta frågan.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.asked_rows import is_of_amounts, is_of_events
from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.listing import listed
from xl_asn.rules.rule import Rule

RULE = Rule("I107", "ingen-tillfragad", Severity.QUESTION, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a question for each sheet that is handed out and has rows that nobody is asked for."""
    for spec in hand_out.asked.specs:
        if is_of_events(spec) or not any(sheet == spec.name for sheet, _ in hand_out.asked_of):
            continue
        of_area = is_of_amounts(spec)
        names = dict(_areas(hand_out, spec) if of_area else _units(hand_out, spec))
        if not names:
            continue
        first, *others = names.values()
        yield RULE.finding(
            f"Ingen på bladet Utskick svarar för {listed(names)} på bladet {spec.name}.",
            "Lägg till en rad på bladet Utskick, eller godta frågan om du fyller i raderna själv.",
            cell=first,
            inputs=tuple(others),
        )


def _units(hand_out: HandOut, spec: SheetSpec) -> Iterator[tuple[str, CellRef]]:
    """Yield the units with results that nobody is asked for, each with its first cell."""
    asked = hand_out.asked
    for rows in asked.reporting.values():
        unit = str(rows[0].get("unit"))
        is_known = asked.register.find(unit) is not None or not asked.register
        if is_known and not any((spec.name, row.row_number) in hand_out.asked_of for row in rows):
            yield asked.shown_unit(unit), rows[0].cell("unit")


def _areas(hand_out: HandOut, spec: SheetSpec) -> Iterator[tuple[str, CellRef]]:
    """Yield the areas, or else the rows, that nobody is asked for, each with its first cell."""
    groups: dict[str, list[AmountRow]] = {}
    for row in hand_out.asked.typed(spec):
        groups.setdefault(row.area, []).append(row)
    for area, rows in groups.items():
        left = [row for row in rows if (spec.name, row.number) not in hand_out.asked_of]
        if area and len(left) == len(rows):
            yield area, _place(rows[0])
            continue
        for row in left:
            yield row.label, _place(row)


def _place(row: AmountRow) -> CellRef:
    return next(iter(row.figures.values())).cell
