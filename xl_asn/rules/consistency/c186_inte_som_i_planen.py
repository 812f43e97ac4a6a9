"""Något i nämndplanen följs inte upp, eller har tillkommit.

Vad den gör
    Jämför rapportens mål, indikatorer och risker med den nämndplan som Start anger. De paras ihop
    efter ordalydelse, Kolada-id och likhet.

Varför det spelar roll
    Nämnden har beslutat planen. Ett mål som tyst faller bort ur uppföljningen är inte uppfyllt.

Exempel
    Planen har sju nämndmål men rapporten följer upp sex.

Så rättar du
    Lägg till det som saknas, eller förklara varför det inte följs upp.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import Noun, Pair, pairs, unplanned

RULE = Rule("C186", "inte-som-i-planen", Severity.QUESTION)

#: More than these are told together.
_MOST_ALONE = 3


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for everything that only one of plan and report has."""
    plan, report = context.plan, context.document
    if plan is None:
        return
    planned: dict[Noun, list[Pair]] = {}
    for pair in pairs(plan, report):
        planned.setdefault(pair.planned.what, []).append(pair)
    for noun, group in planned.items():
        missing = [pair.planned for pair in group if pair.followed is None]
        sheet = group[0].planned.cell.sheet
        if len(missing) > _MOST_ALONE:
            yield RULE.finding(
                f"{len(missing)} av {len(group)} {noun.many} i nämndplanen följs inte upp: "
                f"{_sentence('; '.join(entry.words.rstrip('. ') for entry in missing))}",
                "Lägg till dem i rapporten, eller förklara varför de inte följs upp.",
                sheet=sheet,
            )
            continue
        for entry in missing:
            yield RULE.finding(
                f"{noun.the} i nämndplanen följs inte upp: {_sentence(entry.words)}",
                "Lägg till det i rapporten, eller förklara varför det inte följs upp.",
                sheet=sheet,
            )
    for entry in unplanned(plan, report):
        yield RULE.finding(
            f"{entry.what.the} finns inte i nämndplanen: {_sentence(entry.words)}",
            "Kontrollera mot planen. Har nämnden beslutat om det efter planen: säg det.",
            cell=entry.cell,
        )


def _sentence(words: str) -> str:
    return words.rstrip(". ") + "."
