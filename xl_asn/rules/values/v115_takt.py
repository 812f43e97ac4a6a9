"""Prognosen förutsätter en helt annan takt under resten av året.

Vad den gör
    Räknar ut hur mycket per månad som prognosen lämnar till resten av året, och jämför med utfallet
    per månad hittills och med det som budgeten har kvar. Regeln frågar när takten skiljer mer än
    Takt största kvot mot båda, och minst Takt minsta belopp för resten av året. Gränserna står på
    bladet Regler. Rader där utfallet redan är större än prognosen tas upp av V116. Namnger Start
    ett arkiv som har hela år av raden, räknas resten av året i stället ut efter hur stor del av
    året som brukar ha kommit vid den här tiden.

Varför det spelar roll
    En prognos som inte räknats om avslöjas ofta av att de sista månaderna blir orimliga.

Exempel
    Arbetsmarknadsåtgärder kostade 1 217 tkr i månaden till och med november 2022, men prognosen
    lämnar 306 tkr till december. Ett föreningsbidrag som betalas ut i mars ger ingen fråga, om
    arkivet visar att det är så varje år.

Så rättar du
    Räkna om prognosen, eller skriv i kommentaren varför takten ändras.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from xl_asn.calculation.pace import Pace
from xl_asn.calculation.season import Season
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.seasonal import usually_come

RULE = Rule("V115", "takt-mot-prognos", Severity.QUESTION)

_BUDGETS: Final = frozenset({"Budget", "Årsbudget"})


def check(context: Context, paces: Mapping[str, tuple[Pace, ...]]) -> Iterator[Finding]:
    """Yield a finding for every forecast that the months left can hardly give."""
    ratio = context.parameters.limit("Takt största kvot")
    for table in context.calculated.tables:
        lacking = context.lacking.get(table.sheet, frozenset())
        if table.sheet in context.misnamed or len(lacking & _BUDGETS) == 1:
            continue  # half of what the pace is compared with is not read: S102 tells of it
        least = context.amount_limit("Takt minsta belopp", table)
        decimals = 0 if table.unit == "tkr" else 1
        for pace in paces[table.sheet]:
            if not pace.is_unlikely(ratio, least) or pace.is_passed:
                continue
            if not any(map(context.is_explained, pace.cells)):
                yield _finding(pace, table.unit, decimals)


def _finding(pace: Pace, unit: str, decimals: int) -> Finding:
    outcome, forecast = pace.cells
    told = _by_month(pace, unit, decimals)
    if pace.season is not None:
        told = _by_season(pace, pace.season, unit, decimals)
    return RULE.finding(
        told,
        "Räkna om prognosen, eller skriv i kommentaren varför takten ändras.",
        cell=forecast,
        found=pace.forecast,
        inputs=(outcome,),
    )


def _by_month(pace: Pace, unit: str, decimals: int) -> str:
    left, so_far = (show_number(value, decimals) for value in (pace.left, pace.so_far))
    months = (
        "den månad" if pace.months_left == 1 else f"var och en av de {pace.months_left} månader"
    )
    said = (
        f"Prognos för {pace.row.label} lämnar {left} {unit} till {months} som är kvar. Hittills är "
        f"utfallet {so_far} i månaden"
    )
    if pace.budget_left is not None:
        said += f", och budgeten har {show_number(pace.budget_left, decimals)} kvar per månad"
    return f"{said}."


def _by_season(pace: Pace, season: Season, unit: str, decimals: int) -> str:
    rest, likely = (show_number(value, decimals) for value in (pace.rest, pace.likely))
    said = (
        f"Prognos för {pace.row.label} lämnar {rest} {unit} till resten av året. "
        f"{usually_come(season)}: då återstår {likely}"
    )
    if pace.budgeted is not None:
        said += f", och budgeten har {show_number(pace.budgeted, decimals)} kvar"
    return f"{said}."
