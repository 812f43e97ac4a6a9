"""Samma rad finns två gånger.

Vad den gör
    Letar efter rader med samma nyckel: samma verksamhet i samma område, samma enhet för samma
    mål, samma aktivitet i samma månad. Stora och små bokstäver och extra blanksteg spelar ingen
    roll.

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

from xl_asn.documents.document import SheetSpec
from xl_asn.documents.rows import Row
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V106", "dubblett", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every row whose key stands on an earlier row of its sheet."""
    for spec, table in context.tables():
        first: dict[tuple[str, ...], CellRef] = {}
        parent = ""
        for row in table:
            key = _key(spec, row)
            if row.holds_amounts:
                if row.is_breakdown:
                    key = (*key, parent)
                else:
                    parent = folded_name(row.label)
            if not spec.key or not any(key[-len(spec.key) :]):
                continue
            cell = row.cell(spec.key[-1]) if row.has(spec.key[-1]) else None
            earlier = first.setdefault(key, cell) if cell else None
            if cell is None or earlier is None or earlier == cell:
                continue
            yield RULE.finding(
                f"Raden {row.label} finns redan på rad {earlier.row}.",
                "Ta bort den ena raden, eller ändra namnet om det är två olika saker.",
                cell=cell,
                inputs=(earlier,),
                severity=Severity.ERROR if spec.key_must else Severity.QUESTION,
            )


def _key(spec: SheetSpec, row: Row) -> tuple[str, ...]:
    values = (getattr(row, name) for name in spec.key)
    return tuple("" if value is None else folded_name(str(value)) for value in values)
