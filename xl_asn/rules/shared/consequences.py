"""One cause, one finding: what a finding explains is told under it, and not beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule

_GRAVITY: Final = tuple(Severity)


def under_their_causes(findings: Sequence[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """Return the findings, those that another rule explains as consequences of its first finding.

    A finding that is milder than its rule is less certain, and explains nothing. A finding without
    a cell cannot be a consequence, and a question never hides an error: both stand as they are.
    """
    told = list(findings)
    for rule in (rule for rule in rules if rule.explains):
        cause = next((one for one in told if one.code == rule.code), None)
        if cause is None or cause.severity is not rule.severity:
            continue
        explained = [one for one in told if one.code in rule.explains and _is_under(one, cause)]
        cells = (*cause.consequences, *(one.cell for one in explained if one.cell is not None))
        consequences = tuple(cell for cell in dict.fromkeys(cells) if cell != cause.cell)
        gone = {id(one) for one in explained}
        left = [one for one in told if id(one) not in gone]
        told = [replace(one, consequences=consequences) if one is cause else one for one in left]
    return told


def _is_under(finding: Finding, cause: Finding) -> bool:
    graver = _GRAVITY.index(finding.severity) < _GRAVITY.index(cause.severity)
    return finding.cell is not None and not graver
