"""The real button, pressed in LibreOffice: our VBA → our Python → the sheet, computed and read."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyopenvba import ExcelFile

from tests.beside import beside
from tests.typed import typed
from workbooks.build import EXAMPLES
from xl_asn.case.compute import compute
from xl_asn.case.own_cells import BEFORE, UNDO
from xl_asn.excel.marks import MARKER
from xl_asn.files.changing.save import saved
from xl_asn.files.making.vba import macro, vba_source
from xl_asn.files.reading.load import load
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid

_EXAMPLE = EXAMPLES / "2022-11_manadsrapport.xlsm"
_HERE = Path(__file__).parent

#: In place of what only Excel and Windows answer; and of the dialogs.
_STUB = """\
Option Explicit
Public Function SettingsText() As String
    SettingsText = Told("settings")
End Function
Public Function LocalData() As String
End Function
Public Function IsProgram(ByVal Path As String) As Boolean
    If Path = "C:\\xl_asn\\miljo\\Scripts\\python.exe" Then IsProgram = True
End Function
Public Function RunHidden(ByVal Command As String, ByVal Folder As String) As Long
    Told Command
End Function
Public Function CallingBook() As String
    CallingBook = ThisWorkbook.Name
End Function
Public Function ExcelWindow() As Variant
    ExcelWindow = 4711
End Function
Public Function Say(Text As String, Icon As Long, Title As String) As Long
    Told "heard:" & CStr(Icon) & ":" & Text
    Say = vbNo
    If InStr(Text, "skriva ett utkast") > 0 Then Say = vbYes
    If InStr(Text, "Vill du ") > 0 And InStr(Text, "fastst") > 0 Then Say = vbYes
End Function
Private Function Told(Text As String) As String
    Dim Runner As Object
    Set Runner = CreateUnoService("xl_asn.test.Runner")
    Told = Runner.expandMacros(Text)
