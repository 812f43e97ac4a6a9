"""Ett tal är större eller mindre än något tal i en rapport kan vara.

Vad den gör
    Hittar tal med fler än 15 siffror före decimaltecknet, tal som är skrivna med mer än hundra
    tecken och tal som är så små att deras första siffra kommer efter trettio decimaler. Sådana tal
    räknas inte in någonstans: cellen läses som om den inte hade något tal. Är de flesta av
    kolumnens celler sådana är det ett enda fynd, med alla cellerna.

Varför det spelar roll
    Ingen kommun har belopp med så många siffror, inte ens i kronor. Excel minns bara de 15 första
    siffrorna, så talet i cellen är inte det som skrevs. Ett sådant tal gör varje summa fel.

Exempel
    Utfall 7888500000000000000, efter en tangent som fastnat. 1E+28 i Budget, ur ett annat system.

Så rättar du
    Skriv det tal som menas. Är det ett nummer och inget belopp, skriv det i en cell för text. Är
    det nästan 0, skriv 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.model.arithmetic import MOST_DIGITS
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.whole_column import by_column

RULE = Rule("V169", "omojligt-tal", Severity.ERROR, of_forms=True)

_MOST_SHOWN: Final = 40
_FEWEST: Final = 4
"""So many such numbers make a column of them, as with texts (V102)."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every number that no figure can be, a whole column as one."""
    yield from by_column(context, _each(context), _FEWEST)


def _each(context: Context) -> Iterator[Finding]:
    for issue in context.issues("beyond"):
        found = issue.context["found"].replace(".", ",")
        shown = found if len(found) <= _MOST_SHOWN else found[:_MOST_SHOWN].rstrip("…") + "…"
        yield RULE.finding(
            f"{issue.subject} är ett omöjligt tal: ”{shown}”.",
            f"Skriv det tal som menas. Ett tal har högst {MOST_DIGITS} siffror före "
            "decimaltecknet. Är det nästan 0, skriv 0.",
            cell=issue.cell,
            consequences=tuple(
                dict.fromkeys((*context.stale_beside(issue.cell), *context.spoils(issue.cell)))
            ),
        )
