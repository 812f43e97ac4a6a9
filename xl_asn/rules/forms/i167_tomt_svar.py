"""Ett svar är tömt: där det stod något när formuläret delades ut står inget längre.

Vad den gör
    Läser bladet Insamling och visar varje cell där ett svar är tömt, utan att arbetsbokens cell är
    det.

Varför det spelar roll
    Ett tomt svar kan betyda att texten ska bort, men lika gärna att någon har råkat radera den.

Exempel
    Formuläret delades ut med förra månadens kommentar, och enheten har skickat det tillbaka utan.

Så rättar du
    Skriv Ta i kolumnen Val på bladet Insamling: vid arbetsboken för att behålla det som står, vid
    svaret för att tömma cellen. Samla sedan in igen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.collection import Conflict
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule

RULE = Rule("I167", "tomt-svar", Severity.QUESTION)


def check(unsettled: tuple[Conflict, ...]) -> Iterator[Finding]:
    """Yield a finding for every answer that has been emptied."""
    for conflict in unsettled:
        if conflict.is_emptied:
            files = listed(dict.fromkeys(one.file for one in conflict.answers))
            yield RULE.finding(
                f"{conflict.slot.column} för {conflict.slot.row.names[-1]} är tömt i {files}. "
                "Cellen har kvar det som står.",
                "Skriv Ta på bladet Insamling: vid arbetsboken för att behålla, vid svaret för att "
                "tömma cellen. Samla sedan in igen.",
                cell=conflict.cell,
            )
