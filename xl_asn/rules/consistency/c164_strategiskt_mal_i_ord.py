"""Meningen om det strategiska målet säger något annat än målen under det.

Vad den gör
    Läser Bedömning i ord. "Bidrar till" sägs om mål som är helt eller delvis uppfyllda, "bidrar
    … men" om mål som är delvis uppfyllda, och "bidrar inte" om mål som inte uppfylls. Jämför med
    det som bedömningarna under målet ger. En mening som inte går att tolka larmas inte.

Varför det spelar roll
    Kommunfullmäktige läser meningen om det strategiska målet. Nämndens egna mål under det ska
    säga samma sak.

Exempel
    "Verksamhetsområdet bidrar till målet", fast det enda nämndmålet under det inte uppfylls.

Så rättar du
    Ändra meningen, eller bedömningen av målen under.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.aims import rolled_up
from xl_asn.model.aims import AimInput
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.scales import Fulfilment
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C164", "strategiskt-mal-i-ord", Severity.QUESTION, reads=("Mål", "Indikatorer"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every sentence that the printed assessments below it contradict."""
    for result in context.calculated.follow_up.aims:
        aim = result.aim
        if not aim.sentence or aim.sentence_cell is None or aim.override is not None:
            continue
        below = _printed_below(context, aim)
        if below is None or below in aim.sentence:
            continue
        said = " eller ".join(word.value.lower() for word in aim.sentence)
        yield RULE.finding(
            f"Meningen om {aim.label.lower()} säger att det är {said}, men bedömningarna under "
            f"målet ger {below.value}.",
            "Ändra meningen, eller bedömningen av målen under.",
            cell=aim.sentence_cell,
            inputs=result.inputs,
        )


def _printed_below(context: Context, aim: AimInput) -> Fulfilment | None:
    """Return what the assessments below come to as they are printed, or computed where blank."""
    follow_up = context.calculated.follow_up
    goals = [r.aim.printed or r.status for r in follow_up.aims if r.aim.above == aim.number]
    measured = [
        r.indicator.printed or r.assessment
        for r in follow_up.indicators
        if r.indicator.goal == aim.number and not r.indicator.is_part
    ]
    return rolled_up(status for status in (*goals, *measured) if status is not None)
