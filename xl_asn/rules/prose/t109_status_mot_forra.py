"""Texten säger att en status har ändrats från något annat än den var.

Vad den gör
    Läser uttryck som "från gul till grön" och jämför den gamla statusen med förra rapporten, när
    den är angiven på Start. Den nya statusen jämförs av T102.

Varför det spelar roll
    En förflyttning visar om arbetet går åt rätt håll. Den måste börja där förra rapporten slutade.

Exempel
    "Försörjningsstödsenheten har gjort en förflyttning från gul till grön", men enheten var Röd
    för samma mål i förra rapporten.

Så rättar du
    Ändra texten. Om förra rapporten var fel: skriv det.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.document import Document
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.statuses import Status, means
from xl_asn.prose.earlier_status import earlier_status
from xl_asn.prose.statements import Statement
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("T109", "status-mot-forra", Severity.QUESTION)


def check(
    context: Context, previous: Document, statements: tuple[Statement, ...]
) -> Iterator[Finding]:
    """Yield a finding for every move that does not begin where the previous report ended."""
    for statement in statements:
        earlier = earlier_status(statement, context.document, previous)
        if not earlier or not isinstance(earlier.value, Status) or not statement.tie:
            continue
        if not means(statement.clause.figure.statuses[0], earlier.value):
            yield RULE.finding(
                f"Texten säger ”{statement.text}” om {statement.tie.row}, "
                f"men bedömningen i förra rapporten var {earlier.value.value}.",
                "Ändra texten till den status som enheten eller målet hade då.",
                cell=statement.passage.cell,
                inputs=(statement.tie.cell,),
            )
