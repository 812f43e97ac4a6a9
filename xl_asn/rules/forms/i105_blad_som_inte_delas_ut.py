"""Ett blad på bladet Utskick kan inte delas ut.

Vad den gör
    Jämför kolumnen Blad med de blad som någon kan svara på: enheternas resultat, händelser och
    blad med prognoser. Den prövar också att raden har det som bladet delas efter: en enhet för
    resultaten, och ett område för prognoserna.

Varför det spelar roll
    Det som inte kan delas ut kommer inte med i formuläret, och ingen märker att svaret saknas.

Exempel
    Blad är "Mål". Målen räknas fram ur enheternas resultat, och ingen svarar för dem.

Så rättar du
    Skriv ett blad som kan delas ut. Flera blad skiljs åt med semikolon.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import closest
from xl_asn.documents.asked_rows import is_of_amounts
from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.listing import listed
from xl_asn.rules.rule import Rule

RULE = Rule("I105", "blad-som-inte-delas-ut", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every sheet that a row cannot ask for."""
    known = tuple(spec.name for spec in hand_out.asked.specs)
    for entry in hand_out.entries:
        for sheet in entry.unknown_sheets:
            near = closest(sheet, known)
            yield RULE.finding(
                f"Bladet {sheet} kan inte delas ut." + (f" Menade du {near}?" if near else ""),
                f"De blad som kan delas ut är {listed(known)}. Skriv semikolon mellan flera.",
                cell=entry.cell("sheets"),
            )
        for spec in () if hand_out.asks_for_nobody(entry) else hand_out.misplaced(entry):
            by = "område" if is_of_amounts(spec) else "enhet"
            yield RULE.finding(
                f"Bladet {spec.name} delas ut efter {by}, och {entry.recipient.name} har "
                f"{'inget område' if is_of_amounts(spec) else 'ingen enhet'}.",
                f"Skriv {'ett' if is_of_amounts(spec) else 'en'} {by}, eller ta bort bladet ur "
                "cellen.",
                cell=entry.cell("sheets"),
            )
