"""What Excel sees: names, arguments, help texts, and the VBA that calls Python."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from pyvbaanalysis import analyze_office_file
from vbalidator import precheck

from xl_asn.excel import formulas, functions
from xl_asn.excel.functions import FUNCTIONS
from xl_asn.excel.functions_vba import MODULE_NAME, REGISTER_MACRO, wrapper_module
from xl_asn.excel.package import addin_with_functions

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def test_the_functions_of_the_issue_are_there() -> None:
    assert [function.dotted for function in FUNCTIONS] == [
        "ASN.AVVIKELSE", "ASN.PROGNOSFÖRÄNDRING", "ASN.BUDGETAVVIKELSE", "ASN.ANDELGRÖNA",
        "ASN.MÅLSTATUS", "ASN.RISKVÄRDE", "ASN.BELOPP", "ASN.TEXT",
    ]  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_is_in_the_wrapper_module(function: functions.WorksheetFunction) -> None:
    names = function.call.__code__.co_varnames[: function.call.__code__.co_argcount]
    optional = [f"Optional {name}" for name in names[function.required :]]
    signature = ", ".join([*names[: function.required], *optional])
    text = wrapper_module()
    assert f"Function {function.name}({signature})" in text
    assert (
        f'XLPy.CallUDF("xl_asn.excel.functions", "{function.name}", Array({", ".join(names)}), '
        "ActiveWorkbook, Application.Caller)"
    ) in text
    assert getattr(functions, function.name) is function.call
    assert all(IDENTIFIER.fullmatch(name) for name in (function.name, *names))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_has_help_for_itself_and_its_arguments(
    function: functions.WorksheetFunction,
) -> None:
    texts = [function.call.__doc__ or "", *(doc for _, doc in function.arguments)]
    assert all(0 < len(text) <= 255 for text in texts)
    assert len(function.arguments) == function.call.__code__.co_argcount
    assert len(function.call.__defaults__ or ()) == len(function.arguments) - function.required
    shown = wrapper_module().replace("–", "−")
    assert all(f'"{text}"' in shown for text in texts)


def test_the_module_is_what_vba_can_hold() -> None:
    text = wrapper_module()
    text.encode("cp1252")
    assert text.startswith(f'Attribute VB_Name = "{MODULE_NAME}"\n')
    assert f"Public Sub {REGISTER_MACRO}()" in text
    assert max(map(len, text.splitlines())) < 1023
    assert "Err.Description" not in text
    assert wrapper_module() == text
    assert "ThisWorkbook, Application.Caller" in wrapper_module(addin=False)


def test_two_analysers_find_nothing(tmp_path: Path) -> None:
    addin = tmp_path / "xl_asn.xlam"
    addin.write_bytes(addin_with_functions())
    assert analyze_office_file(addin).get(MODULE_NAME) == []
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / f"{MODULE_NAME}.bas").write_text(wrapper_module(), "cp1252", newline="\r\n")
    (sources / "xlwings.bas").write_text(
        'Attribute VB_Name = "xlwings"\nOption Explicit\n'
        "Public Function XLPy() As Object\nEnd Function\n"
    )
    found = precheck(str(sources), host="excel")
    assert (found.compile_safe, found.issues) == (True, [])


@pytest.mark.skipif(sys.platform == "win32", reason="pywin32 is there in earnest")
def test_no_stand_in_is_left_behind() -> None:
    wrapper_module()
    assert not {"pythoncom", "win32com.client", "xlwings.udfs"} & set(sys.modules)
    assert not hasattr(functions.ASN_TEXT, "__xlfunc__")


def test_the_dotted_names_pass_every_argument() -> None:
    formulas_of = {function.dotted: function.lambda_formula for function in FUNCTIONS}
    assert formulas_of["ASN.AVVIKELSE"] == "=LAMBDA(utfall,budget,ASN_AVVIKELSE(utfall,budget))"
    assert formulas_of["ASN.TEXT"] == (
        '=LAMBDA(belopp_tkr,[enhet],ASN_TEXT(belopp_tkr,IF(ISOMITTED(enhet),"",enhet)))'
    )


def test_the_handbook_names_every_function() -> None:
    page = (Path(__file__).parents[2] / "docs" / "installera.md").read_text(encoding="utf-8")
    for function in FUNCTIONS:
        assert f"`{function.name}(" in page
        assert f"| `{function.dotted}` |" in page


def test_excel_gets_numbers_and_words() -> None:
    assert functions.ASN_AVVIKELSE([[-88017.0]], [[-85549.0]]) == [[-2468.0]]
    assert type(functions.ASN_BELOPP("−5,3 mnkr")) is float
    assert functions.ASN_ANDELGRONA([["Grön", "Gul"]]) == 0.5
    assert functions.ASN_MALSTATUS([["Grön", "Gul"]], 0.6, None) == "Gul"
    assert functions.ASN_PROGNOSFORANDRING(2.0, 1.0) == 1.0
    assert functions.ASN_BUDGETAVVIKELSE(2.0, 1.0) == 1.0
    assert functions.ASN_RISKVARDE(4.0, 5.0) == 20.0
    assert functions.ASN_TEXT(-5287.0) == "−5,3\u00a0mnkr"


def test_a_fault_of_our_own_is_a_sentence_in_the_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(formulas, "risk_value", crash)
    assert functions.ASN_RISKVARDE(1.0, 1.0) == (
        "Fel: ett fel i programmet stoppade funktionen. Kör xl-asn doktor."
    )
