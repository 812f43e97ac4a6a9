"""The command line: the program around its commands. No work is done here.

What each command does stands in ``commands``, how one ends in ``exits``.
"""

from __future__ import annotations

import errno
import pkgutil
import sys
import traceback
from importlib import import_module
from tempfile import NamedTemporaryFile
from typing import Annotated, Final, NoReturn

import typer

from xl_asn import __version__
from xl_asn.batch.garbage import collect_less_often
from xl_asn.cli import commands
from xl_asn.cli.exits import UNUSABLE
from xl_asn.cli.help import SwedishCommand, SwedishGroup, UsageError, usage_sentence
from xl_asn.cli.words import folded

_INTERRUPTED: Final = 130
_DISK_FAULTS: Final = frozenset({errno.ENOSPC, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})

app = typer.Typer(
    cls=SwedishGroup,
    help="Nämndens rapporter och plan i Excel: kontrollera, räkna och rapportera.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["--hjalp", "--help", "-h"],
        "token_normalize_func": folded,
    },
)
for _module in pkgutil.iter_modules(commands.__path__):
    _command = getattr(import_module(f"{commands.__name__}.{_module.name}"), _module.name)
    app.command(name=_module.name.replace("_", "-"), cls=SwedishCommand)(_command)


def main() -> None:
    """Run the command line."""
    collect_less_often()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        status = app(prog_name="xl-asn", standalone_mode=False) or 0
        if status == _INTERRUPTED:
            raise KeyboardInterrupt  # noqa: TRY301 - typer has made a number of it
        sys.exit(status)
    except UsageError as error:
        typer.echo(usage_sentence(error, sys.argv[1:]), err=True)
        sys.exit(UNUSABLE)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("Avbrutet. Ingen fil är ändrad till hälften. Kör kommandot igen.", err=True)
        sys.exit(UNUSABLE)
    except Exception as error:  # noqa: BLE001 - a user meets one sentence and not a traceback
        if isinstance(error, OSError) and error.errno in _DISK_FAULTS and error.filename is None:
            # Whatever has a name says so itself; this is what the answer was to be written to.
            typer.echo(
                "Svaret kunde inte skrivas, troligen för att disken är full. "
                "Frigör utrymme och försök igen.",
                err=True,
            )
            sys.exit(UNUSABLE)
        _tell_of_crash(traceback.format_exc())


def _tell_of_crash(details: str) -> NoReturn:
    """Say in one sentence that the program failed, and where the rest can be read."""
    with NamedTemporaryFile(
        "w", prefix="xl-asn-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(f"xl-asn {__version__}, Python {sys.version}\n{sys.argv}\n{details}")
    typer.echo(
        f"Ett fel i programmet stoppade körningen. Ingen arbetsbok är ändrad till hälften. "
        f"Detaljerna står i {log.name}. Skicka filen till den som förvaltar programmet.",
        err=True,
    )
    sys.exit(UNUSABLE)


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
