"""Findings as lines for a screen: severity, code, place, message, and what to do below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from xl_asn.cli.screen import Line, Styled
from xl_asn.model.characters import bounded
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import quoted_sheet

_STYLES: Final = {
    Severity.ERROR: "bold red",
    Severity.QUESTION: "yellow",
    Severity.INFO: "dim",
}
_MOST_FINDINGS: Final = 100
#: Longer ones quote a text that is better read in its cell.
_MOST_MESSAGE: Final = 1_000


def finding_lines(findings: Sequence[Finding], marks: Sequence[str] = ()) -> Iterator[Line]:
    """Yield findings in the order given, at most a hundred, and then how many more there are.

    ``marks`` are words that stand before them, one for each.
    """
    widest = max(map(len, marks), default=-1)
    for finding, mark in zip_longest(findings[:_MOST_FINDINGS], marks[:_MOST_FINDINGS]):
        sheet = quoted_sheet(finding.sheet) if finding.sheet else "–"
        place = str(finding.cell) if finding.cell else sheet
        yield (
            "  " + (mark or "").ljust(widest + 1),
            Styled(f"{finding.severity.value:5}", _STYLES[finding.severity]),
            f" {finding.code} ",
            Styled(place, "bold"),
            f" {bounded(finding.message, _MOST_MESSAGE)}",
        )
        if finding.waiver and finding.is_accepted:
            told = finding.waiver.as_json()
            signed = bounded(f"{told['signatur']}: {told['motivering']}", _MOST_MESSAGE)
            yield Styled(f"        ✓ Godtagen av {signed}", "green")
        else:
            yield Styled(f"        → {bounded(finding.remedy, _MOST_MESSAGE)}", "dim")
    if len(findings) > _MOST_FINDINGS:
        yield f"  … och {len(findings) - _MOST_FINDINGS} fynd till."
