"""``xl-asn exportera``: write the board's document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xl_asn.exits import FAILED, stop
from xl_asn.model.findings import Finding, Severity


def exportera(
    fil: Annotated[Path, typer.Argument(help="Arbetsboken.")],
    ut: Annotated[Path, typer.Option(help="Mappen som dokumenten läggs i.")],
    formats: Annotated[
        str, typer.Option("--format", help="Ett eller flera av xlsx,docx,pdf,html.")
    ] = "pdf",
    mall: Annotated[
        Path | None, typer.Option(help="Kommunens egen mall (.docx eller .xlsx).")
    ] = None,
    *,
    utkast: Annotated[
        bool, typer.Option("--utkast", help="Exportera fast det finns fel, märkt UTKAST.")
    ] = False,
) -> None:
    """Skriv nämndens dokument: Excel, Word, PDF och webbsida."""
    from xl_asn.exporting import FORMATS, LibraryMissingError, export, publication_of
    from xl_asn.exports.publication import UnusableTemplateError
    from xl_asn.files.load import load
    from xl_asn.files.previous import previous_report
    from xl_asn.files.publish import NotPublished
    from xl_asn.workflow import compute

    names = tuple(dict.fromkeys(name.strip().casefold() for name in formats.split(",")))
    if unknown := [name for name in names if name not in FORMATS]:
        stop(f"Formatet {unknown[0]} finns inte. Välj bland: {', '.join(FORMATS)}.")
    loaded = load(fil)
    if loaded.grid is None:
        finding = loaded.findings[0]
        stop(f"{fil}: {finding.message} {finding.remedy}")
    previous = previous_report(loaded.grid, fil.parent).content
    computed = compute(loaded.grid, now=datetime.now(), previous=previous)  # noqa: DTZ005 - her own clock
    if isinstance(computed, Finding):
        stop(f"{fil}: {computed.message} {computed.remedy}")
    errors = [
        finding
        for finding in (*loaded.findings, *computed.examined.findings)
        if finding.severity is Severity.ERROR
    ]
    if errors and not utkast:
        _refuse(fil, errors)
    try:
        template = mall.read_bytes() if mall else None
        publication = publication_of(
            computed, loaded.findings, fil.name, draft=utkast, template=template
        )
        for path in export(publication, names, ut):
            typer.echo(f"Skrivet: {path}")
    except (LibraryMissingError, UnusableTemplateError, NotPublished) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or ut}: {error.strerror or error}. Ingenting är skrivet.")
    raise typer.Exit(FAILED if errors else 0)


def _refuse(fil: Path, errors: list[Finding]) -> None:
    """Stop, and say what must be mended before the board gets the document."""
    from rich.console import Console

    from xl_asn.terminal import show_findings

    show_findings(Console(stderr=True, highlight=False, soft_wrap=True), errors)
    count = "1 fel" if len(errors) == 1 else f"{len(errors)} fel"
    stop(
        f"{fil}: {count} måste rättas innan dokumentet skrivs. Ingenting är skrivet. "
        "Med --utkast skrivs det ändå, märkt UTKAST på varje sida.",
        FAILED,
    )
