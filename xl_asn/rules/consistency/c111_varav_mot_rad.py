"""Varav-raderna blir inte raden som de är delar av.

Vad den gör
    När varav-raderna under en rad är en fullständig uppdelning, det vill säga när de summerar till
    raden i minst hälften av kolumnerna, ska de göra det i alla. Avrundning larmas aldrig. Regeln
    pekar på raden när ingen enskild varav-rad är ett troligare fel än en annan.

Varför det spelar roll
    Den som läser uppdelningen ska kunna lita på att den förklarar hela beloppet.

Exempel
    Övriga kostnader −130 889 i november 2022 delas upp i bidrag, interna kostnader, konsulter,
    hyror och övrigt. Om hyrorna är 20 för låga blir uppdelningen −130 868.

Så rättar du
    Jämför varav-raderna med underlaget.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import suspicion_sentence

RULE = Rule("C111", "varav-mot-rad", Severity.ERROR)


def check(context: Context, explanations: tuple[Explanation, ...]) -> Iterator[Finding]:
    """Yield a finding for every row that its complete breakdown contradicts."""
    for explanation in explanations:
        identity = explanation.identity
        if identity.kind != "varav" or explanation.cell != identity.result:
            continue
        row, column = context.amounts[explanation.cell]
        shown = context.shown_at(explanation.cell)
        difference = explanation.found - explanation.expected
        yield RULE.finding(
            f"{column.header} för {row.label} är {shown(explanation.found)} men varav-raderna "
            f"blir {shown(explanation.expected)} ({shown(difference, signed=True)})."
            + suspicion_sentence(explanation),
            "Jämför varav-raderna och raden med underlaget och rätta det belopp som är fel.",
            cell=explanation.cell,
            found=explanation.found,
            expected=explanation.expected,
            difference=difference,
            inputs=tuple(cell for _, cell in identity.terms),
            consequences=explanation.consequences,
        )
