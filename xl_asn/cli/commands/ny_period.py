"""``xl-asn ny-period``: the next period's workbook from this one, in a new file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import command
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import Line, say
from xl_asn.cli.words import chosen, folded
from xl_asn.cli.work import DOCUMENT_BYTES, worked

if TYPE_CHECKING:
    from xl_asn.cycle.next_period.book import NextBook
    from xl_asn.cycle.next_period.summary import OfSheet
    from xl_asn.files.changing.outputs import Outputs

#: The workbook is read and checked as it is, and once more as it becomes.
_TIMES = 3
_MOST_REASONS = 2
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def ny_period(
    fil: Annotated[Path, Argument("Arbetsboken för den period som är klar. Den ändras inte.")],
    period: Annotated[
        str | None, Option("Den nya perioden, till exempel dec. Utan valet: den som kommer sedan.")
    ] = None,
    ar: Annotated[int | None, Option("Den nya periodens år, till exempel 2023.")] = None,
    ut: Annotated[
        Path | None, Option("Den nya filen. Utan valet: ÅÅÅÅ-MM_typ bredvid den gamla.")
    ] = None,
    typ: Annotated[
        str | None, Option("En annan dokumenttyp, till exempel delarsrapport efter månader.")
    ] = None,
    json_ut: JsonTarget = None,
    *,
    torr: Annotated[bool, Option("Visa vad som skulle göras. Ingenting skrivs.")] = False,
) -> int:
    """Gör nästa periods arbetsbok av den här, i en ny fil."""
    outputs = outputs_of([fil], ("--ut", ut), ("--json", json_ut))
    _refuse(fil, ut, ar)
    typ = _type(typ, ut)
    _say_open(fil)
    made = worked(
        fil, partial(made_next, fil, period, ar, ut, typ), times=_TIMES, memory=DOCUMENT_BYTES
    )
    outputs.also_read(made.beside)
    outputs.also_write([("--ut", made.target)])
    _refuse_existing(made.target)
    if not torr:
        _put(made, outputs)
    if json_ut is not None:
        write_json(json_ut, made.answer, outputs)
    if json_ut != STANDARD_OUTPUT:
        say(*_lines(made, torr=torr))
    return 0


def made_next(fil: Path, period: str | None, ar: int | None, ut: Path | None, typ: str) -> NextBook:
    """Read a workbook and make the next period's of it; nothing is written."""
    from xl_asn.cycle.next_period.book import Wanted, next_book

    return next_book(fil, Wanted(period, ar, ut, typ))


def _say_open(fil: Path) -> None:
    """Say that what somebody has not saved yet is not in the file."""
    from xl_asn.files.changing import held

    lock = held.lock_of(fil)
    if lock is not None and not lock.is_left:
        say(held.unsaved(fil, lock), err=True)


def _put(made: NextBook, outputs: Outputs) -> None:
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.publish(made.target, made.data)
    except NotPublished as error:
        stop(f"{made.target}: {error}")


def _lines(made: NextBook, *, torr: bool) -> Iterator[Line]:
    """Yield what was done, sheet by sheet, what is asked, and what to do next."""
    changed = sum(sheet.emptied + sheet.written for sheet in made.sheets)
    copied = f"en kopia av {made.copied}" if made.copied else "en ny mall"
    if torr:
        yield f"{made.target} skulle bli arbetsboken för {made.new}, efter {made.old}: {copied}."
        yield f"{changed} celler skulle ändras, och resten bli som det är."
    else:
        yield f"{made.target} är arbetsboken för {made.new}, efter {made.old}: {copied}."
        yield f"{changed} celler är ändrade, och resten är som det var. Den gamla är orörd."
    if made.longer:
        yield f"Ska den gälla fler månader: ange --period {made.longer} i stället."
    yield from _table(made.sheets)
    yield from finding_lines(made.findings)
    yield f"Kvar att skriva för {made.new}: {made.left}. Det står på bladet Kontroll."
    if torr:
        yield "Ingenting är skrivet. Kör utan --torr, så görs filen."
        return
    yield "Vad som ändrades, cell för cell, står sist på bladet Spårning. Ångra: ta bort filen."
    yield f"Skriv perioden i den, och räkna: {command('berakna', made.target)}"


def _table(sheets: Sequence[OfSheet]) -> Iterator[Line]:
    width = max((len(sheet.sheet) for sheet in sheets), default=0)
    for sheet in sheets:
        parts = [
            f"{count} {what}"
            for count, what in (
                (sheet.kept, "behålls"), (sheet.emptied, "töms"), (sheet.written, "skrivs"),
            )
            if count
        ]  # fmt: skip
        why = f": {' och '.join(sheet.why)}" if 0 < len(sheet.why) <= _MOST_REASONS else ""
        yield f"  {sheet.sheet:{width}}  {', '.join(parts)}{why}"


def _refuse(fil: Path, ut: Path | None, ar: int | None) -> None:
    """Stop where a file or a year cannot be meant, or the new file is there already."""
    if ar is not None and not _FIRST_YEAR <= ar <= _LAST_YEAR:
        stop(f"{ar} är inget rimligt år. Skriv året med fyra siffror.")
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if ut is None:
        return
    if ut.suffix.casefold() != fil.suffix.casefold():
        stop(f"{ut.name} måste ha samma filändelse som {fil.name}, annars öppnar Excel den inte.")
    _refuse_existing(ut)


def _refuse_existing(ut: Path) -> None:
    if os.path.lexists(ut):
        stop(f"{ut} finns redan. Välj ett annat namn med --ut, så skrivs ingenting över.")


def _type(typ: str | None, ut: Path | None) -> str:
    """Return the type that is asked for, or that the new file's name says; empty for neither."""
    from xl_asn.documents.catalogue import document_types

    if typ is not None:
        return chosen("Dokumenttypen", typ, document_types())
    said = "" if ut is None else folded(ut.stem.rpartition("_")[2])
    return said if said in document_types() else ""
