"""Avvikelsen stämmer inte med beloppen som den räknas ur.

Vad den gör
    Räknar om Avvikelse, Prognosavvikelse och Prognosförändring på varje rad och jämför med det
    som står i cellen. Skillnader som kan bero på avrundning larmas aldrig: två avrundade belopp
    får skilja sig högst 1,5 enheter från en avrundad avvikelse. Summor som har räknats fram ur
    den felaktiga cellen räknas upp som följdfel, inte som egna fel.

Varför det spelar roll
    Nämnden styr på avvikelsen. En avvikelse som är fel ger en felaktig totalsumma, och den syns
    inte om man bara summerar kolumnen.

Exempel
    Gemensamt IFO i februari 2021: −88 017 − (−85 549) = −2 468, men i rapporten står −2 418.
    Kolumnen summerar ändå, eftersom felet följer med till IFO och ASN.

Så rättar du
    Tryck Beräkna, så räknas kolumnen om. Kontrollera först att beloppen på raden är rätt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.causes import slip_sentence
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C101", "avvikelse-mot-belopp", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every computed figure of a row that its operands contradict."""
    for explanation in context.explanations():
        row, column = context.amounts[explanation.cell]
        if explanation.identity.kind != "rad" or not column.plus:
            continue
        follows = len(explanation.consequences)
        yield RULE.finding(
            f"{column.header} för {row.label} är {show_exact(explanation.found)} men "
            f"{column.formula} är {show_exact(explanation.expected)}."
            + (f" Felet har följt med till {follows} summor." if follows > 1 else "")
            + (" Felet har följt med till en summa." if follows == 1 else "")
            + slip_sentence(explanation.slip),
            "Kontrollera beloppen på raden. Om de är rätt: skriv "
            f"{show_exact(explanation.expected)} eller tryck Beräkna.",
            cell=explanation.cell,
            found=explanation.found,
            expected=explanation.expected,
            difference=explanation.found - explanation.expected,
            inputs=tuple(cell for _, cell in explanation.identity.terms),
            consequences=explanation.consequences,
        )
