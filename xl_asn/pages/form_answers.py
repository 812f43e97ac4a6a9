"""The sheet *Svar* of a form: the rows that a recipient answers, and *Klar* and *Lämnat av*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from xl_asn.model.entry import Area, Counter, Entry, EntryPage
from xl_asn.model.form_places import ANSWERS, BY, DONE
from xl_asn.model.forms import AskedColumn, Form, Section
from xl_asn.model.grid import Value, cell_of, folded_name
from xl_asn.model.page import Page, Placed, Style
from xl_asn.model.periods import MONTH_NAMES
from xl_asn.pages import form_styles as styles
from xl_asn.pages.form_layout import FREE_HEADER, HEADING, Laid, Layout, free_label
from xl_asn.pages.form_widths import row_heights, widths_of
from xl_asn.pages.form_words import NO, YES, default_help

_COUNTED: Final = "Kvar att fylla i"
#: Points: a form so high is still read with ease when it is made to fit a page.
_ONE_PAGE: Final = 700.0
_FOOTER: Final = "&L&A&RSida &P av &N"
_ENDING: Final = "När du är klar"
_HELP_DONE: Final = "Välj Ja när allt är ifyllt. Du kan ändra och spara igen till sista dagen."
_HELP_BY: Final = "Skriv ditt namn, så att den som läser vet vem hon kan fråga."


def answers_page(form: Form, laid: Layout) -> EntryPage:
    """Lay out the sheet."""
    cells = [
        Placed(1, 1, f"Svar: {form.binding.recipient}, {form.period}", styles.HEADING.but(size=13)),
        Placed(3, 1, _what(form), styles.TEXT),
        *(cell for one in laid.sections for cell in _section(one, form.unit)),
        *_ending(laid),
    ]
    widths = widths_of(laid)
    # Headers that stay in view would be taken for those of the next section too.
    only = laid.sections[0].header if len(laid.sections) == 1 else 0
    heights = row_heights(laid, widths)
    page = Page(
        ANSWERS,
        tuple(cells),
        widths=widths,
        heights=heights,
        repeat_rows=(only, only) if only else (1, 1),
        frozen_rows=only or HEADING - 1,
        landscape=True,
        footer=_FOOTER,
    )
    return EntryPage(
        page,
        tuple(_entries(laid, form.unit)),
        _counter(form, laid),
        {DONE: laid.done[1:], BY: laid.by[1:]},
        frozenset(row for one in laid.sections for row in range(one.first, one.last + 1)),
        is_on_one_page=sum(heights.values()) <= _ONE_PAGE,
    )


def _what(form: Form) -> str:
    said = "Fyll i de gula cellerna."
    return f"{said} Sista dag: {day_in_words(form.last_day)}." if form.last_day else said


def day_in_words(day: date) -> str:
    """Return a day as people write it: ``7 december 2022``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _counter(form: Form, laid: Layout) -> Counter:
    areas = tuple(
        Area(one.first, one.first_free - 1, column)
        for one in laid.sections
        if one.section.rows
        for column in one.asked
    )
    blank = sum(base in {None, ""} for s in form.sections for row in s.rows for base in row.base)
    return Counter(2, 1, _COUNTED, styles.COUNTER, areas, form.cells, blank)


def _section(one: Laid, unit: str) -> Iterator[Placed]:
    section = one.section
    yield Placed(one.title, 1, section.title, styles.SECTION)
    yield Placed(one.lead, 1, section.lead, styles.TEXT)
    yield from _headers(one)
    looks = _looks(section, unit)
    graded = _graded(section)
    for number, row in enumerate(section.rows, one.first):
        yield from _band(number, 1, min(one.shown, default=1) - 1, styles.RUNNING)
        for shown, column, value in zip(section.shown, one.shown, row.shown, strict=True):
            style = looks[shown.header]
            word = graded.get(folded_name(cell_of(value).text)) if shown.is_earlier else None
            yield Placed(number, column, value, word or style)
        for asked, column, base in zip(section.asked, one.asked, row.base, strict=True):
            yield Placed(number, column, base, looks[asked.header])
    for order in range(1, section.free + 1):
        number = one.first_free + order - 1
        yield from _named(number, free_label(section, order), one.label, one.before)
        for asked, column in zip(section.asked, one.asked, strict=True):
            yield Placed(number, column, None, looks[asked.header])


