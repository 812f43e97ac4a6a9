"""The button macros run in pyOpenVBA's interpreter, with Python and the files stubbed.

The interpreter touches no file, so what stands in ``XlAsnFiles`` runs in LibreOffice only.
"""

from __future__ import annotations

from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

from tests.macros.sources import tells
from xl_asn.case.own_cells import UNDO
from xl_asn.files.making.buttons import BUTTONS, Button
from xl_asn.files.making.vba import macro, vba_source
from xl_asn.pages.check_page import NAME as CHECK

_ANSWER = r"C:\Users\O'Åke\Temp\svar.txt"

#: RunPython as it is when Python answers, answers nothing, or cannot be started at all.
_PYTHON = f"""
Option Explicit
Public Const NOT_INSTALLED As String = "Kör xl-asn installera."
Public Seen As String, BarMeanwhile As String, Blocked As Boolean, Missing As Boolean
Public Function Interpreter() As String
    If Not Missing Then Interpreter = "C:\\python.exe"
End Function
Public Sub TakeAway()
    Missing = True
End Sub
Public Function RunPython(PythonCommand As String) As Variant
    Seen = PythonCommand
    BarMeanwhile = CStr(Application.StatusBar)
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.Calculation = xlCalculationManual
    If Blocked Then Err.Raise 70
End Function
Public Sub Block()
    Blocked = True
End Sub
Public Sub CalculateByHand()
    Application.Calculation = xlCalculationManual
End Sub
{tells(Command="Seen", Meanwhile="BarMeanwhile")}Public Function Screen() As String
    Screen = Application.StatusBar & "/" & Application.ScreenUpdating & "/" & _
        Application.EnableEvents & "/" & (Application.Calculation = xlCalculationAutomatic)
End Function
"""

_FILES = f"""
Option Explicit
Public FirstLine As String, SecondLine As String, Gone As String, HasLog As Boolean
Public Function FreshPath() As String
    FreshPath = "{_ANSWER}"
End Function
Public Function ErrorLog() As String
    ErrorLog = "python.log"
End Function
Public Sub ReadAnswer(ByVal Path As String, ByRef Token As String, ByRef Sentence As String)
    Token = FirstLine
    Sentence = SecondLine
End Sub
Public Function IsThere(ByVal Path As String) As Boolean
    IsThere = HasLog
End Function
Public Sub Discard(ByVal Path As String)
    Gone = Gone & Path & ";"
End Sub
Public Sub Answer(ByVal Token As String, ByVal Sentence As String)
    FirstLine = Token
    SecondLine = Sentence
End Sub
Public Sub KeepLog()
    HasLog = True
End Sub
{tells(Discarded="Gone")}"""


@pytest.fixture
def excel() -> Any:
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(vba_source(_PYTHON, "stub"), name="XlAsnPython")
    app.add_module(vba_source(_FILES, "stub"), name="XlAsnFiles")
    app.add_module(macro("XlAsn.bas"), name="XlAsn")
    return app


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.macro)
def test_success_is_what_python_wrote(excel: Any, button: Button) -> None:
    excel.run("Answer", "OK", "Klart: inga fel.")
    excel.run(button.macro)
    ((_, text, title, _),) = excel.dialogs
    assert (text, title) == ("Klart: inga fel.", "xl_asn")
    assert excel.run("Discarded") == f"python.log;{_ANSWER};"
    assert excel.run("Screen") == "False/True/True/True"
    assert excel.run("Meanwhile") == (
        f"xl_asn {button.doing}. Vänta, och skriv inte i arbetsboken."
    )


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.macro)
def test_the_command_is_python_and_names_the_answer(excel: Any, button: Button) -> None:
    excel.run(button.macro)
    command = excel.run("Command")
    head, _, argument = command.partition(f"buttons.{button.call}(")
    assert head == "from xl_asn.excel import buttons; "
    given = argument.removesuffix(")")
    assert given.endswith(", asks=True") is bool(button.yes)
    assert eval(given.removesuffix(", asks=True")) == _ANSWER  # noqa: S307 - our own macro's text
    assert '"' not in command  # it goes into a quoted command line


def test_a_refusal_is_shown_as_python_wrote_it(excel: Any) -> None:
    excel.run("Answer", "FEL", "Bladet Nettokostnad är skyddat.")
    excel.run("Berakna")
    ((_, text, _, _),) = excel.dialogs
    assert text == "Bladet Nettokostnad är skyddat."


