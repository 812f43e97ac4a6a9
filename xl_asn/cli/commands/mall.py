"""``xl-asn mall``: make a new master, empty or with what an older one holds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import stop
from xl_asn.cli.next_steps import command
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.words import chosen, instead, meant, quoted, unknown
from xl_asn.cli.work import worked
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.documents.document import Document
    from xl_asn.files.changing.outputs import Outputs
    from xl_asn.parameters.board import Board

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_ALL_IN_THE_OLDER = (
    "Typ, år, period och regelverk står i den äldre arbetsboken. Ange bara --fran och --ut."
)


def mall(
    ut: Annotated[Path, Option("Filen som ska skapas: .xlsm med knappar, .xlsx utan.")],
    typ: Annotated[str | None, Argument("Dokumenttyp, till exempel manadsrapport.")] = None,
    ar: Annotated[int | None, Option("Året, till exempel 2022.")] = None,
    period: Annotated[
        str | None,
        Option("Perioden: nov, juni-juli eller jan-apr. En nämndplan gäller hela året."),
    ] = None,
    regler: Annotated[
        str | None,
        Option("Nämndens regelverk: en fil (.toml) eller namnet på ett som följer med."),
    ] = None,
    fran: Annotated[
        Path | None,
        Option("En äldre arbetsbok, vars uppgifter förs över. Den ändras inte."),
    ] = None,
) -> int:
    """Skapa en ny mall: tom, eller med uppgifterna ur en äldre."""
    rules = Path(regler) if regler and regler.casefold().endswith(".toml") else None
    outputs = outputs_of([fran, rules], ("--ut", ut))
    if fran is not None:
        if typ or ar or period or regler:
            stop(_ALL_IN_THE_OLDER)
        _moved(fran, ut, outputs)
        return 0
    if typ is None or ar is None:
        stop("Ange dokumenttyp och --ar, eller en äldre arbetsbok med --fran.")
    declared, offered = _asked(typ, ar, period)
    macros = _has_macros(ut)
    make = partial(_made, declared, ar, offered, regler, ut, macros=macros)
    made = make() if rules is None else worked(rules, make)
    _write(ut, made.master, outputs)
    say(f"Regelverk: {made.rule_set}")
    say(f"Mallen är klar: {ut}. Fyll i de gula cellerna och kör sedan {command('berakna', ut)}")
    return 0


class _Made(NamedTuple):
    master: bytes
    rule_set: str


def _made(
    declared: type[Document],
    ar: int,
    period: str,
    regler: str | None,
    ut: Path,
    *,
    macros: bool,
) -> _Made:
    from xl_asn.case.new_masters import new_master
    from xl_asn.parameters.shipped import default_board

    board = _board(regler, ut)
    master = new_master(declared, ar, period, board, macros=macros)
    return _Made(master, str((board or default_board()).mark))


def _board(regler: str | None, ut: Path) -> Board | None:
    """Return the board that is asked for; None where none is."""
    from xl_asn.case.asked_boards import asked_board
    from xl_asn.parameters.board import FILE_ENDING
    from xl_asn.parameters.shipped import shipped_board, shipped_boards

    if regler is None:
        return None
    if not (regler.casefold().endswith(FILE_ENDING) or shipped_board(regler)):
        names = tuple(shipped_boards())
        if Path(regler + FILE_ENDING).is_file():
            stop(f"Regelverket {quoted(regler)} finns inte. Menade du {regler}{FILE_ENDING}?")
        otherwise = f"Välj bland: {', '.join(names)}, eller ange en fil ({FILE_ENDING})."
        stop(unknown("Regelverket", regler, names, otherwise))
    return asked_board(regler, ut)


def _asked(typ: str, ar: int, period: str | None) -> tuple[type[Document], str]:
    """Return the type and the period, as *Start* offers it."""
    from xl_asn.documents.catalogue import document_types
    from xl_asn.model.periods import Period

    declared = document_types()[chosen("Dokumenttypen", typ, document_types())]
    if not _FIRST_YEAR <= ar <= _LAST_YEAR:
        stop(f"{ar} är inget rimligt år. Skriv året med fyra siffror.")
    if period is None:
        if len(declared.periods) > 1:
            stop(f"Ange --period. Välj en av: {', '.join(declared.periods)}.")
        period = declared.periods[0]
    period = meant(period, declared.periods) or period
    asked = declared.period_of(ar, period)
    if asked is None and len(declared.periods) == 1 and Period.read(ar, period):
        # A plan holds for the whole year, whichever month it is made in.
        period = declared.periods[0]
        asked = declared.period_of(ar, period)
    if asked is None:
        stop(
            f"{declared.title} skrivs inte för perioden {quoted(period)}. "
            f"{instead(period, declared.periods)}"
        )
    offered = (text for text in declared.periods if declared.period_of(ar, text) == asked)
    return declared, next(offered, period)


def _moved(old: Path, ut: Path, outputs: Outputs) -> None:
    """Write a new master with what an older one holds, and say what has no place in it."""
    macros = _has_macros(ut)
    moved = worked(old, partial(_moved_master, old, macros=macros))
    _write(ut, moved.master, outputs)
    say(f"Uppgifterna är förda över till en ny mall: {ut}. Den gamla är orörd.")
    if moved.left:
        say(f"Det här finns bara i den gamla: {', '.join(moved.left)}.")
    if moved.was_labelled:
        say("Den gamlas känslighetsetikett följer inte med. Sätt den på den nya filen i Excel.")
    say(f"Räkna den nya: {command('berakna', ut)}")


class _Moved(NamedTuple):
    """A new master with what an older one holds, and what stays in the old one."""

    master: bytes
    left: Sequence[str]
    was_labelled: bool


def _moved_master(old: Path, *, macros: bool) -> _Moved:
    """Make a master of what an older one holds."""
    from xl_asn.case.older_masters import left_behind, moved_master
    from xl_asn.case.opened import grid_of
    from xl_asn.documents.catalogue import document_type_of
    from xl_asn.files.reading.label_read import is_labelled
    from xl_asn.files.reading.load import load

    loaded = load(old)
    grid = grid_of(loaded)
    declared = document_type_of(grid)
    if declared is None:
        message = (
            f"{old} är ingen mall från xl_asn, så det finns inga uppgifter att föra över. "
            "Skapa en tom mall med xl-asn mall TYP."
        )
        raise ToldError(message)
    master = moved_master(declared, grid, macros=macros)
    left = left_behind(grid, master, {})
    return _Moved(master, left, loaded.data is not None and is_labelled(loaded.data))


def _has_macros(ut: Path) -> bool:
    suffix = ut.suffix.casefold()
    if suffix not in {".xlsx", ".xlsm"}:
        stop(f"{ut.name}: mallen kan bara skrivas som .xlsm, med knappar, eller .xlsx, utan.")
    if os.path.lexists(ut):  # a link that leads nowhere would lead to the new file
        stop(f"{ut} finns redan. Välj ett annat namn, så skrivs ingenting över.")
    return suffix == ".xlsm"


def _write(ut: Path, data: bytes, outputs: Outputs) -> None:
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.publish(ut, data)
    except NotPublished as error:
        stop(f"{ut}: {error}")
