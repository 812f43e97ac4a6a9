"""``xl-asn avinstallera``: take away what was installed."""

from __future__ import annotations

from typing import Annotated

import typer

from xl_asn.cli.exits import stop


def avinstallera(
    *,
    torr: Annotated[bool, typer.Option("--torr", help="Visa planen och gör ingenting.")] = False,
) -> None:
    """Ta bort det som installera har skrivit, och inget annat."""
    from xl_asn.cli.terminal import show_steps
    from xl_asn.excel.places import Places
    from xl_asn.excel.uninstall import removal_plan, uninstall

    places = Places.here()
    plan = removal_plan(places)
    if not plan:
        typer.echo("Det finns ingenting att ta bort: installera har inte skrivit något här.")
        return
    if torr:
        show_steps("Det här skulle tas bort", plan)
        typer.echo("Kör xl-asn avinstallera utan --torr för att ta bort det.")
        return
    if show_steps("Avinstallation", uninstall(places)):
        stop("Allt kunde inte tas bort. Stäng Excel och kör kommandot igen.")
    typer.echo("Klart. Starta om Excel, så är fliken ASN borta.")
