"""En rad hör till ett mål som inte finns på bladet Mål.

Vad den gör
    Kontrollerar att målnumret på Enhetsresultat, Målindikatorer, Månadsstatus och andra blad finns
    på bladet Mål. Alla rader på samma blad med samma okända nummer blir ett enda fynd.

Varför det spelar roll
    Rader för ett okänt mål räknas inte någonstans. Målet som de skulle ha hört till bedöms på för
    få enheter.

Exempel
    Vuxenenheten har fått målnummer 5, men det finns bara fyra mål.

Så rättar du
    Rätta målnumret, eller lägg till målet på bladet Mål.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C139", "okant-mal", Severity.ERROR, reads=("Mål",))

_GOALS = "Mål.Nr"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every sheet and number of a goal that nobody has declared."""
    goals = tuple(context.document.table("Mål") or ())
    known = {row.number for row in goals}
    if not known or not all(row.readable("number") for row in goals):
        return  # the goal that is missed may be the one whose number cannot be read
    for spec, table in context.tables():
        for name, column in spec.columns.items():
            if column.choices_from != _GOALS:
                continue
            strangers: dict[Decimal, list[CellRef]] = {}
            for row in table:
                number = getattr(row, name)
                if number is not None and number not in known:
                    strangers.setdefault(number, []).append(row.cell(name))
            for number, cells in strangers.items():
                rows = "En rad hör" if len(cells) == 1 else f"{len(cells)} rader hör"
                yield RULE.finding(
                    f"{rows} till mål {number}, som inte finns på bladet Mål.",
                    "Rätta målnumret, eller lägg till målet på bladet Mål.",
                    cell=cells[0],
                    found=number,
                    inputs=tuple(cells[1:]),
                )
