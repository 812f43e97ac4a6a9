"""What only Windows answers, run in pyOpenVBA's interpreter with objects of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._objects import VBAObject
from pyopenvba.interpreter._values import error

from xl_asn.files.making.vba import macro

_HOME = r"C:\Users\Åsa"
_SETTINGS = rf"{_HOME}\.xl_asn\xl_asn.conf"


@dataclass
class Windows:
    """A computer: its variables and files, and in order what was done."""

    variables: dict[str, str] = field(default_factory=lambda: {"%USERPROFILE%": _HOME})
    files: dict[str, str] = field(default_factory=dict)
    current: str = r"C:\Users\Åsa\Documents"
    refused: str = ""
    fault: bool = False
    done: list[tuple[str, ...]] = field(default_factory=list)

    def create(self, name: str) -> Com:
        self.done.append(("create", name))
        return Com(self)

    def answer(self, name: str, arguments: tuple[str, ...]) -> object:
        match name:
            case "expandenvironmentstrings":
                return self.variables.get(*arguments, *arguments)
            case "fileexists":
                return arguments[0] in self.files
            case "opentextfile":
                self.done.append(("open", arguments[0]))
                if arguments[0] not in self.files:
                    raise error(53)
                return Com(self, self.files[arguments[0]])
            case "currentdirectory":
                return self.current
            case "run":
                self.done.append(("run", *arguments, self.current))
                if self.fault:
                    raise error(70)
                return 0
        raise AssertionError(name)

    def go_to(self, folder: str) -> None:
        if folder == self.refused:
            raise error(76)
        self.current = folder


class Com(VBAObject):  # type: ignore[misc] # pyOpenVBA declares no types
    """One of Windows' objects, as VBA sees it."""

    def __init__(self, windows: Windows, text: str = "") -> None:
        self.windows, self.text = windows, text

    def vba_get(self, name: str, args: Any = (), named: Any = None) -> object:
        del named
        if name.lower() in {"readall", "close"}:
            return self.text
        return self.windows.answer(name.lower(), tuple(map(str, args)))

    def vba_set(self, name: str, value: object, *_: Any, **__: Any) -> None:
        assert name.lower() == "currentdirectory"
        self.windows.go_to(str(value))


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def excel(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Any:
    app = ExcelApplication()
    app.add_workbook()
    monkeypatch.setattr(app.interpreter.host, "create", windows.create)
    app.add_module(macro("XlAsnWindows.bas"), name="XlAsnWindows")
    return app


def test_settings_are_read_in_the_users_own_folder_and_nowhere_else(
    excel: Any, windows: Windows
) -> None:
    windows.files = {_SETTINGS: "hers", r"C:\Users\Åsa\Documents\xl_asn.conf": "planted"}
    assert excel.run("SettingsText") == "hers"
    assert [what for what in windows.done if what[0] == "open"] == [("open", _SETTINGS)]
    windows.files = {}
    assert excel.run("SettingsText") == ""


@pytest.mark.parametrize(
    "home", ["", "%USERPROFILE%", ".", r"\x", r"\\server\x", "C:", "x", "/home"]
)
def test_without_a_whole_home_no_settings_are_read(excel: Any, windows: Windows, home: str) -> None:
    windows.variables["%USERPROFILE%"] = home
    windows.files = {rf"{home}\.xl_asn\xl_asn.conf": "planted"}
    assert excel.run("SettingsText") == ""
    assert ("open", rf"{home}\.xl_asn\xl_asn.conf") not in windows.done


def test_a_program_is_what_is_a_file(excel: Any, windows: Windows) -> None:
    windows.files = {r"C:\x\python.exe": ""}
    assert excel.run("IsProgram", r"C:\x\python.exe") is True
    assert excel.run("IsProgram", r"C:\y\python.exe") is False


@pytest.mark.parametrize("fault", [False, True])
def test_python_runs_in_its_own_folder_and_excels_is_given_back(
    excel: Any,
    windows: Windows,
    fault: bool,  # noqa: FBT001
) -> None:
    windows.fault = fault
    before = windows.current
    assert excel.run("RunHidden", "command", r"C:\x") == (-1 if fault else 0)
    (run,) = (what for what in windows.done if what[0] == "run")
    assert run == ("run", "command", "0", "True", r"C:\x")
    assert windows.current == before


def test_nothing_runs_in_the_folder_of_the_workbook(excel: Any, windows: Windows) -> None:
    windows.refused = r"C:\x"
    with pytest.raises(Exception, match="76"):
        excel.run("RunHidden", "command", r"C:\x")
    assert not [what for what in windows.done if what[0] == "run"]
