"""The handbook, README, Makefile and the package are in step with the code and each other."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from docs.build import FOLDER, PAGES
from xl_asn.cli.program import answer
from xl_asn.documents.catalogue import document_types
from xl_asn.excel.about import handbook
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.docx import TEMPLATE as BOARD_DOCUMENT
from xl_asn.exports.docx_blocks import STYLES
from xl_asn.exports.docx_placeholders import PLACEHOLDERS
from xl_asn.exports.formats import FORMATS
from xl_asn.exports.xlsx import TEMPLATE as BOARD_WORKBOOK
from xl_asn.exports.xlsx import named_values
from xl_asn.pages.report_styles import PALETTE
from xl_asn.report.blocks import Title

_ROOT = FOLDER.parent
_CHAPTERS = sorted(path.name for path in FOLDER.glob("*.md"))
_FRONT = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def text(name: str) -> str:
    return (_ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


def rows(page: str, header: str) -> set[str]:
    """Return what stands in backticks in the first column of the table with the header."""
    table = page.partition(f"\n| {header} |")[2].partition("\n\n")[0]
    first = (line.split(" | ")[0] for line in table.splitlines()[2:])
    return {name for cell in first for name in re.findall("`([^`]+)`", cell)}


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_in_step(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "python -m docs.build"


@pytest.mark.parametrize("name", [f"docs/{name}" for name in _CHAPTERS] + _FRONT)
def test_every_link_leads_to_a_file(name: str) -> None:
    folder = (_ROOT / name).parent
    assert [link for link in _LINK.findall(text(name)) if not (folder / link).is_file()] == []


def test_the_handbook_leads_to_every_chapter_and_so_does_the_shipped_one() -> None:
    linked = set(_LINK.findall(text("docs/handbok.md")))
    assert linked == {*_CHAPTERS} - {"handbok.md"}
    assert handbook() == str(FOLDER / "handbok.md")
    included = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    shipped = {source: target for source, target in included.items() if source.endswith(".md")}
    assert shipped == {f"docs/{name}": f"xl_asn/handbok/{name}" for name in _CHAPTERS}


def test_the_chapter_on_exports_names_all_that_a_template_may_hold() -> None:
    chapter = text("docs/exportera.md")
    assert rows(chapter, "Format") == {*FORMATS}
    assert rows(chapter, "Platshållare") == {f"{{{{ {name} }}}}" for name in PLACEHOLDERS}
    assert rows(chapter, "Formatmall") == {*STYLES}
    named = named_values(BoardReport((Title("Månadsrapport", "november 2022", "", ""),)))
    assert rows(chapter, "Namn") == {*named}
    assert rows(chapter, "Cellformat") == {*PALETTE}
    assert {f"`{BOARD_DOCUMENT}`", f"`{BOARD_WORKBOOK}`"} <= set(re.findall("`[^`]+`", chapter))


def test_readme_names_every_command_and_extra() -> None:
    modules = {path.stem for path in (_ROOT / "xl_asn" / "cli" / "commands").glob("[!_]*.py")}
    told = {name.split()[1] for name in rows(text("README.md"), "Command")}
    assert told == {name.replace("_", "-") for name in modules}
    assert rows(text("README.md"), "Extra") == {*project()["project"]["optional-dependencies"]}


def test_readme_and_the_help_of_the_command_name_every_format(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = ",".join(FORMATS)
    assert f"`--format {listed}`" in text("README.md")
    assert answer(["exportera", "--hjalp"]) == 0
    assert f"Ett eller flera av {listed}." in capsys.readouterr().out


def test_every_document_type_is_told_of_and_no_layer_may_name_it() -> None:
    types = document_types()
    (command,) = re.findall(r"^\| `xl-asn mall TYP.*", text("README.md"), re.MULTILINE)
    assert {key for key in types if f"`{key}`" in command} == {*types}
    made = re.findall(r"`xl-asn mall (\w+) ", text("docs/handbok.md").partition("| Dokument |")[2])
    assert {*made} == {*types}
    (contract,) = (
        contract
        for contract in project()["tool"]["importlinter"]["contracts"]
        if contract["name"].startswith("A document type")
    )
    assert {*contract["forbidden_modules"]} == {kind.__module__ for kind in types.values()}


def test_readme_shows_the_layers() -> None:
    shown = text("README.md").partition("```\ncli →")[2].partition("```")[0]
    layers = [" ".join(layer.split()) for layer in f"cli →{shown}".split("→")]
    assert ["__main__", *layers] == project()["tool"]["importlinter"]["contracts"][0]["layers"]


def test_readme_names_what_the_makefile_makes_and_what_the_tests_need() -> None:
    page = text("README.md")
    made = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", page, re.MULTILINE)) <= made
    needed = re.findall(r"^apt-get install (.+)$", page, re.MULTILINE)[0].split()
    script = text(".ci/run")
    assert [package for package in needed if package not in script] == []
