"""En enhet på bladet Utskick finns inte.

Vad den gör
    Letar upp varje enhet bland namnen och aliasen på Organisation och bland enheterna på
    Enhetsresultat. Saknas båda bladen går namnet inte att pröva, och då är regeln tyst.

Varför det spelar roll
    Ingen rad hör till en felstavad enhet. Formuläret skulle bli tomt, och den riktiga enheten
    skulle inte bli tillfrågad.

Exempel
    Utskick har "Vuxenhenheten". Enheten heter Vuxenenheten.

Så rättar du
    Skriv enheten som på bladet Organisation. Flera enheter skiljs åt med semikolon.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule

RULE = Rule("I102", "okand-enhet-i-utskick", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every unit that is neither registered nor has any result."""
    asked = hand_out.asked
    results = (str(row.get("unit")) for rows in asked.reporting.values() for row in rows[:1])
    known = NearNames((*asked.register.names, *results))
    for entry in hand_out.entries:
        for unit in hand_out.unknown_units(entry):
            near = known.to(unit)
            yield RULE.finding(
                f"Enheten {unit} finns varken på bladet Organisation eller på Enhetsresultat."
                + (f" Menade du {near}?" if near else ""),
                "Skriv enheten som på bladet Organisation, med semikolon mellan flera.",
                cell=entry.cell("units"),
            )
