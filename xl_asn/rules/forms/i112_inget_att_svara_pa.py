"""En mottagare har inget att svara på.

Vad den gör
    Letar efter enheter och områden på bladet Utskick som inte har någon rad på det blad som
    mottagaren ska svara på. Summor räknas inte, för dem skriver ingen. En enhet som inte finns i
    perioden sägs av I103.

Varför det spelar roll
    Formuläret blir tomt, eller görs inte alls.

Exempel
    En ny enhet står på Organisation och på bladet Utskick, men har inga rader på Enhetsresultat.

Så rättar du
    Lägg till enhetens rader på bladet, eller ta bort den ur Utskick.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.asked_rows import is_of_amounts
from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("I112", "inget-att-svara-pa", Severity.QUESTION, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut, context: Context) -> Iterator[Finding]:
    """Yield a question for every unit or area without a row on the sheet that is handed out."""
    for entry in hand_out.entries:
        for name, spec in hand_out.blank_sheets(entry):
            of_area = is_of_amounts(spec)
            unit = None if of_area else hand_out.asked.register.find(name)
            if unit and context.period and not unit.existed_in(context.period):
                continue
            if spec.name in context.broken_sheets:
                continue
            yield RULE.finding(
                f"{name} har ingen rad att svara på på bladet {spec.name}.",
                f"Lägg till rader på bladet {spec.name}, eller ta bort namnet ur Utskick.",
                cell=entry.cell("areas" if of_area else "units"),
            )
