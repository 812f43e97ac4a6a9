"""How rules are run: broken sheets are skipped, crashes are findings, the gravest comes first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.beside import checked
from xl_asn.case.case import case_of
from xl_asn.case.examine import Examined
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding, Severity, worst
from xl_asn.model.grid import CellRef
from xl_asn.model.periods import Period
from xl_asn.rules.catalogue import CataloguedRule, check
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

SOURCE = """
## Start

| Fält        | Värde                             |
|-------------|-----------------------------------|
| Nämnd       | Arbetsmarknads- och socialnämnden |
| Dokumenttyp | Månadsrapport                     |
| År          | 2022                              |
| Period      | nov                               |

## Enhetsresultat

| Mål | Enhet        | Bedömning |
|-----|--------------|-----------|
| 1   | Vuxenenheten | Orange    |

## Årshjul

| Månad | Aktivitet                        | Bedömning |
|-------|----------------------------------|-----------|
| April | Månadsrapport för mars behandlas |           |
| April | Månadsrapport för mars behandlas |           |
"""


def examined(source: str) -> Examined:
    found = checked(read_markdown(source))
    assert isinstance(found, Examined)
    return found


def context() -> Context:
    whole = examined(SOURCE)
    return Context(whole.grid, whole.document, whole.calculated)


def made(code: str, severity: Severity, *, reads: tuple[str, ...] = ()) -> CataloguedRule:
    rule = Rule(code, code.lower(), severity, reads)

    def found() -> Iterator[Finding]:
        yield rule.finding("Något är fel.", "Rätta det.")

    return CataloguedRule(rule, found, "Något är fel.")


def test_rules_of_a_missing_sheet_are_skipped_and_it_is_said() -> None:
    rules = [
        made("C901", Severity.ERROR, reads=("Mål",)),
        made("C902", Severity.ERROR, reads=("Enhetsresultat",)),
        made("C903", Severity.ERROR, reads=("Risker", "Mål")),
    ]
    findings = check(context(), rules=rules)
    assert [finding.code for finding in findings] == ["C902", "S190"]
    assert findings[1].severity is Severity.INFO
    assert "Mål och Risker" in findings[1].message


def test_a_sheet_without_a_needed_column_is_broken() -> None:
    whole = examined(SOURCE.replace("| Mål | Enhet        |", "| Mål | Enheten      |"))
    broken = Context(whole.grid, whole.document, whole.calculated).broken_sheets
    assert "Enhetsresultat" in broken
    assert "Årshjul" not in broken


def test_a_crashing_rule_is_a_finding_and_the_others_still_run() -> None:
    def crash() -> Iterator[Finding]:
        raise KeyError("Utfall")

    rule = Rule("C904", "kraschar", Severity.ERROR)
    crashing = CataloguedRule(rule, crash, "Kraschar.")
    findings = check(context(), rules=[crashing, made("C905", Severity.ERROR)])
    assert [finding.code for finding in findings] == ["C905", "S191"]
    assert "C904" in findings[1].message
    assert "KeyError" in findings[1].message
    with pytest.raises(KeyError):
        check(context(), rules=[crashing], strict=True)


@pytest.mark.parametrize("lacking", ["plan", "changes", "statements", "blanks"])
def test_a_rule_is_not_called_without_what_it_needs(lacking: str) -> None:
    rule = Rule("C906", "c906", Severity.ERROR)

    def found(period: Period, **_: object) -> Iterator[Finding]:
        yield rule.finding(f"Något är fel i {period.label}.", "Rätta det.")

    def findings(*needs: str) -> tuple[Finding, ...]:
        found.__annotations__ = dict.fromkeys(needs)
        return check(context(), rules=[CataloguedRule(rule, found, "Något är fel.")])

    assert "november 2022" in findings("period", "texts")[0].message
    assert findings("period", lacking) == ()


def test_the_gravest_finding_comes_first_then_the_order_of_the_sheets() -> None:
    findings = examined(SOURCE).findings
    order = list(Severity)
    severities = [order.index(finding.severity) for finding in findings]
    assert severities == sorted(severities)
    assert findings[-1].severity is Severity.INFO
    assert worst(findings) is Severity.ERROR
    assert worst([]) is None
    errors = [f.sheet or (f.cell and f.cell.sheet) for f in findings if f.code in {"S101", "V107"}]
    assert errors.index("Mål") < errors.index("Enhetsresultat") < errors.index("Risker")


def test_no_declared_sheet_is_no_master() -> None:
    finding = case_of(read_markdown("## Blad1\n\n| A |\n|---|\n| 1 |\n"))
    assert isinstance(finding, Finding)
    assert finding.code == "S100"


def test_names_in_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["Mål"]) == "Mål"
    assert listed(["Mål", "Risker", "Årshjul"]) == "Mål, Risker och Årshjul"


def placed(
    code: str, severity: Severity, *places: str, explains: tuple[str, ...] = ()
) -> CataloguedRule:
    rule = Rule(code, code.lower(), severity, explains=explains)

    def found() -> Iterator[Finding]:
        for place in places:
            yield rule.finding("Något är fel.", "Rätta det.", cell=CellRef.parse(place))

    return CataloguedRule(rule, found, "Något är fel.")


def test_what_a_finding_explains_is_its_consequences() -> None:
    follows = placed("C902", Severity.ERROR, "Årshjul!A7", "Enhetsresultat!C6")
    asks = placed("C903", Severity.QUESTION, "Start!B6", "Årshjul!A7")
    other = placed("C904", Severity.ERROR, "Start!B7")
    cause = placed("C905", Severity.ERROR, "Start!B6", explains=("C902", "C903"))
    found = check(context(), rules=(follows, asks, other, cause))
    assert [finding.code for finding in found] == ["C905", "C904"]
    assert list(map(str, found[0].consequences)) == ["Enhetsresultat!C6", "Årshjul!A7"]


def test_without_the_cause_what_follows_stands_and_so_does_a_finding_without_a_cell() -> None:
    follows = placed("C902", Severity.ERROR, "Årshjul!A7")
    nowhere = made("C903", Severity.ERROR)
    silent = placed("C905", Severity.ERROR, explains=("C902", "C903"))
    cause = placed("C906", Severity.ERROR, "Start!B6", explains=("C903",))
    found = check(context(), rules=(follows, nowhere, silent, cause))
    assert sorted(finding.code for finding in found) == ["C902", "C903", "C906"]
    assert all(finding.consequences == () for finding in found)


def test_a_question_hides_no_error() -> None:
    wrong, asked = (
        placed("C902", Severity.ERROR, "Årshjul!A7"),
        placed("C903", Severity.QUESTION, "Årshjul!A6"),
    )
    cause = placed("C905", Severity.QUESTION, "Start!B6", explains=("C902", "C903"))
    found = check(context(), rules=(wrong, asked, cause))
    assert [finding.code for finding in found] == ["C902", "C905"]
    assert list(map(str, found[1].consequences)) == ["Årshjul!A6"]


def test_a_finding_that_is_milder_than_its_rule_explains_nothing() -> None:
    rule = Rule("C905", "c905", Severity.ERROR, explains=("C902",))

    def asks() -> Iterator[Finding]:
        yield rule.finding("Är det fel?", "Rätta det.", sheet="Start", severity=Severity.QUESTION)

    follows = placed("C902", Severity.QUESTION, "Årshjul!A7")
    found = check(context(), rules=(follows, CataloguedRule(rule, asks, "Är det fel?")))
    assert sorted(finding.code for finding in found) == ["C902", "C905"]
