"""Ett tal i en text kan läsas på två sätt.

Vad den gör
    Letar efter belopp och procenttal med decimalpunkt ("1.4 mnkr") och med punkt eller komma mellan
    tusental ("1.234 tkr"). Alla i samma cell blir ett fynd.

Varför det spelar roll
    "1.234 tkr" är en komma två för en läsare och över tusen för en annan. Beloppet går inte heller
    att jämföra med tabellen.

Exempel
    "12.69 %" i stället för 12,69 %.

Så rättar du
    Skriv decimalkomma, och mellanslag mellan tusental: 1,4 mnkr, 1 234 tkr.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("T140", "tal-som-kan-misslasas", Severity.QUESTION, of_forms=True)

_UNIT = (
    r"(?=[ \u00a0\u202f]?(?:%|(?:procent|tkr|tusen|mnkr|mkr|mnr|msek|mdkr|kr|kronor|"
    r"miljon|miljoner|miljard|miljarder)(?!\w)))"
)
_MOST_SHOWN = 3
_POINT = re.compile(r"\d[.,]\d")
_DOUBTFUL = re.compile(
    rf"(?<![\w.,:/§])(?:\d{{1,3}}(?:[.,]\d{{3}})+|\d+\.\d{{1,2}}){_UNIT}", re.IGNORECASE
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every text with numbers that can be misread."""
    for written in context.texts.where(_POINT):
        found = list(dict.fromkeys(match[0] for match in _DOUBTFUL.finditer(written.text)))
        if found:
            shown = listed(f"”{number}”" for number in found[:_MOST_SHOWN])
            more = f" och {len(found) - _MOST_SHOWN} till" if len(found) > _MOST_SHOWN else ""
            yield RULE.finding(
                f"{shown}{more} kan läsas på två sätt.",
                "Skriv decimalkomma, och mellanslag mellan tusental: 1,4 mnkr, 1\u00a0234 tkr.",
                cell=written.cell,
            )
