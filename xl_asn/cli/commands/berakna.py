"""``xl-asn berakna``: compute one workbook, on disk or open in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, UNUSABLE, stop, write_json
from xl_asn.cli.next_steps import after_computing
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import Line, say
from xl_asn.cli.work import worked
from xl_asn.model.findings import Severity, worst
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs


def berakna(
    fil: Annotated[Path | None, Argument("Arbetsboken.")] = None,
    ut: Annotated[Path | None, Option("Skriv till den här filen i stället för till FIL.")] = None,
    rapport: Annotated[Path | None, Option("Skriv rapporten också som en egen arbetsbok.")] = None,
    json_ut: JsonTarget = None,
    *,
    sakerhetskopia: Annotated[
        bool, Option("Spara först en kopia med datum och klockslag.")
    ] = False,
    oppen: Annotated[bool, Option("Räkna i arbetsboken som är öppen i Excel.")] = False,
    anda: Annotated[bool, Option("Räkna också om en rapport som är fastställd.")] = False,
) -> int:
    """Kontrollera och räkna en arbetsbok, och skriv Kontroll, Spårning och Rapport i den."""
    alone = not (ut or rapport or json_ut or sakerhetskopia)
    fil = _on_disk(fil, oppen=oppen, alone=alone, anyway=anda)
    _refuse_ending(fil, ut)
    outputs = outputs_of(
        [fil], ("--ut", ut), ("--rapport", rapport), ("--json", json_ut), replaces=fil
    )
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    target = ut or fil
    changes = anda or ut is not None  # the adopted one stays as it is beside another file
    work = partial(computed, fil, target, now, with_report=rapport is not None, anyway=changes)
    made = worked(fil, work)
    outputs.also_read(made.beside)
    copy = _put(made, target, now if sakerhetskopia else None, outputs, in_place=not ut)
    if rapport is not None and made.report is not None:
        _put_report(rapport, made.report, outputs)
    if json_ut is not None:
        write_json(json_ut, made.answer, outputs)
    if json_ut != STANDARD_OUTPUT:
        say(*made.lines)
        _say_where(rapport, copy)
        say(made.after)
    return FAILED if made.has_errors else 0


class Made(NamedTuple):
    """What came of a workbook: its bytes before and after, and what there is to say of it.

    ``new`` is None where the workbook already holds all that is computed, and ``beside`` are the
    files that it was computed with.
    """

    old: bytes
    new: bytes | None
    report: bytes | None
    answer: Mapping[str, Any]
    lines: Sequence[Line]
    after: str
    has_errors: bool
    beside: Sequence[Path]


def computed(
    fil: Path, target: Path, now: datetime, *, with_report: bool, anyway: bool = True
) -> Made:
    """Read a workbook and compute it; nothing is written.

    Raises:
        AdoptedError: an adopted report would be another, and is not to be changed ``anyway``.
    """
    from xl_asn.case.compute import compute
    from xl_asn.case.opened import opened
    from xl_asn.cli.terminal import computed_lines
    from xl_asn.files.changing.save import NotSavedError, saved
    from xl_asn.files.making.render import render

    loaded, case = opened(fil)
    done = compute(case, now=now)
    if not anyway:
        done.refuse_adopted()
    old = loaded.data or b""
    try:
        new = saved(old, done.values, done.pages)
    except NotSavedError as error:
        message = f"{target}: {error}"
        raise ToldError(message) from error
    findings = (*loaded.findings, *done.examined.findings)
    return Made(
        old,
        new if done.values or done.pages else None,
        render([done.report], title=done.title) if with_report else None,
        done.as_json(loaded.findings),
        [*computed_lines(target, done, findings)],
        after_computing(findings, target),
        worst(findings) is Severity.ERROR,
        case.neighbours.paths,
    )


def _put(
    made: Made, target: Path, copied_at: datetime | None, outputs: Outputs, *, in_place: bool
) -> Path | None:
    """Put what was computed where it is asked for; return the copy of what stood there."""
    from xl_asn.files.changing.publish import NotPublished, back_up

    if in_place and made.new is None:
        return None
    try:
        copy = back_up(target, copied_at) if copied_at else None
        made_from = made.old if in_place else None
        outputs.publish(target, made.new or made.old, made_from=made_from)
    except NotPublished as error:
        stop(f"{target}: {error}")
    return copy


def _put_report(rapport: Path, report: bytes, outputs: Outputs) -> None:
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.publish(rapport, report)
    except NotPublished as error:
        stop(f"{rapport}: {error}")


def _say_where(rapport: Path | None, copy: Path | None) -> None:
    if rapport is not None:
        say(f"Rapporten: {rapport}")
    if copy is not None:
        say(f"Säkerhetskopian: {copy}")


def _on_disk(fil: Path | None, *, oppen: bool, alone: bool, anyway: bool) -> Path:
    """Return the workbook to compute; one that is open in Excel is computed there and then."""
    if not oppen:
        return fil or stop("Ange arbetsboken, eller --oppen för den som är öppen i Excel.")
    from xl_asn.excel.outside import compute_open

    if not alone:
        stop("--oppen räknar i den öppna arbetsboken, och går bara ihop med --anda.")
    answered = compute_open(fil, anyway=anyway)
    say(answered.sentence, err=answered.status == UNUSABLE)
    raise SystemExit(answered.status)


def _refuse_ending(fil: Path, ut: Path | None) -> None:
    """Stop where the file is a text, or the result would have an ending that Excel refuses."""
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if ut is not None and {ut.suffix.casefold(), fil.suffix.casefold()} == {".xlsx", ".xlsm"}:
        stop(f"{ut.name} måste ha samma filändelse som {fil.name}, annars öppnar Excel den inte.")
