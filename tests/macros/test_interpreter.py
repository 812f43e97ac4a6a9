"""Which Python a button or a function starts: the one that installera named, or none at all.

The modules run in pyOpenVBA's interpreter; what only Windows answers is stubbed, and tells what was
started.
"""

from __future__ import annotations

import ntpath
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

from tests.macros.sources import modules_of, tells
from workbooks.build import EXAMPLES, build
from xl_asn.excel.package import addin_with_functions
from xl_asn.excel.settings import read_settings
from xl_asn.files.making.buttons import BUTTONS
from xl_asn.files.making.vba import filled, macro, vba_source

_FOLDER = "C:\\Users\\Åsa Öst\\AppData\\Local\\xl_asn\\miljo\\Scripts"
_PYTHON = _FOLDER + "\\python.exe"
_NAMED = f'"INTERPRETER_WIN","{_PYTHON}"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","false"\r\n'
_BOOK = "100%&calc&'x' = Ω.xlsm"

#: Every program that is asked for is there: bare names, programs beside the workbook, all of them.
_WINDOWS = f"""
Option Explicit
Public Settings As String, Started As String, Place As String, Missing As String
Public Function SettingsText() As String
    SettingsText = Settings
End Function
Public Function LocalData() As String
    LocalData = "C:\\Users\\R&D\\AppData\\Local"
End Function
Public Function IsProgram(ByVal Path As String) As Boolean
    If Path <> Missing Then IsProgram = True
End Function
Public Function RunHidden(ByVal Command As String, ByVal Folder As String) As Long
    Started = Started & Command & vbLf
    Place = Folder
End Function
Public Function CallingBook() As String
    CallingBook = "{_BOOK.replace("Ω", '" & ChrW(937) & "')}"
End Function
Public Function ExcelWindow() As Variant
    ExcelWindow = 4711
End Function
Public Sub Have(ByVal Text As String)
    Settings = Text
End Sub
Public Sub TakeAway(ByVal Path As String)
    Missing = Path
End Sub
{tells(Command="Started", InFolder="Place")}"""

_FILES = """
Option Explicit
Public Function FreshPath() As String
    FreshPath = "C:\\T\\svar.txt"
End Function
Public Function ErrorLog() As String
    ErrorLog = "C:\\T emp\\python.log"
End Function
Public Sub ReadAnswer(ByVal Path As String, ByRef Token As String, ByRef Sentence As String)
End Sub
Public Function IsThere(ByVal Path As String) As Boolean
End Function
Public Sub Discard(ByVal Path As String)
End Sub
"""

#: xlwings' library, as the module of the add-in declares it.
_LIBRARY = """
Option Explicit
Private Const XLPyDLLName As String = "xlwings64.dll"
Public Loaded As String, Asked As String, Wanting As String
Private Function LoadLibrary(ByVal Name As String) As Long
    Loaded = Loaded & Name & vbLf
    If Name <> Wanting Then LoadLibrary = 1
End Function
Private Function XLPyDLLActivateAuto(ByRef Result As Variant, ByVal Config As String, _
        ByVal Mode As Long) As Long
    Asked = Asked & Config
End Function
Public Function Server() As String
    On Error GoTo failed
    XLPy
    Server = Loaded & Asked
    Exit Function
failed:
    Server = "failed: " & Loaded & Asked
End Function
Public Sub Want(ByVal Name As String)
    Wanting = Name
End Sub
"""

