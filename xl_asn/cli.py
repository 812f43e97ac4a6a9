"""The command line: arguments, what is printed, and the exit status. No work is done here.

0: nothing of severity *fel*; 1: at least one; 2: wrong usage or a file that could not be read.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from xl_asn import __version__
from xl_asn.command_help import SwedishCommand, SwedishGroup, UsageError, usage_sentence
from xl_asn.documents.catalogue import document_types
from xl_asn.model.findings import Finding, Severity, worst

if TYPE_CHECKING:
    from xl_asn.excel.install import Step

_STANDARD_OUTPUT = "-"
_FAILED, _UNUSABLE = 1, 2
_FIRST_YEAR, _LAST_YEAR = 2000, 2100

app = typer.Typer(
    cls=SwedishGroup,
    help="Månadsrapporter i Excel: kontrollera, räkna och rapportera.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--hjalp", "--help", "-h"]},
)
_command = partial(app.command, cls=SwedishCommand)


class Shape(Enum):
    """How ``validera`` answers."""

    TABLE = "tabell"
    JSON = "json"


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        sys.exit(app(prog_name="xl-asn", standalone_mode=False) or 0)
    except UsageError as error:
        typer.echo(usage_sentence(error), err=True)
        sys.exit(_UNUSABLE)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("Avbrutet. Ingen fil är ändrad till hälften.", err=True)
        sys.exit(_UNUSABLE)
    except Exception:  # noqa: BLE001 - whatever it is, a user meets one sentence and not a traceback
        _tell_of_crash(traceback.format_exc())


def _tell_of_crash(details: str) -> NoReturn:
    """Say in one sentence that the program failed, and where the rest can be read."""
    with NamedTemporaryFile(
        "w", prefix="xl-asn-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(f"xl-asn {__version__}, Python {sys.version}\n{sys.argv}\n{details}")
    typer.echo(
        f"Ett fel i programmet stoppade körningen. Ingen arbetsbok är ändrad till hälften. "
        f"Detaljerna står i {log.name}.",
        err=True,
    )
    sys.exit(_UNUSABLE)


def _stop(sentence: str, status: int = _UNUSABLE) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"xl-asn {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Visa versionen.")
    ] = False,
) -> None:
    del version


@_command()
def berakna(
    fil: Annotated[Path | None, typer.Argument(help="Arbetsboken.")] = None,
    ut: Annotated[
        Path | None, typer.Option(help="Skriv till den här filen i stället för till FIL.")
    ] = None,
    rapport: Annotated[
        Path | None, typer.Option(help="Skriv rapporten också som en egen arbetsbok.")
    ] = None,
    json_ut: Annotated[
        str | None, typer.Option("--json", help="Skriv svaret som JSON till en fil, eller till -.")
    ] = None,
    *,
    oppen: Annotated[
        bool, typer.Option("--oppen", help="Räkna i arbetsboken som är öppen i Excel.")
    ] = False,
) -> None:
    """Kontrollera och räkna en arbetsbok, och skriv Kontroll, Spårning och Rapport i den."""
    fil = _on_disk(fil, oppen=oppen, alone=not (ut or rapport or json_ut))
    _refuse_ending(fil, ut)
    from xl_asn.files.load import load
    from xl_asn.files.publish import NotPublished, publish
    from xl_asn.files.render import render
    from xl_asn.files.save import NotSavedError, saved
    from xl_asn.workflow import compute

    loaded = load(fil)
    if loaded.grid is None or loaded.data is None:
        finding = loaded.findings[0]
        _stop(f"{fil}: {finding.message} {finding.remedy}")
    computed = compute(loaded.grid, now=datetime.now())  # noqa: DTZ005 - the user's own clock
    if isinstance(computed, Finding):
        _stop(f"{fil}: {computed.message} {computed.remedy}")
    target = ut or fil
    try:
        if computed.values or computed.pages or target != fil:
            publish(target, saved(loaded.data, computed.values, computed.pages))
        if rapport is not None:
            publish(rapport, render([computed.report], title=computed.title))
    except (NotPublished, NotSavedError) as error:
        _stop(f"{target}: {error}")
    findings = (*loaded.findings, *computed.examined.findings)
    if json_ut is not None:
        _write_json(json_ut, computed.as_json(loaded.findings))
    if json_ut != _STANDARD_OUTPUT:
        from xl_asn.terminal import show_computed

        show_computed(target, computed, findings)
        if rapport is not None:
            typer.echo(f"Rapporten: {rapport}")
    raise typer.Exit(_FAILED if worst(findings) is Severity.ERROR else 0)


@_command()
def validera(
    sokvag: Annotated[list[str], typer.Argument(help="Filer, mappar och mönster.")],
    shape: Annotated[Shape, typer.Option("--format", help="Så visas svaret.")] = Shape.TABLE,
    ut: Annotated[str | None, typer.Option(help="Skriv svaret till en fil; - är skärmen.")] = None,
) -> None:
    """Kontrollera filer och mappar. Ingenting skrivs i dem."""
    from xl_asn.batch.paths import NothingThereError, expand
    from xl_asn.batch.verdicts import answer, judge_all
    from xl_asn.terminal import show_verdicts, with_progress

    try:
        paths = expand(sokvag)
    except NothingThereError as error:
        _stop(str(error))
    verdicts = list(with_progress(judge_all(paths), len(paths)))
    if shape is Shape.JSON:
        _write_json(ut or _STANDARD_OUTPUT, answer(verdicts))
    else:
        show_verdicts(verdicts, None if ut in {None, _STANDARD_OUTPUT} else ut)
    raise typer.Exit(_FAILED if any(verdict.fails for verdict in verdicts) else 0)


@_command()
def mall(
    typ: Annotated[str, typer.Argument(help="Dokumenttyp, till exempel manadsrapport.")],
    ar: Annotated[int, typer.Option(help="Året, till exempel 2022.")],
    period: Annotated[str, typer.Option(help="Månaden, till exempel nov eller juni-juli.")],
    ut: Annotated[Path, typer.Option(help="Filen som ska skapas: .xlsm med knappar, .xlsx utan.")],
) -> None:
    """Skapa en ny, tom mall."""
    from xl_asn.files.publish import NotPublished, publish
    from xl_asn.masters import new_master
    from xl_asn.model.periods import Period

    declared = document_types().get(typ.casefold())
    if declared is None:
        _stop(f"Dokumenttypen {typ} finns inte. Välj en av: {', '.join(document_types())}.")
    if not _FIRST_YEAR <= ar <= _LAST_YEAR:
        _stop(f"{ar} är inget rimligt år. Skriv året med fyra siffror.")
    if Period.read(ar, period) is None:
        _stop(f"Perioden {period} är ingen månad. Skriv till exempel nov eller juni-juli.")
    suffix = ut.suffix.casefold()
    if suffix not in {".xlsx", ".xlsm"}:
        _stop(f"{ut.name}: mallen kan bara skrivas som .xlsm, med knappar, eller .xlsx, utan.")
    if ut.exists():
        _stop(f"{ut} finns redan. Välj ett annat namn, så skrivs ingenting över.")
    try:
        publish(ut, new_master(declared, ar, period, macros=suffix == ".xlsm"))
    except NotPublished as error:
        _stop(f"{ut}: {error}")
    typer.echo(f"Mallen är klar: {ut}")


@_command()
def regler(
    kod: Annotated[str | None, typer.Argument(help="En regels kod, till exempel C101.")] = None,
) -> None:
    """Visa regelkatalogen, eller förklara en regel."""
    from xl_asn.files.catalogue import FILE_CODES
    from xl_asn.rules.catalogue import all_rules
    from xl_asn.terminal import show_file_code, show_rule, show_rules

    if kod is None:
        show_rules(all_rules(), FILE_CODES)
        return
    for catalogued in all_rules():
        if catalogued.rule.code == kod.upper():
            show_rule(catalogued)
            return
    for file_code in FILE_CODES:
        if file_code.code == kod.upper():
            show_file_code(file_code)
            return
    _stop(f"Regeln {kod} finns inte. Kör xl-asn regler för att se alla.")


@_command()
def demo(
    ut: Annotated[Path, typer.Option(help="Mappen som exemplen läggs i.")] = Path("demo"),
) -> None:
    """Kör hela jobbet på de tre publicerade månadsrapporterna."""
    from xl_asn.demo import run_demo

    raise typer.Exit(run_demo(ut))


def _on_disk(fil: Path | None, *, oppen: bool, alone: bool) -> Path:
    """Return the workbook to compute; one that is open in Excel is computed there and then."""
    if not oppen:
        return fil or _stop("Ange arbetsboken, eller --oppen för den som är öppen i Excel.")
    from xl_asn.excel.outside import compute_open

    if not alone:
        _stop("--oppen räknar i den öppna arbetsboken och går inte ihop med andra val.")
    answered = compute_open(fil)
    typer.echo(answered.sentence, err=answered.status == _UNUSABLE)
    raise typer.Exit(answered.status)


def _refuse_ending(fil: Path, ut: Path | None) -> None:
    """Stop where the file is a text, or the result would have an ending that Excel refuses."""
    if fil.suffix.casefold() == ".md":
        _stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if ut is not None and {ut.suffix.casefold(), fil.suffix.casefold()} == {".xlsx", ".xlsm"}:
        _stop(f"{ut.name} måste ha samma filändelse som {fil.name}, annars öppnar Excel den inte.")


@_command()
def installera(
    kalla: Annotated[
        Path | None, typer.Option(help="Paketet (.whl), källkoden eller en mapp med paket.")
    ] = None,
    *,
    torr: Annotated[bool, typer.Option("--torr", help="Visa planen och gör ingenting.")] = False,
) -> None:
    """Lägg tillägget med fliken ASN i Excel, med en egen Python-miljö."""
    from xl_asn.excel.install import install, installation_plan, missing
    from xl_asn.excel.package import Contents
    from xl_asn.excel.places import Places

    if kalla is not None and not kalla.exists():
        _stop(f"{kalla} finns inte.")
    places = Places.here()
    contents = Contents.build(kalla)
    lacking = missing(places)
    if torr or lacking:
        _show_steps("Det här skulle installeras", installation_plan(places, contents))
        for sentence in lacking:
            typer.echo(sentence, err=True)
        raise typer.Exit(_UNUSABLE if lacking and not torr else 0)
    typer.echo("Installerar. Det tar några minuter första gången.")
    if _show_steps("Installation", install(places, contents)):
        _stop("Allt blev inte installerat. Åtgärda det som står ovan och kör kommandot igen.")
    typer.echo("Klart. Starta om Excel, så finns fliken ASN där. Saknas den: kör xl-asn doktor.")


@_command()
def avinstallera(
    *,
    torr: Annotated[bool, typer.Option("--torr", help="Visa planen och gör ingenting.")] = False,
) -> None:
    """Ta bort det som installera har skrivit, och inget annat."""
    from xl_asn.excel.places import Places
    from xl_asn.excel.uninstall import removal_plan, uninstall

    places = Places.here()
    plan = removal_plan(places)
    if not plan:
        typer.echo("Det finns ingenting att ta bort: installera har inte skrivit något här.")
        return
    if torr:
        _show_steps("Det här skulle tas bort", plan)
        return
    if _show_steps("Avinstallation", uninstall(places)):
        _stop("Allt kunde inte tas bort. Stäng Excel och kör kommandot igen.")
    typer.echo("Klart. Starta om Excel, så är fliken ASN borta.")


def _show_steps(title: str, steps: Iterable[Step]) -> bool:
    """Show a plan, or what came of it; return whether a step failed."""
    from xl_asn.terminal import show_table

    known = tuple(steps)
    rows = [(step.what, step.state.value, str(step.place), step.note) for step in known]
    show_table(title, ("Vad", "Läge", "Var", "Anmärkning"), rows)
    return any(step.state.value == "gick inte" for step in known)


@_command()
def doktor(
    fil: Annotated[
        Path | None, typer.Argument(help="En arbetsbok vars knappar inte fungerar.")
    ] = None,
    json_ut: Annotated[
        str | None, typer.Option("--json", help="Skriv svaret som JSON till en fil, eller till -.")
    ] = None,
) -> None:
    """Säg vad som är rätt och fel med installationen. Ingenting ändras."""
    from xl_asn.excel.checks.check import Outcome, Surroundings, ask_interpreter
    from xl_asn.excel.doctor import as_json, diagnose
    from xl_asn.excel.places import Places
    from xl_asn.excel.registry import registry_here
    from xl_asn.terminal import show_table

    if fil is not None and not fil.exists():
        _stop(f"{fil} finns inte.")
    surroundings = Surroundings(Places.here(), registry_here(), ask_interpreter, fil)
    results = tuple(diagnose(surroundings))
    if json_ut is not None:
        _write_json(json_ut, as_json(results))
    if json_ut != _STANDARD_OUTPUT:
        rows = [(r.name, r.found.outcome.value, r.found.what, r.found.remedy) for r in results]
        show_table("Installationen", ("Kontroll", "Utfall", "Funnet", "Gör så här"), rows)
    failed = any(result.found.outcome is Outcome.ERROR for result in results)
    raise typer.Exit(_FAILED if failed else 0)


def _write_json(target: str, content: Mapping[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if target == _STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    from xl_asn.files.publish import NotPublished, publish

    try:
        publish(Path(target), text.encode("utf-8"))
    except NotPublished as error:
        _stop(f"{target}: {error}")
