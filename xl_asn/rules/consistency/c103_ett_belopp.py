"""Ett inskrivet belopp är fel: flera samband pekar på samma cell.

Vad den gör
    När en rad och en summa är fel lika mycket finns en enda cell som förklarar båda. Den cellen
    pekas ut i stället för alla celler som följer av den. Ett tappat tecken, en nolla för mycket
    och omkastade siffror känns igen också där bara ett samband är fel.

Varför det spelar roll
    Ett felskrivet belopp gör många celler fel. Den som får veta vilken cell det är rättar felet
    på en minut.

Exempel
    Utfall 558 i stället för 588: radens avvikelse och kolumnens summa är båda 30 fel.

Så rättar du
    Jämför beloppet med underlaget. Meddelandet visar vad som får alla samband att stämma.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import slip_sentence

RULE = Rule("C103", "ett-belopp-fel", Severity.ERROR)

_ALONE = {"rad": "raden", "summa": "summan", "varav": "uppdelningen i varav-rader"}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every typed amount that explains what does not add up."""
    for explanation in context.explanations():
        row, column = context.amounts[explanation.cell]
        if explanation.identity.result == explanation.cell:
            continue
        shown = context.shown_at(explanation.cell)
        agreeing = len(explanation.repaired)
        yield RULE.finding(
            f"{column.header} för {row.label} är {shown(explanation.found)}, men "
            f"{shown(explanation.expected)} får "
            + (f"{agreeing} samband" if agreeing > 1 else _ALONE[explanation.identity.kind])
            + f" att stämma.{slip_sentence(explanation.slip)}",
            f"Jämför med underlaget. Skriv {shown(explanation.expected)}, om det är rätt.",
            cell=explanation.cell,
            found=explanation.found,
            expected=explanation.expected,
            difference=explanation.found - explanation.expected,
            inputs=tuple(c for c in explanation.identity.cells if c != explanation.cell),
            consequences=explanation.consequences,
        )
