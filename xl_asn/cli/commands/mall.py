"""``xl-asn mall``: make a new master."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_asn.cli.exits import stop

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def mall(
    typ: Annotated[str, typer.Argument(help="Dokumenttyp, till exempel manadsrapport.")],
    ar: Annotated[int, typer.Option(help="Året, till exempel 2022.")],
    ut: Annotated[Path, typer.Option(help="Filen som ska skapas: .xlsm med knappar, .xlsx utan.")],
    period: Annotated[
        str | None,
        typer.Option(help="Perioden: nov, juni-juli eller jan-apr. En nämndplan gäller hela året."),
    ] = None,
) -> None:
    """Skapa en ny, tom mall."""
    from xl_asn.case.new_masters import new_master
    from xl_asn.documents.catalogue import document_types
    from xl_asn.files.changing.publish import NotPublished, publish
    from xl_asn.model.periods import Period

    declared = document_types().get(typ.casefold())
    if declared is None:
        stop(f"Dokumenttypen {typ} finns inte. Välj en av: {', '.join(document_types())}.")
    if not _FIRST_YEAR <= ar <= _LAST_YEAR:
        stop(f"{ar} är inget rimligt år. Skriv året med fyra siffror.")
    if period is None:
        if len(declared.periods) > 1:
            stop(f"Ange --period. Välj en av: {', '.join(declared.periods)}.")
        period = declared.periods[0]
    asked = declared.period_of(ar, period)
    if asked is None and len(declared.periods) == 1 and Period.read(ar, period):
        # A plan holds for the whole year, whichever month it is made in.
        period = declared.periods[0]
        asked = declared.period_of(ar, period)
    if asked is None:
        stop(
            f"{declared.title} skrivs inte för perioden {period}. "
            f"Välj en av: {', '.join(declared.periods)}."
        )
    offered = (text for text in declared.periods if declared.period_of(ar, text) == asked)
    suffix = ut.suffix.casefold()
    if suffix not in {".xlsx", ".xlsm"}:
        stop(f"{ut.name}: mallen kan bara skrivas som .xlsm, med knappar, eller .xlsx, utan.")
    if ut.exists():
        stop(f"{ut} finns redan. Välj ett annat namn, så skrivs ingenting över.")
    try:
        publish(ut, new_master(declared, ar, next(offered, period), macros=suffix == ".xlsm"))
    except NotPublished as error:
        stop(f"{ut}: {error}")
    typer.echo(f"Mallen är klar: {ut}")
