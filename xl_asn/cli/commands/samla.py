"""``xl-asn samla``: take the answers of a folder into the workbook, or take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.work import DOCUMENT_BYTES, each_worked, worked
from xl_asn.model.findings import Severity, worst
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.case.opened import Opened
    from xl_asn.cycle.forms.taking import Collected
    from xl_asn.cycle.standing.beside import Beside
    from xl_asn.cycle.standing.collecting import Answers
    from xl_asn.cycle.standing.standing import Standing
    from xl_asn.files.changing.outputs import Outputs

#: The workbook is read as it is and compared with what has come; so many forms take as long again.
_TIMES, _MORE_FORMS = 2, 20
_FOLDER = "MAPP"


def samla(
    fil: Annotated[Path, Argument("Arbetsboken som formulären delades ut ur.")],
    mapp: Annotated[Path | None, Argument("Mappen som svaren ligger i.")] = None,
    json_ut: JsonTarget = None,
    *,
    torr: Annotated[bool, Option("Visa vad som skulle göras. Ingenting skrivs.")] = False,
    angra: Annotated[bool, Option("Ta tillbaka den senaste insamlingen. Utan MAPP.")] = False,
    anda: Annotated[bool, Option("Ändra också en rapport som är fastställd.")] = False,
) -> int:
    """Ta in svaren i arbetsboken, och visa hur långt var och en har kommit."""
    _refuse(fil, mapp, angra=angra)
    outputs = outputs_of([fil], ("--json", json_ut), replaces=fil)
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    made = _made(fil, mapp, json_ut, now, outputs, anyway=anda)
    fault = "" if torr else _put(fil, made, outputs)
    if json_ut is not None:
        write_json(json_ut, made.answer, outputs)
    if json_ut != STANDARD_OUTPUT:
        from xl_asn.cli.collected import collected_lines

        say(*collected_lines(made, fil, mapp, torr=torr))
    if fault:
        stop(fault)
    return FAILED if made.conflicts or made.has_errors else 0


class Made(NamedTuple):
    """What came of a workbook and its answers.

    ``new`` is None where the workbook stays as it is. ``beside`` is what is written in the folder;
    None where nothing is.
    """

    old: bytes
    new: bytes | None
    collected: Collected
    beside: Beside | None
    answer: Mapping[str, Any]
    read: Sequence[Path]
    standing: Standing | None = None

    @property
    def conflicts(self) -> int:
        """Return how many cells only a person can settle."""
        return len(self.collected.collection.conflicts)

    @property
    def has_errors(self) -> bool:
        """Whether anything that is told is an error."""
        return worst(self.collected.findings) is Severity.ERROR


def _refuse(fil: Path, mapp: Path | None, *, angra: bool) -> None:
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if angra and mapp is not None:
        stop("--angra läser ingen mapp. Skriv bara arbetsboken: xl-asn samla FIL --angra.")
    if angra:
        return
    if mapp is None:
        stop("Ange mappen som svaren ligger i, eller --angra för att ta tillbaka dem.")
    if not mapp.is_dir():
        is_file = mapp.exists()
        said = "är en fil" if is_file else "finns inte"
        stop(f"{mapp} {said}. Ange mappen som svaren ligger i.")


def _made(
    fil: Path,
    mapp: Path | None,
    json_ut: str | None,
    now: datetime,
    outputs: Outputs,
    *,
    anyway: bool,
) -> Made:
    """Return what came of the workbook, all of it read by bounded processes."""
    if mapp is None:
        work = partial(taken_back, fil, now, anyway=anyway)
        return worked(fil, work, times=_TIMES, memory=DOCUMENT_BYTES)
    answers = _answers(fil, mapp, json_ut, outputs)
    times = _TIMES + len(answers.workbooks) / _MORE_FORMS
    work = partial(taken_in, fil, answers, now, anyway=anyway)
    made = worked(fil, work, times=times, memory=DOCUMENT_BYTES)
    outputs.also_read(made.read)
    if made.beside is not None:
        written = (made.beside.page, *made.beside.letters)
        if any(map(outputs.is_written, written)):
            stop(f"{json_ut} skriver kommandot självt. Ange en annan plats med --json.")
        outputs.also_write((_FOLDER, path) for path in written)
    return made


def _answers(fil: Path, mapp: Path, json_ut: str | None, outputs: Outputs) -> Answers:
    """Return what lies in the folder, read; an earlier answer of ours, written anew, is nothing."""
    from xl_asn.batch.paths import NothingThereError
    from xl_asn.cycle.standing.collecting import answers_in, is_own_answer
    from xl_asn.cycle.standing.folder import lying_in

    ours = [fil]
    if json_ut not in {None, STANDARD_OUTPUT} and is_own_answer(Path(str(json_ut))):
        ours.append(Path(str(json_ut)))
    try:
        lying = lying_in(mapp, ours)
    except NothingThereError as error:
        stop(f"{error} Ange mappen som svaren ligger i.")
    outputs.also_read(lying.files)
    return answers_in(mapp, lying, each_worked)


def taken_in(fil: Path, answers: Answers, now: datetime, *, anyway: bool) -> Made:
    """Read a workbook and take answers into it; nothing is written.

    Raises:
        ToldError: the workbook cannot be changed, or is adopted and not to be.
    """
    from xl_asn.case.opened import opened
    from xl_asn.cycle.standing.beside import beside
    from xl_asn.cycle.standing.collecting import gathered

    book = opened(fil)
    found = gathered(book.case, answers, fil.name, now=now)
    new = _new(fil, book, found.collected, "Samla in", anyway=anyway)
    written = None if found.standing is None else beside(found.standing, answers.folder)
    if written is not None:
        findings = (*found.collected.findings, *written.findings)
        found = found._replace(collected=found.collected._replace(findings=findings))
    return Made(
        book.loaded.data or b"", new, found.collected, written, found.as_json(),
        book.case.neighbours.paths, found.standing,
    )  # fmt: skip


def taken_back(fil: Path, now: datetime, *, anyway: bool) -> Made:
    """Read a workbook and take its last collection back; nothing is written.

    Raises:
        ToldError: the workbook cannot be changed, or is adopted and not to be.
    """
    from xl_asn.case.opened import opened
    from xl_asn.cycle.forms.undoing import undone

    book = opened(fil)
    back = undone(book.case, now=now)
    new = _new(fil, book, back, "Ångra insamlingen", anyway=anyway)
    return Made(
        book.loaded.data or b"", new, back, None, back.as_json(), book.case.neighbours.paths
    )


def _new(fil: Path, book: Opened, found: Collected, doing: str, *, anyway: bool) -> bytes | None:
    """Return the workbook as it is to be; None where it is that already.

    Raises:
        ToldError: it cannot be changed, or is adopted and not to be.
    """
    from xl_asn.case.adopting import refuse_adopted
    from xl_asn.files.changing.save import NotSavedError, saved

    if found.values and not anyway:
        count = "1 cell" if len(found.values) == 1 else f"{len(found.values)} celler"
        refuse_adopted(book.case, f"{doing} skulle ändra {count}.")
    pages = [found.page] if found.page is not None else []
    if not found.values and not pages:
        return None
    try:
        return saved(book.loaded.data or b"", found.values, pages)
    except NotSavedError as error:
        message = f"{fil}: {error}"
        raise ToldError(message) from error


def _put(fil: Path, made: Made, outputs: Outputs) -> str:
    """Write the workbook, and then what tells of it; return why the latter could not be."""
    from xl_asn.files.changing.made_folders import made_folders
    from xl_asn.files.changing.not_published import NotPublished

    try:
        if made.new is not None:
            outputs.publish(fil, made.new, made_from=made.old)
    except NotPublished as error:
        stop(f"{fil}: {error}")
    if made.beside is None:
        return ""
    try:
        with made_folders(made.beside.folders):
            outputs.publish_all(made.beside.new)
    except NotPublished as error:
        return str(error)
    made.beside.take_away()
    return ""
