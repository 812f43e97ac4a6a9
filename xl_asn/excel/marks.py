"""Marks: a note on each input cell with a finding, removed again when it is mended.

Only notes that begin with our own words are ours. The author's notes are never touched, and a cell
that has one, or a discussion, gets no mark: the finding is on *Kontroll* all the same.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from xl_asn.case.own_cells import BEFORE, GENERATED, UNDO, is_set_aside
from xl_asn.documents.start import SHEET as START
from xl_asn.excel.answers import logged
from xl_asn.excel.native import told
from xl_asn.model.findings import Finding
from xl_asn.model.grid import folded_name

if TYPE_CHECKING:
    import xlwings as xw

MARKER: Final = "xl_asn "
#: Notes are written one by one, and a sheet full of them cannot be read: the list is on Kontroll.
MOST_MARKS: Final = 20
#: The box of a note, in points, and what a line of it holds: Tahoma 9, as Excel writes notes.
_NOTE_WIDTH: Final = 260.0
_NOTE_LINE: Final = 12.0
_NOTE_CHARACTERS: Final = 44
_UNMARKED: Final = frozenset(
    folded_name(name) for name in (START, UNDO, *GENERATED, *BEFORE.values())
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A note on a sheet, and whether it is ours."""

    note: xw.Note
    text: str

    @property
    def is_ours(self) -> bool:
        return self.text.startswith(MARKER)


def mark(sheets: Mapping[str, xw.Sheet], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Make the notes of every input sheet say what the findings say now.

    Returns:
        The names of the sheets that have more cells with findings than are marked.
    """
    wanted = _wanted(findings)
    crowded: list[str] = []
    for name, sheet in sheets.items():
        notes = wanted.get(name, {})
        if name in _UNMARKED or not (notes or has_notes(sheet)):
            continue
        if len(notes) > MOST_MARKS:
            crowded.append(sheet.name)
        try:
            _mark_sheet(sheet, dict(islice(notes.items(), MOST_MARKS)))
        except Exception:  # noqa: BLE001 - not worth stopping for: Kontroll says the same
            logged(traceback.format_exc())
    return tuple(crowded)


def unmark(sheets: Mapping[str, xw.Sheet]) -> None:
    """Remove every note of ours."""
    mark(sheets, ())


def has_notes(sheet: xw.Sheet) -> bool:
    """Whether a sheet has any note at all."""
    return bool(sheet.impl.notes)


def notes_of(book: xw.Book) -> Mapping[str, int]:
    """Return how many notes of the author's each sheet has."""
    return {
        sheet.name: sum(not note.text.startswith(MARKER) for note in sheet.notes)
        for sheet in book.sheets
        if not is_set_aside(sheet.name) and has_notes(sheet)
    }


def _wanted(findings: Iterable[Finding]) -> Mapping[str, Mapping[str, str]]:
    """Return the text of each note by sheet and address; findings come with the gravest first.

    A question that somebody has accepted needs no mark.
    """
    wanted: dict[str, dict[str, str]] = {}
    for finding in findings:
        if finding.cell is None or finding.is_accepted:
            continue
        notes = wanted.setdefault(folded_name(finding.cell.sheet), {})
        address = finding.cell.address
        if address in notes:
            notes[address] += "\n\n" + _text(finding)
        else:
            notes[address] = _text(finding)
    return wanted


def _text(finding: Finding) -> str:
    lead = f"{MARKER}{finding.code} ({finding.severity.value})"
    return f"{lead}\n{finding.message}\nSå rättar du: {finding.remedy}"


def _mark_sheet(sheet: xw.Sheet, wanted: Mapping[str, str]) -> None:
    taken: set[str] = set()
    for note in list(sheet.notes):
        held = _Held(note, note.text)
        address = note.location.address.replace("$", "")
        if held.is_ours and held.text != wanted.get(address):
            note.delete()
        else:
            taken.add(address)
    for address, text in wanted.items():
        if address not in taken:
            _fit(sheet.range(address).add_note(text), text)


def _fit(note: xw.Note, text: str) -> None:
    """Make the box of a note hold its text: Excel's own cuts all but four short lines."""
    shape = told(note, "Shape")
    if shape is None:
        return
    lines = sum(max(len(wrap(line, _NOTE_CHARACTERS)), 1) for line in text.split("\n"))
    shape.Width = _NOTE_WIDTH
    shape.Height = lines * _NOTE_LINE + _NOTE_LINE
