"""En varav-rad är större än raden som den är en del av.

Vad den gör
    Jämför utfall, budget, prognos och årsbudget på varje varav-rad med raden ovanför. En del med
    samma tecken kan inte vara större än det hela, om inte en annan varav-rad med motsatt tecken
    tar ut det som är för mycket: kostnader 1 747 minus intäkter 177 är netto 1 570. Avvikelser
    jämförs inte, eftersom delarnas avvikelser kan ta ut varandra. Belopp som en annan regel redan
    har pekat ut tas inte upp.

Varför det spelar roll
    Uppdelningen förklarar beloppet. En del som är större än det hela förklarar ingenting.

Exempel
    Externa och interna intäkter är 108 207, varav statlig ersättning 180 207.

Så rättar du
    Jämför båda beloppen med underlaget. Kontrollera också att varav-raden står under rätt rad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xl_asn.calculation.adding_up.structure import of_which
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C112", "varav-inom-rad", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every part that is larger than its whole."""
    for table in context.calculated.tables:
        typed = [column.header for column in table.columns if not column.is_change]
        for parent, parts in of_which(table).items():
            row = table.rows[parent]
            for header in typed:
                yield from _in_column(context, row, [table.rows[at] for at in parts], header)


def _in_column(
    context: Context, row: AmountRow, parts: Sequence[AmountRow], header: str
) -> Iterator[Finding]:
    whole = row.figures[header]
    if not whole.value:
        return
    negative = whole.value < 0
    printed = [(part, part.figures[header], part.figures[header].value or Decimal(0))
               for part in parts]  # fmt: skip
    against = sum((abs(v) for _, _, v in printed if v and (v < 0) is not negative), Decimal(0))
    for part, figure, value in printed:
        excess = abs(value) - abs(whole.value) - against
        terms = len(parts) if against else 1
        if (value < 0) is not negative or excess <= terms * last_place(value, whole.value):
            continue
        if context.is_explained(figure.cell) or context.is_explained(whole.cell):
            continue
        shown = context.shown_at(figure.cell)
        yield RULE.finding(
            f"{header} för {part.label} är {shown(value)}, mer än hela raden {row.label}, "
            f"{shown(whole.value)}.",
            "Jämför med underlaget, och kontrollera att varav-raden står under rätt rad.",
            cell=figure.cell,
            found=value,
            inputs=(whole.cell,),
        )
