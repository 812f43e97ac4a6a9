"""Utfallet är redan större än helårsprognosen.

Vad den gör
    Jämför utfall och prognos på varje rad som inte är en summa, före december. Regeln frågar när
    utfallet har samma tecken som prognosen men är större.

Varför det spelar roll
    Då måste resten av året ge det omvända, intäkter på en kostnadsrad eller tvärtom. Oftast är
    prognosen gammal.

Exempel
    Familjerätt i november 2022: utfallet är −1 011 och helårsprognosen −1 007.

Så rättar du
    Räkna om prognosen, eller skriv i kommentaren vad som väntas tillbaka.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_asn.calculation.pace import Pace
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V116", "prognos-passerad", Severity.QUESTION, of_forms=True)


def check(context: Context, paces: Mapping[str, tuple[Pace, ...]]) -> Iterator[Finding]:
    """Yield a finding for every row that has already passed its forecast."""
    for table in context.calculated.tables:
        for pace in paces[table.sheet]:
            if not pace.is_passed or any(map(context.is_explained, pace.cells)):
                continue
            outcome, forecast = pace.cells
            yield RULE.finding(
                f"Utfall för {pace.row.label} är {show_exact(pace.outcome)} och har redan passerat "
                f"helårsprognosen {show_exact(pace.forecast)}.",
                "Räkna om prognosen, eller skriv i kommentaren vad som väntas tillbaka.",
                cell=forecast,
                found=pace.forecast,
                inputs=(outcome,),
            )
