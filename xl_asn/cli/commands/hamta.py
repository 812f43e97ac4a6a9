"""``xl-asn hamta``: actuals, and budget, from the ledger into the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import command
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import Line, Styled, say
from xl_asn.cli.work import DOCUMENT_BYTES, worked
from xl_asn.model.findings import Severity, worst
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.cycle.ledger.fetching import Fetched, Row
    from xl_asn.files.changing.outputs import Outputs

#: A ledger of a year is hundreds of thousands of lines.
_TIMES = 6
_MOST_SHOWN = 40
_SHEET = "blad:"


def hamta(
    fil: Annotated[Path, Argument("Arbetsboken, med bladet Kontering.")],
    kalla: Annotated[
        list[Path],
        Argument("Huvudboken: SIE, CSV eller Excel. Ett blad i FIL: blad:NAMN.", "källa"),
    ],
    budget: Annotated[
        Path | None, Option("Budgeten, i samma format. Skriver Budget och Årsbudget.")
    ] = None,
    kontering: Annotated[
        Path | None, Option("En CSV som bladet Kontering fylls från, om det är tomt.")
    ] = None,
    json_ut: JsonTarget = None,
    *,
    anda: Annotated[bool, Option("Hämta fast en kontroll inte stämmer.")] = False,
    torr: Annotated[bool, Option("Visa vad som skulle göras. Ingenting skrivs.")] = False,
) -> int:
    """Hämta utfall och budget ur huvudboken, och visa på Underlag vad varje rad består av."""
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    files = [path for path in kalla if not str(path).casefold().startswith(_SHEET)]
    given = [*files, *filter(None, [budget, kontering])]
    outputs = outputs_of([fil, *given], ("--json", json_ut), replaces=fil)
    for path in given:
        if not path.is_file():
            stop(f"{path} finns inte. Ange en fil i formatet SIE, CSV eller Excel.")
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    work = partial(fetched_of, fil, tuple(kalla), budget, kontering, now, anyway=anda)
    made = worked(max(given, key=_size, default=fil), work, times=_TIMES, memory=DOCUMENT_BYTES)
    outputs.also_read(made.beside)
    if not torr and made.new is not None:
        _put(fil, made, outputs)
    if json_ut is not None:
        write_json(json_ut, made.answer, outputs)
    if json_ut != STANDARD_OUTPUT:
        say(*_lines(fil, made, torr=torr))
    return FAILED if worst(made.found.findings) is Severity.ERROR else 0


def _size(path: Path) -> int:
    return path.stat().st_size


class Made(NamedTuple):
    """What came of a workbook and its sources; ``new`` is None where it stays as it is."""

    old: bytes
    new: bytes | None
    found: Fetched
    answer: Mapping[str, Any]
    beside: Sequence[Path]


def fetched_of(
    fil: Path,
    sources: Sequence[Path],
    budget: Path | None,
    kontering: Path | None,
    now: datetime,
    *,
    anyway: bool,
) -> Made:
    """Read a workbook and its sources, and take what they give; nothing is written.

    Raises:
        ToldError: the workbook cannot be changed, or a source is no sheet of it.
    """
    from xl_asn.case.opened import opened
    from xl_asn.cycle.ledger.fetching import fetched
    from xl_asn.cycle.ledger.posting_csv import filled, with_page
    from xl_asn.cycle.ledger.sources import read_sources
    from xl_asn.files.changing.save import NotSavedError, saved

    loaded, case = opened(fil)
    page = None if kontering is None else filled(case, kontering)
    asked = case if page is None else with_page(case, page)
    actuals, budgets = read_sources(asked, sources, budget)
    found = fetched(asked, actuals, budgets, now=now, anyway=anyway)
    old = loaded.data or b""
    suggested = found.page if found.is_refused else None
    pages = [suggested] if suggested else [] if found.is_refused else [page, found.page]
    pages = [one for one in pages if one is not None]
    try:
        new = saved(old, found.values, pages) if found.values or pages else None
    except NotSavedError as error:
        message = f"{fil}: {error}"
        raise ToldError(message) from error
    return Made(old, new, found, found.as_json(), case.neighbours.paths)


def _put(fil: Path, made: Made, outputs: Outputs) -> None:
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.publish(fil, made.new or made.old, made_from=made.old)
    except NotPublished as error:
        stop(f"{fil}: {error}")


def _lines(fil: Path, made: Made, *, torr: bool) -> Iterator[Line]:
    """Yield what is written cell by cell, the control, what is asked, and what to do next."""
    from xl_asn.cycle.ledger.fetching import control_sentence

    found = made.found
    for source in found.basis.sources if found.basis else ():
        yield f"{source.name}: {source.format}."
    if found.basis is not None:
        yield from (control_sentence(found, sheet) for sheet in found.basis.sheets)
    yield from _rows(found.rows)
    yield from finding_lines(found.findings)
    if found.is_refused:
        yield "Ingenting är hämtat. Rätta det som står vid pilarna (→) och kör igen."
        if found.basis is not None:
            yield "Ska det hämtas ändå: kör med --anda. Då står skillnaden på bladet Underlag."
    elif torr:
        yield "Ingenting är skrivet. Kör utan --torr, så görs det."
    elif made.new is None:
        yield f"Inget nytt att skriva i {fil}."
    else:
        yield "Bladet Underlag visar vad varje rad består av, konto för konto."
        yield f"Räkna om arbetsboken: {command('berakna', fil)}"


def _rows(rows: Sequence[Row]) -> Iterator[Line]:
    from xl_asn.model.grid import cell_of

    if rows:
        yield "1 cell:" if len(rows) == 1 else f"{len(rows)} celler:"
    for row in rows[:_MOST_SHOWN]:
        before, after = (cell_of(value).text or "tomt" for value in (row.before, row.after))
        yield "  ", Styled(str(row.cell), "bold"), f" {before} blir {after}"
    if len(rows) > _MOST_SHOWN:
        yield f"  … och {len(rows) - _MOST_SHOWN} celler till."
