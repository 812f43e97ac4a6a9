"""En enhet som fanns i förra rapporten saknas, utan att registret säger varför.

Vad den gör
    Jämför enheterna på Enhetsresultat med förra rapportens. En enhet som är borta är förklarad om
    den har upphört (Gäller till) eller ersatts av en annan (Ersätter) på Organisation. Om enheten
    fortfarande gäller enligt Organisation säger V133 att den saknas.

Varför det spelar roll
    En enhet som försvinner kan ha bytt namn, delats eller glömts. Målens andelar jämförs då mellan
    olika enheter utan att någon ser det.

Exempel
    Försörjningsstödsenheten finns i november 2022 men inte i juni–juli 2023, där Enheten för
    ekonomiskt bistånd är ny.

Så rättar du
    Har enheten bytt namn eller delats: skriv det gamla namnet i Ersätter på den nya enheten. Har
    den upphört: låt den stå kvar på Organisation med Gäller till.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.reorganisation import Changes

RULE = Rule("C151", "enhet-borta", Severity.QUESTION, reads=("Enhetsresultat", "Organisation"))


def check(changes: Changes) -> Iterator[Finding]:
    """Yield a finding for every unit that has gone without a word."""
    known = NearNames(changes.new)
    for name in changes.gone:
        new = _renamed(name, changes, known)
        asked = f" Har den bytt namn till {new}?" if new else ""
        yield RULE.finding(
            f"{name} hade resultat i rapporten för {changes.before} men saknas nu.{asked}",
            f"Skriv {name} i Ersätter för den enhet som kom i stället, eller lägg till den på "
            "bladet Organisation med Gäller till.",
            sheet="Organisation",
        )


def _renamed(name: str, changes: Changes, known: NearNames) -> str | None:
    """Return the new unit that the old one most likely is, if one can be told."""
    if len(changes.new) == len(changes.gone) == 1:
        return next(iter(changes.new))
    return known.to(name)
