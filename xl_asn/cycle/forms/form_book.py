"""A form as a workbook: its sheets, and the hidden one that binds it."""

from __future__ import annotations

from xl_asn.files.making.entry_book import entry_book
from xl_asn.model.entry import EntryPage
from xl_asn.model.form_places import GUIDANCE, START
from xl_asn.model.forms import Form
from xl_asn.model.page import Page, Placed
from xl_asn.pages.form_answers import answers_page
from xl_asn.pages.form_binding import binding_page
from xl_asn.pages.form_layout import layout, places
from xl_asn.pages.sheet_styles import TITLE


def form_book(form: Form) -> bytes:
    """Return a form as .xlsx, without macros; the same form gives the same bytes."""
    laid = layout(form)
    pages = (
        EntryPage(Page(START, (Placed(1, 1, form.title, TITLE),))),
        answers_page(form, laid),
        EntryPage(Page(GUIDANCE, (Placed(1, 1, "Vägledning", TITLE),))),
        EntryPage(binding_page(form, places(laid)), is_hidden=True),
    )
    return entry_book(pages, title=form.title)
