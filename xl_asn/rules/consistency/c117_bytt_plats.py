"""Två celler i en kolumn verkar ha bytt plats.

Vad den gör
    När två rader är fel samtidigt prövar den om ett belopp på den ena raden hör hemma på den andra.
    Stämmer allt när de två beloppen byter plats, blir det en enda fråga. En avvikelse som du själv
    hade skrivit räknas med också sedan Beräkna har ersatt den, så länge beloppen är desamma.

Varför det spelar roll
    Summan av kolumnen stämmer, så ingen annan kontroll ser det. Båda verksamheterna får fel utfall.

Exempel
    Utfall för Gemensamt IFO är −27 025 och för Vård för vuxna med missbruksproblem −78 885. Åt
    andra hållet stämmer båda raderna.

Så rättar du
    Jämför med underlaget. Låt beloppen byta plats, eller godta frågan om de är rätt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C117", "bytt-plats", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every pair of amounts that has changed places."""
    for judged in context.calculated.judged.values():
        for swap in judged.swaps:
            if context.other_unit.keys() & set(swap.cells):
                continue
            row, column = context.amounts[swap.one]
            other, _ = context.amounts[swap.other]
            one, two = map(show_exact, swap.values)
            yield RULE.finding(
                f"Två celler verkar ha bytt plats: {column.header} för {row.label} är {one} och "
                f"för {other.label} {two}. Åt andra hållet stämmer båda raderna.",
                "Jämför med underlaget. Låt beloppen byta plats, eller godta frågan om de är rätt.",
                cell=swap.one,
                found=swap.values[0],
                expected=swap.values[1],
                difference=swap.values[0] - swap.values[1],
                inputs=(swap.other,),
            )
