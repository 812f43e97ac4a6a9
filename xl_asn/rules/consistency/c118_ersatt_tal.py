"""Ett tal som du hade skrivit stämde inte med beloppen på raden, och Beräkna har ersatt det.

Vad den gör
    Beräkna räknar ut avvikelser ur beloppen och ersätter det som stod där. Det du hade skrivit
    räknas som ett vittne så länge radens belopp och perioden är desamma. Säger inget annat på
    bladet att beloppen är rätt, frågar regeln. Bekräftar summorna beloppen var det ditt tal som var
    fel, och då är det rättat. Skillnader som kan bero på avrundning frågas aldrig. Är mer än tre
    rader och en fjärdedel av en kolumn fel blir det en enda fråga för kolumnen.

Varför det spelar roll
    Den som räknade fram talet hade kanske rätt belopp, och det är ett belopp på raden som är fel.

Exempel
    Du hade skrivit avvikelsen 2 527, men beloppen på raden ger 2 827.

Så rättar du
    Jämför beloppen med underlaget. Är de rätta: godta frågan. Det du hade skrivit står kvar på
    bladet Spårning.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.testimony import Doubt
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C118", "ersatt-tal", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every replaced figure that alone accuses its row."""
    for judged in context.calculated.judged.values():
        for doubt in judged.doubts:
            if doubt.cell not in context.other_unit:
                yield _finding(context, doubt)


def _finding(context: Context, doubt: Doubt) -> Finding:
    row, column = context.amounts[doubt.computed]
    formula = context.recalled.said[doubt.computed].formula
    shown = context.shown_at(doubt.computed)
    said = shown(doubt.said)
    had = f"hade du formeln ={formula}, som gav {said}" if formula else f"hade du skrivit {said}"
    gives = f"beloppen på raden ger {shown(doubt.gives)}"
    if doubt.others:
        message = (
            f"{len(doubt.others) + 1} tal i kolumnen {column.header} stämde inte med beloppen på "
            f"sina rader och är omräknade. För {row.label} {had}, {gives}. Är beloppen rätt?"
        )
    else:
        message = f"{column.header} för {row.label}: här {had}, {gives}. Är beloppen rätt?"
    return RULE.finding(
        message,
        "Jämför beloppen med underlaget och rätta dem som är fel. Är de rätta: godta frågan. Det "
        "du hade skrivit står på bladet Spårning.",
        cell=doubt.cell,
        found=doubt.found,
        expected=doubt.expected,
        difference=doubt.found - doubt.expected,
        inputs=tuple(cell for cell in doubt.inputs if cell != doubt.cell),
        consequences=doubt.others,
    )
