"""Slutsatsen räknar fler mål än bladet Mål har.

Vad den gör
    Läser meningar på Sammanfattning som räknar mål av ett slag med en bedömning: "de fyra övriga
    kvalitetsmålen är delvis uppfyllda". Frågar när målen med den bedömningen är färre än så. Är
    de fler larmas inget: meningen kan handla om några av dem.

Varför det spelar roll
    Slutsatserna är det som nämnden läser. De skrivs sist, och målen ändras ofta efteråt.

Exempel
    "De två övriga nämndmålen går ännu inte att bedöma", men bara ett nämndmål har den bedömningen.

Så rättar du
    Räkna målen på bladet Mål och ändra meningen, eller målets bedömning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xl_asn.documents.sheets.text_sections import ConclusionRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.scales import Fulfilment
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C169", "raknade-mal", Severity.QUESTION, reads=("Mål", "Sammanfattning"))

_NUMBERS: Final = (
    "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
_KINDS: Final = {
    "kvalitetsmål": GoalLevel.QUALITY,
    "nämndmål": GoalLevel.BOARD,
    "strategiska mål": GoalLevel.STRATEGIC,
}
_STATUSES: Final = (
    (re.compile(r"helt uppfyll"), Fulfilment.FULLY),
    (re.compile(r"delvis uppfyll"), Fulfilment.PARTLY),
    (re.compile(r"uppfylls inte|inte uppfyll|ej uppfyll"), Fulfilment.NOT),
    (re.compile(r"inte att bedöma|inte bedömas"), Fulfilment.UNKNOWN),
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_COUNTED: Final = re.compile(
    rf"\b(?P<number>{'|'.join(_NUMBERS)}|[1-9]\d?)\s+(?:övriga\s+|andra\s+)?"
    rf"(?P<kind>{'|'.join(_KINDS)})(?:en|et)?\b"
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every sentence that counts more goals than there are."""
    for row in context.rows(ConclusionRow):
        for sentence in _SENTENCE.split((row.text or "").casefold()):
            for found in _COUNTED.finditer(sentence):
                yield from _more_than_there_are(context, row, found)


def _more_than_there_are(
    context: Context, row: ConclusionRow, found: re.Match[str]
) -> Iterator[Finding]:
    following = [(m.start(), s) for p, s in _STATUSES if (m := p.search(found.string, found.end()))]
    if not following:
        return
    _, status = min(following)
    kind = _KINDS[found["kind"]]
    goals = [r for r in context.calculated.follow_up.tree_goals if r.tree_goal.kind is kind]
    alike = [r for r in goals if (r.tree_goal.printed or r.status) is status]
    said = found["number"]
    count = int(said) if said.isdecimal() else _NUMBERS.index(said) + 1
    if not goals or count <= len(alike):
        return
    yield RULE.finding(
        f"Texten räknar {said} {found['kind']} med bedömningen {status.value}, men bladet Mål har "
        f"{len(alike)}.",
        "Räkna målen på bladet Mål och ändra meningen, eller målets bedömning.",
        cell=row.cell("text"),
        inputs=tuple(
            r.tree_goal.assessment_cell for r in goals if r.tree_goal.assessment_cell is not None
        ),
    )
