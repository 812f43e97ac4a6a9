"""One verdict for every file, and the sums of them, in the form that the contract promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_asn import __version__
from xl_asn.files.catalogue import file_finding
from xl_asn.files.load import SKIPPED_CODES, Loaded, load
from xl_asn.files.previous import previous_report
from xl_asn.model.findings import Finding, Severity, worst
from xl_asn.parameters.dated import shipped_rule_set
from xl_asn.workflow import examine

_NOTE = ".md"
"""A text among the workbooks, and not one of them, even where it is the source of one."""

OUTCOMES = ("godkänd", "anmärkning", "underkänd", "avvisad", "hoppad")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one file, and of the previous report's bytes beside it.

    ``previous_sha256`` is None where the file names no previous report or it could not be read.
    """

    file: str
    sha256: str | None
    document_type: str | None
    period: str | None
    outcome: str
    findings: tuple[Finding, ...]
    previous_sha256: str | None = None

    @property
    def fails(self) -> bool:
        """Whether the file makes the exit status 1."""
        return self.outcome in {"underkänd", "avvisad"}

    def as_json(self) -> Mapping[str, Any]:
        """Return the verdict as the contract writes it."""
        return {
            "fil": self.file,
            "sha256": self.sha256,
            "dokumenttyp": self.document_type,
            "period": self.period,
            "utfall": self.outcome,
            "fynd": [finding.as_json() for finding in self.findings],
        }


def judge(path: Path) -> Verdict:
    """Read, calculate and check one file; nothing is written to it."""
    loaded = load(path)
    if path.suffix.casefold() == _NOTE:
        return _verdict(loaded, "hoppad", (file_finding("F115"),))
    if loaded.grid is None:
        skipped = any(finding.code in SKIPPED_CODES for finding in loaded.findings)
        return _verdict(loaded, "hoppad" if skipped else "avvisad", loaded.findings)
    previous = previous_report(loaded.grid, path.parent)
    examined = examine(loaded.grid, previous=previous.content)
    if isinstance(examined, Finding):
        return _verdict(loaded, "avvisad", (*loaded.findings, examined))
    findings = (*loaded.findings, *examined.findings)
    outcome = {Severity.ERROR: "underkänd", Severity.QUESTION: "anmärkning"}
    gravest = worst(findings)
    document = examined.document
    return _verdict(
        loaded,
        outcome.get(gravest, "godkänd") if gravest else "godkänd",
        findings,
        document.key,
        document.period.code if document.period else None,
        previous.sha256,
    )


def _verdict(
    loaded: Loaded,
    outcome: str,
    findings: tuple[Finding, ...],
    document_type: str | None = None,
    period: str | None = None,
    previous_sha256: str | None = None,
) -> Verdict:
    return Verdict(
        str(loaded.path), loaded.sha256, document_type, period, outcome, findings, previous_sha256
    )


def judge_all(paths: Iterable[Path]) -> Iterator[Verdict]:
    """Judge files one after another, in the order given."""
    for path in paths:
        yield judge(path)


def answer(verdicts: Iterable[Verdict]) -> Mapping[str, Any]:
    """Return the whole answer as the contract writes it."""
    verdicts = list(verdicts)
    severities = [finding.severity for verdict in verdicts for finding in verdict.findings]
    return {
        "verktyg": "xl-asn",
        "version": __version__,
        "regelverk": shipped_rule_set(),
        "filer": [verdict.as_json() for verdict in verdicts],
        "sammanfattning": {
            "filer": len(verdicts),
            **{name: sum(v.outcome == name for v in verdicts) for name in OUTCOMES},
            **{severity.value: severities.count(severity) for severity in Severity},
        },
    }
