"""Press the buttons of a workbook in LibreOffice, and tell as JSON what came of it.

Run by the system's Python, which has ``uno``; the rest is in the standard library. What stands in
for xlwings' RunPython is a UNO service of this process: it stores the open workbook, lets the
Python that is under test compute it, writes the answer into the open workbook and to the file
that VBA waits for.

    python press_buttons.py WORKBOOK FOLDER COMPUTE...

``COMPUTE...`` is a command that is given the stored workbook's path and prints what to write where.
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
_PATIENCE = 60.0
_ALWAYS_RUN_MACROS = 4
#: What the author types before she presses: it changes totals that the button must follow up.
_TYPED = ("Nettokostnad", "D6", -78_985.0)


def _property(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


class Office:
    """A LibreOffice of our own, with a profile of its own, reached through a pipe."""

    def __init__(self, folder: Path) -> None:
        """Start it, and connect as soon as it answers."""
        pipe = f"xlasn{os.getpid()}"
        environment = {**os.environ, "TMPDIR": str(folder)}
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

    def __init__(self, book: Any, folder: Path, compute: list[str]) -> None:
        """Take the open workbook."""
        self.book, self.folder, self.compute = book, folder, compute
        self.commands: list[str] = []
        self.heard: list[str] = []
        self.seconds: dict[str, float] = {}

    def told(self, text: str) -> str:
        """Take a dialog's text, or a command for Python, as VBA gives it."""
        if text.startswith(_HEARD):
            self.heard.append(text.removeprefix(_HEARD))
            return ""
        self.commands.append(text)
        found = re.fullmatch(
            r"from xl_asn\.excel import buttons; buttons\.(\w+)\(r'([^']*)'\)", text
        )
        if found is None or found[1] == "exportera":  # as when Python cannot be started
            return ""
        answer = "FEL\r\nBladet Start saknas.\r\n"
        if found[1] == "berakna":
            self._calculate()
            answer = "OK\r\nKlart: se bladet Kontroll.\r\n"
        Path(found[2]).write_text(answer, encoding="ascii", newline="")
        return ""

    def _calculate(self) -> None:
        started = time.monotonic()
        stored = self.folder / "stored.xlsx"
        filter_name = _property("FilterName", "Calc MS Excel 2007 XML")
        self.book.storeToURL(stored.as_uri(), (filter_name,))
        read = time.monotonic()
        done = subprocess.run(
            [*self.compute, str(stored)], capture_output=True, check=True, text=True,
            encoding="utf-8",
        )  # fmt: skip
        computed = time.monotonic()
        for sheet, areas in json.loads(done.stdout).items():
            target = self.book.Sheets.getByName(sheet)
            for row, column, rows in areas:
                last_row, last_column = row + len(rows) - 2, column + len(rows[0]) - 2
                area = target.getCellRangeByPosition(column - 1, row - 1, last_column, last_row)
                area.setDataArray(tuple(tuple(values) for values in rows))
        self.seconds = {
            "store": read - started,
            "python": computed - read,
            "write": time.monotonic() - computed,
        }

    def press(self, caption: str) -> dict[str, Any]:
        """Press a button on *Start* as a user does, and wait for what it says."""
        drawn = self.book.Sheets.getByName("Start").DrawPage
        shapes = [drawn.getByIndex(number) for number in range(drawn.Count)]
        (model,) = (shape.Control for shape in shapes if shape.Control.Label == caption)
        control = self.book.CurrentController.getControl(model)
        before = len(self.heard)
        started = time.monotonic()
        control.AccessibleContext.doAccessibleAction(0)
        wait_for(lambda: len(self.heard) > before, f"{caption} to say something")
        return {
            "said": self.heard[before:],
            "asked": self.commands[-1:],
            "left": [path.name for path in self.folder.glob("xl_asn-svar-*")],
            "seconds": {"press to result": time.monotonic() - started, **self.seconds},
        }

    def sheet(self, name: str) -> list[list[object]]:
        """Return what a sheet shows, row by row."""
        sheet = self.book.Sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
        end = cursor.RangeAddress
        area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        return [list(row) for row in area.getDataArray()]


def _register(office: Office, session: Session) -> None:
    """Put a service into LibreOffice whose one method takes a text to :meth:`Session.told`."""
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
            return session.told(text)

    class Factory(Named, factory):  # type: ignore[misc]
        def createInstanceWithContext(self, _: object) -> object:  # noqa: N802
            return Runner()

        def createInstanceWithArgumentsAndContext(self, *_: object) -> object:  # noqa: N802
            return Runner()

    office.services.insert(Factory())


def main() -> None:
    """Press the three buttons, one after the other."""
    workbook, folder = Path(sys.argv[1]), Path(sys.argv[2])
    started = time.monotonic()
    office = Office(folder)
    try:
        book = office.open(workbook)
        opened = time.monotonic() - started
        session = Session(book, folder, sys.argv[3:])
        _register(office, session)
        sheet, cell, value = _TYPED
        book.Sheets.getByName(sheet).getCellRangeByName(cell).setValue(value)
        presses = {c: session.press(c) for c in ("Kontrollera", "Exportera", "Beräkna")}
        names = [name for name in book.Sheets.ElementNames if name != "Rapport"]
        shown = {name: session.sheet(name) for name in names}
    finally:
        office.stop()
    json.dump({"opened": opened, "presses": presses, "shown": shown}, sys.stdout)


if __name__ == "__main__":
    main()
