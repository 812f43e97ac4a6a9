"""E-post på bladet Utskick är ingen adress.

Vad den gör
    Prövar att varje cell i kolumnen E-post är en enda adress, med tecken som kan stå i en adress.
    Radbrytningar, tecken som inte syns och bokstäver ur andra alfabet godtas inte. En tom cell
    prövas inte.

Varför det spelar roll
    Påminnelsen går till adressen. En bokstav som bara liknar en annan leder till någon annans
    brevlåda, och en radbrytning kan ändra vem brevet går till.

Exempel
    Adressen är inklistrad från ett brev, med ett tecken som inte syns mitt i.

Så rättar du
    Skriv adressen för hand, en i varje cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.emails import email_fault
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule

RULE = Rule("I109", "ogiltig-epostadress", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every cell that holds what no letter can be sent to."""
    for entry in hand_out.entries:
        cell = entry.row.place("email")
        fault = email_fault(hand_out.typed(cell)) if cell else ""
        if fault:
            yield RULE.finding(
                f"Adressen till {entry.recipient.name} {fault}.",
                "Skriv adressen för hand, en i varje cell: namn@kommunen.se.",
                cell=cell,
            )
