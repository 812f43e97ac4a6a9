"""En enhet har bytt namn, delats eller slagits ihop sedan förra rapporten.

Vad den gör
    Säger vad som har hänt med de enheter som är borta sedan förra rapporten och som Organisation
    förklarar med Ersätter: ett nytt namn, en delning eller en sammanslagning.

Varför det spelar roll
    Läsaren som jämför med förra rapporten behöver veta att det är samma verksamhet, eller att
    andelarna nu räknas på fler eller färre enheter.

Exempel
    Resursenheten i november 2022 är Resursenheten 1 och 2 i juni–juli 2023.

Så rättar du
    Inget är fel. Skriv gärna en rad om ändringen i målets kommentar.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.reorganisation import Changes

RULE = Rule("C153", "enhet-omorganiserad", Severity.INFO, reads=("Enhetsresultat", "Organisation"))


def check(changes: Changes) -> Iterator[Finding]:
    """Yield one finding for every unit or group of units that has become another."""
    told: dict[tuple[str, ...], list[str]] = {}
    for name, heirs in changes.replaced.items():
        told.setdefault(heirs, []).append(name)
    for heirs, names in told.items():
        if len(names) > 1:
            what = f"{listed(names)} har slagits ihop till {listed(heirs)}"
        elif len(heirs) > 1:
            what = f"{names[0]} har delats i {listed(heirs)}"
        else:
            what = f"{names[0]} redovisas nu som {heirs[0]}"
        yield RULE.finding(
            f"{what}. Så var det inte i rapporten för {changes.before}.",
            "Skriv gärna om ändringen i målets kommentar, så att läsaren kan jämföra.",
            cell=changes.here[heirs[0]],
        )
