"""Rapporten är fortfarande den föregående: perioden är inte skriven.

Vad den gör
    Jämför rapporten med föregående rapport, om den är angiven på bladet Start och finns. Regeln
    slår när periodens belopp (Utfall, i delårsrapporten Kommunbidrag och Nettokostnad) är
    oförändrade på minst 80 procent av raderna som inte är noll, och händelserna, texterna eller
    datumet också är det. Har ingen av rapporterna belopp räcker det att händelserna, minst två,
    och något mer är oförändrade. Att bara enheternas bedömningar är lika är vanligt och ingen
    anledning. Har mer än hälften av prognoserna ändrats, eller är föregående rapport från ett annat
    år, blir det en fråga. Nämndplanen jämförs inte. Är det ett fel visas det som bara följer av
    det (C113, C138, C150, C155, T101, T109 och V126) som följdfel.

Varför det spelar roll
    Utfallet räknas från årets början och ökar varje månad. En rapport med förra periodens siffror
    och texter under den nya periodens namn är fel i nästan varje rad.

Exempel
    Novemberrapporten är sparad som december. Perioden är ändrad, men alla 24 utfall, 13 händelser
    och 40 bedömningar är novembers.

Så rättar du
    Skriv periodens utfall, prognoser, bedömningar och texter. Är det föregående rapport som du vill
    rätta: öppna den, eller ändra tillbaka Period på bladet Start.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.document import Document
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.unchanged import Unchanged, has_actuals, unchanged_since

RULE = Rule(
    "C154",
    "manaden-inte-skriven",
    Severity.ERROR,
    explains=("C113", "C138", "C150", "C155", "T101", "T109", "V126"),
)

_UNWRITTEN = "Rapporten för {} är inte skriven än."
_FEWEST = 2
"""Of one event, or one row of amounts, nobody can say that it was copied."""


def check(
    context: Context, previous: Document, period: Period, before: Period
) -> Iterator[Finding]:
    """Yield a finding where the report is still the previous one."""
    document = context.document
    if document.looks_ahead:
        return
    found = unchanged_since(document, previous)
    if not _is_copy(found, counts=has_actuals(document) or has_actuals(previous)):
        return
    began = found.forecasts.is_mostly_new or before.year != period.year
    told = f"Är rapporten för {period.label} färdig?" if began else _UNWRITTEN.format(period.label)
    yield RULE.finding(
        f"{told} Oförändrat sedan {before.label}: {listed(_said(found, context))}.",
        "Skriv periodens utfall, prognoser, bedömningar och texter. Gäller arbetsboken fortfarande "
        f"{before.label}: ändra Period på bladet Start.",
        severity=Severity.QUESTION if began else RULE.severity,
        sheet="Start",
        cell=document.start.place("period"),
        inputs=tuple(
            part.same[0]
            for part in (found.actuals, found.events, found.statuses, found.texts, found.date)
            if part.is_unchanged
        ),
    )


def _is_copy(found: Unchanged, *, counts: bool) -> bool:
    """Whether nobody has written the report; ``counts`` tells that there are actuals to compare."""
    more = found.texts.is_unchanged or found.date.is_unchanged
    if counts:
        stale = found.actuals.is_unchanged and found.actuals.total >= _FEWEST
        return stale and (found.events.is_unchanged or more)
    copied = found.events.is_unchanged and found.events.total >= _FEWEST
    return copied and (more or found.statuses.is_unchanged)


def _said(found: Unchanged, context: Context) -> Iterator[str]:
    """Yield what is unchanged, with counts, in the order that a reader would look."""
    for part, what in (
        (found.actuals, "rader med utfall"),
        (found.forecasts, "prognoser"),
        (found.events, "händelser"),
        (found.statuses, "bedömningar av enheter"),
        (found.texts, "texter och kommentarer"),
    ):
        if part.is_unchanged:
            yield f"{part.count} {what}"
    if found.date.is_unchanged:
        yield f"datumet {context.document.start.date}"
