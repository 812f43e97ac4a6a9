"""Macros, ribbon, *Start* and Python hold the buttons of the table: each of them, and no other."""

from __future__ import annotations

import inspect
import re
import sys
import xml.etree.ElementTree as ET
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from pyopenvba import ExcelFile

from tests.macros.sources import calls_by_procedure, modules_of, procedures
from workbooks.build import EXAMPLES, build
from xl_asn.excel import buttons
from xl_asn.excel.answers import Outcome, done
from xl_asn.files.changing.package import Package
from xl_asn.files.making import buttons as table
from xl_asn.files.making.addin import build_addin
from xl_asn.files.making.buttons import BUTTONS, Button, Group, InRibbon, Needs, OnStart

_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
_EXAMPLE = EXAMPLES / "2022-11_manadsrapport.md"

#: A line that nobody has written a word for anywhere else.
_NEW = Button(
    "Fråga grannen å", "frågar & väntar", "fraga", "granne.ask",
    InRibbon(
        Group.FINDINGS, Needs.MASTER, "G", "Help", "Fråga <grannen>", "Frågar grannen.",
        refreshes=True,
    ),
    OnStart(2, "Fråga grannen"),
)  # fmt: skip


@pytest.fixture(params=[(), (_NEW,)], ids=["the table", "with a line more"])
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Button, ...]:
    """The table, as it is and with a line more in it."""
    monkeypatch.setattr(table, "BUTTONS", (*BUTTONS, *request.param))
    return table.BUTTONS


def _ribbon() -> ET.Element:
    part = Package.from_bytes(build_addin()).parts["customUI/customUI14.xml"]
    return ET.fromstring(part)  # noqa: S314 - our own


def test_each_line_is_a_macro_that_calls_its_function(lines: tuple[Button, ...]) -> None:
    for built, ending in ((build(_EXAMPLE), ".xlsm"), (build_addin(), ".xlam")):
        source = modules_of(built, ending)["XlAsn"]
        assert procedures(source) == {line.macro: "" for line in lines}
        answer = "(r'\" & Quoted(Answer) & \"'"
        called = '"from xl_asn.excel import buttons; buttons.'
        assert calls_by_procedure(source) == {
            line.macro: [f'{called}{line.call}{answer}{", asks=True" if line.yes else ""})"']
            for line in lines
        }
        assert all(f'Begun("{line.doing}", Answer)' in source for line in lines)


def test_each_line_stands_in_its_group_of_the_ribbon(lines: tuple[Button, ...]) -> None:
    ribbon = _ribbon()
    ids = [element.attrib["id"] for element in ribbon.iter() if "id" in element.attrib]
    assert len(set(ids)) == len(ids)
    (tab,) = ribbon.iter(f"{_UI}tab")
    assert tab.attrib["label"] == "ASN"
    groups = list(tab)
    assert [group.attrib["label"] for group in groups] == [group.value for group in Group]
    shown = {
        (group.attrib["label"], button.attrib["label"], button.attrib["keytip"],
         button.attrib["imageMso"], button.attrib["screentip"], button.attrib["supertip"],
         button.attrib["getEnabled"], button.attrib.get("size"), button.attrib["onAction"])
        for group in groups
        for button in group
    }  # fmt: skip
    assert shown == {
        (at.group.value, line.label, at.keytip, at.image, at.screentip, at.supertip,
         at.needs.value, "large" if at.large else None, f"Ribbon{line.macro}")
        for line in lines
        if (at := line.ribbon)
    }  # fmt: skip


