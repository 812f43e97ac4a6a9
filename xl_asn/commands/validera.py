"""``xl-asn validera``: check files and folders."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from xl_asn.exits import FAILED, STANDARD_OUTPUT, stop, write_json


class Shape(Enum):
    """How ``validera`` answers."""

    TABLE = "tabell"
    JSON = "json"


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
        stop(str(error))
    verdicts = list(with_progress(judge_all(paths), len(paths)))
    if shape is Shape.JSON:
        write_json(ut or STANDARD_OUTPUT, answer(verdicts))
    else:
        show_verdicts(verdicts, None if ut in {None, STANDARD_OUTPUT} else ut)
    raise typer.Exit(FAILED if any(verdict.fails for verdict in verdicts) else 0)
