"""Findings shared out to whoever is to mend them: by unit, by recipient, or by submission.

A lone workbook is the economist's own, and its rows tell whose a finding is. Where there are
several, each is somebody's submission, and so is a form: all that is found in it is for whoever
sent it. What belongs to no unit is kept together, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final, NamedTuple

from xl_asn.batch.copies import original_name
from xl_asn.batch.marks import Mark
from xl_asn.batch.senders import senders
from xl_asn.batch.together import Remark
from xl_asn.batch.verdicts import REFUSED, SKIPPED, Verdict
from xl_asn.batch.whose import ToldCell, cells_of
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name

OTHERS: Final = "Övrigt"
"""What is called that belongs to no unit."""


class Told(NamedTuple):
    """A finding as one unit is told of it: with those of its cells that are hers."""

    finding: Finding
    cells: tuple[ToldCell, ...] = ()
    mark: Mark | None = None

    @property
    def is_to_do(self) -> bool:
        """Whether somebody is to do something about it."""
        return self.finding.severity is not Severity.INFO and not self.finding.is_accepted


class Part(NamedTuple):
    """What one file has for a unit; ``is_own`` tells that the file is the unit's submission."""

    verdict: Verdict
    told: tuple[Told, ...]
    is_own: bool
    mended: tuple[Finding, ...] = ()


class Share(NamedTuple):
    """All that a unit is told; ``together`` is what her files say beside others."""

    name: str
    parts: tuple[Part, ...]
    together: tuple[Finding, ...] = ()
    is_others: bool = False

    @property
    def to_do(self) -> tuple[Told, ...]:
        """Return what the unit is to do something about; two versions may say the same."""
        beside = (Told(finding) for finding in self.together)
        found = (*beside, *(told for part in self.parts for told in part.told))
        said: dict[tuple[object, ...], Told] = {}
        for told in found:
            if told.is_to_do:
                said.setdefault((told.finding.code, told.finding.place, told.finding.message), told)
        return tuple(said.values())


def shared_out(verdicts: Sequence[Verdict], together: Iterable[Remark] = ()) -> tuple[Share, ...]:
    """Return what each unit is told, also those with nothing to do; what is nobody's comes last."""
    judged = [verdict for verdict in verdicts if verdict.outcome != SKIPPED]
    books = {v.sha256 for v in judged if v.outcome != REFUSED and not v.recipient}
    names = senders(judged)
    said = list(together)
    shares: dict[tuple[bool, str], Share] = {}
    for verdict in sorted(judged, key=lambda one: one.file):
        is_lone = len(books) == 1 and verdict.outcome != REFUSED and not verdict.recipient
        found = [(_sender(verdict, names[verdict.file]), _own(verdict))]
        if is_lone:
            found = [*_by_unit(verdict)]
        about = () if is_lone else tuple(_at_home(r) for r in said if verdict.file in r.paths)
        for name, part in found:
            key = (not name, folded_name(original_name(name) if not is_lone else name))
            known = shares.get(key, Share(name or OTHERS, (), is_others=not name))
            beside = tuple(dict.fromkeys((*known.together, *about)))
            shares[key] = known._replace(parts=(*known.parts, part), together=beside)
    return tuple(shares[key] for key in sorted(shares))


def _at_home(remark: Remark) -> Finding:
    """Return what is said of files without their folders, which are ours and not the unit's."""
    message = remark.finding.message
    for path in sorted(remark.paths, key=len, reverse=True):
        message = message.replace(path, PurePath(path).name)
    return replace(remark.finding, message=message)


def _sender(verdict: Verdict, sender: str) -> str:
    """Return who has sent a file: whoever it was made for, else its folder, else its own name."""
    is_file = sender == PurePath(verdict.file).name
    return verdict.recipient or (PurePath(sender).stem if is_file else sender)


def _own(verdict: Verdict) -> Part:
    """Return all that a submission has for whoever sent it."""
    cells = {one.cell: one for one in verdict.whose.cells}
    told = tuple(
        Told(finding, tuple(cells[c] for c in _first(finding) if c in cells), mark)
        for finding, mark in _marked(verdict)
    )
    mended = () if verdict.since is None else verdict.since.mended
    return Part(verdict, told, is_own=True, mended=mended)


def _first(finding: Finding) -> Iterator[CellRef]:
    if finding.cell is not None:
        yield finding.cell


def _by_unit(verdict: Verdict) -> Iterator[tuple[str, Part]]:
    """Yield the units of a workbook, each with what is hers; an empty name has all the rest.

    A finding of several units' rows is told to each of them, with her own cells.
    """
    cells = {one.cell: one for one in verdict.whose.cells}
    by_unit: dict[str, list[Told]] = {name: [] for name in (*verdict.whose.units, "")}
    for finding, mark in _marked(verdict):
        own = [cells[cell] for cell in dict.fromkeys(cells_of(finding)) if cell in cells]
        of_rows = finding.cell in cells and any(one.unit for one in own)
        if not of_rows:
            by_unit[""].append(Told(finding, tuple(own[:1]), mark))
            continue
        for unit in dict.fromkeys(one.unit for one in own):
            hers = tuple(one for one in own if one.unit == unit)
            by_unit.setdefault(unit, []).append(Told(finding, hers, mark))
    for name, told in by_unit.items():
        mended = verdict.since.mended if verdict.since is not None and not name else ()
        yield name, Part(verdict, tuple(told), is_own=False, mended=mended)


def _marked(verdict: Verdict) -> Iterator[tuple[Finding, Mark | None]]:
    if verdict.since is None:
        yield from ((finding, None) for finding in verdict.findings)
    else:
        yield from zip(verdict.findings, verdict.since.marks, strict=True)
