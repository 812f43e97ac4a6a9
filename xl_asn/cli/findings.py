"""Findings as lines for a screen: severity, code, place, message, and what to do below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.cli.screen import coloured
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import quoted_sheet

_STYLES: Final = {
    Severity.ERROR: "bold red",
    Severity.QUESTION: "yellow",
    Severity.INFO: "dim",
}
_MOST_FINDINGS: Final = 100


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings in the order given, at most a hundred, and then how many more there are.

    The lines are coloured; ``say`` takes the colours away where they cannot be shown.
    """
    for finding in findings[:_MOST_FINDINGS]:
        place = str(finding.cell) if finding.cell else quoted_sheet(finding.sheet or "–")
        word = coloured(f"{finding.severity.value:5}", _STYLES[finding.severity])
        yield f"  {word} {finding.code} {coloured(place, 'bold')} {finding.message}"
        if finding.waiver and finding.is_accepted:
            told = finding.waiver.as_json()
            signed = f"{told['signatur']}: {told['motivering']}"
            yield coloured(f"        ✓ Godtagen av {signed}", "green")
        else:
            yield coloured(f"        → {finding.remedy}", "dim")
    if len(findings) > _MOST_FINDINGS:
        yield f"  … och {len(findings) - _MOST_FINDINGS} fynd till."
