"""En cell för bedömning har en färg men inget ord.

Vad den gör
    Ser vilken färg som den som skrev har fyllt cellen med på bladen för mål, enheter, indikatorer,
    månader och uppdrag, och säger vilket av nämndens ord som visas i den färgen. Villkorlig
    formatering räknas inte. Regeln tiger om färger som också andra kolumner har, om bara gult, som
    brukar betyda att något är kvar att göra, och om färger mellan två, som orange. Varje färg i en
    kolumn ger ett fynd.

Varför det spelar roll
    Färgen räknas inte, går inte att läsa för alla och försvinner när texten kopieras. Bedömningen
    måste stå i ord.

Exempel
    Cellen för Vuxenenheten är grön men tom.

Så rättar du
    Skriv ordet i cellen, om det är vad färgen betyder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.statuses import LIGHTS
from xl_asn.rules.context import either, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.colours import Coloured

RULE = Rule("V140", "farg-utan-ord", Severity.ERROR, of_forms=True)


def check(coloured: tuple[tuple[Coloured, ...], ...]) -> Iterator[Finding]:
    """Yield a finding for each colour of a column that blank cells are filled with."""
    for column in coloured:
        for light in LIGHTS:
            blank = [one for one in column if one.word is None and one.light is light and one.words]
            if blank:
                yield _finding(blank)


def _finding(blank: Sequence[Coloured]) -> Finding:
    first = blank[0]
    word = either(first.words)
    if len(blank) == 1:
        message = f"Cellen är {first.light.value.lower()} men tom: {first.label}."
        remedy = f"Skriv {word} i {first.cell.address}, om det är vad färgen betyder."
    else:
        cells = listed(one.cell.address for one in blank)
        message = f"{len(blank)} celler är {first.light.plural} men tomma: {cells}."
        remedy = f"Skriv {word} i dem, om det är vad färgen betyder."
    needed = any(one.is_required for one in blank)
    return RULE.finding(
        message,
        remedy,
        severity=Severity.ERROR if needed else Severity.QUESTION,
        cell=first.cell,
        inputs=tuple(one.cell for one in blank[1:]),
    )
