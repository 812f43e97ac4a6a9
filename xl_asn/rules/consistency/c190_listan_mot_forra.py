"""En rad i en lista har försvunnit eller tillkommit sedan förra rapporten.

Vad den gör
    Jämför indikatorer, risker, uppdrag, ekonomiska risker, mått på Volymer och områden på Resurser
    med förra rapporten av samma slag samma år, eller med förra årets nämndplan. Raderna paras ihop
    efter ordalydelse, Kolada-id och likhet. Varje lista ger ett fynd. Det som bara har tillkommit
    är en upplysning, och så är det som är nytt eller borta i en ny nämndplan, utom ett område som
    inte längre har något anslag. Det som skiljer mot årets nämndplan tar C186 upp.

Varför det spelar roll
    Nämnden följer samma lista hela året. En risk eller ett uppdrag som tyst faller bort är inte
    hanterat.

Exempel
    Risken för sänkt statlig ersättning stod i rapporten för oktober men saknas i november.

Så rättar du
    Lägg till det som saknas, eller skriv i rapporten varför det är borta.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import Entry, Noun, lists_beside, unplanned

RULE = Rule("C190", "listan-mot-forra", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each list that has lost or won rows."""
    ahead = context.document.looks_ahead
    earlier = context.earlier if ahead else context.same_year
    if earlier is None:
        return
    said = f"{'nämndplanen' if ahead else 'rapporten'} för {earlier.label}"
    told_words, told_cells = _told_of_the_plan(context)
    for beside in lists_beside(earlier.document, context.document):
        gone = [entry for entry in beside.gone if _mark(entry) not in told_words]
        new = [entry for entry in beside.new if entry.cell not in told_cells]
        if gone or new:
            yield _finding(beside.what, beside.before, gone, new, said, ahead=ahead)


def _told_of_the_plan(context: Context) -> tuple[frozenset[str], frozenset[CellRef]]:
    """Return what C186 says of the year's plan: the words that are not followed up, new cells."""
    if context.plan is None:
        return frozenset(), frozenset()
    return (
        frozenset(_mark(pair.planned) for pair in context.planned if pair.followed is None),
        frozenset(entry.cell for entry in unplanned(context.plan, context.document)),
    )


def _mark(entry: Entry) -> str:
    return f"{entry.what.many}: {folded_name(entry.words).rstrip('. ')}"


def _finding(
    what: Noun, before: int, gone: Sequence[Entry], new: Sequence[Entry], said: str, *, ahead: bool
) -> Finding:
    sentences = []
    if gone:
        many = f"{len(gone)} av {before} {what.many} i {said} saknas nu"
        sentences.append(_listed(gone, f"{what.the} stod i {said} men saknas nu", many))
    if new:
        many = f"{len(new)} {what.many} har tillkommit sedan {said}"
        sentences.append(_listed(new, f"{what.the} har tillkommit sedan {said}", many))
    asked = bool(gone) and (not ahead or what.is_money)
    return RULE.finding(
        " ".join(sentences),
        "Lägg till det som saknas, eller skriv i rapporten varför det är borta."
        if gone
        else "Kontrollera att det är nytt. Har det bara fått andra ord: skriv dem som förut.",
        severity=Severity.QUESTION if asked else Severity.INFO,
        sheet=(*gone, *new)[0].cell.sheet,
        cell=new[0].cell if new else None,
        inputs=tuple(entry.cell for entry in new[1:]),
    )


def _listed(entries: Sequence[Entry], one: str, many: str) -> str:
    words = "; ".join(entry.words.rstrip(". ") for entry in entries)
    return f"{one if len(entries) == 1 else many}: {words}."
