"""Ett belopp verkar vara i mnkr bland belopp i tkr.

Vad den gör
    Letar i tabeller i tkr efter ett belopp med decimaler som blir ungefär lika stort som radens
    andra belopp när det gångras med tusen. Ett helt blad i mnkr känns igen på att nämndens resultat
    är tusen gånger större på ett annat blad, eller på att de flesta belopp har decimaler och inget
    är så stort som en miljon kronor. Det ger ett enda fynd.

Varför det spelar roll
    Beloppet försvinner nästan i summan, och avvikelsen blir lika stor som hela budgeten.

Exempel
    Utfall −78,9 på en rad där budgeten är −81 412.

Så rättar du
    Skriv beloppet i tkr, som det står i redovisningen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.other_units import other_units

RULE = Rule("V114", "mnkr-bland-tkr", Severity.ERROR, of_forms=True)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount, or whole table, a thousandth of what it should be."""
    for one in other_units(context, context.millions):
        remedy = f"Skriv beloppet i tkr: ungefär {show_number(one.likely)}."
        if one.whole:
            remedy = "Skriv beloppen i tkr, eller ändra Beloppsenhet på Start till mnkr."
        yield RULE.finding(
            f"{one.column.header} för {one.row.label} är {show_exact(one.value)} och verkar vara "
            f"i mnkr{one.words}.",
            remedy,
            cell=one.cell,
            found=one.value,
            expected=one.likely,
            difference=one.value - one.likely,
            consequences=one.consequences,
        )
