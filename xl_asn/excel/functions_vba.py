"""The VBA that lets Excel call the worksheet functions: made by xlwings, on any computer.

xlwings writes it only where pywin32 is, although nothing in it needs pywin32. Elsewhere stand-ins
take its place while the text is made, and are gone afterwards.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from xl_asn.excel.functions import CATEGORY, FUNCTIONS
from xl_asn.model.money import MINUS

MODULE_NAME: Final = "XlAsnFunktioner"
REGISTER_MACRO: Final = "RegistreraFunktioner"
"""The procedure that gives Excel the help texts; the add-in calls it when it opens."""

_PYTHON_MODULE: Final = "xl_asn.excel.functions"
_HEADER: Final = f"""\
Attribute VB_Name = "{MODULE_NAME}"
'Made by xl_asn.excel.functions_vba with xlwings; do not edit.
Option Explicit
#Const App = "Microsoft Excel"

Private Const NO_ANSWER As String = "Fel: Python svarade inte. Kör xl-asn doktor i ett \
kommandofönster."

"""
_GENERATED_FAULT: Final = " = Err.Description"
_STAND_INS: Final = ("pythoncom", "pywintypes", "win32com", "win32com.client")


def wrapper_module() -> str:
    """Return the VBA module of the worksheet functions; the same sources give the same text.

    It is for the add-in, where the functions serve the active workbook.
    """
    text = io.StringIO()
    text.write(_HEADER)
    book = SimpleNamespace(Name="xl_asn.xlam")
    with _xlwings_udfs() as udfs:
        functions = SimpleNamespace(
            **{function.name: function.declared(udfs.xlfunc, udfs.xlarg) for function in FUNCTIONS}
        )
        udfs.generate_vba_wrapper(_PYTHON_MODULE, functions, text, book)
    # A traceback has no place in a cell; doktor tells why Python does not answer.
    wrappers = text.getvalue().replace(_GENERATED_FAULT, " = NO_ANSWER")
    return wrappers + _registration()


def _registration() -> str:
    """Return the procedure that gives Excel's function guide its Swedish texts."""
    lines = [
        f"Public Sub {REGISTER_MACRO}()",
        "    Dim Book As String",
        '    Book = "\'" & ThisWorkbook.Name & "\'!"',
        "    On Error Resume Next",
    ]
    for function in FUNCTIONS:
        arguments = ", ".join(_quoted(doc) for _, doc in function.arguments)
        lines += [
            f'    Application.MacroOptions Macro:=Book & "{function.name}", _',
            f"        Description:={_quoted(function.help)}, _",
            f"        Category:={_quoted(CATEGORY)}, _",
            f"        ArgumentDescriptions:=Array({arguments})",
        ]
    return "\n".join([*lines, "End Sub", ""])


def _quoted(text: str) -> str:
    """Return a text as VBA writes it; the code page has no minus sign, so a dash stands for it."""
    doubled = text.replace('"', '""').replace(MINUS, "–")
    return f'"{doubled}"'


@contextmanager
def _xlwings_udfs() -> Iterator[Any]:
    """Give xlwings' module of user-defined functions, also where pywin32 is missing."""
    if find_spec("pythoncom") is not None:
        yield import_module("xlwings.udfs")
        return
    before = {name: sys.modules.get(name) for name in (*_STAND_INS, "xlwings.udfs")}
    try:
        for name in _STAND_INS:
            sys.modules[name] = _stand_in(name)
        sys.modules.pop("xlwings.udfs", None)
        yield import_module("xlwings.udfs")
    finally:
        vars(sys.modules["xlwings"]).pop("udfs", None)
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(CoInitialize=None, com_error=OSError, Dispatch=None, IID_IDispatch=None)
    return module
