"""Sista dagen att svara ligger före periodens slut.

Vad den gör
    Jämför Senast på bladet Utskick med periodens sista dag. Rader med samma dag är ett enda fynd.

Varför det spelar roll
    Svaren ska gälla hela perioden. En dag från förra månaden står lätt kvar.

Exempel
    Rapporten gäller november 2022, och Senast är 2022-11-07.

Så rättar du
    Skriv den dag som gäller för perioden. Är det meningen att svaren kommer tidigare: godta frågan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_asn.documents.hand_out import Entry, HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.rule import Rule

RULE = Rule("I110", "senast-fore-periodens-slut", Severity.QUESTION, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut, period: Period) -> Iterator[Finding]:
    """Yield a question for each last day that comes before the period's."""
    days: dict[date, list[Entry]] = {}
    for entry in hand_out.entries:
        day = entry.recipient.last_day
        if day is not None and day < period.end:
            days.setdefault(day, []).append(entry)
    for day, (first, *others) in days.items():
        more = f" och {len(others)} till" if others else ""
        yield RULE.finding(
            f"Senast för {first.recipient.name}{more} är {day.isoformat()}, före periodens slut "
            f"{period.end.isoformat()}.",
            "Skriv den dag som gäller för perioden, eller godta frågan.",
            cell=first.cell("last_day"),
            inputs=tuple(entry.cell("last_day") for entry in others),
        )
