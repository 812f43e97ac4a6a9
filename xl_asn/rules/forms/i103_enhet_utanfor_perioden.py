"""En enhet på bladet Utskick finns inte i perioden.

Vad den gör
    Jämför rapportens period med Gäller från och Gäller till på Organisation, för varje enhet på
    bladet Utskick.

Varför det spelar roll
    En enhet som har upphört har inga resultat att rapportera, och de som har ersatt den blir inte
    tillfrågade.

Exempel
    Resursenheten delades vid årsskiftet 2022/2023. Den står kvar på bladet Utskick i januari.

Så rättar du
    Skriv den enhet som gäller nu, eller rätta datumet på Organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.documents.sheets.organisation import Unit
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.listing import listed
from xl_asn.model.periods import Period
from xl_asn.rules.rule import Rule

RULE = Rule("I103", "enhet-utanfor-perioden", Severity.QUESTION, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut, period: Period) -> Iterator[Finding]:
    """Yield a question for every unit that the register says did not exist in the period."""
    register = hand_out.asked.register
    for entry in hand_out.entries:
        for name in entry.recipient.units:
            unit = register.find(name)
            if unit is None or unit.existed_in(period):
                continue
            heirs = [heir.name for heir in register.successors(name) if heir.existed_in(period)]
            yield RULE.finding(
                f"{name} {_when(unit, period)} enligt bladet Organisation, och rapporten gäller "
                f"{period.label}." + (f" {listed(heirs)} har ersatt den." if heirs else ""),
                (f"Skriv {listed(heirs)} i stället" if heirs else "Skriv den enhet som gäller nu")
                + ", eller rätta datumet på bladet Organisation.",
                cell=entry.cell("units"),
                inputs=tuple(
                    unit.row.cell(f) for f in ("valid_from", "valid_to") if unit.row.has(f)
                ),
            )


def _when(unit: Unit, period: Period) -> str:
    began, ended = unit.row.valid_from, unit.row.valid_to
    if began is not None and began > period.end:
        return f"gäller från {began.isoformat()}"
    return f"gällde till {ended.isoformat() if ended else period.start.isoformat()}"
