"""What Excel sees: names, arguments, help texts, and the VBA that calls Python."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyvbaanalysis import analyze_office_file
from vbalidator import precheck

from tests.excel_functions.xlwings_udfs import written_by_xlwings
from xl_asn.excel import functions
from xl_asn.excel.functions import FUNCTIONS, MODULE_NAME, wrapper_module
from xl_asn.excel.package import addin_with_functions
from xl_asn.files.making.vba import macro

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def test_the_functions_of_the_issue_are_there() -> None:
    assert {function.dotted for function in FUNCTIONS} >= {
        "ASN.AVVIKELSE", "ASN.PROGNOSFÖRÄNDRING", "ASN.BUDGETAVVIKELSE", "ASN.ANDELGRÖNA",
        "ASN.MÅLSTATUS", "ASN.RISKVÄRDE", "ASN.BELOPP", "ASN.TEXT",
    }  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_name_is_one_that_vba_can_hold(function: functions.WorksheetFunction) -> None:
    names = [parameter.name for parameter in function.parameters]
    assert all(IDENTIFIER.fullmatch(name) for name in (function.name, *names))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_has_help_for_itself_and_its_arguments(
    function: functions.WorksheetFunction,
) -> None:
    texts = [function.help, *(doc for _, doc in function.arguments)]
    assert all(0 < len(text) <= 255 for text in texts)
    shown = wrapper_module().replace("–", "−")
    assert all(f'"{text}"' in shown for text in texts)


def test_the_module_is_what_vba_can_hold() -> None:
    text = wrapper_module()
    text.encode("cp1252")
    assert text.startswith(f'Attribute VB_Name = "{MODULE_NAME}"\n')
    assert "Public Sub RegistreraFunktioner()" in text
    assert max(map(len, text.splitlines())) < 1023
    assert "Err.Description" not in text
    assert wrapper_module() == text
    assert "'!RegistreraFunktioner\"" in macro("ThisWorkbook.cls")


def test_two_analysers_find_nothing(tmp_path: Path) -> None:
    addin = tmp_path / "xl_asn.xlam"
    addin.write_bytes(addin_with_functions())
    assert analyze_office_file(addin).get(MODULE_NAME) == []
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / f"{MODULE_NAME}.bas").write_text(wrapper_module(), "cp1252", newline="\r\n")
    (sources / "xlwings.bas").write_text(
        'Attribute VB_Name = "xlwings"\nOption Explicit\n'
        'Public Const NOT_INSTALLED As String = "x"\n'
        "Public Function XLPy() As Object\nEnd Function\n"
        "Public Function Interpreter() As String\nEnd Function\n"
    )
    found = precheck(str(sources), host="excel")
    assert (found.compile_safe, found.issues) == (True, [])


def test_a_line_more_is_a_function_in_vba_with_help_and_in_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new = functions.WorksheetFunction(
        "ASN.HÄLFTEN", lambda number, share=None: f"{number} {share}", "Halva talet.",
        (("tålet", "Ett tal."), ("andel", "En andel.")),
    )  # fmt: skip
    monkeypatch.setattr(functions, "FUNCTIONS", (*FUNCTIONS, new))
    text = wrapper_module()
    assert "Function ASN_HALFTEN(talet, Optional andel)" in text
    assert 'Macro:=Book & "ASN_HALFTEN", _\n        Description:="Halva talet."' in text
    assert 'ArgumentDescriptions:=Array("Ett tal.", "En andel.")' in text
    assert functions.ASN_HALFTEN(2.0) == "2.0 None"
    with pytest.raises(AttributeError, match="no worksheet function is called ASN_TREDJEDEL"):
        functions.ASN_TREDJEDEL  # noqa: B018 - that it is asked for is the test


def test_xlwings_would_write_the_same_but_for_what_a_fault_gives() -> None:
    def written(source: str) -> set[str]:
        return set(re.findall(r"^Function .*?^End Function$", source, re.DOTALL | re.MULTILINE))

    theirs = written(written_by_xlwings().replace("Err.Description", "NoAnswer()"))
    assert len(theirs) == len(FUNCTIONS)
    assert theirs == written(wrapper_module())


def test_the_handbook_names_every_function() -> None:
    page = (Path(__file__).parents[2] / "docs" / "installera.md").read_text(encoding="utf-8")
    for function in FUNCTIONS:
        assert f"`{function.name}(" in page
        names = ";".join(name for name, _ in function.arguments)
        formula = f"=LAMBDA({names};{function.name}({names}))"
        assert f"| `{function.dotted}` | `{formula}` |" in page


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
    def crash(_one: object, _other: object) -> None:
        raise ZeroDivisionError

    (known,) = (function for function in FUNCTIONS if function.name == "ASN_RISKVARDE")
    monkeypatch.setattr(functions, "FUNCTIONS", (replace(known, formula=crash),))
    assert functions.ASN_RISKVARDE(1.0, 1.0) == (
        "Fel: ett fel i programmet stoppade funktionen. Kör xl-asn doktor."
    )
