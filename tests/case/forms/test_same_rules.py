"""The same rules: what is said of a cell in a form is what is said of it in the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.case.forms.returning import answers, with_answers
from tests.cycle.forms.made import BINDING, COMMENT, STATUS, event_section, form_of
from workbooks.build import EXAMPLES
from xl_asn.case.case import Case, case_of
from xl_asn.case.examine import examine
from xl_asn.case.forms.judged import judged_form
from xl_asn.case.forms.terms import terms_of
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.documents.identity import places_on
from xl_asn.files.reading.load import load
from xl_asn.files.reading.reader import read
from xl_asn.model.findings import Finding
from xl_asn.model.form_places import ANSWERS
from xl_asn.model.forms import AskedColumn, Form, FormRow, Section, ShownColumn
from xl_asn.model.grid import Cell, CellRef, Grid, cell_of
from xl_asn.model.statuses import Status
from xl_asn.pages.form_layout import layout, places
from xl_asn.rules.catalogue import all_rules

_FORECAST = AskedColumn("Prognos", "Prognos", is_number=True)
_CHANGE = AskedColumn("Kommentar", "Kommentar prognosförändring", is_long=True)


def _case(change: Mapping[str, Any] | None = None) -> Case:
    grid = load(EXAMPLES / "2022-11_manadsrapport.xlsm").grid
    assert grid is not None
    case = case_of(grid)
    assert isinstance(case, Case)
    if change:
        case = case.telling({CellRef.parse(at): cell_of(told) for at, told in change.items()})
    return case


def _rows(case: Case, sheet: str) -> Iterator[Any]:
    spec = next(s for s in case.document.sheets if s.name == sheet)
    return places_on(case.document, spec)


def _units(case: Case) -> Mapping[str, list[Any]]:
    units: dict[str, list[Any]] = {}
    for place in _rows(case, "Enhetsresultat"):
        units.setdefault(place.row.unit or "", []).append(place)
    return units


def _form(case: Case, *sections: Section, recipient: str) -> Form:
    binding = BINDING._replace(recipient=recipient, unit=recipient)
    return form_of(*sections, binding=binding)._replace(terms=terms_of(case))


def _unit_form(case: Case, unit: str, rows: list[Any]) -> tuple[Form, list[CellRef]]:
    shown = (ShownColumn("Mål", is_key=True),)
    made = tuple(FormRow(p.known.key, (p.row.goal,), (None, None)) for p in rows)
    section = Section("Enhetsresultat", "Mål", "Bedöm.", shown, (STATUS, COMMENT), made)
    return _form(case, section, recipient=unit), [
        cell for p in rows for cell in (p.row.cell("assessment"), p.row.cell("comment"))
    ]


def _amount_form(case: Case) -> tuple[Form, list[CellRef]]:
    """Return the form of the whole of *Nettokostnad*, and the workbook's cells that it asks for."""
    rows = [p for p in _rows(case, "Nettokostnad") if p.known.kind in {"rad", "varav"}]
    shown = (
        ShownColumn("Verksamhet", is_key=True), ShownColumn("Utfall", is_number=True),
        ShownColumn("Budget", is_number=True), ShownColumn("Förra prognosen", is_number=True),
    )  # fmt: skip
    made = tuple(
        FormRow(
            p.known.key,
            (p.row.activity, p.row.actual, p.row.budget, p.row.previous_forecast),
            (None, None),
        )
        for p in rows
    )
    section = Section("Nettokostnad", "Prognos", "Skriv.", shown, (_FORECAST, _CHANGE), made)
    return _form(case, section, recipient="Controller"), [
        cell for p in rows for cell in (p.row.cell("forecast"), p.row.cell("change_comment"))
    ]


def _event_form(case: Case) -> tuple[Form, list[CellRef]]:
    events = [row.cell("event") for row in case.document.table("Händelser") or ()]
    return _form(case, event_section(len(events)), recipient="Staben"), events


def _answered(
    case: Case, form: Form, cells: list[CellRef]
) -> tuple[Grid, Mapping[CellRef, CellRef]]:
    """Return a form that answers what the workbook says, and where each of its cells stands."""
    made, told = places(layout(form)), read(form_book(form))
    where = [*(asked.cell for asked in made.asked), *(free.cell for free in made.free)]
    sheet = answers(told)
    values: dict[tuple[int, int], Cell] = dict(sheet.cells)
    for at, cell in zip(where, cells, strict=True):
        values[at.row, at.column] = case.grid.at(cell)._replace(formula=None)
    grid = with_answers(told, replace(sheet, cells=values))
    return grid, dict(zip(where, cells, strict=True))


