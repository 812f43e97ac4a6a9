"""Ett belopp är tomt, men summan räknar med det.

Vad den gör
    När raderna inte blir summan, eller när ett annat blad har en annan summa, prövar den om ett
    belopp som är tomt är det som saknas. Det krävs att radens avvikelse säger samma sak, eller att
    cellen är den enda tomma och det som saknas är ungefär så stort som radens andra belopp. Då är
    det tomma beloppet felet, och inte summan. En tom cell i en kolumn som Beräkna fyller i är
    aldrig ett fel.

Varför det spelar roll
    Summan är rätt, men raden saknar sitt belopp. Den som rättar summan gör båda fel.

Exempel
    Utfall för Gemensamt IFO är tomt. Summan är −251 436 och de andra raderna blir −172 550, så det
    är −78 885 som saknas, och det säger radens avvikelse också.

Så rättar du
    Jämför med underlaget och skriv beloppet i cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C119", "tomt-belopp", Severity.ERROR)

_SAYS = {"rad": "radens avvikelse", "summa": "summan", "varav": "raden som den är en del av"}


def check(context: Context, blanks: tuple[Explanation, ...]) -> Iterator[Finding]:
    """Yield a finding for every blank input that lacks an amount which its sums give."""
    for blank in blanks:
        row, column = context.amounts[blank.cell]
        amount = show_exact(blank.expected)
        yield RULE.finding(
            f"{column.header} för {row.label} är tomt, men {_said(blank)} {amount}.",
            f"Jämför med underlaget. Skriv {amount}, om det är rätt.",
            cell=blank.cell,
            expected=blank.expected,
            inputs=tuple(cell for cell in blank.identity.cells if cell != blank.cell),
            consequences=blank.consequences,
        )


def _said(blank: Explanation) -> str:
    """Return what gives the amount, in words."""
    kinds = dict.fromkeys(identity.kind for identity in blank.repaired)
    if not kinds:
        return "ett annat blads summa ger"
    return " och ".join(_SAYS[kind] for kind in kinds) + " ger"
