"""``xl-asn avinstallera``: take away what was installed."""

from __future__ import annotations

from typing import Annotated

from xl_asn.cli.declared import Option
from xl_asn.cli.exits import stop
from xl_asn.cli.screen import say


def avinstallera(
    *,
    torr: Annotated[bool, Option("Visa planen och gör ingenting.")] = False,
) -> int:
    """Ta bort det som installera har skrivit, och inget annat."""
    from xl_asn.cli.terminal import show_steps
    from xl_asn.excel.places import Places
    from xl_asn.excel.uninstall import removal_plan, uninstall

    places = Places.here()
    plan = removal_plan(places)
    if not plan:
        say("Det finns ingenting att ta bort: installera har inte skrivit något här.")
        return 0
    if torr:
        show_steps("Det här skulle tas bort", plan)
        say("Kör xl-asn avinstallera utan --torr för att ta bort det.")
        return 0
    if show_steps("Avinstallation", uninstall(places)):
        stop("Allt kunde inte tas bort. Stäng Excel och kör kommandot igen.")
    say("Klart. Starta om Excel, så är fliken ASN borta.")
    return 0
