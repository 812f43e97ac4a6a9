"""The VBA itself: linted, whole, and the same each time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyvbaanalysis import analyze_office_file
from vbalidator import precheck

from tests.files.integrity import faults
from tests.macros.sources import modules_of
from workbooks.build import EXAMPLES, build
from xl_asn.files.changing.package import Package
from xl_asn.files.making import addin, vba
from xl_asn.files.making.addin import build_addin
from xl_asn.files.making.render import render
from xl_asn.files.making.vba import (
    UnusableMacroError,
    macro,
    macros_folder,
    server_module,
    with_macros,
)
from xl_asn.model.page import Page

_OURS = (
    "XlAsn.bas", "XlAsnFiles.bas", "XlAsnPython.bas", "XlAsnWindows.bas", "XlAsnRibbon.bas",
    "ThisWorkbook.cls",
)  # fmt: skip


@pytest.fixture(scope="module")
def master() -> bytes:
    return build(EXAMPLES / "2022-11_manadsrapport.md")


@pytest.fixture(scope="module")
def built_addin() -> bytes:
    return build_addin()


@pytest.mark.thorough
def test_pyvbaanalysis_finds_nothing(master: bytes, built_addin: bytes, tmp_path: Path) -> None:
    for name, data in {"master.xlsm": master, "xl_asn.xlam": built_addin}.items():
        path = tmp_path / name
        path.write_bytes(data)
        found = analyze_office_file(path)
        assert "XlAsn" in found
        ours = {name: found.get(Path(name).stem, []) for name in _OURS}
        assert not any(ours.values()), ours


def test_vbalidator_finds_nothing(tmp_path: Path) -> None:
    for name in _OURS:
        (tmp_path / name).write_text(macro(name), encoding="cp1252", newline="")
    # What xlwings declares differs between systems, and is not ours to lint.
    declared = (
        'Attribute VB_Name = "xlwings"\r\nOption Explicit\r\n'
        'Private Const XLPyDLLName As String = "x.dll"\r\n'
        'Private Declare PtrSafe Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryA" '
        "(ByVal Name As String) As Long\r\n"
        'Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "x.dll" '
        "(ByRef Result As Variant, ByVal Config As String, ByVal Mode As Long) As Long\r\n"
    )
    (tmp_path / "xlwings.bas").write_text(
        declared + macro("XlAsnServer.bas"), encoding="cp1252", newline=""
    )
    found = precheck(str(tmp_path), host="excel")
    assert (found.compile_safe, found.issues) == (True, [])


def test_identifiers_are_ascii_and_lines_end_as_vba_ends_them() -> None:
    for name in _OURS:
        source = macro(name)
        assert source.count("\n") == source.count("\r\n")
        bare = re.sub(r'"[^"]*"|\'.*', "", source)
        assert bare.isascii(), name


def test_a_character_outside_the_code_page_is_refused_with_its_line() -> None:
    with pytest.raises(UnusableMacroError, match=r"XlAsn\.bas, line 2: '−'"):
        vba.vba_source('Option Explicit\nConst A = "−5"\n', "XlAsn.bas")


def test_what_is_built_is_whole_and_built_alike_twice(master: bytes, built_addin: bytes) -> None:
    assert faults(master) == faults(built_addin) == ()
    assert build_addin() == built_addin
    plain = render([Page("Start", ())], title="Prov")
    assert with_macros(plain) == with_macros(plain)
    assert faults(with_macros(plain)) == ()


def test_the_master_needs_nothing_of_xlwings(master: bytes) -> None:
    modules = modules_of(master, ".xlsm")
    own = {name for name in modules if not re.fullmatch(r"Sheet\d+|ThisWorkbook", name)}
    assert own == {"XlAsn", "XlAsnFiles", "XlAsnPython", "XlAsnWindows"}
    assert "\nReference=" not in modules["XlAsn"]


def test_the_addin_has_what_xlwings_declares_with_its_licence_and_what_we_do_with_it(
    built_addin: bytes,
) -> None:
    modules = modules_of(built_addin, ".xlam")
    assert set(modules) == {
        "ThisWorkbook", "Sheet1", "xlwings", "XlAsn", "XlAsnFiles", "XlAsnPython", "XlAsnWindows",
        "XlAsnRibbon",
    }  # fmt: skip
    server = modules["xlwings"]
    assert "BSD 3-clause license" in server
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in server
    assert "'Changed by xl_asn" in server
    assert re.findall(r"^(?:Public |Private )?(?:Function|Sub) (\w+)", server, re.MULTILINE) == [
        "XLPy", "ServerCommand", "LoadServer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "missing", ["Public Const XLWINGS_VERSION", "XLPyDLLActivateAuto", "LoadLibrary"]
)
def test_an_xlwings_that_we_do_not_know_is_refused(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = vba._xlwings_text("xlwings_custom_addin.bas").replace(missing, "Other")
    monkeypatch.setattr(vba, "_xlwings_text", lambda _: text)
    with pytest.raises(UnusableMacroError, match="as we know it"):
        server_module()


def test_the_sources_are_found_in_an_installed_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert macros_folder().samefile(EXAMPLES.parents[1] / "macros")
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "XlAsn.bas").write_text("' hej\n", encoding="utf-8")
    monkeypatch.setattr(vba, "files", lambda _: tmp_path)
    assert macro("XlAsn.bas") == "' hej\r\n"


def test_a_missing_xlwings_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vba, "find_spec", lambda _: None)
    with pytest.raises(UnusableMacroError, match="not installed"):
        server_module()


def test_worksheet_functions_go_into_the_addin() -> None:
    source = 'Attribute VB_Name = "Funktioner"\nPublic Function Tal() As Long\nEnd Function\n'
    built = build_addin({"Funktioner": source})
    assert faults(built) == ()
    assert "Public Function Tal" in modules_of(built, ".xlam")["Funktioner"]


def test_the_addin_shows_its_name_and_nobody_elses(built_addin: bytes) -> None:
    package = Package.from_bytes(built_addin)
    assert package.parts["docProps/core.xml"] == addin._OURS.encode()
    assert package.target("", "extensibility") == "customUI/customUI14.xml"
    assert package.content_types().of("xl/workbook.xml") == (
        "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    )