def _of_forms() -> frozenset[str]:
    return frozenset(one.rule.code for one in all_rules() if one.rule.of_forms)


def _every_form(case: Case) -> Iterator[tuple[Form, list[CellRef]]]:
    yield from (_unit_form(case, unit, rows) for unit, rows in _units(case).items())
    yield _amount_form(case)
    yield _event_form(case)


def _both(case: Case) -> tuple[set[tuple[str, CellRef]], set[tuple[str, CellRef]]]:
    """Return what is said of the cells that forms ask for: in the workbook, and in the forms."""
    codes, asked = _of_forms(), set[CellRef]()
    in_forms: set[tuple[str, CellRef]] = set()
    for form, cells in _every_form(case):
        grid, at = _answered(case, form, cells)
        asked.update(cells)
        for finding in judged_form(grid).findings:
            assert finding.code in codes | {"I141", "I142", "I143"}, finding
            if finding.code in codes:
                in_forms |= _told(finding, at)
    in_book = {
        (finding.code, cell)
        for finding in examine(case).findings
        if finding.code in codes and finding.cell
        for cell in (finding.cell, *_others(finding))
        if cell in asked
    }
    return in_book, in_forms


def _others(finding: Finding) -> tuple[CellRef, ...]:
    """Return the other cells of a finding that tells of several that are alike."""
    return finding.inputs if finding.code in {"V107", "V103", "V102"} else ()


def _told(finding: Finding, at: Mapping[CellRef, CellRef]) -> set[tuple[str, CellRef]]:
    assert finding.cell is not None
    assert finding.cell.sheet == ANSWERS
    return {(finding.code, at[cell]) for cell in (finding.cell, *_others(finding)) if cell in at}


#: Only the whole workbook has the texts that may say why: the goal's own, or the summary's.
_MORE_IN_FORMS = frozenset({"V130", "V131"})


def _compared(case: Case) -> set[tuple[str, CellRef]]:
    in_book, in_forms = _both(case)
    first = {code: cell for code, cell in in_book if code in _MORE_IN_FORMS}
    assert {c for c, _ in in_forms} >= {*first} - {"V131"}
    own = {one for one in in_book if one[0] not in _MORE_IN_FORMS}
    assert {one for one in in_forms if one[0] not in _MORE_IN_FORMS} == own
    return own


def test_an_honest_workbook_and_its_forms_are_told_the_same() -> None:
    assert {code for code, _ in _compared(_case())} == {"T133", "V116"}


_PLANTED: Mapping[str, tuple[str, Any, str]] = {
    "unknown status": ("Enhetsresultat!C7", "Orange", "V107"),
    "amount in words": ("Nettokostnad!G8", "cirka 500", "V102"),
    "amount in kronor": ("Nettokostnad!G6", Decimal(-86955000), "V104"),
    "amount in millions": ("Nettokostnad!G6", Decimal("-86.9"), "V114"),
    "personal number": ("Enhetsresultat!D7", "Gäller 811228-9874.", "T130"),
    "handler": ("Enhetsresultat!D7", "Handläggare Anna Svensson har slutat.", "T131"),
    "mail": ("Händelser!B7", "Skriv till anna.svensson@kommun.se.", "T132"),
    "few": ("Händelser!B7", "Två barn placerades.", "T133"),
}  # fmt: skip


@pytest.mark.parametrize("name", _PLANTED)
def test_a_planted_fault_is_told_in_both(name: str) -> None:
    at, told, code = _PLANTED[name]
    assert (code, CellRef.parse(at)) in _compared(_case({at: told}))


def test_a_lost_sign_is_asked_about_where_no_sum_can_tell() -> None:
    """The workbook's sums tell which amount is wrong; a form has none, and asks of the row."""
    cell = CellRef.parse("Nettokostnad!G6")
    case = _case({str(cell): Decimal(86955)})
    assert ("C103", cell) in {(f.code, f.cell) for f in examine(case).findings}
    in_book, in_forms = _both(case)
    assert ("V113", cell) in in_forms - in_book


def test_units_without_comment_are_asked_about_in_their_forms() -> None:
    case = _case()
    asked, silent = set[CellRef | None](), set[CellRef | None]()
    for unit, rows in _units(case).items():
        form, cells = _unit_form(case, unit, rows)
        grid, at = _answered(case, form, cells)
        asked |= {at[f.cell] for f in judged_form(grid).findings if f.code == "V131" and f.cell}
        silent |= {
            row.row.cell("comment")
            for row in rows
            if row.row.assessment in {Status.RED, Status.YELLOW} and not row.row.comment
        }
    assert asked == silent != set()
