"""En varav-rad är större än raden som den är en del av.

Vad den gör
    Jämför utfall, budget, prognos och årsbudget på varje varav-rad med raden ovanför. En del med
    samma tecken kan inte vara större än det hela. Avvikelser jämförs inte, eftersom delarnas
    avvikelser kan ta ut varandra. Belopp som en annan regel redan har pekat ut tas inte upp.

Varför det spelar roll
    Uppdelningen förklarar beloppet. En del som är större än det hela förklarar ingenting.

Exempel
    Externa och interna intäkter är 108 207, varav statlig ersättning 180 207.

Så rättar du
    Jämför båda beloppen med underlaget. Kontrollera också att varav-raden står under rätt rad.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.adding_up.structure import of_which
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C112", "varav-inom-rad", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every part that is larger than its whole."""
    for table in context.calculated.tables:
        typed = [column.header for column in table.columns if not column.is_change]
        for parent, parts in of_which(table).items():
            row = table.rows[parent]
            for part in (table.rows[index] for index in parts):
                for header in typed:
                    whole, figure = row.figures[header], part.figures[header]
                    if not whole.value or not figure.value:
                        continue
                    excess = abs(figure.value) - abs(whole.value)
                    same_sign = (figure.value < 0) is (whole.value < 0)
                    if not same_sign or excess <= last_place(figure.value, whole.value):
                        continue
                    if context.is_explained(figure.cell) or context.is_explained(whole.cell):
                        continue
                    yield RULE.finding(
                        f"{header} för {part.label} är {show_exact(figure.value)}, mer än hela "
                        f"raden {row.label}, {show_exact(whole.value)}.",
                        "Jämför med underlaget, och kontrollera att varav-raden står under rätt "
                        "rad.",
                        cell=figure.cell,
                        found=figure.value,
                        inputs=(whole.cell,),
                    )