#: What no interpreter is named by: nothing, no whole path, and what is something else than a path.
_REFUSED = {
    "no file": "",
    "another key": f'"INTERPRETER","{_PYTHON}"\r\n',
    "a Mac's key": f'"INTERPRETER_MAC","{_PYTHON}"\r\n',
    "conda": '"CONDA PATH","C:\\conda"\r\n"CONDA ENV","base"\r\n',
    "empty": '"INTERPRETER_WIN",""\r\n',
    "cut off": f'"INTERPRETER_WIN","{_PYTHON}\r\n',
    "cut off at once": '"INTERPRETER_WIN","',
    "no quotes": f"INTERPRETER_WIN,{_PYTHON}\r\n",
    "the first one counts": f'"INTERPRETER_WIN","python"\r\n{_NAMED}',
    **{
        named: f'"INTERPRETER_WIN","{named}"\r\n'
        for named in (
            "python", "pythonw", "python.exe", "python.bat", ".\\python.exe", "..\\x\\python.exe",
            "x\\python.exe", "\\python.exe", "\\x\\python.exe", "C:python.exe", "C:x\\python.exe",
            "\\\\server\\share\\python.exe", "\\\\?\\C:\\x\\python.exe",
            "//server/share/python.exe",
            "C:/x/python.exe", "/usr/bin/python", "file:///C:/x/python.exe", " C:\\x\\python.exe",
            "C:\\x\\python.bat", "C:\\x\\python.cmd", "C:\\x\\python", "C:\\x\\calc.exe",
            "C:\\x\\python.exe ", "C:\\x\\python.exe.bat", "C:\\x\\python:evil.exe",
            'C:\\x\\python.exe" -c "x.exe', "C:\\x&calc\\python.exe", "C:\\x|calc\\python.exe",
            "C:\\x^\\python.exe", "C:\\x>y\\python.exe", "C:\\x<y\\python.exe",
            "C:\\x;C:\\y\\python.exe",
            "C:\\*\\python.exe", "C:\\x\\python?.exe", "C:\\%X%\\python.exe", "%X%\\python.exe",
            "%PATH%", "%LOCALAPPDATA%", "%LOCALAPPDATA%python.exe", "%LOCALAPPDATA%\\python.bat",
            "%LOCALAPPDATA%\\..\\%X%\\python.bat", "%USERPROFILE%\\python.exe",
        )
    },
}  # fmt: skip


@pytest.fixture
def excel() -> Any:
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(vba_source(_WINDOWS, "stub"), name="XlAsnWindows")
    app.add_module(vba_source(_FILES, "stub"), name="XlAsnFiles")
    for name in ("XlAsnPython", "XlAsn"):
        app.add_module(macro(f"{name}.bas"), name=name)
    app.add_module(vba_source(_LIBRARY + filled("XlAsnServer.bas"), "stub"), name="xlwings")
    return app


@pytest.mark.parametrize("settings", _REFUSED.values(), ids=_REFUSED)
def test_without_a_whole_path_nothing_is_started_and_the_button_says_what_to_do(
    excel: Any, settings: str
) -> None:
    excel.run("Have", settings)
    excel.run("Berakna")
    ((_, text, _, _),) = excel.dialogs
    assert text.startswith("Installationen av xl_asn saknas eller är skadad")
    assert "Kör xl-asn installera i ett kommandofönster" in text
    excel.run("RunPython", "import os")  # another macro than ours
    assert excel.run("Command") == ""
    assert excel.run("Server") == "failed: "


def test_a_program_that_is_not_there_is_not_started(excel: Any) -> None:
    excel.run("Have", _NAMED)
    excel.run("TakeAway", _PYTHON)
    excel.run("Berakna")
    assert "xl-asn installera" in excel.dialogs[0][1]
    assert (excel.run("Command"), excel.run("Server")) == ("", "failed: ")


def _words(command: str) -> list[str]:
    """Return what a program is handed by Windows, where no sign is escaped."""
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', command)]


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.macro)
def test_the_interpreter_of_the_settings_is_started_itself(excel: Any, button: Any) -> None:
    excel.run("Have", _NAMED)
    excel.run(button.macro)
    (command,) = excel.run("Command").splitlines()
    program, *rest, log, from_excel, window = _words(command)
    assert (program, rest[:3]) == (_PYTHON, ["-I", "-B", "-c"])
    assert (log, from_excel, window) == ("C:\\T emp\\python.log", "--from_xl=1", "--hwnd=4711")
    assert excel.run("InFolder") == _FOLDER
    assert rest[3].endswith(
        f"from xl_asn.excel import buttons; buttons.{button.call}(r'C:\\T\\svar.txt'"
        f"{', asks=True' if button.yes else ''})"
    )
    assert len(rest) == 4
    assert not re.search(r"cmd|xlwings|prepare_sys_path|%|&|Users\\Åsa Öst\\Doc", command)


