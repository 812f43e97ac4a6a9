"""Run what VBA asked Python for, on a stored workbook, and print what it wrote there.

    python -m tests.e2e.run_button WORKBOOK COMMAND STARTED FILE SAVED --from_xl=1

The code in the command line is executed as Python would be told to, with the arguments that stand
there, and so the real button, session, reading, writing, marks and answer are run. What stands in
for Excel is the engine of tests/excel: it holds the stored workbook, and what changed in it is
printed as JSON. ``FILE`` is the file that it is open from, empty for one that was never saved, and
``SAVED`` is 1 where it holds what is open.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import Any

_BEGAN = time.time()


def main() -> None:
    path, command, started, file, saved = sys.argv[1:6]
    seconds = {"interpreter": _BEGAN - float(started)}
    from xl_asn.excel.loading import SITE_LINE  # noqa: PLC0415 - imports are timed

    exec(SITE_LINE)  # noqa: S102 - what installera puts into the buttons' environment
    import_module("xl_asn.excel.run")
    seconds["imports"] = time.time() - _BEGAN
    print_what_it_wrote(path, command, seconds, (file, saved == "1"))


def print_what_it_wrote(
    path: str, command: str, seconds: dict[str, float], file: tuple[str, bool]
) -> None:
    """Execute the command with the workbook open, and print the changes."""
    import json  # noqa: PLC0415
    import logging  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    import xlwings as xw  # noqa: PLC0415

    from tests.excel.engine import ENGINE, App, Book  # noqa: PLC0415
    from tests.excel.engine_sheets import Excel  # noqa: PLC0415
    from tests.excel.workbooks import workbook  # noqa: PLC0415
    from xl_asn.files.reading.load import load  # noqa: PLC0415

    grid = load(Path(path)).grid
    if grid is None:
        raise SystemExit(2)
    # A workbook that was never saved is compared with no file beside it; one that is exported has
    # a folder to put the document in.
    name, is_saved = file
    usual = Path(path) if "exportera" in command else None
    saved_as = Path(name) if name else usual
    data = workbook(grid, Path(name or path).name, saved_as)
    data.saved = is_saved
    before = {tab.name: dict(tab.cells) for tab in data.tabs}
    excel = Excel(books=[data])
    ENGINE.apps.running = [excel]
    xw.engines.active = xw.Engine(impl=ENGINE)  # type: ignore[assignment] # declared as None
    xw.Book(impl=Book(App(excel), data)).set_mock_caller()

    class Timed(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            for part in record.getMessage().split(", "):
                name, taken, _ = part.split()
                seconds[name] = float(taken)

    timed = logging.getLogger("xl_asn.excel")
    timed.addHandler(Timed())
    timed.setLevel(logging.INFO)
    _start(command)
    json.dump(
        {
            "sheets": {
                tab.name: _changed(before[tab.name], tab.cells)
                for tab in data.tabs
                if tab.name in before
            },
            "added": [tab.name for tab in data.tabs if tab.name not in before],
            "new": {
                tab.name: _changed({}, tab.cells) for tab in data.tabs if tab.name not in before
            },
            "notes": {
                tab.name: [[*place, text] for place, text in tab.notes.items()]
                for tab in data.tabs
                if tab.notes
            },
            "seconds": seconds,
        },
        sys.stdout,
        default=str,  # a day
    )


def _start(command: str) -> None:
    """Do what ``python -c`` does with a command line, in which no sign is escaped."""
    import re  # noqa: PLC0415

    words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', command)]
    at = words.index("-c")
    sys.argv = words[at : at + 1] + words[at + 2 :]
    exec(words[at + 1])  # noqa: S102 - the line that our own VBA sent


def _changed(
    before: dict[tuple[int, int], Any], after: dict[tuple[int, int], Any]
) -> list[list[Any]]:
    """Return every cell that is another now: row, column, value."""
    return [
        [*place, after.get(place, ("", None))[0]]
        for place in sorted(before.keys() | after.keys())
        if before.get(place) != after.get(place)
    ]


if __name__ == "__main__":
    main()
