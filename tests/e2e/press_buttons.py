"""Press the buttons of a workbook in LibreOffice, and tell as JSON what came of it.

Run by the system's Python, which has ``uno``; the rest is in the standard library. What stands in
for the start of a process is a UNO service of this process: it stores the open workbook, lets the
Python that is under test run the very command that VBA gave, on the stored workbook, and writes
what that changed into the open workbook. The answer that VBA reads is written by our own code.

    python press_buttons.py WORKBOOK FOLDER RUN...

``RUN...`` is a command line that is given the stored workbook's path, VBA's command line, the time,
the file that the workbook is open from and whether that holds what is open.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

uno: Any = importlib.import_module("uno")
unohelper: Any = importlib.import_module("unohelper")

_SERVICE = "xl_asn.test.Runner"
_HEARD = "heard:"
_SETTINGS = '"INTERPRETER_WIN","C:\\xl_asn\\miljo\\Scripts\\python.exe"\r\n'
_PATIENCE = 60.0
_ANSWER = re.compile(r"\(r'([^']+)'")
_MOST_SINGLE = 100
_ALWAYS_RUN_MACROS = 4
#: What the author types before she presses: it changes totals that the button must follow up.
_TYPED = ("Nettokostnad", "D6", -78_985.0)
#: Sheets of ours that a later press reads.
_KEPT = ("Utskick", "Insamling", "Kontering")
_UNIT = "Vuxenenheten"


def _property(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


class Office:
    """A LibreOffice of our own, with a profile of its own, reached through a pipe."""

    def __init__(self, folder: Path) -> None:
        """Start it, and connect as soon as it answers."""
        pipe = f"xlasn{os.getpid()}"
        environment = {**os.environ, "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
        environment.pop("TEMP", None)
        self.process = subprocess.Popen(
            [
                shutil.which("soffice") or "", "--headless", "--norestore", "--nologo",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.context = wait_for(lambda: resolver.resolve(address), "LibreOffice to answer")
        self.services = self.context.ServiceManager
        self.desktop = self.services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )

    def open(self, path: Path) -> Any:
        """Open a workbook with its macros allowed."""
        asked = (_property("MacroExecutionMode", _ALWAYS_RUN_MACROS),)
        return self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, asked)

    def stop(self) -> None:
        """End it, whatever state it is in."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def wait_for(look: Any, what: str) -> Any:
    """Return what is looked for as soon as it is there."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            if found := look():
                return found
        except Exception:  # noqa: BLE001, S110 - not there yet
            pass
        time.sleep(0.05)
    message = f"waited {_PATIENCE} s for {what}"
    raise TimeoutError(message)


class Session:
    """One open workbook, what VBA has asked for, and what it has shown."""

    def __init__(self, book: Any, folder: Path, command: list[str], file: str = "") -> None:
        """Take the open workbook; ``file`` is what Python is told of where it is saved."""
        self.book, self.folder, self.command, self.file = book, folder, command, file
        self.commands: list[str] = []
        self.heard: list[str] = []
        self.seconds: dict[str, float] = {}
        self.told_by_python: dict[str, Any] = {}
        self.python_starts = True
        self.installed = True

    def told(self, text: str) -> str:
        """Take a dialog's text, a question for the settings, or a command line, as VBA gives it."""
        if text.startswith(_HEARD):
            self.heard.append(text.removeprefix(_HEARD))
            return ""
        if text == "settings":
            return _SETTINGS if self.installed else ""
        self.commands.append(text)
        if self.python_starts:
            self._run(text)
        return ""

    def _run(self, command: str) -> None:
        started = time.monotonic()
        saved = "0" if self.book.isModified() else "1"
        stored = self.folder / "stored.xlsx"
        self.store(stored)
        asked = time.monotonic()
        given = [str(stored), command, str(time.time()), self.file, saved]
        done = subprocess.run(
            [*self.command, *given, "--from_xl=1"],
            capture_output=True, check=True, text=True, encoding="utf-8",
        )  # fmt: skip
        answered = time.monotonic()
        found = _ANSWER.search(command)
        if found is not None:
            # Excel reads the answer in the code page of Windows, LibreOffice in the locale's.
            answer = Path(found[1])
            answer.write_bytes(answer.read_bytes().decode("cp1252").encode("utf-8"))
        told = json.loads(done.stdout)
        for name in (name for name in _KEPT if name in told["new"]):
            self.book.Sheets.insertNewByName(name, self.book.Sheets.Count)
            told["sheets"][name] = told["new"][name]
        for name, cells in told["sheets"].items():
            if cells:
                self._write(self.book.Sheets.getByName(name), cells)
        for name, notes in told["notes"].items():
            sheet = self.book.Sheets.getByName(name)
            for row, column, text in notes:
                address = sheet.getCellByPosition(column - 1, row - 1).CellAddress
                sheet.Annotations.insertNew(address, text)
        self.told_by_python = told
        self.seconds = {
            "stored by LibreOffice": asked - started,
            "python": answered - asked,
            **told["seconds"],
            "written to LibreOffice": time.monotonic() - answered,
        }

    @staticmethod
    def _write(sheet: Any, cells: list[list[Any]]) -> None:
        """Write cells: one by one among the author's, and a page of the program's own at once."""
        if len(cells) <= _MOST_SINGLE:
            for row, column, value in cells:
                target = sheet.getCellRangeByPosition(column - 1, row - 1, column - 1, row - 1)
                target.setDataArray(((value if value is not None else "",),))
            return
        height, width = (max(cell[side] for cell in cells) for side in (0, 1))
        area = sheet.getCellRangeByPosition(0, 0, width - 1, height - 1)
        held = [list(row) for row in area.getDataArray()]
        for row, column, value in cells:
            held[row - 1][column - 1] = value if value is not None else ""
        area.setDataArray(tuple(map(tuple, held)))

    def store(self, path: Path) -> None:
        """Store the open workbook as a copy without macros."""
        kind = _property("FilterName", "Calc MS Excel 2007 XML")
        self.book.storeToURL(path.as_uri(), (kind,))

    def type(self, sheet: str, cell: str, value: object) -> None:
        """Type a value into a cell, as the author does."""
        typed = self.book.Sheets.getByName(sheet).getCellRangeByName(cell)
        if isinstance(value, str):
            typed.setString(value)
        else:
            typed.setValue(value)

    def press(self, caption: str, says: int = 1) -> dict[str, Any]:
        """Press a button on *Start* as a user does, and wait for what it says, in so many boxes."""
        drawn = self.book.Sheets.getByName("Start").DrawPage
        shapes = [drawn.getByIndex(number) for number in range(drawn.Count)]
        (model,) = (shape.Control for shape in shapes if shape.Control.Label == caption)
        control = self.book.CurrentController.getControl(model)
        return self._told_of(lambda: control.AccessibleContext.doAccessibleAction(0), caption, says)

    def call(self, macro: str) -> dict[str, Any]:
        """Call a macro, as the ribbon does; LibreOffice has none of the add-in's."""
        address = f"vnd.sun.star.script:VBAProject.XlAsn.{macro}?language=Basic&location=document"
        script = self.book.getScriptProvider().getScript(address)
        return self._told_of(lambda: script.invoke((), (), ()), macro, 1)

    def _told_of(self, act: Any, name: str, says: int) -> dict[str, Any]:
        before = len(self.heard)
        started = time.monotonic()
        act()
        wait_for(lambda: len(self.heard) >= before + says, f"{name} to say something")
        return {
            "said": self.heard[before:],
            "asked": self.commands[-1:],
            "left": [path.name for path in self.folder.glob("xl_asn-svar-*")],
            "seconds": {"press to result": time.monotonic() - started, **self.seconds},
            "added": self.told_by_python.get("added"),
            "notes": self.told_by_python.get("notes"),
        }

    def sheet(self, name: str) -> list[list[object]]:
        """Return what a sheet shows, row by row."""
        sheet = self.book.Sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
        end = cursor.RangeAddress
        area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        return [list(row) for row in area.getDataArray()]


