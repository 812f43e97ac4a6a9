"""``xl-asn berakna``: compute one workbook, on disk or open in Excel."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, UNUSABLE, stop, write_json
from xl_asn.cli.next_steps import after_computing
from xl_asn.cli.outputs import also_read, outputs_of
from xl_asn.cli.screen import say
from xl_asn.model.findings import Finding, Severity, worst

if TYPE_CHECKING:
    from xl_asn.case.compute import Computed
    from xl_asn.files.changing.outputs import Outputs
    from xl_asn.files.reading.load import Loaded


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
) -> int:
    """Kontrollera och räkna en arbetsbok, och skriv Kontroll, Spårning och Rapport i den."""
    fil = _on_disk(fil, oppen=oppen, alone=not (ut or rapport or json_ut or sakerhetskopia))
    _refuse_ending(fil, ut)
    outputs = outputs_of(
        [fil], ("--ut", ut), ("--rapport", rapport), ("--json", json_ut), replaces=fil
    )
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    loaded, data, computed = _computed(fil, now, outputs)
    target = ut or fil
    copy = _write(data, computed, target, now if sakerhetskopia else None, outputs, in_place=not ut)
    if rapport is not None:
        _write_report(rapport, computed, outputs)
    findings = (*loaded.findings, *computed.examined.findings)
    if json_ut is not None:
        write_json(json_ut, computed.as_json(loaded.findings), outputs)
    if json_ut != STANDARD_OUTPUT:
        from xl_asn.cli.terminal import show_computed

        show_computed(target, computed, findings)
        _say_where(rapport, copy)
        say(after_computing(findings, target))
    return FAILED if worst(findings) is Severity.ERROR else 0


def _computed(fil: Path, now: datetime, outputs: Outputs) -> tuple[Loaded, bytes, Computed]:
    """Read a workbook and compute it; nothing is written."""
    from xl_asn.case.case import case_of
    from xl_asn.case.compute import compute
    from xl_asn.case.neighbours import Neighbours
    from xl_asn.files.reading.load import load

    loaded = load(fil)
    if loaded.grid is None or loaded.data is None:
        finding = loaded.findings[0]
        stop(f"{fil}: {finding.message} {finding.remedy}")
    case = case_of(loaded.grid, Neighbours.of_folder(fil.parent))
    if isinstance(case, Finding):
        stop(f"{fil}: {case.message} {case.remedy}")
    computed = compute(case, now=now)
    also_read(outputs, case.neighbours.paths)
    return loaded, loaded.data, computed


def _write(
    data: bytes,
    computed: Computed,
    target: Path,
    copied_at: datetime | None,
    outputs: Outputs,
    *,
    in_place: bool,
) -> Path | None:
    """Put what was computed into the workbook, where it changes anything; return its copy."""
    from xl_asn.files.changing.publish import NotPublished, back_up
    from xl_asn.files.changing.save import NotSavedError, saved

    if in_place and not (computed.values or computed.pages):
        return None
    try:
        new = saved(data, computed.values, computed.pages)
        copy = back_up(target, copied_at) if copied_at else None
        outputs.publish(target, new, made_from=data if in_place else None)
    except (NotPublished, NotSavedError) as error:
        stop(f"{target}: {error}")
    return copy


def _write_report(rapport: Path, computed: Computed, outputs: Outputs) -> None:
    from xl_asn.files.changing.not_published import NotPublished
    from xl_asn.files.making.render import render

    try:
        outputs.publish(rapport, render([computed.report], title=computed.title))
    except NotPublished as error:
        stop(f"{rapport}: {error}")


def _say_where(rapport: Path | None, copy: Path | None) -> None:
    if rapport is not None:
        say(f"Rapporten: {rapport}")
    if copy is not None:
        say(f"Säkerhetskopian: {copy}")


def _on_disk(fil: Path | None, *, oppen: bool, alone: bool) -> Path:
    """Return the workbook to compute; one that is open in Excel is computed there and then."""
    if not oppen:
        return fil or stop("Ange arbetsboken, eller --oppen för den som är öppen i Excel.")
    from xl_asn.excel.outside import compute_open

    if not alone:
        stop("--oppen räknar i den öppna arbetsboken och går inte ihop med andra val.")
    answered = compute_open(fil)
    say(answered.sentence, err=answered.status == UNUSABLE)
    raise SystemExit(answered.status)


def _refuse_ending(fil: Path, ut: Path | None) -> None:
    """Stop where the file is a text, or the result would have an ending that Excel refuses."""
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if ut is not None and {ut.suffix.casefold(), fil.suffix.casefold()} == {".xlsx", ".xlsm"}:
        stop(f"{ut.name} måste ha samma filändelse som {fil.name}, annars öppnar Excel den inte.")
