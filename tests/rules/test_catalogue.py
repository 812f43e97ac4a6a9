"""Every rule is whole: a code, a manual page, a case that fires and a case that nearly does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.rules.cases import FOLDER, KINDS, cases_in
from xl_asn.case.case import NOT_A_MASTER
from xl_asn.documents.catalogue import document_types
from xl_asn.model.findings import Severity
from xl_asn.rules import catalogue, consistency, waivers
from xl_asn.rules.catalogue import FAMILIES, CataloguedRule, all_rules

LETTERS = {"structure": "S", "values": "V", "consistency": "C", "prose": "T"}
SECTIONS = ("Vad den gör", "Varför det spelar roll", "Exempel", "Så rättar du")
BUILT_IN = (
    NOT_A_MASTER, catalogue.SKIPPED, catalogue.CRASHED, waivers.NOT_WAIVABLE, waivers.INCOMPLETE,
)  # fmt: skip


def rule_files() -> list[tuple[str, Path]]:
    """Return every module of every family, rule or not."""
    found = []
    for family in FAMILIES:
        folder = Path(str(import_module(f"xl_asn.rules.{family}").__file__)).parent
        found += [(family, path) for path in folder.glob("*.py") if path.stem != "__init__"]
    return sorted(found)


def by_code(rule: CataloguedRule) -> str:
    return rule.rule.code


def test_every_module_of_a_family_is_a_rule() -> None:
    codes = [path.stem.partition("_")[0].upper() for _, path in rule_files()]
    assert sorted(codes) == sorted(map(by_code, all_rules()))


def test_a_family_is_a_letter() -> None:
    assert set(FAMILIES) == set(LETTERS)
    for family, path in rule_files():
        code, separator, name = path.stem.partition("_")
        assert separator, path
        assert name, path
        assert code[0] == LETTERS[family].lower(), path
        assert code[1:].isdecimal(), path
        assert len(code) == 4, path


def test_codes_and_names_are_used_once() -> None:
    rules = [*(catalogued.rule for catalogued in all_rules()), *BUILT_IN]
    assert len({rule.code for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize("catalogued", all_rules(), ids=by_code)
def test_the_rule_itself(catalogued: CataloguedRule) -> None:
    rule = catalogued.rule
    assert isinstance(rule.severity, Severity)
    assert rule.name == rule.name.lower()
    assert rule.name.isascii(), "names are typed on command lines"
    assert " " not in rule.name
    sheets = {spec.name for declared in document_types().values() for spec in declared.sheets}
    assert set(rule.reads) <= sheets


@pytest.mark.parametrize("catalogued", all_rules(), ids=by_code)
def test_what_a_rule_explains_is_other_rules_and_its_page_names_them(
    catalogued: CataloguedRule,
) -> None:
    explains = set(catalogued.rule.explains)
    assert explains <= {*map(by_code, all_rules())} - {catalogued.rule.code}
    assert all(code in catalogued.manual for code in explains)


@pytest.mark.parametrize("catalogued", all_rules(), ids=by_code)
def test_the_manual_page(catalogued: CataloguedRule) -> None:
    lines = catalogued.manual.strip().splitlines()
    assert catalogued.title == lines[0]
    assert lines[0].endswith(".")
    assert lines[1] == "", "the first line stands alone"
    headings = [line for line in lines[2:] if line and not line.startswith(" ")]
    assert tuple(headings) == SECTIONS
    for heading in SECTIONS:
        body = lines[lines.index(heading) + 1]
        assert body.startswith("    "), f"{heading} is empty"
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("catalogued", all_rules(), ids=by_code)
def test_a_case_that_fires_and_one_that_nearly_does(catalogued: CataloguedRule) -> None:
    path = FOLDER / f"{catalogued.rule.code.lower()}.md"
    assert path.exists(), f"write {path.name}"
    cases = cases_in(path)
    assert {case.code for case in cases} == {catalogued.rule.code}
    assert {case.kind for case in cases} == set(KINDS)
    assert len({case.title for case in cases}) == len(cases)


def test_no_case_file_without_a_rule() -> None:
    codes = {catalogued.rule.code.lower() for catalogued in all_rules()}
    assert {path.stem for path in FOLDER.glob("*.md")} == codes


NEW_RULE = '''"""En händelse har ett utropstecken.

Vad den gör
    Letar efter utropstecken.
"""

from xl_asn.model.findings import Severity
from xl_asn.rules.rule import Rule

RULE = Rule("C990", "utropstecken", Severity.INFO, reads=("Händelser",))


def check(context):
    for row in context.document.table("Händelser") or ():
        if row.event and row.event.endswith("!"):
            yield RULE.finding(
                f"Händelsen slutar med utropstecken: {row.event}", "Skriv en punkt.",
                cell=row.cell("event"),
            )
'''
NEW_CASES = """# C990

# Slår: Brukarundersökningen i november 2022

## Händelser

| Enhet        | Händelse                |
|--------------|-------------------------|
| Vuxenenheten | Resultatet är mycket bra! |

## Fynd

| Cell         | Funnet | Förväntat | Följdfel | Meddelande        |
|--------------|--------|-----------|----------|-------------------|
| Händelser!B6 |        |           |          | Skriv en punkt.   |

# Nära: Utropstecknet står mitt i

## Händelser

| Enhet        | Händelse                |
|--------------|-------------------------|
| Vuxenenheten | Mycket bra! sade någon. |

## Fynd

| Cell | Funnet | Förväntat | Följdfel | Meddelande |
|------|--------|-----------|----------|------------|
"""


@pytest.fixture
def fresh_catalogue() -> Iterator[None]:
    """Let a test see the rules anew, and forget again what it saw."""
    all_rules.cache_clear()
    yield
    all_rules.cache_clear()
    sys.modules.pop("xl_asn.rules.consistency.c990_utropstecken", None)
    vars(consistency).pop("c990_utropstecken", None)


@pytest.mark.usefixtures("fresh_catalogue")
def test_a_new_rule_is_two_new_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c990_utropstecken.py").write_text(NEW_RULE, encoding="utf-8")
    (tmp_path / "c990.md").write_text(NEW_CASES, encoding="utf-8")
    monkeypatch.setattr(consistency, "__path__", [*consistency.__path__, str(tmp_path)])
    assert "C990" in map(by_code, all_rules())
    fires, near = cases_in(tmp_path / "c990.md")
    (finding,) = fires.findings()
    assert fires.expected[0].agrees(finding)
    assert near.findings() == ()
