"""Forms of November 2022 as they come back: filled in with another program, in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cycle.forms.handing import hand, november_asks, ten_units
from tests.cycle.forms.returning import NOW, UNIT, written
from xl_asn.case.case import Case
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.cycle.standing.collecting import Gathered, answers_in, gathered
from xl_asn.cycle.standing.folder import lying_in
from xl_asn.documents.asked_rows import ALL
from xl_asn.model.findings import Finding
from xl_asn.model.form_places import ANSWERS
from xl_asn.model.forms import Form
from xl_asn.pages.form_layout import layout

ECONOMIST: Final = "Ekonom"
FILE: Final = f"{UNIT}.xlsx"
_NO_ADDRESS: Final = "I177"


class Answered(NamedTuple):
    """A form that somebody is filling in: its book and its sheet of answers, and where they are.

    ``first`` is the first row that is asked for and ``rows`` are how many they are; the others are
    columns.
    """

    book: Workbook
    sheet: Worksheet
    header: int
    rows: int
    goal: int
    status: int
    comment: int

    @property
    def first(self) -> int:
        return self.header + 1

    @property
    def span(self) -> range:
        return range(self.first, self.first + self.rows)


Edit = Callable[[Answered], object]


@cache
def handed() -> tuple[Case, Mapping[str, bytes], Mapping[str, Form]]:
    """Return the workbook that has handed out its forms, the forms' files and the forms."""
    economist = {"Mottagare": ECONOMIST, "E-post": "e@kommun.example", "Område": ALL}
    case = november_asks([*ten_units(), economist])
    out = hand(case)
    files = {made.file: form_book(made.form) for made in out.forms}
    return written(case, {}, out.page), files, {made.file: made.form for made in out.forms}


def opened(file: str = FILE) -> Answered:
    """Return a form as it is handed out, opened."""
    form = handed()[2][file]
    laid = layout(form)
    one = laid.sections[0]
    book = openpyxl.load_workbook(BytesIO(handed()[1][file]))
    return Answered(
        book, book[ANSWERS], one.header, len(one.section.rows), one.shown[0], *one.asked
    )


def answered(edit: Edit | None = None, file: str = FILE, said: str = "Svar") -> bytes:
    """Return a form with every comment answered, and said to be done; then edited, and saved."""
    made = opened(file)
    laid = layout(handed()[2][file])
    for number, row in enumerate(made.span, 1):
        made.sheet.cell(row, made.comment).value = f"{said} {number}"
    made.sheet[laid.done.address] = "Ja"
    made.sheet[laid.by.address] = "Anna"
    if edit is not None:
        edit(made)
    return saved(made.book)


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def gather(
    folder: Path, files: Mapping[str, bytes], case: Case | None = None, now: datetime = NOW
) -> Gathered:
    """Put files into a folder, and take what lies there in."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data)
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    answers = answers_in(folder, lying_in(folder, ()), lambda paths, read: map(read, paths))
    return gathered(case or handed()[0], answers, "2022-11.xlsm", now=now)


def told(found: Gathered) -> list[Finding]:
    """Return what is said, but of addresses."""
    return [one for one in found.collected.findings if one.code != _NO_ADDRESS]


def comments(found: Gathered) -> list[object]:
    """Return the answers that were taken into comments, in the order of the rows."""
    return [one.after for one in found.collected.taken if one.slot.column == "Kommentar"]
