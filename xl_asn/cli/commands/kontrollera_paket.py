"""``xl-asn kontrollera-paket``: make a report again from its audit package, and compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_asn.cli.exits import FAILED, stop


def kontrollera_paket(
    paket: Annotated[
        Path, typer.Argument(help="Revisionspaketet (zip) från exportera --revision.")
    ],
) -> None:
    """Räkna om ett revisionspaket och säg om rapporten blir densamma."""
    from xl_asn.exports.audit import UnusablePackageError, audit
    from xl_asn.exports.documents import LibraryMissingError, UnreadableReportError

    try:
        result = audit(paket.read_bytes())
    except UnusablePackageError as error:
        stop(f"{paket}: {error} Ange ett paket från xl-asn exportera --revision.")
    except (UnreadableReportError, LibraryMissingError) as error:
        stop(f"{paket}: {error}")
    except OSError:
        stop(f"{paket} går inte att läsa. Kontrollera namnet och mappen.")
    for file in result.files:
        typer.echo(f"{file.outcome:16} {file.name}")
    for sentence in result.versions:
        typer.echo(sentence)
    if result.same:
        typer.echo("Rapporten blir densamma, byte för byte. Paketet kan sparas som bevis.")
        return
    typer.echo("Rapporten blir inte densamma. Filerna som skiljer sig står ovan.")
    if result.versions:
        typer.echo("Kör kommandot med de versioner som paketet gjordes med.")
    else:
        typer.echo("Fråga den som gjorde paketet vad som har ändrats.")
    raise typer.Exit(FAILED)
