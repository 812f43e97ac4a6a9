"""``xl-asn exportera``: write the board's document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_asn.cli.exits import FAILED, stop


def exportera(
    fil: Annotated[Path, typer.Argument(help="Arbetsboken.")],
    ut: Annotated[Path, typer.Option(help="Mappen som dokumenten läggs i.")],
    formats: Annotated[
        str, typer.Option("--format", help="Ett eller flera av xlsx,docx,pdf,html,csv.")
    ] = "pdf",
    mall: Annotated[
        Path | None, typer.Option(help="Kommunens egen mall (.docx eller .xlsx).")
    ] = None,
    *,
    utkast: Annotated[
        bool, typer.Option("--utkast", help="Skriv fast det finns fel, märkt UTKAST.")
    ] = False,
    revision: Annotated[
        bool, typer.Option("--revision", help="Skriv också ett revisionspaket (zip).")
    ] = False,
) -> None:
    """Skriv nämndens dokument: Excel, Word, PDF, webbsida och öppna data."""
    from xl_asn.exports.board_report import UnusableTemplateError
    from xl_asn.exports.documents import (
        FORMATS,
        LibraryMissingError,
        UnreadableReportError,
        checked_report,
        documents,
        put,
    )
    from xl_asn.files.changing.publish import NotPublished

    names = tuple(dict.fromkeys(name.strip().casefold() for name in formats.split(",")))
    if unknown := [name for name in names if name not in FORMATS]:
        stop(f"Formatet {unknown[0]} finns inte. Välj bland: {', '.join(FORMATS)}.")
    if ut.suffix.casefold().removeprefix(".") in FORMATS and not ut.is_dir():
        stop(f"--ut är mappen som dokumenten läggs i, och {ut} ser ut som en fil. Ange en mapp.")
    try:
        report = checked_report(fil)
        if report.errors and not utkast:
            _refuse(fil, len(report.errors))
        template = _template(mall) if mall else None
        files = dict(documents(report.board_report(draft=utkast, template=template), names))
        if revision:
            from xl_asn.exports.audit import package

            files[f"{fil.stem}_revision.zip"] = package(
                report, names, draft=utkast, template=template
            )
        for path in put(files, ut):
            typer.echo(f"Skrivet: {path}")
    except (LibraryMissingError, UnreadableReportError, UnusableTemplateError) as error:
        stop(str(error))
    except NotPublished as error:
        stop(f"{ut}: {error}")
    except OSError as error:
        stop(f"{error.filename or ut}: {error.strerror or error}.")
    raise typer.Exit(FAILED if report.errors else 0)


def _template(mall: Path) -> bytes:
    try:
        return mall.read_bytes()
    except OSError:
        stop(f"{mall}: mallen går inte att läsa. Kontrollera att sökvägen leder till en fil.")


def _refuse(fil: Path, errors: int) -> None:
    """Stop, and say what must be done before the board gets the document."""
    count = "1 fel" if errors == 1 else f"{errors} fel"
    stop(
        f"{fil}: rapporten har {count} och skrivs inte. Rätta dem (xl-asn validera visar dem), "
        "eller ange --utkast, så skrivs den märkt UTKAST på varje sida.",
        FAILED,
    )
