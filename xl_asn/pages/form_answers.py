"""The sheet *Svar* of a form: the rows that a recipient answers, and *Klar* and *Lämnat av*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.model.entry import Area, Counter, Entry, EntryPage
from xl_asn.model.form_places import ANSWERS, BY, DONE
from xl_asn.model.forms import Form
from xl_asn.model.grid import Value
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import Page, Placed, Style
from xl_asn.pages.form_layout import FREE_HEADER, Laid, Layout, free_label
from xl_asn.pages.sheet_styles import GROUP, HEADER, INPUT, LEAD, TITLE

_SIZE: Final = 11
_OPEN: Final = INPUT._replace(size=_SIZE, is_open=True)
_LOCKED: Final = Style(
    size=_SIZE, wrap=True, fill="ECEFF1", colour="263238", top="thin", bottom="thin",
    line_colour="B0BEC5",
)  # fmt: skip
_HEADER: Final = HEADER._replace(size=_SIZE)
_AMOUNT: Final = amount_format()


def answers_page(form: Form, laid: Layout) -> EntryPage:
    """Lay out the sheet."""
    cells = [
        Placed(1, 1, form.title, TITLE),
        Placed(2, 1, form.binding.recipient, LEAD),
        *(cell for one in laid.sections for cell in _section(one)),
        *_ending(laid),
    ]
    areas = tuple(
        Area(one.first, one.first_free - 1, column)
        for one in laid.sections
        if one.section.rows
        for column in one.asked
    )
    blank = sum(base in {None, ""} for s in form.sections for row in s.rows for base in row.base)
    counter = Counter(3, 1, "Kvar att fylla i", LEAD._replace(bold=True), areas, form.cells, blank)
    names = {DONE: laid.done[1:], BY: laid.by[1:]}
    page = Page(ANSWERS, tuple(cells), widths={1: 20, 2: 20, 3: 20, 4: 36}, landscape=True)
    return EntryPage(page, tuple(_entries(laid)), counter, names)


def _section(one: Laid) -> Iterator[Placed]:
    section = one.section
    yield Placed(one.title, 1, section.title, GROUP)
    yield Placed(one.lead, 1, section.lead, LEAD)
    for shown, column in zip(section.shown, one.shown, strict=True):
        yield Placed(one.header, column, shown.header, _HEADER)
    for asked, column in zip(section.asked, one.asked, strict=True):
        yield Placed(one.header, column, asked.header, _HEADER)
    if section.free and one.label not in one.shown:
        yield Placed(one.header, one.label, FREE_HEADER, _HEADER)
    for number, row in enumerate(section.rows, one.first):
        for shown, column, value in zip(section.shown, one.shown, row.shown, strict=True):
            yield Placed(number, column, value, _formatted(_LOCKED, number=shown.is_number))
        for asked, column, base in zip(section.asked, one.asked, row.base, strict=True):
            yield Placed(number, column, base, _formatted(_OPEN, number=asked.is_number))
    for order in range(1, section.free + 1):
        number = one.first_free + order - 1
        yield Placed(number, one.label, free_label(section, order), _LOCKED)
        for column in one.asked:
            yield Placed(number, column, None, _OPEN)


def _formatted(style: Style, *, number: bool) -> Style:
    return style.but(number_format=_AMOUNT, horizontal="right") if number else style


def _ending(laid: Layout) -> Iterator[Placed]:
    row = laid.ending
    yield Placed(row, 1, "När du är klar", GROUP)
    yield Placed(row + 1, 1, "Välj Ja och skriv ditt namn.", LEAD)
    for place, label in ((laid.done, DONE), (laid.by, BY.replace("_", " "))):
        value: Value = None
        yield Placed(place.row, 1, label, _LOCKED)
        yield Placed(place.row, place.column, value, _OPEN)


def _entries(laid: Layout) -> Iterator[Entry]:
    for one in laid.sections:
        for asked, column in zip(one.section.asked, one.asked, strict=True):
            yield Entry(
                Area(one.first, one.last, column), asked.header, asked.help or asked.header,
                asked.choices, asked.graded, asked.is_number,
            )  # fmt: skip
    done, by = laid.done, laid.by
    area = Area(done.row, done.row, done.column)
    yield Entry(area, DONE, "Välj Ja när du är klar.", ("Ja", "Nej"))
    area = Area(by.row, by.row, by.column)
    yield Entry(area, "Lämnat av", "Skriv ditt namn.")
