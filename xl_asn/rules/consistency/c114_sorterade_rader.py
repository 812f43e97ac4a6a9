"""Raderna i en tabell verkar ha sorterats om.

Vad den gör
    En varav-rad är en del av raden ovanför, och en summa känns igen på raderna omkring den. Regeln
    frågar när en varav-rad inte har någon rad ovanför sig, när hela tabellen står i ordning efter
    namn eller efter ett belopp fast den har varav-rader eller summor mitt i, eller summan först när
    den står sist på de andra bladen, och när en varav-rad eller en summa står på ett annat ställe
    än i förra rapporten.

Varför det spelar roll
    Alla belopp kan vara rätta, men ingen ser längre vad de är delar av. Summor som inte går att
    följa kontrolleras inte.

Exempel
    Resultaträkningen har sorterats efter Utfall. Hyrorna står då under Personalkostnader.

Så rättar du
    Ångra sorteringen, eller flytta tillbaka raderna. Är ordningen som den ska: godta frågan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xl_asn.calculation.adding_up.order import ordered_by, orphans, sorted_by
from xl_asn.calculation.adding_up.structure import SumStructure
from xl_asn.calculation.earlier import by_family
from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C114", "sorterade-rader", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every table whose rows seem to have been sorted."""
    for table in context.calculated.tables:
        moved = dict(_moved(context, table))
        order = sorted_by(table) or _turned(context, table)
        sentence = f"Raderna på bladet {table.sheet} står i ordning efter {order}." if order else ""
        lost = list(orphans(table))
        for row in lost:
            said = f"Varav-raden {row.label} har ingen rad ovanför sig som den kan vara en del av."
            moved.setdefault(_place(row), said)
        if not moved and order:
            mixed = [row for row in table.rows if row.kind is not RowKind.ROW]
            said = "Då står varav-rader och summor inte säkert där de hör hemma."
            moved = {_place(row): said for row in mixed}
        if moved:
            cell, *others = moved
            yield RULE.finding(
                f"{sentence} {moved[cell]}".strip() + _and_more(len(others)),
                "Ångra sorteringen, eller flytta tillbaka raderna: varje varav-rad under sin rad "
                "och varje summa intill sina rader. Är ordningen rätt: godta frågan.",
                cell=cell,
                consequences=tuple(sorted(others)),
            )


def _turned(context: Context, table: AmountTable) -> str:
    """Return what a table is in order of, where only its sums stand before their rows."""
    first = {
        sheet: all(s.row < min(s.operands) for s in structures)
        for sheet, structures in context.calculated.structures.items()
        if structures
    }
    return ordered_by(table) if first.get(table.sheet) and not all(first.values()) else ""


def _and_more(others: int) -> str:
    return f" Det gäller {others} {'rad' if others == 1 else 'rader'} till." if others else ""


def _place(row: AmountRow) -> CellRef:
    return next(iter(row.figures.values())).cell


def _moved(context: Context, table: AmountTable) -> Iterator[tuple[CellRef, str]]:
    """Yield the rows that stand elsewhere than in the report before, with a sentence for each."""
    earlier = context.earlier
    then = (
        by_family(earlier.calculated.tables).get(table.family or table.sheet) if earlier else None
    )
    if earlier is None or then is None or earlier.document.period is None:
        return
    before, here = _once(then), _once(table)
    month = earlier.document.period.label
    for name, at in here.items():
        row, old = table.rows[at], then.rows[before[name]] if name in before else None
        if old is None or not row.figures or row.kind is not old.kind:
            continue
        if row.kind is not RowKind.OF_WHICH or folded_name(old.parent) not in here:
            continue
        if row.parent and folded_name(row.parent) != folded_name(old.parent):
            said = f"under {old.parent}, men här står den under {row.parent}."
            yield _place(row), f"I rapporten för {month} stod {row.label} {said}"
    for structure in earlier.calculated.structures.get(then.sheet, ()):
        row = then.rows[structure.row]
        if _stands_before(structure, then, before, here):
            moved = table.rows[here[folded_name(row.label)]]
            said = "efter sina rader, men här står den före dem."
            yield _place(moved), f"I rapporten för {month} stod {row.label} {said}"


def _stands_before(
    structure: SumStructure,
    then: AmountTable,
    before: Mapping[str, int],
    here: Mapping[str, int],
) -> bool:
    """Whether a sum that stood after all its rows now stands before all of them."""
    names = [folded_name(then.rows[i].label) for i in (structure.row, *structure.operands)]
    if not all(name in before and name in here for name in names):
        return False
    total, *rows = (here[name] for name in names)
    return structure.row > max(structure.operands) and total < min(rows)


def _once(table: AmountTable) -> Mapping[str, int]:
    """Return the rows by name, without the names that several rows have."""
    names = [folded_name(row.label) for row in table.rows]
    count = Counter(names)
    return {name: i for i, name in enumerate(names) if count[name] == 1}
