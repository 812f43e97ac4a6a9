"""En status i texten stämmer inte med tabellen.

Vad den gör
    Läser statusar i texterna, som "är grön", "från gul till grön" och nämndens egna ord ("målet
    är svagt"), och jämför dem med enhetens bedömning för målet, eller med målets egen bedömning.
    Nämns både gammal och ny status jämförs den nya. Räknar texten upp flera ("mål 1, 2 och 4 är
    gröna", "målen 1–3", "två mål, 2 och 4, är gula", "samtliga mål utom mål 2", "endast mål 4")
    jämförs vart och ett.

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
        said = f"Texten säger ”{statement.text}” om {tie.row}"
        if statement.reason:  # "endast mål 1 är grönt", and mål 2 is too
            said = f"Texten räknar inte {tie.row} till dem som är ”{statement.text}”"
        yield RULE.finding(
            f"{said}, men bedömningen är {tie.value.value}.",
            f"Ändra texten, eller bedömningen i {tie.cell}.",
            cell=statement.passage.cell,
            inputs=(tie.cell,),
        )
