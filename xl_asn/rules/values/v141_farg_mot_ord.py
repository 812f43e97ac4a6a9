"""En cell för bedömning har en annan färg än ordet i den.

Vad den gör
    Jämför färgen som en cell för bedömning är fylld med och färgen som ordet i den visas i.
    Villkorlig formatering räknas inte. Regeln tiger om färger som också andra kolumner har, om bara
    gult och om en färg som står i hela kolumnen. Varje kolumn ger ett fynd.

Varför det spelar roll
    Den som fyllde i cellen menade antingen färgen eller ordet. Rapporten skriver ordet.

Exempel
    Cellen för Vuxenenheten är grön men ordet är Röd.

Så rättar du
    Ändra ordet om färgen är rätt. Ta annars bort fyllningen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.colours import Coloured

RULE = Rule("V141", "farg-mot-ord", Severity.QUESTION, of_forms=True)


def check(coloured: tuple[tuple[Coloured, ...], ...]) -> Iterator[Finding]:
    """Yield a finding for each column where a colour contradicts its word."""
    for column in coloured:
        found = [one for one in column if one.contradicts and one.word is not None]
        if not found:
            continue
        said = "; ".join(
            f"{one.cell.address} är {one.light.value.lower()} men ordet är {one.word.value}"
            for one in found
            if one.word is not None
        )
        yield RULE.finding(
            f"Färgen säger något annat än ordet: {said}.",
            "Ändra ordet om färgen är rätt. Ta annars bort fyllningen.",
            cell=found[0].cell,
            inputs=tuple(one.cell for one in found[1:]),
        )
