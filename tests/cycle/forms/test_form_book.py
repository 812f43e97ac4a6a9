"""A form is made to be understood, read aloud and filled in, and it says nothing of who made it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.cycle.forms.made import (
    BINDING,
    amount_section,
    event_section,
    form_of,
    goal_section,
)
from tests.files.integrity import faults
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.files.reading.reader import read
from xl_asn.model.form_places import ANSWERS, BY, DONE, GUIDANCE, START
from xl_asn.model.forms import AskedColumn, Form
from xl_asn.pages.form_binding import NAME, read_binding
from xl_asn.pages.form_layout import layout, places

_LONG = "Vi har tagit emot fler familjehem än planerat, och två familjer väntar. " * 28
_UNITS = ("Familjehemsenheten", "Vuxenenheten")
_EVENTS = event_section()
_FORMS = {
    "enhet": form_of(),
    "flera": form_of(
        goal_section(_UNITS),
        _EVENTS._replace(asked=(AskedColumn("Enhet", "Enhet", _UNITS), *_EVENTS.asked)),
    ),
    "controller": form_of(amount_section()),
    "mnkr": form_of(amount_section())._replace(unit="mnkr"),
    "lång": form_of(goal_section(base=("Röd", _LONG), earlier=_LONG), _EVENTS),
    "båda": form_of(goal_section(), amount_section(), _EVENTS),
    "händelser": form_of(_EVENTS),
}
_PHONE = 360
"""Pixels of a sheet that a telephone shows, row numbers not counted."""
_SMALLEST = 11


@pytest.fixture(params=_FORMS, ids=str)
def form(request: pytest.FixtureRequest) -> Form:
    return _FORMS[request.param]


def _opened(form: Form) -> Any:
    data = form_book(form)
    assert faults(data) == ()
    return openpyxl.load_workbook(io.BytesIO(data))


def _asked(form: Form) -> Iterator[tuple[str, int, int]]:
    told = places(layout(form))
    for asked in told.asked:
        yield asked.header, *asked.cell[1:]
    for free in told.free:
        yield free.header, *free.cell[1:]


def test_the_same_form_gives_the_same_bytes(form: Form) -> None:
    assert form_book(form) == form_book(form)


def test_it_says_what_it_is_and_nothing_of_who_made_it(form: Form) -> None:
    data = form_book(form)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [START, ANSWERS, GUIDANCE, NAME]
    assert [book[name].sheet_state for name in book.sheetnames] == [*["visible"] * 3, "hidden"]
    assert book.properties.title == (
        "Underlag till månadsrapporten: Familjehemsenheten, november 2022"
    )
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        properties = b"".join(package.read(n) for n in package.namelist() if "docProps" in n)
    assert BINDING.form.encode() not in properties


def test_it_is_bound_as_it_was_made(form: Form) -> None:
    grid = read(form_book(form))
    bound = read_binding(grid)
    assert bound is not None
    assert (bound.binding, bound.places) == (form.binding, places(layout(form)))
    assert not bound.damages
    for asked in bound.places.asked:
        assert grid.at(asked.cell).value == asked.base
    laid = layout(form)
    assert grid.names == {DONE: laid.done, BY: laid.by}


def test_only_the_cells_to_fill_in_are_open(form: Form) -> None:
    book = _opened(form)
    laid = layout(form)
    asked = {(row, column) for _, row, column in _asked(form)}
    asked |= {laid.done[1:], laid.by[1:]}
    sheet = book[ANSWERS]
    opened = {(c.row, c.column) for row in sheet for c in row if not c.protection.locked}
    assert opened == asked
    for one in book.worksheets:
        assert one.protection.sheet
        assert one.protection.password is None
        assert not any(
            (one.protection.formatColumns, one.protection.formatRows, one.protection.autoFilter)
        )  # false is what is allowed
    for other in (START, GUIDANCE, NAME):
        assert all(cell.protection.locked for row in book[other] for cell in row)


def test_every_answer_has_a_header_a_name_and_a_word_of_help(form: Form) -> None:
    sheet = _opened(form)[ANSWERS]
    told = {
        place: rule
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for place in area.cells
    }
    laid = layout(form)
    for header, row, column in _asked(form):
        above = next(one for one in laid.sections if one.first <= row <= one.last)
        assert sheet.cell(above.header, column).value == header
        assert any(sheet.cell(row, left).value is not None for left in range(1, column))
        assert told[row, column].promptTitle == header
        assert told[row, column].prompt
        assert told[row, column].showInputMessage
    for place, label in ((laid.done, "Klar"), (laid.by, "Lämnat av")):
        assert sheet.cell(place.row, 1).value == label
        assert told[place.row, place.column].prompt


def test_read_from_the_top_it_comes_in_order_and_without_gaps(form: Form) -> None:
    """As a screen reader goes: title, what is left, then each section's title, help and table."""
    sheet = _opened(form)[ANSWERS]
    assert sheet["A1"].value == "Svar: Familjehemsenheten, november 2022"
    assert "Kvar att fylla i" in sheet["A2"].value
    assert not sheet.merged_cells.ranges
    assert sheet["A3"].value == "Fyll i de gula cellerna. Sista dag: 7 december 2022."
    row = 5
    for one in layout(form).sections:
        assert (one.title, one.lead, one.header) == (row, row + 1, row + 2)
        assert sheet.cell(row, 1).value == one.section.title
        assert sheet.cell(row + 1, 1).value == one.section.lead
        last = max((*one.shown, *one.asked))
        shown = [sheet.cell(one.header, c).value for c in range(1, last + 1)]
        named = [text for text in shown if text]
        assert len(named) == len(set(named))
        # Nothing blank to the right of a name but what the name itself runs over.
        first = min((*one.shown, one.label))
        gaps = [c for c in range(first, last + 1) if shown[c - 1] is None]
        assert all(first < c <= one.before for c in gaps)
        assert not (gaps and one.shown)
        row = one.last + 2
    assert sheet.cell(row, 1).value == "När du är klar"
    for name in (START, GUIDANCE):
        _in_order(_opened(form)[name])