End Function
"""


@cache
def _python_with_uno() -> str | None:
    """Return a Python that can talk to LibreOffice; it is seldom the one that runs the tests."""
    for candidate in ("/usr/bin/python3", shutil.which("python3"), sys.executable):
        if candidate and Path(candidate).exists():
            tried = subprocess.run(
                [candidate, "-c", "import uno"], capture_output=True, check=False
            )
            if tried.returncode == 0:
                return candidate
    return None


def _variant(path: Path) -> None:
    """Write the example as LibreOffice can run it: what only Windows answers is stubbed."""
    shutil.copy(_EXAMPLE, path)
    with ExcelFile(path) as book:
        assert book.get_module("XlAsn").endswith(macro("XlAsn.bas").partition("\n")[2])
        book.set_module("XlAsnWindows", vba_source(_STUB, "stub"))
        assert macro("XlAsn.bas").count("MsgBox") == 7
        book.set_module("XlAsn", macro("XlAsn.bas").replace("MsgBox", "Say"))
        book.save()


@pytest.fixture(scope="session")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: there is no soffice")
    python = _python_with_uno()
    if python is None:
        pytest.skip("no Python can talk to LibreOffice: python3-uno is not installed")
    folder = tmp_path_factory.mktemp("office")
    book = folder / "knapp.xlsm"
    _variant(book)
    run_command = [sys.executable, "-m", "tests.e2e.run_button"]
    done = subprocess.run(
        [python, _HERE / "press_buttons.py", book, folder, *run_command],
        capture_output=True, check=False, text=True, encoding="utf-8", timeout=300,
        cwd=_HERE.parents[1], env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def _by_command_line(tmp_path: Path) -> Grid:
    """Return what the command line makes of the same workbook with the same figure typed in."""
    path = tmp_path / "rad.xlsm"
    path.write_bytes(typed(_EXAMPLE, {"Nettokostnad!D6": Decimal(-78_985)}))
    loaded = load(path)
    assert loaded.grid is not None
    assert loaded.data is not None
    computed = compute(beside(loaded.grid), now=datetime(2026, 1, 1))  # noqa: DTZ001
    assert not isinstance(computed, Finding)
    path.write_bytes(saved(loaded.data, computed.values, computed.pages))
    grid = load(path).grid
    assert grid is not None
    return grid


_FORMS = ("suggested", "handed out", "collected", "taken back")


def test_berakna_computes_the_open_workbook_as_the_command_line_does(
    pressed: dict[str, Any], tmp_path: Path
) -> None:
    press = pressed["presses"]["computed"]
    print(json.dumps({"opened": pressed["opened"], **press["seconds"]}))  # noqa: T201 - with -s
    (said,) = press["said"]
    assert re.fullmatch(
        r"64:Beräkningen är klar: 2 fel( och \d+ frågor)?\. Se bladet Kontroll\. "
        r"Beräkna har räknat om \d+ tal, mest Avvikelse för Gemensamt IFO .* på bladet Spårning\.",
        said,
    )
    assert press["left"] == [], "VBA has read the answer and thrown it away"
    expected = _by_command_line(tmp_path)
    stamp = expected.names["Senast_beräknad"]
    compared = 0
    for sheet in expected.sheets:
        if sheet.name == "Rapport":
            continue
        rows = pressed["shown"][sheet.name]
        for (row, column), cell in sheet.cells.items():
            if not isinstance(cell.value, (str, Decimal)):
                continue
            shown = rows[row - 1][column - 1]
            if CellRef(sheet.name, row, column) == stamp:
                assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", str(shown)), "a text, no date"
                continue
            if isinstance(cell.value, Decimal):
                assert shown == pytest.approx(float(cell.value), abs=1e-9), (
                    sheet.name,
                    row,
                    column,
                )
            else:
                assert shown == cell.value, (sheet.name, row, column)
            compared += 1
    assert compared > 1000
    typed, followed_up = (pressed["shown"]["Nettokostnad"][row][5] for row in (5, 16))
    assert (typed, followed_up) == (2427, 255)


def test_the_cells_with_findings_are_marked(pressed: dict[str, Any]) -> None:
    press = pressed["presses"]["computed"]
    assert press["notes"]["Nettokostnad"]
    assert all(text.startswith(MARKER) for *_, text in press["notes"]["Nettokostnad"])
    assert press["added"] == [*BEFORE.values(), UNDO]


def test_exportera_asks_and_a_yes_writes_the_document_as_a_draft(pressed: dict[str, Any]) -> None:
    press = pressed["presses"]["exported"]
    asked, told = press["said"]
    assert re.match(r"36:Rapporten har 2 fel .* Vill du i stället skriva ett utkast", asked)
    names = [f"stored utkast.{kind}" for kind in ("xlsx", "docx", "pdf", "html")]
    assert told.startswith("64:Utkastet är sparat i ")
    assert told.endswith(f": {', '.join(names[:3])} och {names[3]}.")
    assert {name: size > 10_000 for name, size in pressed["exports"].items()} == dict.fromkeys(
        sorted(names), True
    )
    assert press["left"] == []


def test_without_an_answer_it_is_never_said_that_all_went_well(pressed: dict[str, Any]) -> None:
    press = pressed["presses"]["no Python"]
    assert "buttons.exportera(" in press["asked"][0]
    (said,) = press["said"]
    assert said.startswith("16:Python svarade inte")


def test_without_an_installation_python_is_not_even_asked_for(pressed: dict[str, Any]) -> None:
    press = pressed["presses"]["not installed"]
    assert press["asked"] == []
    (said,) = press["said"]
    assert said.startswith("48:Installationen av xl_asn saknas")
    assert "Kör xl-asn installera" in said


def test_what_is_started_is_the_interpreter_that_the_settings_name(pressed: dict[str, Any]) -> None:
    (command,) = pressed["presses"]["computed"]["asked"]
    assert command.startswith('"C:\\xl_asn\\miljo\\Scripts\\python.exe" -I -B -c "import sys; ')
    assert f"fromhex('{'knapp.xlsm'.encode('utf-16-be').hex().upper()}')" in command
    assert "xl_asn-python.log" in command
    assert command.endswith(" --from_xl=1 --hwnd=4711")


def test_ny_period_asks_for_what_is_not_saved(pressed: dict[str, Any]) -> None:
    (said,) = pressed["presses"]["not saved"]["said"]
    assert said.startswith("48:knapp.xlsm har ändringar som inte är sparade.")


def test_ny_period_makes_december_and_its_own_buttons_work(pressed: dict[str, Any]) -> None:
    (said,) = pressed["presses"]["next period"]["said"]
    assert re.match(
        r"64:2022-12_manadsrapport\.xlsm är arbetsboken för december 2022, gjord av november "
        r"2022\. .* \d+ celler är tömda, \d+ är skrivna och \d+ står kvar\. .* "
        r"Den gamla arbetsboken är orörd\.",
        said,
    )
    start = {row[0]: row[1] for row in pressed["fresh"]["Start"]}
    assert (start["Period"], start["Status"]) == ("dec", "Utkast")
    assert start["Föregående rapport"] == "2022-11_manadsrapport.xlsm"
    (heads,) = (row for row in pressed["fresh"]["Nettokostnad"] if "Utfall" in row)
    (row,) = (row for row in pressed["fresh"]["Nettokostnad"] if "Gemensamt IFO" in row)
    activity = dict(zip(heads, row, strict=True))
    assert (activity["Utfall"], activity["Budget"], activity["Prognos"]) == ("", "", "")
    assert activity["Föregående prognos"] == -86_955.0
    assert "Ny period" in str(pressed["fresh"]["Spårning"])
    (said,) = pressed["presses"]["next period computed"]["said"]
    assert said.startswith("64:Beräkningen är klar: ")


def test_jamfor_med_forra_finds_november_and_writes_its_sheet(pressed: dict[str, Any]) -> None:
    press = pressed["presses"]["compared"]
    (said,) = press["said"]
    assert said.startswith("64:Jämfört med 2022-11_manadsrapport.xlsm. ")
    assert said.endswith(" Se bladet Jämförelse.")
    assert press["added"] == ["Jämförelse"]


def test_an_adopted_report_is_asked_of_and_a_yes_computes_it(pressed: dict[str, Any]) -> None:
    press = pressed["presses"]["adopted"]
    asked, told = press["said"]
    assert asked.startswith("36:Rapporten är fastställd. Beräkna skulle ändra ")
    assert asked.endswith(" Vill du ändra den ändå?")
    assert told.startswith("64:Beräkningen är klar: ")
    assert "buttons.berakna_anda(" in press["asked"][0]


def test_forms_are_suggested_handed_out_filled_in_and_collected(pressed: dict[str, Any]) -> None:
    said = {name: pressed["presses"][name]["said"] for name in _FORMS}
    assert [len(told) for told in said.values()] == [1, 1, 1, 1]
    suggested, handed_out, collected, taken_back = (told for (told,) in said.values())
    assert suggested.startswith("64:Arbetsboken saknar bladet Utskick.")
    assert re.match(r"64:11 formulär ligger i mappen .*blanketter formulär: 11 nya", handed_out)
    assert "1 av 11 har svarat" in collected
    assert "1 cell är skriven i arbetsboken." in collected
    assert taken_back.startswith("64:Den senaste insamlingen är tagen tillbaka: 1 cell")
    changed = [
        (row[1], row[2], was[2])
        for row, was in zip(
            pressed["forms"]["Enhetsresultat"], pressed["forms"]["before"], strict=True
        )
        if row != was
    ]
    assert changed == [("Vuxenenheten", "Röd", "Grön")]
    (row,) = (
        r for r in pressed["forms"]["Insamling"] if "Vuxenenheten.xlsx" in r and "Anna Ek" in r
    )
    assert any("klart" in str(cell) for cell in row)


def test_the_ledger_is_found_and_kontering_is_suggested(pressed: dict[str, Any]) -> None:
    (said,) = pressed["presses"]["fetched"]["said"]
    assert said.startswith("64:Arbetsboken saknar bladet Kontering.")
    rows = [row for row in pressed["forms"]["Kontering"] if "Personalkostnader" in row]
    assert [row for row in rows if "5000-5799" in row]
