"""The sheet *Vägledning* of a form: what a status means, how to write, and what not to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.model.entry import EntryPage
from xl_asn.model.form_places import GUIDANCE
from xl_asn.model.forms import AskedColumn, Form
from xl_asn.pages.form_pairs import Line, Pairs, pairs_page
from xl_asn.pages.form_words import meaning

_LEAD: Final = "Så fyller du i bladet Svar."
_COMMENT: Final = Pairs("Kommentar", (
    Line("Skriv", "Vad som har hänt, varför, och vad ni gör åt det. En till tre meningar räcker."),
    Line("Siffror", "Skriv vad siffran mäter: 12 procent, 3 av 10 ärenden."),
    Line("Ändring", "Har du ändrat något sedan sist, skriv varför."),
))  # fmt: skip
_NOT: Final = Pairs("Skriv inte", (
    Line("Personer", "Inga namn, personnummer eller annat som visar vem det gäller. Rapporten är "
         "en allmän handling."),
    Line("Länkar", "Inga länkar och bilder. De kommer inte med."),
))  # fmt: skip
_SIGN: Final = "Som beloppen bredvid. Minus före en kostnad eller ett underskott: −1 250."
_FREE: Final = "En händelse i varje rad. Lämna de rader tomma som inte behövs."
_PASTE: Final = Pairs("Klistra in och spara", (
    Line("Klistra in", "Välj Klistra in värden, så finns listorna och färgerna kvar."),
    Line("Program", "Excel på dator, i webbläsare och i telefon fungerar, och LibreOffice. Spara "
         "som .xlsx."),
))  # fmt: skip
_UNITS: Final = {"tkr": "tusen kronor", "mnkr": "miljoner kronor", "mdkr": "miljarder kronor"}


def guidance_page(form: Form) -> EntryPage:
    """Lay out the sheet."""
    asked = [column for section in form.sections for column in section.asked]
    groups = (
        *_scales(asked),
        *_amounts(form, asked),
        *((_COMMENT,) if any(column.is_long for column in asked) else ()),
        *_free(form),
        _NOT,
        _PASTE,
    )
    return EntryPage(pairs_page(GUIDANCE, GUIDANCE, _LEAD, groups), print_scale=95)


def _scales(asked: list[AskedColumn]) -> Iterator[Pairs]:
    """Yield what the words of each scale mean, once each, best first."""
    told = {column.graded: column for column in reversed(asked) if column.graded}
    for graded, column in reversed(told.items()):
        lines = [Line(word.value, meaning(word), graded=word) for word in graded]
        yield Pairs(f"{column.header}: så väljer du", tuple(lines))


def _amounts(form: Form, asked: list[AskedColumn]) -> Iterator[Pairs]:
    if any(column.is_number for column in asked):
        words = f"{form.unit}, {_UNITS[form.unit]}" if form.unit in _UNITS else form.unit
        lines = (
            Line("Enhet", f"Belopp skrivs i {words}. Skriv bara siffror, inte ordet."),
            Line("Tecken", _SIGN),
        )
        yield Pairs("Belopp", lines)


def _free(form: Form) -> Iterator[Pairs]:
    for section in form.sections:
        if section.free:
            yield Pairs(section.title, (Line("Lediga rader", _FREE),))
