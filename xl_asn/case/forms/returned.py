"""A form as it comes back: what it answers, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from xl_asn.case.forms import codes
from xl_asn.case.forms.checking import PRIVATE, READING, rule_findings
from xl_asn.case.forms.codes import remark
from xl_asn.case.forms.form_read import FormRead, read_form
from xl_asn.documents.start import NO, YES
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.form_places import AskedCell
from xl_asn.model.forms import Returned
from xl_asn.model.grid import BLANK, CellRef, Grid, folded_name

_YES: Final = frozenset({folded_name(YES), "j", "klar", "klart", "sant"})
_NO: Final = frozenset({folded_name(NO), "n", "inte klar", "inte klart", "falskt", ""})
_MOST_SHOWN: Final = 40
_SEVERITY_ORDER: Final = tuple(Severity)


def returned(grid: Grid) -> Returned | Finding:
    """Read a form that has come back.

    What it answers is found by keys and headers, wherever it has been moved to. The findings of
    what is read say why something is not taken, and what is to be looked at when it is.

    Returns:
        What it answers; or, where nothing of it can be taken, the finding that says why.
    """
    read = read_form(grid)
    if isinstance(read, Finding):
        return read
    return returned_form(read, rule_findings(read, READING | PRIVATE))


def returned_form(read: FormRead, told: tuple[Finding, ...]) -> Returned:
    """Return what a form that has been read answers; ``told`` is what rules say of it."""
    done = _Done.of(read)
    findings = [*read.findings, *told, *_endings(read, done)]
    findings.sort(key=_order)
    return Returned(
        read.bound.binding,
        tuple(answer for one in read.sections for answer in one.answers),
        tuple(row for one in read.sections for row in one.added),
        done.is_done,
        done.by,
        tuple(findings),
    )


def _order(finding: Finding) -> tuple[int, CellRef, str]:
    cell = finding.cell or CellRef(finding.sheet or "", 0, 0)
    return _SEVERITY_ORDER.index(finding.severity), cell, finding.code


class _Done(NamedTuple):
    """What the end of a form says; ``odd`` is a word that is neither yes nor no."""

    is_done: bool
    by: str
    odd: str

    @classmethod
    def of(cls, read: FormRead) -> _Done:
        said = BLANK if read.done is None else read.grid.at(read.done)
        by = BLANK if read.by is None else read.grid.at(read.by)
        word = folded_name(said.text).rstrip(".! ")
        odd = "" if word in _YES | _NO else " ".join(said.text.split())[:_MOST_SHOWN]
        return cls(word in _YES, " ".join(by.text.split()), odd)


def _endings(read: FormRead, done: _Done) -> Iterator[Finding]:
    """Yield what there is to say of *Klar* and *Lämnat av*, and of what is not answered."""
    if done.odd:
        yield remark(codes.UNKNOWN_DONE, done.odd, cell=read.done)
    if done.is_done and not done.by:
        yield remark(codes.NOBODY, cell=read.by)
    lacking = _lacking(read)
    if lacking.words:
        code = codes.DONE_WITH_BLANKS if done.is_done else codes.NOT_DONE
        yield remark(code, lacking.words, cell=lacking.cells[0], inputs=lacking.cells[1:])
    elif not done.is_done and not done.odd:
        yield remark(codes.NOT_SAID_DONE, cell=read.done)


class _Lacking(NamedTuple):
    """What is not answered, in words, and the cells where it is to be written.

    What stands nowhere is not counted: that its row, its column or its headers are gone is told.
    """

    words: str
    cells: tuple[CellRef, ...]


def _lacking(read: FormRead) -> _Lacking:
    answers = {answer.slot: answer for one in read.sections for answer in one.answers}
    counts: dict[str, list[int]] = {}
    cells: list[CellRef] = []
    for asked in read.bound.places.asked:
        what = _due(read, asked)
        if not what:
            continue
        answer = answers.get(asked.slot)
        count = counts.setdefault(what, [0, 0])
        count[1] += 1
        if answer is not None and answer.value is None and answer.is_usable:
            count[0] += 1
            cells.append(answer.cell)
    said = [f"{n} av {of} {what}" for what, (n, of) in counts.items() if n]
    missing = sum(n for n, _ in counts.values())
    return _Lacking(f"{' och '.join(said)} saknas" if missing else "", tuple(cells))


def _due(read: FormRead, asked: AskedCell) -> str:
    """Return what a cell owes the report, where many are counted; empty where it may be blank."""
    spec = read.spec(asked.slot.row.sheet)
    for column in spec.columns.values() if spec else ():
        if column.header == asked.slot.column and column.due and not column.due.where_before:
            return column.due.plural
    return ""
