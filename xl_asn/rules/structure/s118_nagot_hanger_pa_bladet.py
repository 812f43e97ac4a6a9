"""På ett av programmets egna blad finns något som skulle försvinna när bladet skrivs om.

Vad den gör
    Letar på bladen Kontroll, Spårning och Rapport efter sådant som Beräkna inte själv har skrivit
    och inte kan behålla: tabeller, pivottabeller, utsnitt, diagram, bilder, kommentarer, knappar,
    formler, villkorsstyrd formatering, dataverifiering. Beräknas egna diagram och länkar räknas
    inte. Eget sidhuvud, skydd, flikfärg och anpassade vyer följer med när bladet skrivs om.
    Format, filter och utskriftsområde på de bladen är Beräknas egna.

Varför det spelar roll
    Beräkna skriver de bladen från början varje gång. Hellre än att ta bort något som någon har
    gjort lämnar Beräkna bladet som det är, och då kan det vara äldre än siffrorna. På Spårning
    minns Beräkna vad den har räknat. Kan det bladet inte skrivas, skrivs ingenting.

Exempel
    Någon har gjort en tabell av fynden på Kontroll.

Så rättar du
    Flytta det till ett eget blad, som kan läsa från Rapport, eller ta bort det. Eller byt namn på
    bladet, så behålls det som det är och Beräkna gör ett nytt bredvid. Kör sedan Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("S118", "nagot-hanger-pa-bladet", Severity.QUESTION)

_TRAIL = "Spårning"
_MOVE = "Flytta det till ett eget blad eller ta bort det"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each of the program's sheets that it cannot write without a loss."""
    for name in ("Kontroll", _TRAIL, "Rapport"):
        sheet = context.grid.sheet(name)
        if sheet is None or not sheet.hung_on:
            continue
        found = f"På bladet {name} finns {listed(sheet.hung_on)}, som Beräkna inte kan behålla."
        if name == _TRAIL:
            yield RULE.finding(
                f"{found} Där minns Beräkna vad den har räknat, och därför skriver den ingenting "
                "i arbetsboken.",
                f"{_MOVE}, och kör Beräkna igen.",
                sheet=name,
            )
        else:
            yield RULE.finding(
                f"{found} Därför skrivs bladet inte om, och det kan vara äldre än siffrorna.",
                f"{_MOVE}. Eller byt namn på bladet, så gör Beräkna ett nytt. Kör sedan Beräkna.",
                sheet=name,
            )
