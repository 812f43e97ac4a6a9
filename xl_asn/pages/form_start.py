"""The sheet *Start* of a form: who is asked for what, until when, and how, in one narrow column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.model.entry import EntryPage
from xl_asn.model.form_places import ANSWERS, GUIDANCE, START
from xl_asn.model.forms import Form, Section
from xl_asn.model.grid import CellRef
from xl_asn.pages.form_answers import day_in_words
from xl_asn.pages.form_layout import Layout
from xl_asn.pages.form_pairs import Line, Pairs, pairs_page

_WEEKDAYS: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_BACK: Final = (
    "Den som delade ut formuläret för in svaren i nämndens arbetsbok. Du kan ändra och spara igen "
    "till sista dagen."
)
_LOCKED: Final = (
    "De är låsta och visar vad som gällde när formuläret gjordes. Är något fel där, skriv det i en "
    "kommentar."
)
_HIDDEN: Final = (
    "Ett dolt blad leder svaren rätt. Ta inte bort blad och för inte över svar till ett annat "
    "formulär."
)


def start_page(form: Form, laid: Layout) -> EntryPage:
    """Lay out the sheet."""
    answers = (CellRef(ANSWERS, one.first, min(one.asked)) for one in laid.sections)
    first = next(answers, CellRef(ANSWERS, 1, 1))
    pairs = (
        Pairs("", (*_who(form),)),
        Pairs("Tre steg", (
            Line("1  Fyll i", "Skriv i de gula cellerna på bladet Svar.", step=True),
            Line("2  Bli klar", "Längst ned på Svar: välj Ja vid Klar och skriv ditt namn vid "
                 "Lämnat av.", step=True),
            Line("3  Spara", _put(form), step=True),
        )),
        Pairs("Vidare", (
            Line("Svara", "Till bladet Svar", link=str(first)),
            Line("Få hjälp", "Till bladet Vägledning", link=str(CellRef(GUIDANCE, 1, 1))),
        )),
        Pairs("Bra att veta", (
            Line("Vart det går", _BACK),
            Line("Grå celler", _LOCKED),
            Line("Dolt blad", _HIDDEN),
        )),
    )  # fmt: skip
    return EntryPage(pairs_page(START, form.title, form.board, pairs), print_scale=105)


def _who(form: Form) -> Iterator[Line]:
    binding = form.binding
    yield Line("Till", binding.recipient)
    for label, name in (("Enhet", binding.unit), ("Område", binding.area)):
        if name and name != binding.recipient:
            yield Line(label, name)
    yield Line("Period", form.period)
    if form.last_day is not None:
        weekday = _WEEKDAYS[form.last_day.weekday()]
        yield Line("Sista dag", f"{weekday} {day_in_words(form.last_day)}", loud=True)
    yield Line("Att fylla i", "; ".join(map(_asked, form.sections)))


def _asked(section: Section) -> str:
    """Return what a section asks for: ``Mål: 4 rader``, ``Händelser: 5 lediga rader``."""
    rows, free = len(section.rows), section.free
    said = [f"{rows} {'rad' if rows == 1 else 'rader'}"] if rows else []
    said += [f"{free} {'ledig rad' if free == 1 else 'lediga rader'}"] if free else []
    return f"{section.title}: {' och '.join(said)}"


def _put(form: Form) -> str:
    return f"Spara filen. Den ska ligga i {form.to}." if form.to else "Spara filen där den låg."
