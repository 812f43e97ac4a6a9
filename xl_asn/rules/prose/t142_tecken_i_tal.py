"""Tal i texterna är skrivna med fel tecken.

Vad den gör
    Letar efter bindestreck i stället för minustecken före belopp och procenttal, procenttecken utan
    mellanslag, och stora tal utan mellanslag mellan tusental. Varje slag blir ett fynd för bladet,
    med alla celler.

Varför det spelar roll
    Ett bindestreck kan hamna på raden ovanför sitt tal och läses inte upp som minus. Ett långt tal
    utan mellanslag är svårt att läsa.

Exempel
    "-5,3 mnkr" i stället för −5,3 mnkr, "33%" i stället för 33 %.

Så rättar du
    Skriv − (minustecken), mellanslag före % och mellanslag mellan tusental. Rapporten kan skickas
    ändå.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.documents.texts import Written
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.texts import and_more

RULE = Rule("T142", "tecken-i-tal", Severity.INFO, of_forms=True)

_UNIT = r"[ \u00a0\u202f]?(?:%|(?:procent|tkr|mnkr|mkr|mnr|msek|mdkr|kronor|miljoner)(?!\w))"
#: First the sign and then what may not stand before it: so the search need only stop at signs.
_HYPHEN = "[-\u2010\u2011\u2013]"
_KINDS = (
    (
        "bindestreck i stället för minustecken",
        re.compile(rf"{_HYPHEN}\d"),
        re.compile(
            rf"{_HYPHEN}(?<![\w+]{_HYPHEN})(?=\d)[\d \u00a0]{{1,15}}(?:,\d{{1,4}})?{_UNIT}",
            re.IGNORECASE,
        ),
    ),
    (
        "inget mellanslag före %",
        re.compile("%"),
        re.compile(r"(?<![\w.])[+\u2212-]?\d{1,6}(?:[.,]\d{1,4})?%"),
    ),
    (
        "inga mellanslag mellan tusental",
        re.compile(r"\d\d{4}"),
        re.compile(rf"(?<![\w.,])[+\u2212-]?\d{{5,12}}{_UNIT}", re.IGNORECASE),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every sheet and kind of sign."""
    for words, possible, pattern in _KINDS:
        by_sheet: dict[str, list[tuple[Written, str]]] = {}
        for written in context.texts.where(possible):
            if match := pattern.search(written.text):
                by_sheet.setdefault(written.cell.sheet, []).append((written, match[0]))
        for found in by_sheet.values():
            first, shown = found[0]
            more = and_more(len(found) - 1, "cell", "celler").removeprefix(" och ")
            others = f" ({more})" if more else ""
            yield RULE.finding(
                f"”{shown.strip()}” har {words}{others}.",
                "Skriv till exempel −5,3 mnkr, 33\u00a0% och 12\u00a0345 tkr.",
                cell=first.cell,
                inputs=tuple(other.cell for other, _ in found[1:]),
            )
