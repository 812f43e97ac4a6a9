"""Every rule is whole: a code, a manual page, a case that fires and a case that nearly does."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from tests.rules.cases import FOLDER, KINDS, cases_in
from xl_asn.case.case import NOT_A_MASTER
from xl_asn.documents.catalogue import document_types
from xl_asn.model.findings import Severity
from xl_asn.rules import catalogue, stopping, values, waivers
from xl_asn.rules.catalogue import FAMILIES, CataloguedRule, all_rules
from xl_asn.rules.context import Context

LETTERS = {
    "structure": "S",
    "values": "V",
    "consistency": "C",
    "prose": "T",
    "forms": "I",
    "ledger": "H",
}
SECTIONS = ("Vad den gör", "Varför det spelar roll", "Exempel", "Så rättar du")
BUILT_IN = (
    NOT_A_MASTER, catalogue.SKIPPED, stopping.STOPPED, waivers.NOT_WAIVABLE, waivers.INCOMPLETE,
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
def test_what_a_rule_needs_is_what_a_context_has(catalogued: CataloguedRule) -> None:
    taken = get_type_hints(catalogued.check)
    for name in catalogued.needs:
        had = getattr(Context, name, None)
        get = had.func if isinstance(had, cached_property) else getattr(had, "fget", None)
        kind = get_type_hints(get)["return"] if get else get_type_hints(Context)[name]
        assert (taken[name], name) in {(kind, name), *((k, name) for k in get_args(kind))} or (
            name == "context" and taken[name] is Context
        )


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


def rule_of_contributing() -> dict[str, str]:
    """Return the two files that CONTRIBUTING shows, by name."""
    page = (FOLDER.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = re.findall(r"`[\w/]+/(v199\w*\.\w+)`:\n\n +```\w+\n(.+?\n) +```", page, re.DOTALL)
    return {name: textwrap.dedent(block) for name, block in shown}


@pytest.fixture
def fresh_catalogue() -> Iterator[None]:
    """Let a test see the rules anew, and forget again what it saw."""
    all_rules.cache_clear()
    yield
    all_rules.cache_clear()
    sys.modules.pop("xl_asn.rules.values.v199_utropstecken", None)
    vars(values).pop("v199_utropstecken", None)


@pytest.mark.usefixtures("fresh_catalogue")
def test_a_new_rule_is_the_two_new_files_of_contributing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, block in rule_of_contributing().items():
        (tmp_path / name).write_text(block, encoding="utf-8")
    monkeypatch.setattr(values, "__path__", [*values.__path__, str(tmp_path)])
    (catalogued,) = (one for one in all_rules() if one.rule.code == "V199")
    test_the_rule_itself(catalogued)
    test_the_manual_page(catalogued)
    fires, near = cases_in(tmp_path / "v199.md")
    (finding,) = fires.findings()
    assert fires.expected[0].agrees(finding)
    assert near.findings() == ()
