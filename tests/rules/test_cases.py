"""Every rule fires where its case files say so, and nowhere near."""

from __future__ import annotations

import re

import pytest

from tests.rules.cases import Case, all_cases, plain
from xl_asn.model.findings import Finding

#: English words that no Swedish sentence of ours has, and what Python prints of its own values.
ENGLISH = re.compile(
    r"\b(?:the|is|are|was|of|and|or|not|no|row|missing|value|should|must|error|None|True|False|"
    r"Decimal|CellRef|Status|nan)\b"
)


def described(findings: tuple[Finding, ...]) -> list[str]:
    return [
        f"{f.cell or ''} | {f.found} | {f.expected} | "
        f"{', '.join(map(str, f.consequences))} | {plain(f.message)} {plain(f.remedy)}"
        for f in findings
    ]


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_case(case: Case) -> None:
    findings, expected = case.findings(), case.expected
    assert len(findings) == len(expected), described(findings)
    for finding, wanted in zip(findings, expected, strict=True):
        assert wanted.agrees(finding), (described((finding,)), wanted)
        assert wanted.fragment, "a case must say what the finding tells"
    assert bool(expected) == (case.kind == "Slår")


@pytest.mark.parametrize("case", [c for c in all_cases() if c.kind == "Slår"], ids=str)
def test_findings_are_whole_swedish_sentences(case: Case) -> None:
    for finding in case.findings():
        for text in (finding.message, finding.remedy):
            assert text.endswith((".", "?")), text
            assert "  " not in text, text
            assert not ENGLISH.search(text), text
            assert not re.search(r"\bE[+-]\d", text), text


@pytest.mark.parametrize("case", [c for c in all_cases() if c.kind == "Slår"], ids=str)
def test_the_numbers_of_a_finding_agree(case: Case) -> None:
    for finding in case.findings():
        if finding.difference is not None:
            assert finding.found is not None
            assert finding.expected is not None
            assert finding.difference == finding.found - finding.expected
        assert finding.cell not in finding.consequences
        assert len(set(finding.consequences)) == len(finding.consequences)
        assert finding.sheet or finding.cell, "a finding says where it is"