@pytest.mark.parametrize("yes", [True, False])
def test_only_a_yes_writes_a_draft_of_a_report_with_errors(excel: Any, yes: bool) -> None:  # noqa: FBT001
    excel.run("Answer", "UTKAST", "Vill du skriva ett utkast?")
    excel.answer_dialogs(6 if yes else 7, 7)
    excel.run("Exportera")
    _, text, _, style = excel.dialogs[0]
    assert (text, style) == ("Vill du skriva ett utkast?", 32 + 4)  # a question, yes or no
    assert ("buttons.exportera_utkast(" in excel.run("Command")) is yes


@pytest.mark.parametrize("yes", [True, False])
def test_only_a_yes_changes_an_adopted_report(excel: Any, yes: bool) -> None:  # noqa: FBT001
    excel.run("Answer", "ANDA", "Vill du ändra den ändå?")
    excel.answer_dialogs(6 if yes else 7, 7)
    excel.run("Berakna")
    _, text, _, style = excel.dialogs[0]
    assert (text, style) == ("Vill du ändra den ändå?", 32 + 4)
    assert ("buttons.berakna_anda(" in excel.run("Command")) is yes


@pytest.mark.parametrize("token", ["", "ok", "Traceback (most recent call last):"])
def test_without_the_token_nothing_is_said_to_be_done(excel: Any, token: str) -> None:
    excel.run("Answer", token, "Klart: inga fel.")
    excel.run("Berakna")
    ((_, text, _, _),) = excel.dialogs
    assert text.startswith("Python svarade inte")
    assert "xl-asn doktor" in text
    assert "xl-asn berakna --oppen" in text
    assert "Klart" not in text
    assert "Detaljer" not in text
    assert excel.run("Screen") == "False/True/True/True"


def test_a_python_that_cannot_start_is_one_sentence_and_the_screen_is_given_back(
    excel: Any,
) -> None:
    excel.run("Block")
    excel.run("KeepLog")
    excel.run("Berakna")
    ((_, text, _, _),) = excel.dialogs
    assert text.startswith("Python svarade inte")
    assert text.endswith("Detaljer: python.log")
    assert excel.run("Screen") == "False/True/True/True"


def test_a_calculation_mode_that_the_user_chose_is_kept(excel: Any) -> None:
    excel.run("CalculateByHand")
    excel.run("Berakna")
    assert excel.run("Screen") == "False/True/True/False"


def test_no_open_book_is_said_before_python_is_asked(excel: Any) -> None:
    excel.application.workbooks_.books.clear()
    excel.application.active_book = None
    excel.run("Berakna")
    ((_, text, _, _),) = excel.dialogs
    assert text.startswith("Öppna en arbetsbok först")
    assert excel.run("Command") == ""


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.macro)
def test_without_an_interpreter_nothing_is_begun(excel: Any, button: Button) -> None:
    excel.run("TakeAway")
    excel.run(button.macro)
    ((_, text, title, _),) = excel.dialogs
    assert (text, title) == ("Kör xl-asn installera.", "xl_asn")
    assert (excel.run("Command"), excel.run("Discarded")) == ("", "")


def test_the_ribbon_follows_the_active_book(excel: Any) -> None:
    excel.add_module(macro("XlAsnRibbon.bas"), name="XlAsnRibbon")
    probe = f"""
Option Explicit
Public Function Asked() As String
    Dim Book As Variant, Master As Variant, Findings As Variant, Undo As Variant
    HasBook Nothing, Book
    HasMaster Nothing, Master
    HasFindings Nothing, Findings
    HasSomethingToUndo Nothing, Undo
    Asked = CStr(Book) & "/" & CStr(Master) & "/" & CStr(Findings) & "/" & CStr(Undo)
End Function
Public Sub MakeMaster()
    ActiveWorkbook.Names.Add "Mallversion", "=Sheet1!$A$1"
End Sub
Public Sub Compute()
    ActiveWorkbook.Sheets(1).Name = "{CHECK}"
    ActiveWorkbook.Sheets.Add.Name = "{UNDO}"
End Sub
Public Sub Press()
    RibbonBerakna Nothing
End Sub
"""
    excel.add_module(vba_source(probe, "probe"), name="Probe")
    assert excel.run("Asked") == "True/False/False/False"
    excel.run("MakeMaster")
    assert excel.run("Asked") == "True/True/False/False"
    excel.run("Compute")
    assert excel.run("Asked") == "True/True/True/True"
    excel.run("Answer", "OK", "Klart.")
    excel.run("Press")
    assert [text for _, text, _, _ in excel.dialogs] == ["Klart."]


def test_nothing_of_ours_runs_when_a_master_is_opened() -> None:
    for name in ("XlAsn.bas", "XlAsnFiles.bas"):
        for event in ("Auto_Open", "Workbook_Open", "Auto_Close"):
            assert event not in macro(name)
