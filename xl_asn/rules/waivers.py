"""Waivers meet findings: a *fråga* may be accepted with a reason; a *fel* never.

A waiver belongs to a rule and to the content that the rule asked about. Content is what a person
has written in the finding's cells and the names of their rows, never an address: a waiver follows
its row when the row moves, and falls when what it accepted is another.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Final

from xl_asn.documents.rows import Row
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.folding import composed
from xl_asn.model.grid import BLANK, Cell, CellRef
from xl_asn.model.waivers import Waiver
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

NOT_WAIVABLE: Final = Rule("S110", "fel-kan-inte-godtas", Severity.INFO)
INCOMPLETE: Final = Rule("S111", "godtagande-inte-komplett", Severity.INFO)

_MARK_LENGTH: Final = 10


def with_waivers(context: Context, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with their marks and waivers, and what is to be said of the waivers."""
    mark_of = _marker(context)
    marked = [replace(finding, mark=mark_of(finding)) for finding in findings]
    if not context.waivers:
        return marked
    held = _matched(marked, context.waivers)
    answered = [replace(f, waiver=held.get(place)) for place, f in enumerate(marked)]
    return [*answered, *_told(answered)]


def lapsed(waivers: Iterable[Waiver], findings: Iterable[Finding]) -> tuple[Waiver, ...]:
    """Return the waivers that no finding has taken, in the order they stand."""
    taken = Counter(finding.waiver for finding in findings if finding.waiver is not None)
    left = []
    for waiver in waivers:
        if taken[waiver]:
            taken[waiver] -= 1
        else:
            left.append(waiver)
    return tuple(left)


def _matched(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> Mapping[int, Waiver]:
    """Return the waiver of each finding by its place: the one written in its own row first."""
    held: dict[int, Waiver] = {}
    left = list(waivers)
    for finding_key, waiver_key in _KEYS:
        by_key: dict[object, deque[int]] = {}
        for row, waiver in enumerate(left):
            by_key.setdefault(waiver_key(waiver), deque()).append(row)
        taken = set()
        for place, finding in enumerate(findings):
            rows = None if place in held else by_key.get(finding_key(finding))
            if rows:
                taken.add(row := rows.popleft())
                held[place] = left[row]
        left = [waiver for row, waiver in enumerate(left) if row not in taken]
    return held


_KEYS: Final[tuple[tuple[Callable[[Finding], object], Callable[[Waiver], object]], ...]] = (
    (
        lambda f: (f.code, f.place, f.mark, f.message),
        lambda w: (w.code, (w.sheet, w.address), w.mark, w.message),
    ),
    (
        lambda f: (f.code, f.place, f.mark),
        lambda w: (w.code, (w.sheet, w.address), w.mark),
    ),
    (
        lambda f: (f.code, f.place[0], f.mark),
        lambda w: (w.code, w.sheet, w.mark),
    ),
    # A row without a mark is no fråga: what was written beside it stays there and has no effect.
    (
        lambda f: (f.code, f.place, "", f.severity is Severity.QUESTION),
        lambda w: (w.code, (w.sheet, w.address), w.mark, False),
    ),
)  # fmt: skip


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield a sentence for every waiver that has no effect though somebody meant it to."""
    for finding in findings:
        waiver = finding.waiver
        if waiver is None or waiver.says_no:
            continue
        place = {"sheet": finding.sheet, "cell": finding.cell}
        if finding.severity is Severity.ERROR:
            yield NOT_WAIVABLE.finding(
                f"{finding.code} är ett fel och kan inte godtas. Det som står på bladet Kontroll "
                "har ingen verkan.",
                "Rätta felet. Bara frågor kan godtas.",
                **place,
            )
        elif finding.severity is Severity.QUESTION and waiver.lacks:
            yield INCOMPLETE.finding(
                f"Frågan {finding.code} är inte godtagen: {listed(waiver.lacks)} saknas.",
                "Skriv Ja, en motivering och din signatur på bladet Kontroll.",
                **place,
            )


def _marker(context: Context) -> Callable[[Finding], str]:
    """Return what makes the mark of a finding: rule, sheet, row names and what people wrote.

    What the program has written is nobody's content; what it replaced is, as long as it witnesses.
    """
    tables = context.tables()
    ours, said = context.recalled.ours, context.recalled.said

    @cache
    def rows(sheet: str) -> Mapping[int, Row]:
        return {r.row_number: r for _, table in tables if table.sheet == sheet for r in table}

    def content(ref: CellRef) -> str:
        row = rows(ref.sheet).get(ref.row)
        name = row.label if row else ""
        held = said.get(ref, BLANK) if ref in ours else context.grid.at(ref)
        return f"{name}\t{'' if held.is_blank else _plain(held)}"

    def mark(finding: Finding) -> str:
        cells = ((finding.cell,) if finding.cell else ()) + finding.inputs
        subject = list(map(content, cells)) or [finding.message]
        lines = [finding.code, finding.place[0], *subject]
        return sha256("\n".join(lines).encode()).hexdigest()[:_MARK_LENGTH]

    return mark


def _plain(cell: Cell) -> str:
    """Return a cell's content in one Unicode form and without stray blanks."""
    return f"{cell.kind.value} {' '.join(composed(cell.text).split())}"
