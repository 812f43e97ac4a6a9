r"""The settings that our VBA reads: ``%USERPROFILE%\.xl_asn\xl_asn.conf``.

VBA reads the file in the computer's own code page, so a user called Åsa needs hers in cp1252 and
not in UTF-8. A path that the code page cannot hold, or with a sign that VBA refuses, is written
with ``%LOCALAPPDATA%``, which the VBA expands itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from xl_asn.excel.places import Places

INTERPRETER: Final = "INTERPRETER_WIN"
ADD_WORKBOOK: Final = "ADD_WORKBOOK_TO_PYTHONPATH"
"""Masters of older versions read it; newer ones never look beside the workbook."""

_CODE_PAGE: Final = "cp1252"
_OWN_FOLDER: Final = "%LOCALAPPDATA%\\"
#: The signs that XlAsnPython.bas refuses in a name, since a command line may give them a meaning.
_REFUSED: Final = re.compile(r'["&|<>^*?;]')
_PROGRAM: Final = re.compile(r"python.*\.exe", re.IGNORECASE)


def settings_file(places: Places) -> bytes:
    """Return the settings: an absolute interpreter, and no Python from beside a workbook."""
    interpreter = str(places.interpreter)
    if "%" in interpreter or _REFUSED.search(interpreter) or not _holds(interpreter):
        inside = places.interpreter.relative_to(places.local_data)
        interpreter = _OWN_FOLDER + "\\".join(inside.parts)
    lines = {INTERPRETER: interpreter, ADD_WORKBOOK: "false", "SHOW CONSOLE": "false"}
    return "".join(f'"{key}","{value}"\r\n' for key, value in lines.items()).encode(_CODE_PAGE)


def read_settings(data: bytes) -> Mapping[str, str]:
    """Return the settings as VBA sees them, keys in capitals; the first line of a key counts.

    A line that is cut off says nothing, and those of other shapes are skipped.
    """
    found: dict[str, str] = {}
    for line in data.decode(_CODE_PAGE, errors="replace").replace("\r", "").split("\n"):
        key, between, value = line.partition('","')
        if between and key.startswith('"'):
            found.setdefault(key[1:].upper(), value[:-1] if value.endswith('"') else "")
    return found


def interpreter_of(settings: Mapping[str, str], places: Places) -> Path | None:
    """Return the interpreter that Excel starts by these settings; None where it starts none.

    It is named by its whole path on one of the computer's own drives, as in XlAsnPython.bas.
    Whether it is there is not looked at.
    """
    named = settings.get(INTERPRETER, "")
    if _REFUSED.search(named):
        return None
    if named.upper().startswith(_OWN_FOLDER):
        path = places.local_data.joinpath(*named[len(_OWN_FOLDER) :].split("\\"))
    elif "%" in named:
        return None
    else:
        path = Path(named)
    text = str(path)
    whole = path.is_absolute() and not text.startswith(("\\\\", "//"))
    strange = ":" in text[2:] or (os.altsep is not None and os.altsep in named)
    return path if whole and not strange and _PROGRAM.fullmatch(path.name) else None


def _holds(text: str) -> bool:
    """Whether the code page of VBA has every letter."""
    try:
        text.encode(_CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True