def _register(office: Office, told: Any) -> None:
    """Put a service into LibreOffice whose one method takes a text to ``told``."""
    base: Any = unohelper.Base
    expander: Any = uno.getClass("com.sun.star.util.XMacroExpander")
    factory: Any = uno.getClass("com.sun.star.lang.XSingleComponentFactory")
    information: Any = uno.getClass("com.sun.star.lang.XServiceInfo")

    class Named(base, information):  # type: ignore[misc]
        def getImplementationName(self) -> str:  # noqa: N802
            return _SERVICE

        def supportsService(self, name: str) -> bool:  # noqa: N802
            return name == _SERVICE

        def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
            return (_SERVICE,)

    class Runner(Named, expander):  # type: ignore[misc]
        def expandMacros(self, text: str) -> str:  # noqa: N802
            return str(told(text))

    class Factory(Named, factory):  # type: ignore[misc]
        def createInstanceWithContext(self, _: object) -> object:  # noqa: N802
            return Runner()

        def createInstanceWithArgumentsAndContext(self, *_: object) -> object:  # noqa: N802
            return Runner()

    office.services.insert(Factory())


def _next_period(session: Session, office: Office, workbook: Path) -> dict[str, Any]:
    """Make December of the saved November, and work in it with its own buttons."""
    november = session.folder / "2022-11_manadsrapport.xlsm"
    shutil.copy(workbook, november)
    session.book, session.file = office.open(november), str(november)
    presses = {"next period": session.press("Ny period")}
    december = session.folder / "2022-12_manadsrapport.xlsm"
    session.book, session.file = office.open(december), str(december)
    session.store(session.folder / "december.xlsx")
    fresh = {name: session.sheet(name) for name in ("Start", "Nettokostnad", "Spårning")}
    session.type(*_TYPED)
    presses["next period computed"] = session.press("Beräkna")
    presses["compared"] = session.call("JamforMedForra")
    row = [line[0] for line in session.sheet("Start")].index("Status")
    december = session.book.Sheets.getByName("Start")
    december.getCellByPosition(1, row).String = "Fastställd"
    session.type("Nettokostnad", "D6", -78_986.0)
    presses["adopted"] = session.press("Beräkna", says=2)
    return {"presses": presses, "fresh": fresh}


