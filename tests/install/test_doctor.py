"""Every check both ways: all well, and each fault that it is there for."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
from pyopenvba import ExcelFile

from tests.install.conftest import XLWINGS, FakePython, FakeRegistry, FakeRun
from workbooks.build import EXAMPLES
from xl_asn import __version__
from xl_asn.excel.checks import python_side, round_trip
from xl_asn.excel.checks.check import (
    EXCEL,
    EXCEL_POLICY,
    Check,
    Found,
    NoAnswerError,
    Outcome,
    Surroundings,
    ask_interpreter,
)
from xl_asn.excel.doctor import CHECKS, as_json, diagnose
from xl_asn.excel.install import install
from xl_asn.excel.manifest import Manifest
from xl_asn.excel.package import Contents
from xl_asn.excel.places import Places

SECURITY = rf"{EXCEL}\Security"
POLICY = rf"{EXCEL_POLICY}\Security"
TRUSTED = rf"{SECURITY}\Trusted Locations"
RULES = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_EXAMPLE = EXAMPLES / "2022-11_manadsrapport.xlsm"
EXCEL_EXE = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


@pytest.fixture
def installed(
    surroundings: Surroundings, contents: Contents, run: FakeRun, registry: FakeRegistry
) -> Surroundings:
    """Everything as it should be."""
    places = surroundings.places
    list(install(places, contents, run))
    bits = 64 if sys.maxsize > 2**32 else 32
    (places.environment / f"xlwings{bits}-{XLWINGS}.dll").write_bytes(b"")
    registry.keys = {
        EXCEL_EXE: {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"},
        CLICK_TO_RUN: {"Platform": "x64" if bits == 64 else "x86"},
        TRUSTED: {},
        rf"{TRUSTED}\Location2": {"Path": r"%APPDATA%\Microsoft\Excel\XLSTART" + "\\"},
    }
    return surroundings


def found(surroundings: Surroundings, name: str) -> Found:
    (check,) = [check for check in CHECKS if check.name == name]
    (result,) = diagnose(surroundings, [check])
    return result.found


def test_all_is_well(installed: Surroundings) -> None:
    results = list(diagnose(installed))
    assert {result.name: result.found.outcome.value for result in results} == {
        check.name: "ok" for check in CHECKS
    }
    assert all(result.found.what and not result.found.remedy for result in results)


def test_nothing_is_installed(surroundings: Surroundings) -> None:
    outcomes = {r.name: r.found.outcome for r in diagnose(surroundings)}
    assert [name for name, outcome in outcomes.items() if outcome is Outcome.ERROR] == [
        "Excel", "Tolken som Excel startar", "Versioner", "Tillägget", "Filer bredvid arbetsboken",
    ]  # fmt: skip
    assert outcomes["Bitar"] is Outcome.NOT_APPLICABLE


def test_off_windows_each_check_says_what_it_would_look_at(surroundings: Surroundings) -> None:
    linux = replace(surroundings, places=replace(surroundings.places, system="linux"))
    results = list(diagnose(linux))
    assert [r.found.outcome for r in results[:2]] == [Outcome.OK, Outcome.OK]
    assert {r.found.outcome for r in results[2:-1]} == {Outcome.NOT_APPLICABLE}
    assert results[-1].found.outcome is Outcome.OK, "what is kept is told of everywhere"
    assert results[2].found.what == "Kontrolleras bara i Windows: att Excel är installerat."


def test_what_is_wrong_comes_with_what_to_do(surroundings: Surroundings) -> None:
    for result in diagnose(surroundings):
        wrong = result.found.outcome in {Outcome.WARNING, Outcome.ERROR}
        assert bool(result.found.remedy) is wrong


def test_a_check_that_crashes_is_a_result(surroundings: Surroundings) -> None:
    def crash(_: Surroundings) -> Found:
        raise ZeroDivisionError

    good = Check("Sedan", "", lambda _: Found.ok("x"))
    first, second = diagnose(surroundings, [Check("Först", "", crash), good])
    assert first.found.outcome is Outcome.ERROR
    assert "ZeroDivisionError" in first.found.what
    assert second.found.outcome is Outcome.OK


def test_a_key_that_may_not_be_read_is_a_result(
    installed: Surroundings, registry: FakeRegistry
) -> None:
    registry.keys[rf"HKLM\SOFTWARE\Policies\Microsoft\{RULES}"] = PermissionError()
    assert "PermissionError" in found(installed, "Defender").what


def test_as_json(installed: Surroundings) -> None:
    answer = as_json(diagnose(installed))
    assert answer["version"] == __version__
    assert answer["sammanfattning"] == {
        "ok": len(CHECKS), "varning": 0, "fel": 0, "inte tillämplig": 0,
    }  # fmt: skip
    assert list(answer["kontroller"][0]) == ["kontroll", "utfall", "funnet", "åtgärd"]


def test_python_without_xlwings(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(python_side, "version", absent)
    assert found(surroundings, "Python").outcome is Outcome.ERROR


def test_a_start_that_reads_in_too_much(installed: Surroundings) -> None:
    installed.places.site_line.write_text("", encoding="ascii")
    assert found(installed, "Snabb start").outcome is Outcome.WARNING
    installed.places.site_line.unlink()
    assert "halv sekund" in found(installed, "Snabb start").what


def test_an_interpreter_that_has_moved(installed: Surroundings) -> None:
    installed.places.interpreter.unlink()
    assert "flyttad" in found(installed, "Tolken som Excel startar").what


@pytest.mark.parametrize(
    "named",
    [
        "python", "pythonw", "python.exe", "x/python.exe", "%X%/python.exe",
        "%LOCALAPPDATA%/python.exe", "//server/share/python.exe",
        r"\\server\share\python.exe", "/x&y/python.exe", "/x/python.bat",
        "/x/python", "/x/calc.exe", '/x" y/python.exe', "/x/python:y.exe", "/100%/python.exe",
        "%LOCALAPPDATA%", "%LOCALAPPDATA%python.exe", r"%LOCALAPPDATA%\python.cmd",
    ],
)  # fmt: skip
def test_an_interpreter_that_is_no_full_path(installed: Surroundings, named: str) -> None:
    text = f'"INTERPRETER_WIN","{named}"\r\n'
    installed.places.settings.write_text(text, encoding="cp1252")
    result = found(installed, "Tolken som Excel startar")
    assert (result.outcome, result.remedy) == (Outcome.ERROR, "Kör xl-asn installera.")
    assert f"{named} är inte en hel sökväg" in result.what
    assert result.what.endswith("Excel startar då ingen Python alls.")


@pytest.mark.parametrize(
    "text", ["", '"INTERPRETER","/x/python.exe"\r\n', '"INTERPRETER_WIN",""\r\n']
)
def test_no_interpreter_is_named(installed: Surroundings, text: str) -> None:
    installed.places.settings.write_text(text, encoding="cp1252")
    assert "nämner ingen tolk" in found(installed, "Tolken som Excel startar").what


def test_an_interpreter_named_with_a_variable(installed: Surroundings) -> None:
    line = '"INTERPRETER_WIN","%LocalAppData%\\xl_asn\\miljo\\Scripts\\python.exe"\r\n'
    installed.places.settings.write_text(line, encoding="cp1252")
    assert found(installed, "Tolken som Excel startar").outcome is Outcome.OK


def test_an_interpreter_that_does_not_answer(installed: Surroundings, python: FakePython) -> None:
    python.answer = None
    for name in ("Tolken som Excel startar", "Versioner", "Bitar"):
        assert found(installed, name).outcome is Outcome.ERROR
        assert "No module named" in found(installed, name).what


def test_the_real_interpreter_answers() -> None:
    answer = ask_interpreter(Path(sys.executable))
    assert answer["xl_asn"] == __version__
    with pytest.raises(NoAnswerError):
        ask_interpreter(Path("/no/such/python"))


def test_a_program_that_is_no_python(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho trasig >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(NoAnswerError, match="trasig"):
        ask_interpreter(program)


def test_python_beside_a_workbook(installed: Surroundings) -> None:
    text = '"ADD_WORKBOOK_TO_PYTHONPATH","True"\r\n'
    installed.places.settings.write_text(text, encoding="cp1252")
    assert found(installed, "Filer bredvid arbetsboken").outcome is Outcome.ERROR


def test_an_add_in_of_another_version(installed: Surroundings, python: FakePython) -> None:
    assert python.answer is not None
    python.answer["xl_asn"] = "0.0.9"
    assert found(installed, "Versioner").outcome is Outcome.WARNING
    python.answer["xlwings"] = "0.38.0"
    assert found(installed, "Versioner").what == (
        f"Tillägget är byggt för xlwings {XLWINGS}, men miljön har 0.38.0."
    )
    installed.places.addin.write_bytes(b"another")
    assert "ett annat" in found(installed, "Versioner").what


def test_other_bits_and_a_missing_library(
    installed: Surroundings, python: FakePython, registry: FakeRegistry
) -> None:
    assert python.answer is not None
    python.answer["bitar"] = 32 if python.answer["bitar"] == 64 else 64
    assert "bitar och Python" in found(installed, "Bitar").what
    registry.keys[CLICK_TO_RUN] = {}
    registry.keys[r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"] = {"Bitness": "x86"}
    assert "xlwings32-" in found(installed, "Bitar").what
    assert found(installed, "Bitar").outcome is Outcome.WARNING


@pytest.mark.parametrize(
    ("zone", "outcome"), [(3, Outcome.ERROR), (4, Outcome.ERROR), (2, Outcome.OK), (0, Outcome.OK)]
)
def test_the_mark_of_the_web(
    installed: Surroundings, tmp_path: Path, zone: int, outcome: Outcome
) -> None:
    book = tmp_path / "november.xlsm"
    stream = Path(f"{book}:Zone.Identifier")
    stream.write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n", encoding="utf-8")
    result = found(replace(installed, book=book), "Märkning från internet")
    assert result.outcome is outcome
    assert (str(book) in result.what) is (outcome is Outcome.ERROR)


def test_macros_of_an_older_version(installed: Surroundings, tmp_path: Path) -> None:
    book = tmp_path / "november.xlsm"
    with_book = replace(installed, book=book)
    for data in (b"", b"PK\x03\x04", _EXAMPLE.read_bytes()):
        book.write_bytes(data)
        assert found(with_book, "Arbetsbokens makron").outcome is Outcome.OK
    with ExcelFile(book) as older:
        older.vba_project().add_module("xlwings", 'Attribute VB_Name = "xlwings"\r\n')
        older.save()
    result = found(with_book, "Arbetsbokens makron")
    assert (result.outcome, str(book) in result.what) == (Outcome.WARNING, True)
    master = installed.places.masters / "manadsrapport.xlsm"
    master.write_bytes(book.read_bytes())
    assert str(master) in found(installed, "Arbetsbokens makron").what


def test_a_start_folder_that_is_not_trusted(
    installed: Surroundings, registry: FakeRegistry
) -> None:
    registry.keys[rf"{TRUSTED}\Location2"] = {"Path": r"C:\Annat"}
    assert found(installed, "Betrodd plats").outcome is Outcome.ERROR
    registry.keys[rf"{TRUSTED}\Location3"] = {"Path": "%APPDATA%/Microsoft", "AllowSubFolders": 1}
    assert found(installed, "Betrodd plats").outcome is Outcome.OK
    registry.keys[rf"{TRUSTED}\Location3"] = {"Path": "%APPDATA%/Microsoft", "AllowSubFolders": 0}
    assert found(installed, "Betrodd plats").outcome is Outcome.ERROR


def test_trusted_locations_turned_off_or_not_yet_made(
    installed: Surroundings, registry: FakeRegistry
) -> None:
    registry.keys[rf"{POLICY}\Trusted Locations"] = {"AllLocationsDisabled": 1}
    assert "avstängda" in found(installed, "Betrodd plats").what
    registry.keys = {}
    assert "ingen egen lista" in found(installed, "Betrodd plats").what


@pytest.mark.parametrize(
    ("key", "values", "outcome", "words"),
    [
        (SECURITY, {"VBAWarnings": 1}, Outcome.OK, "Alla makron körs, enligt din inställning"),
        (SECURITY, {}, Outcome.OK, "Excel frågar"),
        (POLICY, {"VBAWarnings": 2}, Outcome.OK, "enligt organisationens regel"),
        (POLICY, {"VBAWarnings": 3}, Outcome.WARNING, "Bara signerade"),
        (SECURITY, {"VBAWarnings": 4}, Outcome.WARNING, "stoppas utan fråga"),
        (POLICY, {"RequireAddinSig": 1}, Outcome.ERROR, "signerade tillägg"),
        (POLICY, {"DisableAllAddins": 1}, Outcome.ERROR, "Alla tillägg"),
        (SECURITY, {"VBAWarnings": "x"}, Outcome.OK, "Okänt läge 'x'"),
    ],
)
def test_macro_policy(
    installed: Surroundings,
    registry: FakeRegistry,
    key: str,
    values: dict[str, str | int | bytes | list[str] | None],
    outcome: Outcome,
    words: str,
) -> None:
    registry.keys[key] = values
    assert found(installed, "Makron").outcome is outcome
    assert words in found(installed, "Makron").what


def test_macros_stopped_and_nothing_trusted(
    installed: Surroundings, registry: FakeRegistry
) -> None:
    registry.keys[POLICY] = {"VBAWarnings": 4}
    registry.keys[TRUSTED] = {"AllLocationsDisabled": 1}
    assert found(installed, "Makron").outcome is Outcome.ERROR


@pytest.mark.parametrize(
    ("key", "name", "value", "outcome"),
    [
        (rf"HKLM\SOFTWARE\Policies\Microsoft\{RULES}", RULE.upper(), "1", Outcome.ERROR),
        (rf"HKLM\SOFTWARE\Microsoft\{RULES}", RULE, 1, Outcome.ERROR),
        (rf"HKLM\SOFTWARE\Policies\Microsoft\{RULES}", RULE, "6", Outcome.WARNING),
        (rf"HKLM\SOFTWARE\Policies\Microsoft\{RULES}", RULE, "2", Outcome.OK),
        (rf"HKLM\SOFTWARE\Policies\Microsoft\{RULES}", RULE, "0", Outcome.OK),
        (r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager", "ASRRules",
         f"9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2=2|{{{RULE}}}=1", Outcome.ERROR),
    ],
)  # fmt: skip
def test_defender(
    installed: Surroundings,
    registry: FakeRegistry,
    key: str,
    name: str,
    value: str | int,
    outcome: Outcome,
) -> None:
    registry.keys[key] = {name: value}
    result = found(installed, "Defender")
    assert result.outcome is outcome
    assert ("--oppen" in result.remedy) is (outcome is Outcome.ERROR)


def test_onedrive(installed: Surroundings, places: Places, tmp_path: Path) -> None:
    drive = tmp_path / "OneDrive - Kommunen"
    synced = replace(places, variables={**places.variables, "OneDriveCommercial": str(drive)})
    outside = replace(installed, places=synced)
    assert found(outside, "OneDrive").outcome is Outcome.OK
    inside = replace(outside, book=drive / "november.xlsm")
    assert found(inside, "OneDrive").outcome is Outcome.WARNING
    whole = replace(places, variables={"OneDrive": str(tmp_path)})
    assert "Installationen" in found(replace(installed, places=whole), "OneDrive").what


def test_an_add_in_that_is_there_twice(installed: Surroundings, registry: FakeRegistry) -> None:
    start = installed.places.start_folder
    copy = start / "xl_asn (1).xlam"
    copy.write_bytes(b"")
    assert str(copy) in found(installed, "Tillägget").what
    copy.unlink()
    registry.keys[rf"{EXCEL}\Options"] = {"OPEN1": r'/R "C:\Hämtat\xl_asn.xlam"'}
    assert "Hämtat" in found(installed, "Tillägget").what
    registry.keys[rf"{EXCEL}\Options"] = {"OPEN": "annat.xlam", "AltStartup": str(start.parent)}
    assert found(installed, "Tillägget").outcome is Outcome.OK
    (start.parent / "xl_asn.xlam").write_bytes(b"")
    assert found(installed, "Tillägget").outcome is Outcome.ERROR
    installed.places.addin.unlink()
    assert "finns inte" in found(installed, "Tillägget").what


def test_an_add_in_that_excel_has_disabled(installed: Surroundings, registry: FakeRegistry) -> None:
    item = b"\x01\x00\x00\x00" + r"c:\användare\xl_asn.xlam".encode("utf-16-le")
    registry.keys[rf"{EXCEL}\Resiliency\DisabledItems"] = {"A1": b"\x00", "B2": item}
    assert found(installed, "Avstängda tillägg").outcome is Outcome.ERROR


def test_a_round_trip_that_fails(installed: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(round_trip, "new_master", lambda *_: b"not a workbook")
    assert found(installed, "Prov på en arbetsbok").outcome is Outcome.ERROR
    monkeypatch.undo()
    monkeypatch.setattr(round_trip, "saved", lambda data, *_: data)
    assert "skrevs inte" in found(installed, "Prov på en arbetsbok").what
    monkeypatch.undo()
    missing = replace(installed.places, temporary=installed.places.home / "saknas")
    assert "sparas" in found(replace(installed, places=missing), "Prov på en arbetsbok").what


def test_the_round_trip_leaves_nothing(installed: Surroundings) -> None:
    assert found(installed, "Prov på en arbetsbok").outcome is Outcome.OK
    assert list(installed.places.temporary.iterdir()) == []


def test_the_manifest_is_read_as_written(installed: Surroundings) -> None:
    manifest = installed.manifest
    assert manifest is not None
    assert Manifest.read(installed.places.manifest) == manifest
    assert manifest.xlwings == XLWINGS


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
