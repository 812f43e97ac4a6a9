"""Verdicts on the screen: each file's outcome and findings as it is done, and the sums last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from xl_asn.batch.marks import Mark
from xl_asn.batch.since import Marking
from xl_asn.batch.together import Together
from xl_asn.batch.verdicts import FORM, OUTCOMES, Verdict
from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import after_judging
from xl_asn.cli.screen import Line, Styled, plain, say
from xl_asn.model.characters import bounded
from xl_asn.model.grid import quoted_sheet

_MOST_MENDED: Final = 20
_MOST_MESSAGE: Final = 300
_STYLES: Final = {
    "godkänd": "green",
    "anmärkning": "yellow",
    "underkänd": "bold red",
    "avvisad": "bold red",
    "hoppad": "dim",
}


def show_verdicts(
    verdicts: Iterable[Verdict],
    write: Callable[[bytes], None] | None,
    marking: Marking | None = None,
    together: Together | None = None,
) -> bool:
    """Print every file's outcome and findings, and the sums; return whether any file fails.

    On the screen each file is shown as soon as it and those before it are done; into a file, by
    ``write``, all is put at once. ``marking`` is what has marked them by an earlier answer, and
    ``together`` what knows what they say together when all have passed.
    """
    counts = dict.fromkeys(OUTCOMES, 0)
    if write is None:
        for block in _blocks(verdicts, counts, marking, together):
            say(*block)
    else:
        lines = chain.from_iterable(_blocks(verdicts, counts, marking, together))
        text = "".join(f"{plain(line)}\n" for line in lines)
        write(text.encode())
    return bool(counts["underkänd"] or counts["avvisad"])


def _blocks(
    verdicts: Iterable[Verdict],
    counts: dict[str, int],
    marking: Marking | None,
    together: Together | None,
) -> Iterator[Sequence[Line]]:
    used: dict[str, None] = {}
    since = dict.fromkeys(Mark, 0)
    types: set[str | None] = set()
    for verdict in verdicts:
        types.add(verdict.document_type)
        counts[verdict.outcome] += 1
        if verdict.since is not None:
            for mark in since:
                since[mark] += verdict.since.count(mark)
        used.update({verdict.rule_set: None} if verdict.rule_set else {})
        about = ", ".join(filter(None, (verdict.recipient, verdict.period)))
        about = f" ({about})" if about else ""
        outcome = Styled(verdict.outcome, _STYLES[verdict.outcome])
        yield [(f"{verdict.file}{about}: ", outcome), *_findings(verdict)]
    said = () if together is None else together.remarks()
    if said:
        yield ["Filerna tillsammans:", *finding_lines([remark.finding for remark in said])]
    total = sum(counts.values())
    sums = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    files = "1 fil" if total == 1 else f"{total} filer"
    rules = [f"Regelverk: {'; '.join(used)}"] if used else []
    changed = [] if marking is None else [*_since(since, marking)]
    yield [f"{files}: {sums}", *changed, *rules, after_judging(counts, only_forms=types == {FORM})]


def _findings(verdict: Verdict) -> Iterator[Line]:
    """Yield a file's findings, and those that it no longer has."""
    if verdict.since is None:
        yield from finding_lines(verdict.findings)
        return
    yield from finding_lines(verdict.findings, [mark.value for mark in verdict.since.marks])
    for finding in verdict.since.mended[:_MOST_MENDED]:
        place = str(finding.cell) if finding.cell else quoted_sheet(finding.sheet or "–")
        message = bounded(finding.message, _MOST_MESSAGE)
        yield Styled(f"  {Mark.MENDED.value} {finding.code} {place} {message}", "green")
    if (more := len(verdict.since.mended) - _MOST_MENDED) > 0:
        yield f"  … och {more} rättade till."


def _since(counts: Mapping[Mark, int], marking: Marking) -> Iterator[Line]:
    new, standing, mended = (counts[mark] for mark in Mark)
    fixed = "1 rättad" if mended == 1 else f"{mended} rättade"
    added = "1 ny" if new == 1 else f"{new} nya"
    yield f"Sedan {marking.name}: {added}, {standing} kvar, {fixed}"
    if marking.gone:
        named = ", ".join(marking.gone[:_MOST_MENDED])
        yield bounded(f"Fanns då men inte nu: {named}", _MOST_MESSAGE)
