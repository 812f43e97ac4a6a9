"""Utfallet är redan större än helårsprognosen.

Vad den gör
    Jämför utfall och prognos på varje rad som inte är en summa, före december. Regeln frågar när
    utfallet har samma tecken som prognosen men är större. Visar arkivet som Start namnger att mer
    än hela året brukar ha kommit vid den här tiden, och stämmer prognosen med det inom gränserna
    för V115, ställs ingen fråga.

Varför det spelar roll
    Då måste resten av året ge det omvända, intäkter på en kostnadsrad eller tvärtom. Oftast är
    prognosen gammal.

Exempel
    Familjerätt i november 2022: utfallet är −1 011 och helårsprognosen −1 007. En rad som varje
    år får tillbaka statsbidrag i december har alltid passerat sin prognos i november.

Så rättar du
    Räkna om prognosen, eller skriv i kommentaren vad som väntas tillbaka.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_asn.calculation.pace import Pace
from xl_asn.model.amounts import AmountTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.seasonal import usually_come

RULE = Rule("V116", "prognos-passerad", Severity.QUESTION, of_forms=True)


def check(context: Context, paces: Mapping[str, tuple[Pace, ...]]) -> Iterator[Finding]:
    """Yield a finding for every row that has already passed its forecast."""
    for table in context.calculated.tables:
        for pace in paces[table.sheet]:
            if not pace.is_passed or any(map(context.is_explained, pace.cells)):
                continue
            if pace.goes_back and _goes_back(context, pace, table):
                continue
            outcome, forecast = pace.cells
            yield RULE.finding(
                f"Utfall för {pace.row.label} är {show_exact(pace.outcome)} och har redan passerat "
                f"helårsprognosen {show_exact(pace.forecast)}.{_usually(pace, table)}",
                "Räkna om prognosen, eller skriv i kommentaren vad som väntas tillbaka.",
                cell=forecast,
                found=pace.forecast,
                inputs=(outcome,),
            )


def _goes_back(context: Context, pace: Pace, table: AmountTable) -> bool:
    """Whether the forecast has what has come too much go back, as it does each year."""
    ratio = context.parameters.limit("Takt största kvot")
    return pace.is_followed(ratio, context.amount_limit("Takt minsta belopp", table))


def _usually(pace: Pace, table: AmountTable) -> str:
    """Return what the year would end at as it usually goes, where it usually goes back at all."""
    if pace.season is None or not pace.goes_back:
        return ""
    end = show_number(pace.outcome + pace.likely, table.decimals["Prognos"])
    return f" {usually_come(pace.season)}. Då slutar året på {end}."
