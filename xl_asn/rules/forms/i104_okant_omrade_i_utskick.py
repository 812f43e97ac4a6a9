"""Ett område på bladet Utskick finns inte.

Vad den gör
    Letar upp varje område bland områdena och verksamheterna på det blad som mottagaren gör prognos
    på. Alla betyder alla rader på bladet.

Varför det spelar roll
    Ingen rad hör till ett felstavat område. Formuläret skulle bli tomt.

Exempel
    Utskick har "Grundskolan". Området heter Grundskola på bladet Nettokostnad.

Så rättar du
    Skriv området eller verksamheten som på bladet Nettokostnad, eller Alla.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.listing import listed
from xl_asn.rules.rule import Rule

RULE = Rule("I104", "okant-omrade-i-utskick", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every area that none of its row's sheets of amounts has."""
    for entry in hand_out.entries:
        unknown = tuple(hand_out.unknown_areas(entry))
        specs = hand_out.amounts(entry) if unknown else ()
        sheets = listed(spec.name for spec in specs)
        known = NearNames(name for spec in specs for name in hand_out.asked.names(spec))
        for area in unknown:
            near = known.to(area)
            yield RULE.finding(
                f"Området {area} finns inte på bladet {sheets}."
                + (f" Menade du {near}?" if near else ""),
                f"Skriv ett område eller en verksamhet som på bladet {sheets}, eller Alla.",
                cell=entry.cell("areas"),
            )
