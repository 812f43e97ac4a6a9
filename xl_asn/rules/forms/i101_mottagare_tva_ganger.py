"""En mottagare står på två rader på bladet Utskick.

Vad den gör
    Jämför namnen i kolumnen Mottagare, utan hänsyn till stora bokstäver och tecken som inte syns.

Varför det spelar roll
    Varje mottagare får ett formulär, med namnet som filnamn. Står namnet två gånger går det inte
    att veta vilken rad som gäller, och då görs inget formulär för det namnet.

Exempel
    Anna Berg står på en rad med Vuxenenheten och på en rad med Resursenheten.

Så rättar du
    Skriv allt på en rad, med semikolon mellan enheterna. Är det två personer: ge dem olika namn.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.hand_out import HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule

RULE = Rule("I101", "mottagare-tva-ganger", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every row whose recipient has an earlier row."""
    for entry in hand_out.entries:
        earlier = hand_out.twice.get(entry.row.row_number)
        if earlier is not None:
            yield RULE.finding(
                f"{entry.recipient.name} står redan på rad {earlier.row.row_number}. Inget "
                "formulär görs för namnet, för det går inte att veta vilken rad som gäller.",
                "Skriv allt på en rad, med semikolon emellan, eller ge raderna olika namn.",
                cell=entry.recipient.cell,
                inputs=(earlier.recipient.cell,),
            )
