"""*Dela ut*, *Samla in* and *Ångra insamling*: forms out of the open workbook, answers into it.

The forms lie in a folder beside the workbook, named after it. The files are the same as the
command line's; what belongs in the workbook is written into the open one.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from xl_asn.batch.paths import NothingThereError
from xl_asn.batch.time_limit import LONGEST_SECONDS
from xl_asn.case.adopting import refuse_adopted
from xl_asn.case.case import Case
from xl_asn.cycle.forms.handing_out import HandingOut, files_wanted
from xl_asn.cycle.forms.hands import hand_out
from xl_asn.cycle.forms.occupants import occupants
from xl_asn.cycle.forms.taking import Collected, collection_of
from xl_asn.cycle.forms.undoing import undone
from xl_asn.cycle.standing.beside import Beside, beside
from xl_asn.cycle.standing.collecting import answers_in, gathered
from xl_asn.cycle.standing.folder import REMINDERS, Lying, lying_in
from xl_asn.cycle.standing.page import FILE
from xl_asn.cycle.standing.standing import Standing, sentences
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.excel.answers import Outcome, RefusedError, counted_cells, done, logged, said
from xl_asn.excel.hung_on import with_hung_on
from xl_asn.excel.limited import limited
from xl_asn.excel.live_cells import write_cells
from xl_asn.excel.live_pages import replace_pages, sheets_of
from xl_asn.excel.master import refuse_other
from xl_asn.excel.opened_book import OpenedBook, case_of_book, opened_book
from xl_asn.excel.own_files import stem_of
from xl_asn.excel.session import refuse_unwritable, saved_in
from xl_asn.excel.undo import content_of
from xl_asn.files.changing.made_folders import made_folders
from xl_asn.files.changing.publish import NotPublished, publish, publish_all
from xl_asn.files.changing.seen import NOTHING, content
from xl_asn.model.adoption import AdoptedError
from xl_asn.model.collection_sheet import NAME
from xl_asn.model.findings import Finding, Severity, worst
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.page import Page

if TYPE_CHECKING:
    import xlwings as xw

_TIMES: Final = 4
"""Besides the workbook, one small form a recipient is read or made."""
_MORE_FORMS: Final = 20
"""So many forms that have come take as long again as the workbook."""
_AGAIN: Final = (
    "Svaren tas in igen nästa gång. Flytta de filer som inte ska med ur mappen, och tryck Beräkna."
)
_LOGGED: Final = f"står i loggen på bladet {NAME}"
_SAVE: Final = "Spara arbetsboken nu: Insamling och formulären hör ihop."


def hand_out_forms() -> Outcome:
    """*Dela ut*: a form to each recipient on *Utskick*, in the folder beside the workbook.

    Raises:
        ToldError: nothing can be handed out, or the files cannot be written.
    """
    with opened_book("gör formulären …") as at:
        folder = _folder(at.book)
        case = case_at(at)
        with limited(_TIMES * LONGEST_SECONDS):
            there = occupants(folder, files_wanted(case))
            out = hand_out(
                case, there, now=_now(), draw=lambda: token_hex(8), to=f"mappen {folder.name}"
            )
        if not out.forms and out.page is None:
            raise RefusedError(said((), out.findings, (), "visar xl-asn fordela med --torr"))
        if out.page is not None:
            write_page(at, {}, out.page)
        # After the workbook: a form that Insamling does not know is nobody's.
        files = {folder / made.file: made.data for made in out.forms if made.data is not None}
        fault = _publish(files, {folder / name: one.data for name, one in there.items()})
    if fault:
        message = f"Alla formulär är inte skrivna: {fault} Tryck Dela ut igen sedan."
        raise RefusedError(message)
    return done(_handed_out(out, folder), has_errors=worst(out.findings) is Severity.ERROR)


def _handed_out(out: HandingOut, folder: Path) -> str:
    lead, end = "", ""
    if out.forms:
        new = sum(made.data is not None for made in out.forms)
        kept = sum(made.kept is not None for made in out.forms)
        forms = "1 formulär" if len(out.forms) == 1 else f"{len(out.forms)} formulär"
        lead = f"{forms} ligger i mappen {folder}: {new} nya, {kept} påbörjade står kvar."
    if out.page is not None:
        end = _SAVE if out.forms else f"Se bladet {HAND_OUTS.name}."
    return said((lead,), out.findings, (end,), "visar xl-asn fordela med --torr")


def collect_answers() -> Outcome:
    """*Samla in*: take the answers in the folder beside the workbook into it.

    Raises:
        AdoptedError: the report is adopted, and would be another; whether it may is asked.
        ToldError: there is no such folder, or nothing can be taken.
    """
    return _collected(anyway=False)


def collect_anyway() -> Outcome:
    """The same, also where the report is adopted."""
    return _collected(anyway=True)


def _collected(*, anyway: bool) -> Outcome:
    with opened_book("samlar in svaren …") as at:
        folder = _folder(at.book)
        case = case_at(at)
        lying = _lying(case, folder, at.book)
        times = _TIMES + len(lying.workbooks) / _MORE_FORMS
        with limited(times * LONGEST_SECONDS):
            answers = answers_in(folder, lying, lambda files, read: [read(file) for file in files])
            collected, standing = gathered(case, answers, at.book.name, now=_now())
        if standing is None:
            raise RefusedError(said((), collected.findings, (), "visar xl-asn samla med --torr"))
        if collected.values and not anyway:
            cells = counted_cells(len(collected.values))
            refuse_adopted(case, f"Samla in skulle ändra {cells}.")
        if collected.page is not None:
            write_page(at, collected.values, collected.page)
        written = beside(standing, folder)
        fault = _publish(written.new, {})
        if not fault:
            written.take_away()
    told = _told(collected, standing, written, fault)
    if fault:
        raise RefusedError(told)
    return done(told, has_errors=worst(collected.findings) is Severity.ERROR)


def _lying(case: Case, folder: Path, book: xw.Book) -> Lying:
    try:
        return lying_in(folder, [Path(book.fullname)])
    except NothingThereError as error:
        what = f"Tryck Dela ut först, eller lägg svaren i mappen {folder}."
        if collection_of(case) is not None:
            what = (
                f"Formulären är redan utdelade: mappen med dem ska heta {folder.name} och ligga "
                "bredvid arbetsboken."
            )
        message = f"{error} {what}"
        raise RefusedError(message) from error


def _told(collected: Collected, standing: Standing, written: Beside, fault: str) -> str:
    """Return how far it has come, what is written, and what to do."""
    taken, waits = len(collected.taken), bool(collected.collection.conflicts)
    are = "är skriven" if taken == 1 else "är skrivna"
    lead = [*sentences(standing)]
    lead.append(
        f"{counted_cells(taken)} {are} i arbetsboken." if taken else "Inga nya svar är skrivna."
    )
    if waits:
        lead.append(
            f"Skriv Ta i kolumnen Val på bladet {NAME} vid det värde som gäller, och tryck igen."
        )
    end = [fault]
    if written.letters and not fault:
        end.append(f"Påminnelser att skicka ligger i mappen {REMINDERS}.")
    elif not waits and not standing.waited_for:
        end.append("Alla har svarat. Tryck Beräkna, så räknas arbetsboken om.")
    has_page = not (fault or written.findings)
    beside_it = f", och {FILE} i mappen {written.page.parent}" if has_page else ""
    end.append(f"Se bladet {NAME}{beside_it}.")
    rest = f"står i {FILE}" if has_page else "visar xl-asn samla med --torr"
    return said(lead, (*collected.findings, *written.findings), end, rest)


def undo_collection() -> Outcome:
    """*Ångra insamling*: take the last collection back.

    Raises:
        ToldError: there is none, or the report is adopted.
    """
    with opened_book("ångrar insamlingen …") as at:
        case = case_at(at)
        with limited(LONGEST_SECONDS):
            back = undone(case, now=_now())
        if back.page is None:
            raise RefusedError(said((), back.findings, (), _LOGGED))
        if back.values:
            refuse_adopted_for_good(
                case, f"Ångra insamling skulle ändra {counted_cells(len(back.values))}."
            )
        write_page(at, back.values, back.page)
    restored = "är återställd" if len(back.values) == 1 else "är återställda"
    lead = (
        f"Den senaste insamlingen är tagen tillbaka: {counted_cells(len(back.values))} {restored}."
    )
    return done(said((lead,), back.findings, (_AGAIN,), _LOGGED))


def refuse_adopted_for_good(case: Case, doing: str) -> None:
    """See to it that an adopted report is not changed: here is no question to say yes to."""
    try:
        refuse_adopted(case, doing)
    except AdoptedError as error:
        raise RefusedError(str(error)) from error


def _folder(book: xw.Book) -> Path:
    """Return the folder of a workbook's forms.

    Raises:
        RefusedError: the workbook has no file on this computer.
    """
    folder = saved_in(book)
    if folder is None:
        message = (
            f"{book.name} har ingen fil i en mapp på den här datorn: den har aldrig sparats, eller "
            "ligger på SharePoint eller OneDrive. Spara den i en mapp på datorn och tryck igen."
        )
        raise RefusedError(message)
    return folder / f"{stem_of(book)} formulär"


def case_at(at: OpenedBook) -> Case:
    """Return the case of the open workbook, with what hangs on the sheets that we may write anew.

    Raises:
        RefusedError: it is no master of ours.
    """
    refuse_other(at.grid)
    grid = with_hung_on(at.grid, sheets_of(at.book))
    case = case_of_book(at.book, grid)
    if isinstance(case, Finding):
        message = f"{case.message} {case.remedy}"
        raise RefusedError(message)
    return case


def write_page(at: OpenedBook, values: Mapping[CellRef, Value], page: Page | None) -> None:
    """Write answers and a page; where one cannot be written, the answers are taken back."""
    sheets = sheets_of(at.book)
    pages = [] if page is None else [page]
    touched = {cell.sheet for cell in values} | {one.name for one in pages}
    refuse_unwritable(at.book, sheets, touched, structure=bool(pages))
    try:
        write_cells(at.book, at.grid, values)
        replace_pages(at.book, sheets, at.grid, pages, keep=False)
    except Exception:
        _roll_back(at, values)
        raise


def _roll_back(at: OpenedBook, values: Iterable[CellRef]) -> None:
    try:
        write_cells(at.book, at.grid, {cell: content_of(at.grid.at(cell)) for cell in values})
    except Exception:  # noqa: BLE001 - the first fault is the one to tell
        logged(traceback.format_exc())


def _publish(files: Mapping[Path, bytes], instead_of: Mapping[Path, bytes]) -> str:
    """Write files; return why they could not all be, and nothing where they are.

    One that is another than what was read is left, and told.
    """
    new = {path: data for path, data in files.items() if path not in instead_of}
    try:
        with made_folders(dict.fromkeys(path.parent for path in new)):
            publish_all(new, instead_of={p: NOTHING for p in new if not p.exists()})
        for path, data in files.items():
            if path in instead_of:
                publish(path, data, instead_of=content(instead_of[path]))
    except NotPublished as error:
        return str(error)
    return ""


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - the user's own clock
