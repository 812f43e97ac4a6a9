"""En rad med prognos i förra rapporten finns inte längre, eller tvärtom.

Vad den gör
    Parar ihop raderna med dem i den senaste rapporten samma år som har en prognos: efter område och
    namn, efter bladet Verksamheter, efter namnet när området är ett annat och sist efter likhet.
    Rader som inte går att para ihop jämförs inte, och det säger regeln.

Varför det spelar roll
    En rad som försvinner tar sin prognos med sig. En rad som har bytt namn jämförs inte med något.

Exempel
    Familjehem har prognosen −8 000 i oktober men finns inte i november.

Så rättar du
    Har raden bytt namn, delats eller slagits ihop: skriv det på bladet Verksamheter, i kolumnen
    Ersätter. Är den borttagen med avsikt: godta frågan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.calculation.earlier import PREVIOUS_FORECAST, SameRows
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.chain import Earlier

RULE = Rule("C115", "rad-utan-motsvarighet", Severity.QUESTION)


def check(forecast_report: Earlier, same_rows: tuple[SameRows, ...]) -> Iterator[Finding]:
    """Yield one finding for each table with rows that only one of the two reports has."""
    for same in same_rows:
        if same.then.sheet != same.table.sheet or not same.table.has(PREVIOUS_FORECAST):
            continue  # an interim report divides its rows otherwise
        gone = [row for row in same.gone if _has(row, same.then.forecast)]
        new = [row for row in same.new if _has(row, PREVIOUS_FORECAST)]
        if gone or new:
            yield _finding(forecast_report.label, same, gone, new)


def _has(row: AmountRow, header: str) -> bool:
    figure = row.figures.get(header)
    return figure is not None and bool(figure.value)


def _finding(
    label: str, same: SameRows, gone: Sequence[AmountRow], new: Sequence[AmountRow]
) -> Finding:
    said = []
    if gone:
        named = listed(row.label for row in gone)
        said.append(f"{named} hade prognos i rapporten för {label} men finns inte nu.")
    if new:
        named = listed(row.label for row in new)
        said.append(f"{named} har Föregående prognos men fanns inte i rapporten för {label}.")
    cell = new[0].figures[PREVIOUS_FORECAST].cell if new else None
    return RULE.finding(
        " ".join(said),
        "Har en rad bytt namn, delats eller slagits ihop: skriv det på bladet Verksamheter. Lägg "
        "annars till raden, eller godta frågan.",
        sheet=same.table.sheet,
        cell=cell,
        inputs=tuple(row.figures[PREVIOUS_FORECAST].cell for row in new[1:]),
    )
