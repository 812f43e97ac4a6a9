"""*Dela ut*, *Samla in* and *Ångra insamling*: forms out of the open workbook, answers into it.

The forms lie in a folder beside the workbook, named after it. The files are the same as the
command line's; what belongs in the workbook is written into the open one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from xl_asn.cycle.forms.undoing import undone
from xl_asn.cycle.standing.beside import beside
from xl_asn.cycle.standing.collecting import Gathered, answers_in, gathered
from xl_asn.cycle.standing.folder import lying_in
from xl_asn.cycle.standing.page import FILE
from xl_asn.cycle.standing.standing import sentences
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.excel.answers import Outcome, RefusedError, done
from xl_asn.excel.limited import limited
from xl_asn.excel.live_cells import write_cells
from xl_asn.excel.live_pages import replace_pages, sheets_of
from xl_asn.excel.master import refuse_other
from xl_asn.excel.opened_book import OpenedBook, case_of_book, opened_book
from xl_asn.excel.own_files import stem_of
from xl_asn.excel.session import refuse_unwritable, saved_in
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
_MOST_TOLD: Final = 5
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
        if out.page is not None:
            write_page(at, {}, out.page)
        # After the workbook: a form that Insamling does not know is nobody's.
        files = {folder / made.file: made.data for made in out.forms if made.data is not None}
        _publish(files, {folder / name: one.data for name, one in there.items()})
    told = " ".join(_handed_out(out, folder))
    return done(told, has_errors=worst(out.findings) is Severity.ERROR)


def _handed_out(out: HandingOut, folder: Path) -> Iterator[str]:
    if out.forms:
        new = sum(made.data is not None for made in out.forms)
        kept = sum(made.kept is not None for made in out.forms)
        forms = "1 formulär" if len(out.forms) == 1 else f"{len(out.forms)} formulär"
        yield f"{forms} ligger i mappen {folder}: {new} nya, {kept} påbörjade står kvar."
    yield from _asked(out.findings)
    if out.page is not None:
        yield _SAVE if out.forms else f"Se bladet {HAND_OUTS.name}."


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
        with limited(_TIMES * LONGEST_SECONDS):
            found = _gathered(case, folder, at.book)
        collected = found.collected
        if collected.values and not anyway:
            cells = _cells(len(collected.values))
            refuse_adopted(case, f"Samla in skulle ändra {cells}.")
        if collected.page is not None:
            write_page(at, collected.values, collected.page)
        if found.standing is not None:
            written = beside(found.standing, folder)
            with made_folders(written.folders):
                _publish(written.new, {})
            written.take_away()
    told = " ".join(_told(found, folder))
    return done(told, has_errors=worst(collected.findings) is Severity.ERROR)


def _gathered(case: Case, folder: Path, book: xw.Book) -> Gathered:
    try:
        lying = lying_in(folder, [Path(book.fullname)])
    except NothingThereError as error:
        message = f"{error} Tryck Dela ut först, eller lägg svaren i mappen {folder}."
        raise RefusedError(message) from error
    answers = answers_in(folder, lying, lambda files, read: [read(file) for file in files])
    return gathered(case, answers, book.name, now=_now())


def _told(found: Gathered, folder: Path) -> Iterator[str]:
    collected = found.collected
    if found.standing is not None:
        yield from sentences(found.standing)
    taken = len(collected.taken)
    written = "är skriven" if taken == 1 else "är skrivna"
    yield f"{_cells(taken)} {written} i arbetsboken." if taken else "Inga nya svar är skrivna."
    if collected.collection.conflicts:
        yield f"Skriv Ta i kolumnen Val på bladet {NAME} vid det värde som gäller, och tryck igen."
    yield from _asked(collected.findings)
    if found.standing is not None:
        yield f"Se bladet {NAME}, och {FILE} i mappen {folder}."


def undo_collection() -> Outcome:
    """*Ångra insamling*: take the last collection back.

    Raises:
        ToldError: there is none, or the report is adopted.
    """
    with opened_book("ångrar insamlingen …") as at:
        case = case_at(at)
        with limited(LONGEST_SECONDS):
            back = undone(case, now=_now())
        if back.values:
            refuse_adopted_for_good(
                case, f"Ångra insamling skulle ändra {_cells(len(back.values))}."
            )
        if back.page is not None:
            write_page(at, back.values, back.page)
    if back.page is None:
        return done(" ".join(_asked(back.findings)))
    restored = "är återställd" if len(back.values) == 1 else "är återställda"
    told = f"Den senaste insamlingen är tagen tillbaka: {_cells(len(back.values))} {restored}."
    return done(" ".join((told, *_asked(back.findings))))


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
    """Return the case of the open workbook.

    Raises:
        RefusedError: it is no master of ours.
    """
    refuse_other(at.grid)
    case = case_of_book(at.book, at.grid)
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
        write_cells(at.book, at.grid, {cell: at.grid.at(cell).value for cell in values})
        raise


def _publish(files: Mapping[Path, bytes], instead_of: Mapping[Path, bytes]) -> None:
    """Write files; one that is another than what was read is left, and told.

    Raises:
        RefusedError: a file could not be written.
    """
    new = {path: data for path, data in files.items() if path not in instead_of}
    try:
        with made_folders(dict.fromkeys(path.parent for path in new)):
            publish_all(new, instead_of={p: NOTHING for p in new if not p.exists()})
        for path, data in files.items():
            if path in instead_of:
                publish(path, data, instead_of=content(instead_of[path]))
    except NotPublished as error:
        raise RefusedError(str(error)) from error


def _asked(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what is wrong or asked, as much as a message box has room for."""
    told = [one for one in findings if one.severity is not Severity.INFO] or findings
    for one in told[:_MOST_TOLD]:
        yield f"{one.message} {one.remedy}"
    if len(told) > _MOST_TOLD:
        yield f"{len(told) - _MOST_TOLD} till står på bladet {NAME} eller i laget.html."


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} celler"


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - the user's own clock