def _forms(session: Session, office: Office, workbook: Path) -> dict[str, Any]:
    """Hand forms out of the saved November, fill one in, collect it and take that back."""
    november = session.folder / "blanketter.xlsm"
    shutil.copy(workbook, november)
    session.book, session.file = office.open(november), str(november)
    presses = {"suggested": session.press("Dela ut"), "handed out": session.press("Dela ut")}
    _fill_in(office, november.with_name("blanketter formulär") / f"{_UNIT}.xlsx")
    presses["collected"] = session.press("Samla in")
    shown = {name: session.sheet(name) for name in ("Enhetsresultat", "Insamling")}
    presses["taken back"] = session.call("AngraInsamling")
    shown["before"] = session.sheet("Enhetsresultat")
    ledger = "Konto;Verksamhet;Period;Utfall\n4610;5100;202211;100,00\n"
    (session.folder / "huvudbok.csv").write_text(ledger, encoding="utf-8")
    presses["fetched"] = session.call("HamtaUtfall")
    shown["Kontering"] = session.sheet("Kontering")
    return {"presses": presses, "shown": shown}


def _fill_in(office: Office, form: Path) -> None:
    """Fill in a form as its recipient does: type beside each header and label, and save."""
    book = office.open(form)
    sheet = book.Sheets.getByName("Svar")
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
    end = cursor.RangeAddress
    places = {
        sheet.getCellByPosition(column, row).String: (column, row)
        for row in range(end.EndRow, -1, -1)
        for column in range(end.EndColumn, -1, -1)
    }
    column, row = places["Bedömning"]
    sheet.getCellByPosition(column, row + 1).String = "Röd"
    answer = places["Kommentar"][0]
    for label, said in (("Klar", "Ja"), ("Lämnat av", "Anna Ek")):
        sheet.getCellByPosition(answer, places[label][1]).String = said
    book.store()
    book.close(True)  # noqa: FBT003


def main() -> None:
    """Press the buttons, one after the other."""
    workbook, folder = Path(sys.argv[1]), Path(sys.argv[2])
    started = time.monotonic()
    office = Office(folder)
    try:
        book = office.open(workbook)
        opened = time.monotonic() - started
        session = Session(book, folder, sys.argv[3:])
        _register(office, session.told)
        session.type(*_TYPED)
        presses = {}
        session.installed = False
        presses["not installed"] = session.press("Exportera")
        session.installed = True
        session.python_starts = False
        presses["no Python"] = session.press("Exportera")
        session.python_starts = True
        presses["computed"] = session.press("Beräkna")
        presses["exported"] = session.press("Exportera", says=2)
        exports = {p.name: p.stat().st_size for p in sorted(folder.glob("* utkast.*"))}
        session.store(folder / "beraknad.xlsx")
        names = [name for name in book.Sheets.ElementNames if name != "Rapport"]
        shown = {name: session.sheet(name) for name in names}
        session.file = str(workbook)
        presses["not saved"] = session.press("Ny period")
        followed = _next_period(session, office, workbook)
        forms = _forms(session, office, workbook)
        presses |= followed["presses"] | forms["presses"]
    finally:
        office.stop()
    told = {"opened": opened, "presses": presses, "shown": shown, "exports": exports}
    json.dump({**told, "fresh": followed["fresh"], "forms": forms["shown"]}, sys.stdout)


if __name__ == "__main__":
    main()
