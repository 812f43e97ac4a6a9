"""Forms that come back to the workbook of November 2022, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from xl_asn.case.case import Case, case_of
from xl_asn.case.opened import opened
from xl_asn.case.own_cells import with_cells
from xl_asn.cycle.forms.coming import Came
from xl_asn.cycle.forms.taking import Collected
from xl_asn.documents.identity import places_on
from xl_asn.documents.sheets.organisation import Register
from xl_asn.model.collection import Collection, HandedOut, State, Status
from xl_asn.model.forms import AddedRow, Answer, Binding, Returned, Slot
from xl_asn.model.grid import CellRef, Grid, Sheet, Value, cell_of
from xl_asn.model.page import Page
from xl_asn.pages.collection_page import collection_page

MASTER: Final = Path("workbooks/exempel/2022-11_manadsrapport.xlsm")
SENT: Final = datetime(2022, 11, 28, 8, 15)  # noqa: DTZ001 - as *Insamling* tells it
NOW: Final = datetime(2022, 12, 5, 9, 0)  # noqa: DTZ001 - as *Insamling* tells it
LATER: Final = datetime(2022, 12, 6, 9, 0)  # noqa: DTZ001 - as *Insamling* tells it
LAST_DAY: Final = date(2022, 12, 7)
ANSWERED: Final = ("Bedömning", "Kommentar")
UNIT: Final = "Vuxenenheten"
OTHER: Final = "Resursenheten"
#: As published, and in no register.
MISSPELT: Final = {"Hästkons stöd- och boendeenhet": "Hästskons stöd- och boendeenhet"}


@cache
def november() -> Case:
    return opened(MASTER)[1]


def slots_of(case: Case, unit: str = "") -> Mapping[Slot, CellRef]:
    """Return the answer cells of a unit, or of all, whatever the unit is called on the sheet."""
    register = Register.of(case.document)
    spec = next(spec for spec in case.document.sheets if spec.name == "Enhetsresultat")
    found: dict[Slot, CellRef] = {}
    for place in places_on(case.document, spec):
        known = register.find(place.known.label)
        name = known.name if known else MISSPELT.get(place.known.label, "")
        for header in ANSWERED if unit in {"", name} else ():
            cell = place.cell(header)
            assert cell is not None
            found[Slot(place.known.key, header)] = cell
    return found


def units(case: Case) -> Sequence[str]:
    return sorted(unit.name for unit in Register.of(case.document).units)


def handed_out(case: Case) -> Case:
    """Return the workbook after it has handed out a form to each unit."""
    names = units(case)
    collection = Collection(
        "master", "batch",
        tuple(
            Status(name, name, SENT, State.MISSING, asked=8, last_day=LAST_DAY) for name in names
        ),
        handed_out=tuple(
            HandedOut(slot, case.grid.at(cell).value, name)
            for name in names
            for slot, cell in slots_of(case, name).items()
        ),
    )  # fmt: skip
    return written(case, {}, collection_page(collection))


def written(case: Case, values: Mapping[CellRef, Value], page: Page | None = None) -> Case:
    """Return the workbook with values and a page in it, as a file would give it back."""
    grid = with_cells(case.grid, {ref: cell_of(value) for ref, value in values.items()})
    if page is not None:
        cells = {
            (cell.row, cell.column): cell_of(cell.value)
            for cell in page.cells
            if cell.value not in (None, "")
        }
        others = tuple(sheet for sheet in grid.sheets if sheet.name != page.name)
        grid = Grid((*others, Sheet(page.name, cells)), grid.names)
    read = case_of(grid)
    assert isinstance(read, Case)
    return read


def after(case: Case, collected: Collected) -> Case:
    return written(case, collected.values, collected.page)


def form(  # noqa: PLR0913 - a form is all of this
    case: Case,
    said: Mapping[tuple[int, str], Value],
    unit: str = UNIT,
    *,
    file: str = "",
    day: date | None = None,
    added: Iterable[AddedRow] = (),
    is_done: bool = True,
    binding: Mapping[str, str] | None = None,
) -> Came:
    """Return a unit's form with some answers, by goal and column; others are as handed out."""
    asked = november()
    answers: list[Answer] = []
    for slot, cell in slots_of(asked, unit).items():
        held = asked.grid.at(cell).value
        key = int(slot.row.names[0]), slot.column
        value = said.get(key, held)
        answers.append(Answer(slot, held, value, CellRef("Svar", len(answers) + 6, 5)))
    bound = Binding(
        f"form-{unit}", "batch", "master", case.document.key, case.period, "1", unit, unit
    )._replace(**(binding or {}))
    returned = Returned(bound, tuple(answers), tuple(added), is_done=is_done, by="Anna")
    return Came(returned, file or f"{unit}.xlsx", day or NOW.date())


def cell(goal: int, column: str = "Bedömning", unit: str = UNIT) -> CellRef:
    """Return the cell of a unit's answer in the workbook as it was handed out."""
    return next(
        ref
        for slot, ref in slots_of(november(), unit).items()
        if slot.row.names[0] == str(goal) and slot.column == column
    )


def event(text: Value, order: int = 1, *, is_free: bool = True) -> AddedRow:
    return AddedRow("Händelser", order, {"Händelse": text}, CellRef("Svar", 30, 2), is_free)
