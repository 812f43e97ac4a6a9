"""Anslaget växer mindre än priserna.

Vad den gör
    Jämför varje års anslag med året före, uppräknat med den prisuppräkning som planen anger. Ett
    år utan egen prisuppräkning får den senaste som angetts. Avrundning larmas aldrig.

Varför det spelar roll
    Ett anslag som växer mindre än priserna är en minskning. Den ska vara beslutad och förklarad.

Exempel
    Anslaget går från 234,1 till 236,0 mnkr. Med 1,8 % skulle det ha blivit 238,3.

Så rättar du
    Kontrollera beloppen. Är de rätt: förklara minskningen i kommentaren.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.plan import fund_changes
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, show_exact, show_number, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C184", "anslag-mot-prisupprakning", Severity.QUESTION, reads=("Resurser",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every year whose funds do not keep up with prices."""
    unit = context.document.start.unit or "tkr"
    for change in fund_changes(context.calculated.follow_up.source.funds):
        now, then = change.fund.amount.value, change.before.amount.value
        indexing = change.indexing
        if change.beyond is None or now is None or then is None or indexing is None:
            continue
        if indexing.value is None or change.beyond >= -last_place(now, then):
            continue
        expected = now - change.beyond
        yield RULE.finding(
            f"{change.fund.area}: anslaget {change.fund.year} är {show_exact(now)} {unit}. "
            f"{show_exact(then)} uppräknat med {show_share(indexing.value, 1)} är "
            f"{show_number(expected, 1)}.",
            "Kontrollera beloppen, eller förklara minskningen.",
            cell=change.fund.amount.cell,
            found=now,
            expected=expected,
            difference=change.beyond,
            inputs=(change.before.amount.cell, indexing.cell),
        )
