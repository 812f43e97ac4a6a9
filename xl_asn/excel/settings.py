r"""The settings that xlwings' VBA reads: ``%USERPROFILE%\.xl_asn\xl_asn.conf``.

VBA reads the file in the computer's own code page, so a user called Åsa needs hers in cp1252 and
not in UTF-8. A path that the code page cannot hold is written with ``%LOCALAPPDATA%``, which the
VBA expands itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final

from xl_asn.excel.places import Places

INTERPRETER: Final = "INTERPRETER_WIN"
ADD_WORKBOOK: Final = "ADD_WORKBOOK_TO_PYTHONPATH"

_CODE_PAGE: Final = "cp1252"


def settings_file(places: Places) -> bytes:
    """Return the settings: an absolute interpreter, and no Python from beside a workbook."""
    interpreter = str(places.interpreter)
    try:
        interpreter.encode(_CODE_PAGE)
    except UnicodeEncodeError:
        inside = places.interpreter.relative_to(places.local_data)
        interpreter = "%LOCALAPPDATA%\\" + "\\".join(inside.parts)
    lines = {INTERPRETER: interpreter, ADD_WORKBOOK: "false", "SHOW CONSOLE": "false"}
    return "".join(f'"{key}","{value}"\r\n' for key, value in lines.items()).encode(_CODE_PAGE)


def read_settings(data: bytes) -> Mapping[str, str]:
    """Return the settings as VBA sees them, keys in capitals; lines of other shapes are skipped."""
    rows = csv.reader(io.StringIO(data.decode(_CODE_PAGE, errors="replace")))
    pair = 2
    return {row[0].upper(): row[1] for row in rows if len(row) == pair}
