"""One verdict for every file, and the sums of them, in the form that the contract promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from xl_asn import __version__
from xl_asn.batch.marks import Mark, Since
from xl_asn.batch.whose import NOBODYS, Whose
from xl_asn.model.findings import Finding, Severity, worst
from xl_asn.model.grid import CellRef

OUTCOMES: Final = ("godkänd", "anmärkning", "underkänd", "avvisad", "hoppad")
FAILED: Final = "underkänd"
REFUSED: Final = "avvisad"
SKIPPED: Final = "hoppad"
FORM: Final = "formular"
"""The document type of a form that a unit answers."""
_BY_GRAVEST: Final = {Severity.ERROR: FAILED, Severity.QUESTION: "anmärkning"}


class Neighbour(NamedTuple):
    """A workbook that a verdict rests on: a report before it, or its plan.

    ``name`` is what it is called by the workbook that names it, and ``folder`` where that one lies,
    from the folder of the judged file. ``sha256`` is that of its bytes; None when it is not there.
    ``unread`` tells that it is there, but that nobody can tell its bytes.
    """

    name: str
    folder: str
    sha256: str | None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one file, and what it rests on beside the file's own bytes.

    ``amounts`` are those cells of the findings whose number is small and yet no share. Neither they
    nor ``rests_on`` are told to others.
    """

    file: str
    sha256: str | None
    document_type: str | None
    period: str | None
    outcome: str
    findings: tuple[Finding, ...]
    rests_on: tuple[Neighbour, ...] = ()
    amounts: frozenset[CellRef] = frozenset()
    rule_set: str = ""
    """The rules that it was judged by, and the beginning of their file's hash."""
    since: Since | None = None
    """What has become of its findings since an earlier answer, where one was given."""
    recipient: str = ""
    """Who answers it, where the file is a form."""
    whose: Whose = NOBODYS
    """Whose its findings are; nor is this told to others."""

    @classmethod
    def skipped(cls, file: str, sha256: str | None, findings: Iterable[Finding]) -> Self:
        """Return the verdict on a file that is no workbook: why it was skipped, and no error."""
        told = tuple(replace(finding, severity=Severity.INFO) for finding in findings)
        return cls(file, sha256, None, None, SKIPPED, told)

    @classmethod
    def refused(cls, file: str, sha256: str | None, *findings: Finding) -> Self:
        """Return the verdict on a workbook that cannot be read or trusted."""
        return cls(file, sha256, None, None, REFUSED, findings)

    @property
    def fails(self) -> bool:
        """Whether the file makes the exit status 1."""
        return self.outcome in {FAILED, REFUSED}

    def noted(self, finding: Finding) -> Self:
        """Return the verdict with something that is no fault of the file's content."""
        return replace(self, findings=(*self.findings, finding))

    def read_beside(self) -> Iterator[Path]:
        """Yield the files that the verdict rests on beside the file itself."""
        from xl_asn.case.neighbours import find_named  # noqa: PLC0415 - most rest on none

        for beside in self.rests_on:
            path = find_named(beside.name, Path(self.file).parent / beside.folder)
            if path is not None:
                yield path

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity; those that are accepted are not counted."""
        return sum(f.severity is severity and not f.is_accepted for f in self.findings)

    def as_json(self) -> Mapping[str, Any]:
        """Return the verdict as the contract writes it."""
        return {
            "fil": self.file.encode("utf-8", "replace").decode(),
            "sha256": self.sha256,
            "dokumenttyp": self.document_type,
            "period": self.period,
            **({"mottagare": self.recipient} if self.recipient else {}),
            "regelverk": self.rule_set or None,
            "utfall": self.outcome,
            **self._findings_as_json(),
        }

    def _findings_as_json(self) -> Mapping[str, Any]:
        """Return the findings; with their marks, and those that are mended, where they have any."""
        told = [finding.as_json() for finding in self.findings]
        if self.since is None:
            return {"fynd": told}
        marked = [
            {**one, "sedan": mark.value} for one, mark in zip(told, self.since.marks, strict=True)
        ]
        return {"fynd": marked, "rättade": [finding.as_json() for finding in self.since.mended]}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Return the verdict that :meth:`as_json` told of.

        Raises:
            KeyError, TypeError, ValueError: nothing of ours told this.
        """
        if told["utfall"] not in OUTCOMES:
            raise ValueError(told["utfall"])
        return cls(
            told["fil"], told["sha256"], told["dokumenttyp"], told["period"], told["utfall"],
            tuple(Finding.from_json(finding) for finding in told["fynd"]),
            rule_set=told["regelverk"] or "",
            recipient=told.get("mottagare", ""),
        )  # fmt: skip


def outcome_of(findings: Iterable[Finding]) -> str:
    """Return the outcome of a file that could be read."""
    gravest = worst(findings)
    return _BY_GRAVEST.get(gravest, "godkänd") if gravest else "godkänd"


def sums(verdicts: Iterable[Verdict]) -> Mapping[str, int]:
    """Return how many files there are, of each outcome, and how many findings of each severity."""
    counts = dict.fromkeys(("filer", *OUTCOMES, *(severity.value for severity in Severity)), 0)
    for verdict in verdicts:
        counts["filer"] += 1
        counts[verdict.outcome] += 1
        for severity in Severity:
            counts[severity.value] += verdict.count(severity)
    return counts


def marks(verdicts: Iterable[Verdict]) -> Mapping[str, int]:
    """Return how many findings are new, standing and mended since an earlier answer."""
    known = [verdict.since for verdict in verdicts if verdict.since is not None]
    return {mark.value: sum(since.count(mark) for since in known) for mark in Mark}


def rule_sets(verdicts: Iterable[Verdict]) -> str:
    """Return the rules that files were judged by; the shipped where no file was."""
    used = dict.fromkeys(verdict.rule_set for verdict in verdicts if verdict.rule_set)
    if used:
        return "; ".join(used)
    from xl_asn.parameters.shipped import default_board  # noqa: PLC0415 - a third of a start

    return str(default_board().mark)


def answer(
    verdicts: Iterable[Verdict],
    earlier: str | None = None,
    gone: Iterable[str] = (),
    together: Iterable[Mapping[str, Any]] = (),
) -> Mapping[str, Any]:
    """Return the whole answer as the contract writes it.

    ``earlier`` is the answer that it is marked by, and ``gone`` the files that only that one has.
    ``together`` is what the files say together, each a finding with the files that it is about.
    """
    verdicts = list(verdicts)
    said = list(together)
    since = {"svar": earlier, **marks(verdicts), "filer_borta": list(gone)}
    return {
        "verktyg": "xl-asn",
        "version": __version__,
        "regelverk": rule_sets(verdicts),
        "filer": [verdict.as_json() for verdict in verdicts],
        **({"tillsammans": said} if said else {}),
        "sammanfattning": sums(verdicts),
        **({} if earlier is None else {"sedan": since}),
    }
