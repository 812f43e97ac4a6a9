"""A personal identity number that is typed as a number in a cell is told by no other finding.

In a text it is found by what it looks like. Among figures it looks like an amount: only that T130
asks about the cell tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid

ASKED_BY: Final = "T130"
_STAND_IN: Final = "[personnummer]"
_BETWEEN: Final = "[ \u00a0\u202f]?"
"""What may stand between the digits of an amount as it is shown."""


def hushed(findings: Iterable[Finding], grid: Grid) -> tuple[Finding, ...]:
    """Return the findings without the numbers of the cells that T130 asks about."""
    findings = tuple(findings)
    asked = (grid.at(f.cell).value for f in findings if f.code == ASKED_BY and f.cell)
    numbers = frozenset(abs(value) for value in asked if isinstance(value, Decimal))
    if not numbers:
        return findings
    ways = "|".join(_BETWEEN.join(format(number, "f")) for number in sorted(numbers))
    shown = re.compile(rf"(?<!\d)(?:{ways})(?!\d)")
    return tuple(_without(finding, numbers, shown) for finding in findings)


def _without(finding: Finding, numbers: frozenset[Decimal], shown: re.Pattern[str]) -> Finding:
    message, remedy = (shown.sub(_STAND_IN, text) for text in (finding.message, finding.remedy))
    told = finding.numbers
    if any(number is not None and abs(number) in numbers for number in told):
        told = (None, None, None)  # each of the three follows from the two others
    if (message, remedy, told) == (finding.message, finding.remedy, finding.numbers):
        return finding
    found, expected, difference = told
    return replace(
        finding, message=message, remedy=remedy,
        found=found, expected=expected, difference=difference,
    )  # fmt: skip
