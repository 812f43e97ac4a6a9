"""``xl-asn fordela``: a small form to each recipient on the sheet *Utskick*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import command
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import Line, say
from xl_asn.cli.work import DOCUMENT_BYTES, worked
from xl_asn.model.findings import Finding
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs

#: Besides the workbook, what lies in the folder already is read, one small form a recipient.
_TIMES = 8


def fordela(
    fil: Annotated[Path, Argument("Arbetsboken, med bladet Utskick.")],
    ut: Annotated[Path, Option("Mappen som formulären läggs i, och som svaren sparas i.")],
    senast: Annotated[
        str | None,
        Option("Sista dagen att svara, för dem som inte har en egen på Utskick: 2022-12-07."),
    ] = None,
    json_ut: JsonTarget = None,
    *,
    torr: Annotated[bool, Option("Visa vad som skulle göras. Ingenting skrivs.")] = False,
) -> int:
    """Gör ett litet formulär till varje mottagare på bladet Utskick."""
    last_day = _day(senast)
    if ut.exists() and not ut.is_dir():
        stop(f"{ut} är en fil. Ange en mapp med --ut.")
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    outputs = outputs_of([fil], ("--json", json_ut), replaces=fil)
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    work = partial(handed_out_of, fil, ut, last_day, now)
    made = worked(fil, work, times=_TIMES, memory=DOCUMENT_BYTES)
    outputs.also_read([*made.beside, *(ut / name for name in made.left)])
    outputs.also_write([("--ut", ut / name) for name in made.files])
    if not torr:
        _put(fil, ut, made, outputs)
    if json_ut is not None:
        write_json(json_ut, made.answer, outputs)
    if json_ut != STANDARD_OUTPUT:
        say(*_lines(fil, ut, made, torr=torr))
    return 0 if made.is_whole else FAILED


class Made(NamedTuple):
    """What came of a workbook.

    ``new`` is None where the workbook stays as it is; ``files`` are the forms to write, by name,
    ``instead_of`` what lies there, and ``left`` those that lie there and stay. ``told`` are all
    forms: recipient, file and what is done.
    """

    old: bytes
    new: bytes | None
    files: Mapping[str, bytes]
    instead_of: Mapping[str, bytes]
    left: Sequence[str]
    told: Sequence[tuple[str, str, str]]
    findings: Sequence[Finding]
    answer: Mapping[str, Any]
    beside: Sequence[Path]
    is_whole: bool


def handed_out_of(fil: Path, ut: Path, last_day: date | None, now: datetime) -> Made:
    """Read a workbook and what lies in the folder, and make the forms; nothing is written.

    Raises:
        ToldError: the workbook is of a type that is not handed out, or cannot be changed.
    """
    from secrets import token_hex

    from xl_asn.case.opened import opened
    from xl_asn.cycle.forms.handing_out import files_wanted
    from xl_asn.cycle.forms.hands import hand_out
    from xl_asn.cycle.forms.occupants import occupants
    from xl_asn.files.changing.save import NotSavedError, saved

    loaded, case = opened(fil)
    there = occupants(ut, files_wanted(case))
    out = hand_out(
        case, there, now=now, draw=partial(token_hex, 8), last_day=last_day,
        to=f"mappen {ut.resolve().name or ut}",
    )  # fmt: skip
    old = loaded.data or b""
    try:
        new = saved(old, {}, [out.page]) if out.page is not None else None
    except NotSavedError as error:
        message = f"{fil}: {error}"
        raise ToldError(message) from error
    files = {made.file: made.data for made in out.forms if made.data is not None}
    return Made(
        old,
        new,
        files,
        {name: one.data for name, one in there.items() if name in files},
        [name for name in there if name not in files],
        [(made.recipient.name, made.file, made.done) for made in out.forms],
        (*loaded.findings, *out.findings),
        out.as_json(),
        case.neighbours.paths,
        out.is_whole,
    )


def _put(fil: Path, ut: Path, made: Made, outputs: Outputs) -> None:
    """Write the workbook and then the forms: a form that *Insamling* does not know is nobody's."""
    from xl_asn.files.changing.made_folders import made_folders
    from xl_asn.files.changing.not_published import NotPublished

    try:
        if made.new is not None:
            outputs.publish(fil, made.new, made_from=made.old)
        with made_folders([ut] if made.files else []):
            outputs.publish_all(
                {ut / n: data for n, data in made.files.items() if n not in made.instead_of}
            )
        for name, old in made.instead_of.items():
            outputs.publish(ut / name, made.files[name], made_from=old)
    except NotPublished as error:
        stop(str(error))


def _lines(fil: Path, ut: Path, made: Made, *, torr: bool) -> Iterator[Line]:
    """Yield who gets which form, what is to be looked at, and what to do next."""
    width = max((len(name) for name, _, _ in made.told), default=0)
    if made.told:
        one = "1 formulär" if len(made.told) == 1 else f"{len(made.told)} formulär"
        yield f"{one} i {ut}:"
    for name, file, done in made.told:
        yield f"  {name:{width}}  {file}  {done}"
    yield from finding_lines(made.findings)
    if torr:
        yield "Ingenting är skrivet. Kör utan --torr, så görs det."
    elif not made.told:
        yield "Inga formulär är gjorda. Gör det som står vid pilen (→), spara och kör igen."
    else:
        yield "Bladet Insamling i arbetsboken visar vem som har fått vad."
        yield f"När svaren har kommit: {command('samla', fil, ut)}"


def _day(told: str | None) -> date | None:
    """Return a day that is asked for; stop where it is none."""
    if told is None:
        return None
    try:
        return date.fromisoformat(told.strip())
    except ValueError:
        stop(f"{told} är inget datum. Skriv det som 2022-12-07.")
