"""En status i texten stämmer inte med tabellen.

Vad den gör
    Läser statusar i texterna, som "är grön" och "från gul till grön", och jämför dem med enhetens
    bedömning för målet, eller med målets egen bedömning. Nämns både gammal och ny status jämförs
    den nya.

Varför det spelar roll
    Texten förklarar färgen i tabellen. Säger de olika vet läsaren inte vad som gäller.

Exempel
    "Försörjningsstödsenheten har gjort en förflyttning från gul till grön", men enheten är Gul
    i tabellen.

Så rättar du
    Ändra texten, eller enhetens bedömning på bladet Enhetsresultat.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.statuses import Status
from xl_asn.prose.statements import Judgement, Statement
from xl_asn.rules.rule import Rule

RULE = Rule("T102", "status-mot-tabell", Severity.QUESTION)


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every status that differs from the table's."""
    for statement in statements:
        tie = statement.tie
        if statement.judgement is not Judgement.DISAGREES or tie is None:
            continue
        if not isinstance(tie.value, Status) or not isinstance(statement.value, Status):
            continue
        yield RULE.finding(
            f"Texten säger ”{statement.text}” om {tie.row}, men bedömningen är {tie.value.value}.",
            f"Ändra texten, eller bedömningen i {tie.cell}.",
            cell=statement.passage.cell,
            inputs=(tie.cell,),
        )
