"""An adopted report: sealed as *Beräkna* leaves it, and held against its seal from then on.

The seal stands on *Spårning* with who signed it. It holds as long as *Start* says the same of who
and when: a new name or a new day is a new signature, of what stands then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.own_cells import is_writable
from xl_asn.documents.identity import NOTHING_WRITTEN
from xl_asn.documents.start import PUBLISHED, SIGNATURE
from xl_asn.documents.start import SHEET as START
from xl_asn.model.adoption import (
    AdoptedError,
    Adoption,
    Altered,
    Seal,
    SheetSeal,
    Signature,
    differing,
    sealed,
)
from xl_asn.model.grid import CellRef, Value, cell_of

#: Of *Start*: the signature itself, and what is another in a newer master of the same content.
_NOT_SEALED: Final = frozenset({"status", *SIGNATURE, "template_version"})
_MOST_CELLS: Final = 100


def refuse_adopted(case: Case, doing: str) -> None:
    """See to it that an adopted report is not changed unless somebody says so.

    ``doing`` is what would be done, as a sentence: "Samla in skulle skriva 8 celler.".

    Raises:
        AdoptedError: the report is adopted.
    """
    if case.document.start.status == PUBLISHED:
        raise AdoptedError(_signature(case), doing)


def adoption_of(
    case: Case, values: Mapping[CellRef, Value] = NOTHING_WRITTEN, *, seals: bool = False
) -> Adoption | None:
    """Return the adoption of a case's report; None where it is not adopted.

    ``values`` are what is written in its cells. ``seals`` tells that it is sealed then, unless it
    is already: such a seal does not say when.
    """
    start = case.document.start
    if start.status != PUBLISHED:
        return None
    if case.stopped:  # theirs stays as it is
        values = {cell: value for cell, value in values.items() if cell not in case.stopped_at}
    signature, kept = _signature(case), case.memory.seal
    if kept is not None and kept.signature == signature:
        return Adoption(signature, kept, tuple(_altered(case, kept, values)))
    if not seals:
        return Adoption(signature)
    now = tuple(one.seal for one in _sheets(case, values))
    return Adoption(signature, Seal(signature, "", tuple(one for one in now if one.filled)))


def signed(case: Case, adoption: Adoption | None, now: datetime | None) -> Seal | None:
    """Return the seal that is written; a new one gets the moment, and the day where none is told.

    The day is that of *Start* too, if it has a cell for it: see :func:`day_of`. There is no new one
    where nothing is to be written: ``now`` is None.
    """
    seal = adoption.seal if adoption else None
    if seal is None or seal.at:
        return seal
    if now is None:
        return None
    signature = seal.signature
    if _blank_day(case) is not None:
        signature = signature._replace(day=f"{now:%Y-%m-%d}")
    return seal._replace(signature=signature, at=f"{now:%Y-%m-%d %H:%M}")


def day_of(case: Case, seal: Seal | None) -> Mapping[CellRef, Value]:
    """Return the day of a seal for the cell of *Start* where nobody has written any."""
    cell = _blank_day(case)
    if seal is None or cell is None:
        return {}
    return {cell: date.fromisoformat(seal.signature.day)}


def _blank_day(case: Case) -> CellRef | None:
    cell = case.document.start.place("status_on")
    blank = cell is not None and case.grid.at(cell).is_blank and is_writable(case.grid, cell)
    return cell if blank else None


def _signature(case: Case) -> Signature:
    """Return who says that the report is adopted; a formula is nobody's word, and may change."""
    start = case.document.start
    typed = {
        name: start.has(name) and case.grid.at(start.cell(name)).formula is None
        for name in SIGNATURE
    }
    by, day, corrects = (getattr(start, name) if typed[name] else None for name in SIGNATURE)
    by, corrects = (" ".join((text or "").split()) for text in (by, corrects))
    return Signature(by, day.isoformat() if day else "", corrects)


class _Held(NamedTuple):
    """What a sheet holds, and the cell of each of its headers, row by row."""

    seal: SheetSeal
    cells: tuple[Mapping[str, CellRef], ...] = ()


def _altered(case: Case, kept: Seal, values: Mapping[CellRef, Value]) -> Iterator[Altered]:
    before = {one.sheet: one for one in kept.sheets}
    now = {held.seal.sheet: held for held in _sheets(case, values)}
    for sheet in dict.fromkeys((*now, *before)):
        nothing = sealed(sheet, ())
        was, held = before.get(sheet, nothing), now.get(sheet, _Held(nothing))
        if was.sum == held.seal.sum:
            continue
        rows, headers = differing(was, held.seal)
        cells = [held.cells[row][h] for row in rows for h in headers if h in held.cells[row]]
        unknown = bool(was.filled) and not was.rows
        yield Altered(sheet, tuple(cells[:_MOST_CELLS]), headers if rows else (), unknown)


def _sheets(case: Case, values: Mapping[CellRef, Value]) -> Iterator[_Held]:
    """Yield the sheets that the report is about, as they are when the values are written."""
    start = case.document.start
    fields = start.declared().items()
    yield _held(case, values, START, [
        {column.header: start.cell(name)}
        for name, column in fields
        if start.has(name) and not column.computed and name not in _NOT_SEALED
    ])  # fmt: skip
    for spec, table in case.document.tables():
        if not spec.row.is_tool:
            headers = {name: table.declared[name].header for name in table.columns}
            cells = [{header: row.cell(name) for name, header in headers.items()} for row in table]
            yield _held(case, values, spec.name, cells)


def _held(
    case: Case, values: Mapping[CellRef, Value], sheet: str, rows: list[dict[str, CellRef]]
) -> _Held:
    content = []
    for cells in rows:
        texts = {
            header: " ".join((cell_of(values[c]) if c in values else case.grid.at(c)).text.split())
            for header, c in cells.items()
        }
        content.append({header: text for header, text in texts.items() if text})
    return _Held(sealed(sheet, content), tuple(rows))
