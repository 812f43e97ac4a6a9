"""En enhet räknas två gånger för samma mål, under två namn.

Vad den gör
    Slår upp enhetsnamnen på Enhetsresultat på bladet Organisation. Två rader för samma mål får
    inte vara samma enhet, även om de är skrivna med olika namn.

Varför det spelar roll
    En enhet som räknas två gånger ändrar både antalet enheter och andelen gröna.

Exempel
    Mål 2 har en rad för Bogruppen och en för Bogrupper/förvaltningsstöd, som är samma enhet.

Så rättar du
    Ta bort den ena raden, eller rätta aliaset på Organisation om det är två enheter.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.units import unit_names, units_by_goal

RULE = Rule(
    "C131", "enhet-under-tva-namn", Severity.ERROR,
    reads=("Mål", "Enhetsresultat", "Organisation"),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every row whose unit has a row under another name for the same goal."""
    register = unit_names(context.document)
    for goal, rows in units_by_goal(context.document).items():
        first: dict[str, tuple[str, int]] = {}
        cells = {row.row_number: row.cell("unit") for row in rows}
        for row in rows:
            name = getattr(row, "unit", "")
            unit = register.get(folded_name(name))
            if unit is None:
                continue
            other, number = first.setdefault(unit, (name, row.row_number))
            if folded_name(other) == folded_name(name):
                continue  # the same name twice is a duplicate, and told as one
            yield RULE.finding(
                f"{name} och {other} är samma enhet ({unit}) och räknas två gånger för mål "
                f"{int(goal)}.",
                "Ta bort den ena raden, eller rätta aliaset på bladet Organisation.",
                cell=cells[row.row_number],
                inputs=(cells[number],),
            )
