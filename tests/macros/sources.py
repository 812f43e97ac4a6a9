"""The VBA of what we build, and what its lines say."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

from pyopenvba import ExcelFile

#: A procedure: its name and its parameters, as they are declared.
_PROCEDURE: Final = re.compile(r"^Public Sub (\w+)\(([^)]*)\)", re.MULTILINE)
_RUN: Final = re.compile(r"^ *RunPython (.*?)\r?$", re.MULTILINE)


def modules_of(data: bytes, ending: str) -> dict[str, str]:
    """Return the VBA modules of a built workbook by name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"book{ending}")
        path.write_bytes(data)
        with ExcelFile(path) as book:
            modules: dict[str, str] = book.vba_modules()
            return modules


def tells(**functions: str) -> str:
    """Return the VBA of functions that a stub tells a test by, each with what it returns."""
    return "".join(
        f"Public Function {name}() As String\n    {name} = {said}\nEnd Function\n"
        for name, said in functions.items()
    )


def procedures(source: str) -> dict[str, str]:
    """Return the public procedures of a module, and the parameters of each."""
    return dict(_PROCEDURE.findall(source))


def calls_by_procedure(source: str) -> dict[str, list[str]]:
    """Return what each procedure gives to RunPython."""
    pieces = re.split(r"^Public Sub (\w+)\(", source, flags=re.MULTILINE)
    found = {
        name: _RUN.findall(body) for name, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    return {name: calls for name, calls in found.items() if calls}