def _looks(section: Section, unit: str) -> Mapping[str, Style]:
    """Return the style of each column; a number has the decimals that its section's have."""
    amounts: list[Value] = []
    for row in section.rows:
        amounts += (v for c, v in zip(section.shown, row.shown, strict=True) if c.is_number)
        amounts += (v for c, v in zip(section.asked, row.base, strict=True) if c.is_number)
    shown = {c.header: (c.is_number, styles.LOCKED) for c in section.shown}
    asked = {c.header: (c.is_number, styles.OPEN) for c in section.asked}
    return {
        header: styles.amount_style(style, amounts, unit) if is_number else style
        for header, (is_number, style) in (shown | asked).items()
    }


def _graded(section: Section) -> Mapping[str, Style]:
    """Return the style that each status had the last time."""
    return {
        folded_name(word.value): styles.earlier_style(word)
        for column in section.asked
        for word in column.graded
    }


def _headers(one: Laid) -> Iterator[Placed]:
    section = one.section
    if not section.shown:
        yield from _named(one.header, FREE_HEADER, one.label, one.before, styles.HEADER_RUNNING)
    else:
        yield from _band(one.header, 1, min(one.shown) - 1, styles.HEADER_RUNNING)
    for shown, column in zip(section.shown, one.shown, strict=True):
        style = styles.HEADER if column <= one.before else styles.HEADER_BESIDE
        yield Placed(one.header, column, shown.header, _aligned(style, number=shown.is_number))
    for asked, column in zip(section.asked, one.asked, strict=True):
        style = _aligned(styles.HEADER_OPEN, number=asked.is_number)
        yield Placed(one.header, column, asked.header, style)


def _aligned(style: Style, *, number: bool) -> Style:
    return style.but(horizontal="right", indent=1) if number else style


def _named(
    row: int, label: str, first: int, last: int, style: Style = styles.RUNNING
) -> Iterator[Placed]:
    """Yield a name that runs over the cells up to the answers."""
    yield from _band(row, 1, first - 1, style)
    yield Placed(row, first, label, style)
    yield from _band(row, first + 1, last, style)


def _band(row: int, first: int, last: int, style: Style) -> Iterator[Placed]:
    return (Placed(row, column, None, style) for column in range(first, last + 1))


def _ending(laid: Layout) -> Iterator[Placed]:
    row = laid.ending
    yield Placed(row, 1, _ENDING, styles.SECTION)
    yield Placed(row + 1, 1, "Välj Ja, skriv ditt namn och spara filen.", styles.TEXT)
    for place, label in ((laid.done, DONE), (laid.by, BY.replace("_", " "))):
        yield from _named(place.row, label, 1, place.column - 1)
        yield Placed(place.row, place.column, None, styles.OPEN)


def _entries(laid: Layout, unit: str) -> Iterator[Entry]:
    for one in laid.sections:
        for asked, column in zip(one.section.asked, one.asked, strict=True):
            yield _entry(asked, Area(one.first, one.last, column), unit)
    done, by = laid.done, laid.by
    yield Entry(Area(done.row, done.row, done.column), DONE, _HELP_DONE, (YES, NO))
    yield Entry(Area(by.row, by.row, by.column), BY.replace("_", " "), _HELP_BY)


def _entry(asked: AskedColumn, area: Area, unit: str) -> Entry:
    message = asked.help or default_help(asked, unit)
    return Entry(area, asked.header, message, asked.choices, asked.graded, asked.is_number)
