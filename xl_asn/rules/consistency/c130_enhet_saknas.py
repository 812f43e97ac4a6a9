"""En enhet har rader för några mål men inte för de andra.

Vad den gör
    Jämför vilka enheter som har en rad på Enhetsresultat för varje mål. En enhet som finns för
    minst hälften av målen väntas finnas för alla. Namnen läses genom bladet Organisation, och en
    felstavad enhet räknas inte som en enhet som saknas.

Varför det spelar roll
    Saknas en enhet blir målets andel räknad på för få enheter, och ingen ser det i rapporten.

Exempel
    Vuxenenheten har en rad för mål 1, 2 och 4 men ingen för mål 3. Mål 3 räknas då på nio enheter.

Så rättar du
    Lägg till raden på Enhetsresultat. Har enheten inget att mäta för målet: välj Inget utfall.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.units import unit_names, units_by_goal

RULE = Rule(
    "C130", "enhet-saknas-for-mal", Severity.QUESTION,
    reads=("Mål", "Enhetsresultat", "Organisation"),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every unit that some goals have a row for and others have not."""
    register = unit_names(context.document)
    goals = units_by_goal(context.document)
    found: dict[str, dict[int, CellRef]] = {}
    strangers: dict[int, list[str]] = {int(goal): [] for goal in goals}
    for goal, rows in goals.items():
        for row in rows:
            name = getattr(row, "unit", "")
            unit = register.get(folded_name(name)) if register else name.strip()
            if unit is None:
                strangers[int(goal)].append(name)
            else:
                found.setdefault(unit, {}).setdefault(int(goal), row.cell("unit"))
    near = {goal: NearNames(names) for goal, names in strangers.items()}
    clear = sum(not names for names in strangers.values())
    for unit, cells in found.items():
        if clear > 2 * len(cells):
            continue  # most goals lack it, by whatever name
        missing = [
            goal
            for goal in strangers
            if goal not in cells and (not strangers[goal] or near[goal].to(unit) is None)
        ]
        if not missing or len(missing) > len(cells):
            continue
        has, lacks = (listed(map(str, sorted(numbers))) for numbers in (cells, missing))
        yield RULE.finding(
            f"{unit} har en rad för mål {has} men ingen för mål {lacks}.",
            "Lägg till raden på bladet Enhetsresultat. Välj Inget utfall om det inte finns något "
            "att mäta.",
            cell=next(iter(cells.values())),
            inputs=tuple(cells.values()),
        )
