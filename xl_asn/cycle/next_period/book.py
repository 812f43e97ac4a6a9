"""A file → the next period's workbook as bytes, and what there is to say of it. Nothing is written.

Mostly the new workbook is a copy of the file. One of another type begins from the last report of
that type, where the file leads to one by the reports that it names, and else from a new master.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import Any, Final, NamedTuple

from xl_asn.case.case import Case, case_of
from xl_asn.case.neighbours import Found, Neighbours, is_near, named
from xl_asn.case.opened import grid_of, opened
from xl_asn.case.own_cells import document_of, is_set_aside
from xl_asn.cycle.next_period.following import Asked, asked_period
from xl_asn.cycle.next_period.fresh import NO_PERIOD, Before, NextPeriod, next_period
from xl_asn.cycle.next_period.other_type import begun
from xl_asn.cycle.next_period.remarks import NOT_CARRIED
from xl_asn.cycle.next_period.summary import OfSheet, by_sheet
from xl_asn.documents.catalogue import document_type_of, document_types
from xl_asn.documents.document import Document
from xl_asn.files.changing.save import NotSavedError, saved
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid
from xl_asn.model.page import Page
from xl_asn.model.periods import Period
from xl_asn.model.told import ToldError
from xl_asn.pages.check_page import summary
from xl_asn.rules.shared.chain import MOST_LINKS

_MACROS: Final = ".xlsm"


class Wanted(NamedTuple):
    """What is asked for; what is None or empty follows from the workbook."""

    period: str | None = None
    year: int | None = None
    target: Path | None = None
    type_key: str = ""


class NextBook(NamedTuple):
    """The next period's workbook, where it is to be put, and what is told of it.

    ``copied`` is the workbook that it is a copy of, empty for a new master. ``old`` and ``new`` are
    the periods in words, that of the report before and its own. ``left`` is what is left to write,
    ``longer`` the period that may have been meant, and ``beside`` the files that were read.
    """

    target: Path
    data: bytes
    answer: Mapping[str, Any]
    copied: str
    old: str
    new: str
    sheets: Sequence[OfSheet]
    findings: Sequence[Finding]
    left: str
    longer: str
    beside: Sequence[Path]


class _Base(NamedTuple):
    """The workbook that a copy is made of."""

    path: Path
    case: Case
    data: bytes
    grid: Grid
    """The workbook as it is, with what the buttons keep hidden in it."""


def next_book(file: Path, wanted: Wanted) -> NextBook:
    """Make the next period's workbook of a file.

    Raises:
        ToldError: the file cannot be read or is no master, there is no such period, or the copy
            cannot be written into.
    """
    loaded, case = opened(file)
    period = case.document.period
    if period is None:
        message = f"{file}: {NO_PERIOD}"
        raise ToldError(message)
    own = document_types()[case.document.key]
    declared = document_types()[wanted.type_key] if wanted.type_key else own
    if declared.looks_ahead is not own.looks_ahead:
        message = f"En {declared.title.casefold()} görs inte av en {own.title.casefold()}. "
        message += f"Skapa den med xl-asn mall {declared.key}."
        raise ToldError(message)
    asked = asked_period(declared, period, wanted.period, wanted.year)
    if declared is own:
        base: _Base | None = _Base(file, case, loaded.data or b"", grid_of(loaded))
    else:
        base = _last_of(case, declared)
    suffix = (base.path if base else file).suffix
    target = wanted.target or file.with_name(_name(asked.period, declared, suffix))
    if target.suffix.casefold() != suffix.casefold():
        made_of = base.path.name if base else file.name
        message = (
            f"{target.name} måste sluta på {suffix} som {made_of}, annars öppnar Excel den inte."
        )
        raise ToldError(message)
    told = _Telling(file, target, period, case)
    if base is None:
        return told.begun(declared, asked)
    return told.copied(base, asked)


def _name(period: Period, declared: type[Document], suffix: str) -> str:
    month = f"-{period.last_month:02}" if not period.is_year else ""
    return f"{period.year}{month}_{declared.key}{suffix}"


def _last_of(case: Case, declared: type[Document]) -> _Base | None:
    """Return the last report of a type among those that a workbook leads to, with its bytes."""
    grid, place, near = case.grid, case.neighbours.place, case.neighbours
    for _ in range(MOST_LINKS):
        name = named(grid, "previous_report")
        found = near.find(name, place) if name else None
        if not isinstance(found, Found):
            return None
        grid, place = document_of(found.grid), found.place
        type_here = document_type_of(grid)
        if type_here is not None and type_here.key == declared.key:
            there = case_of(found.grid, Neighbours(found.place, near.fetch))
            data = found.loaded.data
            if isinstance(there, Case) and data is not None:
                return _Base(found.loaded.path, there, data, found.grid)
            return None
    return None


class _Telling(NamedTuple):
    """One file, where its next workbook is put, and its period and case."""

    file: Path
    target: Path
    period: Period
    case: Case

    def copied(self, base: _Base, asked: Asked) -> NextBook:
        """Return a copy of a workbook, edited in place."""
        before = Before(self.case, self._led(self.file))
        done = next_period(base.case, asked, before, partial(self._near, base.path.parent))
        # What could be undone was done in the old period, and so are the pages from before that.
        aside = (s for s in base.grid.sheets if is_set_aside(s.name) and not s.hung_on)
        undo = [Page(sheet.name, ()) for sheet in aside]
        try:
            data = saved(base.data, done.values, (*done.pages, *undo), done.results)
        except NotSavedError as error:
            message = f"{self.file}: {error}"
            raise ToldError(message) from error
        sheets = by_sheet(base.case.document, base.case.grid, done.changes)
        return self._told(data, done, base.path, tuple(sheets))

    def begun(self, declared: type[Document], asked: Asked) -> NextBook:
        """Return a new master of another type with what both types have."""
        macros = self.target.suffix.casefold() == _MACROS
        before = Before(self.case, self._led(self.file))
        near = partial(self._near, self.file.parent)
        data, done = begun(declared, before, asked, near, macros=macros)
        sheets = by_sheet(done.examined.document, Grid(()), done.changes)
        return self._told(data, done, None, tuple(sheets))

    def _told(
        self, data: bytes, done: NextPeriod, base: Path | None, sheets: Sequence[OfSheet]
    ) -> NextBook:
        findings = (*done.findings, *self._far())
        return NextBook(
            self.target,
            data,
            done._replace(findings=findings).as_json(str(self.target)),
            base.name if base else "",
            self.period.label,
            done.asked.period.label,
            sheets,
            findings,
            summary(done.examined.findings),
            done.asked.longer,
            self.case.neighbours.paths,
        )

    def _near(self, folder: Path, name: str) -> str:
        """Return what the new workbook calls a file that one in a folder calls by a name."""
        if self.target.absolute().parent == folder.absolute():
            return name
        return self._led(folder.joinpath(*PureWindowsPath(name).parts))

    def _led(self, path: Path) -> str:
        """Return the path from the new workbook's folder to a file; its name if it lies too far."""
        try:
            name = os.path.relpath(path.absolute(), self.target.absolute().parent)
        except ValueError:  # another drive
            return path.name
        name = Path(name).as_posix()
        return name if is_near(name) else path.name

    def _far(self) -> Iterator[Finding]:
        folder = self.target.absolute().parent
        if not os.path.lexists(folder.joinpath(*PureWindowsPath(self._led(self.file)).parts)):
            yield NOT_CARRIED.finding(
                f"{self.file.name} ligger för långt från den nya filen, som inte hittar den.",
                "Lägg båda i samma mapp, eller i mappar bredvid varandra.",
                sheet="Start",
            )
