"""Samma rad finns två gånger.

Vad den gör
    Letar efter rader med samma nyckel: samma verksamhet i samma område, samma enhet för samma
    mål, samma aktivitet i samma månad. Stora och små bokstäver och extra blanksteg spelar ingen
    roll. En summa som är fel för att raden står två gånger räknas upp som följdfel.

Varför det spelar roll
    En enhet som räknas två gånger ändrar målets andel, och ett belopp som står två gånger ändrar
    summan. I årshjulet och risklistan är en dubblett oftast bara kvarglömd.

Exempel
    Årshjulet i februari 2021 har "Månadsrapport för mars behandlas" två gånger i april.

Så rättar du
    Ta bort den ena raden, eller gör namnen olika om det är två olika saker.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V106", "dubblett", Severity.ERROR)

_ONLY_ONCE: Final = " Summan räknar med den bara en gång."


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every row whose key stands on an earlier row of its sheet."""
    for spec, table in context.tables():
        if not spec.key:
            continue
        first: dict[tuple[str, ...], Row] = {}
        for row, key in _keyed(spec, table):
            known = first.setdefault(key, row)
            if known is row:
                continue
            cell, earlier = row.cell(spec.key[-1]), known.cell(spec.key[-1])
            sums = context.repeated_rows.get((cell.sheet, cell.row), ())
            yield RULE.finding(
                f"Raden {row.label} finns redan på rad {earlier.row}."
                + (_ONLY_ONCE if sums else ""),
                "Ta bort den ena raden, eller ändra namnet om det är två olika saker.",
                cell=cell,
                inputs=(earlier,),
                consequences=sums,
                severity=Severity.ERROR if spec.key_must else Severity.QUESTION,
            )


def _keyed(spec: SheetSpec, table: Rows[Row]) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Yield the rows that have a key, with it.

    A row of amounts without an area belongs to the area above it, and a breakdown to its row.
    """
    needed = [at for at, name in enumerate(spec.key) if spec.columns[name].required]
    if not needed or spec.key[-1] not in table.columns:
        return
    of_area = spec.key.index("area") if spec.row.holds_amounts and "area" in spec.key else None
    area = parent = ""
    columns = [map(_folded, map(attrgetter(name), table)) for name in spec.key]
    for row, *key in zip(table, *columns, strict=True):
        if of_area is not None:
            area = key[of_area] = key[of_area] or area
        is_named = all(key[at] for at in needed)
        if spec.row.holds_amounts:
            if row.is_breakdown:
                key.append(parent)
            else:
                parent = _folded(row.label)
        if is_named:
            yield row, tuple(key)


def _folded(value: object) -> str:
    return "" if value is None else folded_name(str(value))
