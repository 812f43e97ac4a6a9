"""A form that has come back → all that can be read of it, or why nothing can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from xl_asn.case.forms import codes
from xl_asn.case.forms.beside import written_beside
from xl_asn.case.forms.blocks import BY, DONE, answer_sheet, blocks_of, labelled
from xl_asn.case.forms.codes import remark
from xl_asn.case.forms.section_read import SectionRead, read_section
from xl_asn.case.forms.sections import sections_of
from xl_asn.case.forms.terms import Ruled, ruled_by
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.findings import Finding
from xl_asn.model.form_places import ANSWERS, Bound, Damage
from xl_asn.model.grid import CellRef, Grid, Sheet, folded_name
from xl_asn.pages.form_binding import ASK_AGAIN, read_binding

_MOST_TOLD: Final = 4


class FormRead(NamedTuple):
    """What has been read of a form.

    ``grid`` is the form without its hidden sheet. ``done`` and ``by`` are the cells that end it;
    None where they are nowhere to be found. ``beside`` tells of what nobody has asked for.
    """

    grid: Grid
    bound: Bound
    ruled: Ruled
    sheet: Sheet
    sections: tuple[SectionRead, ...]
    done: CellRef | None
    by: CellRef | None
    beside: tuple[Finding, ...] = ()

    def spec(self, sheet: str) -> SheetSpec | None:
        """Return the declared sheet of the workbook that a section asks for."""
        return next((s for s in self.ruled.declared.sheets if s.name == sheet), None)

    @property
    def findings(self) -> Iterator[Finding]:
        """Yield what there is to say of the form itself."""
        yield from _of_damages(self.bound.damages)
        for section in self.sections:
            yield from section.findings
        yield from self.beside
        changed = [one for section in self.sections for one in section.changed]
        if changed:
            said = [told for _, told in changed[:_MOST_TOLD]]
            more = len(changed) - _MOST_TOLD
            said += [f"{more} till"] if more > 0 else []
            cells = [cell for cell, _ in changed]
            yield remark(
                codes.LOCKED_CHANGED, "; ".join(said), cell=cells[0], inputs=tuple(cells[1:])
            )


def read_form(grid: Grid) -> FormRead | Finding:
    """Read a form; the finding says why nothing of it can be taken.

    Everything is found by what can be seen, keys and headers, wherever it has been moved to.
    """
    bound = read_binding(grid)
    if bound is None:
        return remark(codes.NO_BINDING)
    fatal = next((damage for damage in bound.damages if damage.is_fatal), None)
    if fatal is not None:
        return _of_damage(fatal)
    ruled = ruled_by(bound.binding, bound.terms)
    if ruled is None:
        return remark(codes.NEWER_FORM, f"dokumenttypen {bound.binding.document_type}")
    shown = without_binding(grid, bound)
    made = sections_of(bound.places)
    sheet = answer_sheet(shown, made)
    if sheet is None:
        return remark(codes.NO_ANSWERS)
    strange = _other_heading(sheet, bound, ruled) or _unseen(shown, bound)
    if strange is not None:
        return strange
    blocks = blocks_of(shown, sheet, made)
    specs = {spec.name: spec for spec in ruled.declared.sheets}
    sections = []
    for one in made:
        columns = (
            {c.header: c for c in specs[one.sheet].columns.values()} if one.sheet in specs else {}
        )
        here = [block for block in blocks if block.made is one]
        sections.append(read_section(one, here, columns, sheet.name))
    done, by = (labelled(shown, sheet, label) for label in (DONE, BY))
    rows = [row.cell.row for one in sections for row in one.added]
    beside = written_beside(shown, sheet, blocks, filter(None, (done, by)), rows)
    return FormRead(shown, bound, ruled, sheet, tuple(sections), done, by, tuple(beside))


def without_binding(grid: Grid, bound: Bound) -> Grid:
    """Return what a person sees of a form: all but its hidden sheet."""
    name = bound.sheet
    return replace(grid, sheets=tuple(s for s in grid.sheets if s.name != name))


def _other_heading(sheet: Sheet, bound: Bound, ruled: Ruled) -> Finding | None:
    """Tell of answers that were pasted from another form: their heading says whose they are."""
    at, cell = next(one for one in sorted(sheet.cells.items()) if not one[1].is_blank)
    period = ruled.declared(ruled.start).period
    whose = ", ".join(filter(None, (bound.binding.recipient, period.label if period else "")))
    heading = folded_name(cell.text)
    is_another = heading.startswith(f"{folded_name(ANSWERS)}: ")
    if not is_another or heading.startswith(folded_name(f"{ANSWERS}: {whose}")):
        return None
    detail = f"överst på svarsbladet står ”{cell.text}”, och det dolda bladet säger {whose}"
    return remark(codes.OTHER_FORM, detail, cell=CellRef(sheet.name, *at))


def _unseen(grid: Grid, bound: Bound) -> Finding | None:
    """Tell of a form where nothing that is seen says whose the binding says that it is."""
    recipient = folded_name(bound.binding.recipient)
    is_seen = any(
        isinstance(cell.value, str) and recipient in folded_name(cell.value)
        for sheet in grid.sheets
        for cell in sheet.cells.values()
    )
    whose = f"det dolda bladet säger {bound.binding.recipient}, och det står ingenstans på de andra"
    return None if is_seen else remark(codes.OTHER_FORM, whose)


def _of_damages(damages: Sequence[Damage]) -> Iterator[Finding]:
    """Yield what is damaged, as one finding with the cells of all: it is one cause."""
    if damages:
        more = len(damages) - 1
        said = f" Detsamma gäller {more} {'rad' if more == 1 else 'rader'} till." if more else ""
        yield _of_damage(damages[0], said, tuple(one.cell for one in damages[1:]))


def _of_damage(damage: Damage, more: str = "", cells: tuple[CellRef, ...] = ()) -> Finding:
    said = damage.message.removesuffix(ASK_AGAIN).strip()  # it is the remedy
    return remark(codes.BROKEN_BINDING, said + more, cell=damage.cell, inputs=cells)
