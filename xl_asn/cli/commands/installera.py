"""``xl-asn installera``: put the add-in into Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xl_asn.cli.declared import Option
from xl_asn.cli.exits import UNUSABLE, stop
from xl_asn.cli.screen import say


def installera(
    kalla: Annotated[
        Path | None, Option("Paketet (.whl), källkoden eller en mapp med paket.")
    ] = None,
    *,
    torr: Annotated[bool, Option("Visa planen och gör ingenting.")] = False,
) -> int:
    """Lägg tillägget med fliken ASN i Excel, med en egen Python-miljö."""
    from xl_asn.cli.terminal import show_steps
    from xl_asn.excel.install import install, installation_plan, missing
    from xl_asn.excel.package import Contents
    from xl_asn.excel.places import Places

    if kalla is not None and not kalla.exists():
        stop(f"{kalla} finns inte. Kontrollera namnet och mappen.")
    places = Places.here()
    contents = Contents.build(kalla)
    lacking = missing(places)
    if torr or lacking:
        show_steps("Det här skulle installeras", installation_plan(places, contents))
        for sentence in lacking:
            say(sentence, err=True)
        if not lacking:
            say("Kör xl-asn installera utan --torr för att installera.")
        return UNUSABLE if lacking and not torr else 0
    say("Installerar. Det tar några minuter första gången.")
    if show_steps("Installation", install(places, contents)):
        stop("Allt blev inte installerat. Åtgärda det som står ovan och kör kommandot igen.")
    say("Klart. Starta om Excel, så finns fliken ASN där. Saknas den: kör xl-asn doktor.")
    return 0
