"""Ett belopp verkar vara i kronor bland belopp i tkr.

Vad den gör
    Jämför varje inskrivet belopp med radens andra belopp. Ett belopp som är ungefär tusen gånger
    större än de andra är troligen i kronor. Hela rader i kronor känns igen på att summan blir
    rätt när de delas med tusen. Ett helt blad i kronor känns igen på att nämndens resultat är tusen
    gånger större än på ett annat blad, eller på att alla belopp är jämna tusental och de flesta
    vore över en miljard. Allt på ett blad, eller i hela arbetsboken, ger ett enda fynd.

Varför det spelar roll
    Ett enda belopp i kronor gör summan och alla avvikelser ovanför den orimliga.

Exempel
    Utfall −78 885 000 på en rad där budgeten är −81 412.

Så rättar du
    Skriv beloppet i tkr. Meddelandet visar vilket belopp det i så fall blir.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import rounded, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.other_units import other_units

RULE = Rule("V104", "kronor-bland-tkr", Severity.ERROR, of_forms=True)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount, row or whole table that is a thousand times too large."""
    for one in other_units(context, context.kronor):
        unit = context.calculated.tables[0].unit
        remedy = f"Skriv {show_number(one.likely)} ({unit}), om beloppet är i kronor."
        if one.whole:
            remedy = (
                f"Dela beloppen med tusen, så att de är i {unit}: {show_number(one.value)} blir "
                f"{show_number(one.likely)}. Ett talformat som visar tusental ändrar inte talet "
                "i cellen."
            )
        yield RULE.finding(
            f"{one.column.header} för {one.row.label} är {show_number(one.value)} och verkar vara "
            f"i kronor{one.words}.",
            remedy,
            cell=one.cell,
            found=one.value,
            expected=rounded(one.likely),
            difference=one.value - rounded(one.likely),
            consequences=one.consequences,
        )
