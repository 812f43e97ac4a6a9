"""xlwings' own module of worksheet functions, which it imports only where pywin32 is."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from xl_asn.excel.functions import FUNCTIONS

_STAND_INS: Final = ("pythoncom", "pywintypes", "win32com", "win32com.client")
#: What xlwings writes for Excel and for other programs; the module's own constant says Excel.
_EITHER: Final = re.compile(
    r'    #If App = "Microsoft Excel" Then\n((?: {8}.*\n)+)    #Else\n(?: {8}.*\n)+    #End If\n'
)


def written_by_xlwings() -> str:
    """Return the VBA that xlwings would write for our functions, as Excel compiles it."""
    text = io.StringIO()
    with _udfs() as udfs:
        marked = {f.name: f.declared(udfs.xlfunc, udfs.xlarg) for f in FUNCTIONS}
        addin = SimpleNamespace(Name="xl_asn.xlam")
        udfs.generate_vba_wrapper("xl_asn.excel.functions", SimpleNamespace(**marked), text, addin)
    return _EITHER.sub(lambda match: match[1].replace(" " * 8, " " * 4), text.getvalue())


@contextmanager
def _udfs() -> Iterator[Any]:
    """Give xlwings.udfs, which needs nothing of pywin32 to write text."""
    if find_spec("pythoncom") is not None:
        yield import_module("xlwings.udfs")
        return
    before = {name: sys.modules.get(name) for name in (*_STAND_INS, "xlwings.udfs")}
    try:
        for name in _STAND_INS:
            stand_in = ModuleType(name)
            vars(stand_in).update(
                CoInitialize=None, com_error=OSError, Dispatch=None, IID_IDispatch=None
            )
            sys.modules[name] = stand_in
        sys.modules.pop("xlwings.udfs", None)
        yield import_module("xlwings.udfs")
    finally:
        vars(sys.modules["xlwings"]).pop("udfs", None)
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
