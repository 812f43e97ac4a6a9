"""Något i nämndplanen följs inte upp, eller har tillkommit.

Vad den gör
    Jämför rapportens mål, indikatorer, risker och uppdrag med den nämndplan som Start anger. De
    paras ihop efter ordalydelse, Kolada-id och likhet. Flera av samma slag sägs tillsammans. En
    risk eller ett uppdrag får tillkomma under året: då är det bara en upplysning.

Varför det spelar roll
    Nämnden har beslutat planen. Ett mål som tyst faller bort ur uppföljningen är inte uppfyllt.

Exempel
    Planen har sju nämndmål men rapporten följer upp sex.

Så rättar du
    Lägg till det som saknas, eller förklara varför det inte följs upp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.documents.document import Document
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import Entry, Noun, Pair, unplanned

RULE = Rule("C186", "inte-som-i-planen", Severity.QUESTION)


def check(context: Context, plan: Document) -> Iterator[Finding]:
    """Yield a finding for what only one of plan and report has, one for each kind."""
    planned: dict[Noun, list[Pair]] = {}
    for pair in context.planned:
        planned.setdefault(pair.planned.what, []).append(pair)
    for noun, group in planned.items():
        missing = [pair.planned for pair in group if pair.followed is None]
        if missing:
            many = f"{len(missing)} av {len(group)} {noun.many} i nämndplanen följs inte upp"
            yield RULE.finding(
                _said(missing, f"{noun.the} i nämndplanen följs inte upp", many),
                "Lägg till det i rapporten, eller förklara varför det inte följs upp.",
                sheet=group[0].planned.cell.sheet,
            )
    added: dict[Noun, list[Entry]] = {}
    for entry in unplanned(plan, context.document):
        added.setdefault(entry.what, []).append(entry)
    for noun, entries in added.items():
        many = f"{len(entries)} {noun.many} finns inte i nämndplanen"
        yield RULE.finding(
            _said(entries, f"{noun.the} finns inte i nämndplanen", many),
            "Kontrollera mot planen. Har nämnden beslutat om det efter planen: säg det.",
            severity=Severity.INFO if noun.may_be_added else RULE.severity,
            cell=entries[0].cell,
            inputs=tuple(entry.cell for entry in entries[1:]),
        )


def _said(entries: Sequence[Entry], one: str, many: str) -> str:
    words = "; ".join(entry.words.rstrip(". ") for entry in entries)
    return f"{one if len(entries) == 1 else many}: {words}."