def _in_order(sheet: Any) -> None:
    blanks = [n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 1).value is None]
    assert not any(n + 1 in blanks for n in blanks)
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 2).value is not None:
            assert sheet.cell(row, 1).value
    assert not sheet.merged_cells.ranges


def test_a_telephone_shows_the_names_and_the_first_answer(form: Form) -> None:
    book = _opened(form)
    for name in (START, GUIDANCE):
        assert _pixels(book[name], 2) <= _PHONE
    sheet = book[ANSWERS]
    laid = layout(form)
    first = min(column for one in laid.sections for column in one.asked)
    assert _pixels(sheet, first - 1) <= _PHONE - 50  # the first yellow column is begun
    if laid.columns.leading < 3:
        assert _pixels(sheet, laid.columns.leading + laid.columns.short) <= _PHONE
    sizes = {
        c.font.sz for n in (START, ANSWERS, GUIDANCE) for row in book[n] for c in row if c.value
    }
    assert min(sizes) >= _SMALLEST


def _pixels(sheet: Any, columns: int) -> float:
    letters = map(get_column_letter, range(1, columns + 1))
    return sum(float(sheet.column_dimensions[letter].width) * 7 for letter in letters)


def test_ink_stands_out_from_what_it_is_written_on(form: Form) -> None:
    book = _opened(form)
    for name in (START, ANSWERS, GUIDANCE):
        for row in book[name]:
            for cell in row:
                filled = cell.fill.fill_type == "solid"
                fill = cell.fill.fgColor.rgb[-6:] if filled else "FFFFFF"
                colour = cell.font.color
                ink = colour.rgb[-6:] if colour is not None and colour.type == "rgb" else "000000"
                assert _contrast(ink, fill) >= 4.5, (name, cell.coordinate, ink, fill)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_it_counts_what_is_left() -> None:
    section = goal_section(base=(None, "Som plan"))
    sheet = _opened(form_of(section, event_section()))[ANSWERS]
    assert sheet["A2"].value == (
        '="Kvar att fylla i: "&(COUNTBLANK($C$8:$C$11)+COUNTBLANK($D$8:$D$11))&" av 8"'
    )
    grid = read(form_book(form_of(section, event_section())))
    counted = grid.sheets[1].cell(2, 1)
    assert counted.text == "Kvar att fylla i: 4 av 8"


def test_statuses_are_chosen_and_coloured_and_amounts_limited() -> None:
    sheet = _opened(_FORMS["båda"])[ANSWERS]
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert rules["Bedömning"].formula1 == '"Grön,Gul,Röd,Inget utfall"'
    assert rules["Klar"].formula1 == '"Ja,Nej"'
    assert (rules["Prognos"].type, rules["Prognos"].operator) == ("decimal", None)
    words = [
        rule.formula
        for area in sheet.conditional_formatting
        for rule in area.rules
        if str(area.sqref) == "C8:C11"
    ]
    assert len(words) == 4
    data = form_book(_FORMS["båda"])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = package.read("xl/styles.xml").decode()
    assert all(f"&quot;{symbol} &quot;@" in styles for symbol in "●▲■–")


