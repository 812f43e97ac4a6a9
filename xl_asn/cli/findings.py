"""Findings as lines for a screen: severity, code, place, message, and what to do below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import typer

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import quoted_sheet

_STYLED: Final = {
    Severity.ERROR: partial(typer.style, fg="red", bold=True),
    Severity.QUESTION: partial(typer.style, fg="yellow"),
    Severity.INFO: partial(typer.style, dim=True),
}
_MOST_FINDINGS: Final = 100


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings in the order given, at most a hundred, and then how many more there are.

    The lines are coloured; ``typer.echo`` takes the colours away where they cannot be shown.
    """
    for finding in findings[:_MOST_FINDINGS]:
        place = str(finding.cell) if finding.cell else quoted_sheet(finding.sheet or "–")
        word = _STYLED[finding.severity](f"{finding.severity.value:5}")
        yield f"  {word} {finding.code} {typer.style(place, bold=True)} {finding.message}"
        if finding.waiver and finding.is_accepted:
            told = finding.waiver.as_json()
            signed = f"{told['signatur']}: {told['motivering']}"
            yield typer.style(f"        ✓ Godtagen av {signed}", fg="green")
        else:
            yield typer.style(f"        → {finding.remedy}", dim=True)
    if len(findings) > _MOST_FINDINGS:
        yield f"  … och {len(findings) - _MOST_FINDINGS} fynd till."