def test_the_ribbon_calls_procedures_that_are_there(lines: tuple[Button, ...]) -> None:
    source = modules_of(build_addin(), ".xlam")["XlAsnRibbon"]
    found = procedures(source)
    ribbon = _ribbon()
    assert found.pop(ribbon.attrib["onLoad"]) == "Ribbon As IRibbonUI"
    assert found.pop("RefreshRibbon") == ""
    for needs in Needs:
        assert found.pop(needs.value) == "Control As IRibbonControl, ByRef Enabled As Variant"
    called = {button.attrib["onAction"] for button in ribbon.iter(f"{_UI}button")}
    assert found == dict.fromkeys(called, "Control As IRibbonControl")
    for line in lines:
        if line.ribbon:
            body = source.partition(f"Sub Ribbon{line.macro}(Control As IRibbonControl)")[2]
            refresh = ["RefreshRibbon"] if line.ribbon.refreshes else []
            assert body.partition("End Sub")[0].split() == [line.macro, *refresh]


def test_each_line_with_a_step_is_a_button_on_start(lines: tuple[Button, ...]) -> None:
    parts = Package.from_bytes(build(_EXAMPLE)).parts
    (drawing,) = (part.decode() for name, part in parts.items() if name.endswith(".vml"))
    shown = [
        (int(row), macro, spoken)
        for spoken, row, macro in re.findall(
            r'<v:shape [^>]*alt="([^"]*)".*?<x:Anchor>\s*\d+, \d+, (\d+),'
            r".*?<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>",
            drawing, re.DOTALL,
        )
    ]  # fmt: skip
    assert sorted(shown) == sorted(
        (line.start.step + 2, line.macro, line.start.spoken) for line in lines if line.start
    )
    anchors = re.findall(r"<x:Anchor>\s*(.*?)</x:Anchor>", drawing)
    assert len(set(anchors)) == len(anchors), "none lies over another"


def test_each_line_is_a_function_that_answers(
    lines: tuple[Button, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = tmp_path / "svar.txt"
    for number, line in enumerate(lines):
        module, _, name = line.work.partition(".")
        stub = ModuleType(module)
        vars(stub)[name] = lambda number=number: done(f"Arbete {number}.")
        monkeypatch.setitem(sys.modules, f"xl_asn.excel.{module}", stub)
        getattr(buttons, line.call)(str(answer))
        assert answer.read_text(encoding="cp1252") == f"OK\nArbete {number}.\n"
    with pytest.raises(AttributeError, match="no button calls knapp"):
        buttons.knapp  # noqa: B018 - that it is asked for is the test


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.macro)
def test_the_work_of_each_button_is_there(button: Button) -> None:
    module, _, name = button.work.partition(".")
    work = getattr(import_module(f"xl_asn.excel.{module}"), name)
    assert inspect.signature(work, eval_str=True) == inspect.Signature(return_annotation=Outcome)


def test_a_workbook_that_was_built_before_finds_what_it_calls() -> None:
    with ExcelFile(_EXAMPLE.with_suffix(".xlsm")) as book:
        called = re.findall(r"buttons; buttons\.(\w+)\(", book.vba_modules()["XlAsn"])
    assert len(called) >= 10
    assert all(callable(getattr(buttons, name)) for name in called)


def test_the_name_of_a_macro_is_its_label_in_ascii() -> None:
    assert {button.label: button.macro for button in (*BUTTONS, _NEW)}.items() >= {
        "Beräkna": "Berakna", "Gå till nästa fel": "GaTillNastaFel",
        "Ångra Beräkna": "AngraBerakna", "Fråga grannen å": "FragaGrannenA",
    }.items()  # fmt: skip
    assert all(re.fullmatch("[A-Za-z]{2,31}", button.macro) for button in BUTTONS)


def test_no_two_lines_are_mistaken_for_each_other() -> None:
    keys = [button.ribbon.keytip for button in BUTTONS if button.ribbon]
    for names in (keys, [b.macro for b in BUTTONS], [b.call for b in BUTTONS]):
        assert len(set(names)) == len(names)


def test_every_button_is_said_in_words() -> None:
    for button in BUTTONS:
        if button.ribbon:
            assert button.ribbon.image
            assert button.ribbon.screentip
            assert button.ribbon.supertip.endswith(".")
        assert button.start is None or button.start.spoken