def test_a_long_list_and_one_with_commas_stand_in_cells() -> None:
    units = tuple(f"Enheten för {number}, och mer" for number in range(40))
    asked = (AskedColumn("Enhet", "Enhet", units), *_EVENTS.asked)
    book = _opened(form_of(_EVENTS._replace(asked=asked)))
    rules = {r.promptTitle: r for r in book[ANSWERS].data_validations.dataValidation}
    assert rules["Enhet"].formula1 == "Listor!$A$1:$A$40"
    assert [cell.value for cell in book["Listor"]["A"]] == [*units]
    assert book["Listor"].sheet_state == "hidden"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=1+1"])
def test_a_text_from_outside_is_never_a_formula(text: str) -> None:
    section = goal_section(base=(text, text), earlier=text)._replace(title=text, lead=text)
    form = form_of(section, binding=BINDING._replace(recipient=text, unit=text))
    form = form._replace(title=text, board=text, to=text, period=text)
    grid = read(form_book(form))
    formulas = [
        (sheet.name, place)
        for sheet in grid.sheets
        for place, cell in sheet.cells.items()
        if cell.formula is not None
    ]
    assert formulas == [(ANSWERS, (2, 1))]


def test_start_tells_who_what_when_and_where() -> None:
    sheet = _opened(form_of())[START]
    told = {sheet.cell(n, 1).value: sheet.cell(n, 2).value for n in range(1, sheet.max_row + 1)}
    assert told["Till"] == "Familjehemsenheten"
    assert told["Sista dag"] == "onsdag 7 december 2022"
    assert told["Att fylla i"] == "Mål: 4 rader; Händelser: 5 lediga rader"
    assert told["3  Spara"] == "Spara filen. Den ska ligga i mappen Svar november."
    links = {c.hyperlink.location for row in sheet for c in row if c.hyperlink}
    assert links == {"'Svar'!C8", "'Vägledning'!A1"}
    assert "Sista dag" not in _words(form_of()._replace(last_day=None), START)
    assert date(2022, 12, 7).isoformat() not in "".join(map(str, told.values()))


def _words(form: Form, name: str) -> str:
    return " ".join(str(c.value) for row in _opened(form)[name] for c in row if c.value)


def test_guidance_tells_what_is_asked_for_and_no_more() -> None:
    goals, amounts = _words(form_of(), GUIDANCE), _words(_FORMS["controller"], GUIDANCE)
    assert all(word in goals for word in ("Grön", "Gul", "Röd", "Inget utfall", "personnummer"))
    assert "Belopp" not in goals
    assert "tusen kronor" in amounts
    assert "Grön" not in amounts
    assert "miljoner kronor" in _words(_FORMS["mnkr"], GUIDANCE)


def test_amounts_have_the_decimals_that_they_have() -> None:
    section = amount_section()
    sheet = _opened(form_of(section))[ANSWERS]
    assert "0.0" in sheet["B8"].number_format  # one of the amounts has a decimal
    whole = section._replace(
        rows=tuple(r._replace(shown=(*r.shown[:3], Decimal(-86955))) for r in section.rows)
    )
    assert "." not in _opened(form_of(whole))[ANSWERS]["B8"].number_format
    assert "0.0" in _opened(form_of(whole)._replace(unit="mnkr"))[ANSWERS]["B8"].number_format


def test_rows_grow_with_what_is_written_in_them() -> None:
    with zipfile.ZipFile(io.BytesIO(form_book(form_of()))) as package:
        xml = package.read("xl/worksheets/sheet2.xml").decode()
    own = {int(n) for n in re.findall(r'<row r="(\d+)"[^>]*customHeight', xml)}
    rows = {row for _, row, _ in _asked(form_of())}
    assert not own & rows
    assert {1, 2, 3, 4} <= own


def test_a_long_text_is_seen_whole() -> None:
    sheet = _opened(_FORMS["lång"])[ANSWERS]
    height = sheet.row_dimensions[8].height
    assert 300 < height <= 409
    assert sheet.column_dimensions["D"].width >= 60


def test_it_is_printed_on_pages_one_form_wide(form: Form) -> None:
    book = _opened(form)
    for name in (START, ANSWERS, GUIDANCE):
        assert book[name].page_setup.paperSize == 9
    sheet = book[ANSWERS]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows
    is_short = form in {_FORMS["enhet"], _FORMS["controller"]}
    assert not is_short or sheet.page_setup.fitToHeight in {None, 1}


def test_headers_stay_in_view_where_they_hold_for_all_rows() -> None:
    assert _opened(_FORMS["controller"])[ANSWERS].freeze_panes == "A8"
    assert _opened(_FORMS["enhet"])[ANSWERS].freeze_panes == "A4"
    assert _opened(_FORMS["lång"])[ANSWERS].page_setup.fitToHeight == 0