def test_a_workbook_with_signs_in_its_name_is_found_and_no_sign_is_read(
    excel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel.run("Have", _NAMED)
    excel.run("RunPython", "pass")
    code = _words(excel.run("Command"))[4]
    told: list[str] = []
    monkeypatch.setattr("sys.argv", told)
    exec(re.sub(r"sys\.stderr = .*?; ", "", code))  # noqa: S102 - our own macro's text
    assert told == [f"--wb={_BOOK}"]


def test_nothing_is_imported_from_the_folder_or_the_environment(excel: Any, tmp_path: Path) -> None:
    """The very words that are started, but by this interpreter, where things are planted."""
    for name in ("json", "xlwings", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("open('planted', 'w')", encoding="utf-8")
    excel.run("Have", _NAMED)
    excel.run("RunPython", "import json; import site; print(sys.argv[-1]); json.loads('x')")
    _, *words = _words(excel.run("Command"))
    log = tmp_path / "python.log"
    words[words.index("C:\\T emp\\python.log")] = str(log)
    pointing = dict.fromkeys(("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE"), str(tmp_path))
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, check=False, cwd=tmp_path, env=pointing
    )
    assert done.returncode == 1
    assert done.stdout.decode().strip() == f"--wb={_BOOK}"
    assert "JSONDecodeError" in log.read_text(encoding="utf-8")
    assert not (tmp_path / "planted").exists()


def test_a_home_that_the_settings_cannot_hold_is_found(excel: Any) -> None:
    excel.run("Have", '"interpreter_win","%LOCALAPPDATA%\\xl_asn\\miljo\\Scripts\\Python.exe"\r\n')
    excel.run("RunPython", "pass")
    program = _words(excel.run("Command"))[0]
    assert program == "C:\\Users\\R&D\\AppData\\Local\\xl_asn\\miljo\\Scripts\\Python.exe"


def test_the_server_of_functions_and_its_library_have_whole_paths(excel: Any) -> None:
    excel.run("Have", _NAMED)
    library, command = excel.run("Server").splitlines()
    assert library == ntpath.dirname(_FOLDER) + "\\xlwings64.dll"
    assert _words(command) == [
        _PYTHON, "-I", "-B", "-c", "import xlwings; xlwings.serve('$(CLSID)')",
    ]  # fmt: skip
    excel.run("Want", library)
    assert f"{_FOLDER}\\xlwings64.dll" in excel.run("Server").splitlines()


@pytest.mark.parametrize("name", ["master", "addin"])
def test_programs_are_started_in_one_place_only(name: str) -> None:
    """What asks for a bare name, a shell, another file or a sheet is in none of the modules."""
    built, ending = (
        (build(EXAMPLES / "2022-11_manadsrapport.md"), ".xlsm")
        if name == "master"
        else (addin_with_functions(), ".xlam")
    )
    modules = modules_of(built, ending)
    code = {
        module: re.sub(r"^ *'.*|(?<=\s)' .*", "", source, flags=re.MULTILINE)
        for module, source in modules.items()
    }
    whole = "\n".join(code.values())
    assert len(re.findall(r"\.Run\(", whole)) == 1
    assert ".Run(Command" in code["XlAsnWindows"]
    assert {module for module, source in code.items() if "CreateObject" in source} == {
        "XlAsnWindows"
    }
    for never in (
        r"\bShell\b(?!\")",
        "cmd",
        "comspec",
        "conda",
        r"\.conf\.",
        "AppleScript",
        "GetConfig",
        r"\.Exec\b",
        "RunFrozen",
        "UDF MODULES",
        r"\.py\b",
        "FollowHyperlink",
        r"\"python[w.\"]",
        "DDEInitiate",
    ):
        assert not re.search(never, whole, re.IGNORECASE), never


@pytest.mark.parametrize("settings", [*_REFUSED.values(), _NAMED])
def test_python_reads_the_settings_as_vba_does(excel: Any, settings: str) -> None:
    probe = "Public Function Named() As String\nNamed = NamedInterpreter()\nEnd Function\n"
    excel.add_module(vba_source(filled("XlAsnPython.bas") + probe, "probe"), name="Probe")
    excel.run("Have", settings)
    assert read_settings(settings.encode("cp1252")).get("INTERPRETER_WIN", "") == excel.run("Named")
