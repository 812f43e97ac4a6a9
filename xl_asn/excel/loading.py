"""xlwings, imported without what it can do without: the import is part of every button press."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

#: xlwings imports these where it finds them, to convert tables and pictures that we never use.
#: pandas and numpy alone are more than half a second.
_UNUSED: Final = ("pandas", "numpy", "matplotlib", "PIL", "polars", "plotly")
SITE_LINE: Final = (
    "import os, sys; '--from_xl=1' in sys.orig_argv and ("
    "os.environ.setdefault('PYDANTIC_DISABLE_PLUGINS', '__all__'), "
    f"[sys.modules.setdefault(name, None) for name in {_UNUSED!r}])\n"
)
"""A line for a ``.pth`` file beside the packages in the buttons' own environment.

``RunPython`` imports ``xlwings.utils`` before anything of ours is called. With this line Python
itself leaves out what xlwings can do without, and pydantic does not read every package's papers
in search of plugins; only in a process that Excel has started.
"""

#: How often a rejected call is tried again. xlwings would try for ever, and Excel would hang.
_ATTEMPTS: Final = 200


def xlwings() -> ModuleType:
    """Import xlwings; where it is loaded already, as ``RunPython`` does, return it as it is."""
    loaded = sys.modules.get("xlwings")
    if loaded is None:
        loaded = _imported()
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        vars(windows)["N_COM_ATTEMPTS"] = _ATTEMPTS
    return loaded


def allow_tables() -> None:
    """Let pandas be imported after all, by the one button that reads tables of a ledger."""
    for name in ("pandas", "numpy"):
        if name in sys.modules and sys.modules[name] is None:
            del sys.modules[name]


def _imported() -> ModuleType:
    absent = [name for name in _UNUSED if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment] # Python's own way to say: not here
    try:
        import xlwings as module  # noqa: PLC0415 - the purpose of this function
    finally:
        for name in absent:
            sys.modules.pop(name, None)
    return module
