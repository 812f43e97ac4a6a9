"""What must hold of any file at all, however it was made."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from tests.files import integrity
from tests.fuzz.mutations import Case
from xl_asn.case.case import case_of
from xl_asn.case.compute import Computed, compute
from xl_asn.case.examine import examine
from xl_asn.files.changing.save import NotSavedError, saved
from xl_asn.files.reading import sheet_read, strings_read
from xl_asn.files.reading.load import Loaded, load
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import Grid, cell_of

_NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - any moment will do
#: The promise is 2 s and 5 s for each million cells; doubled, since machines differ.
_SECONDS, _SECONDS_PER_MILLION = 4, 10


def outcome(spoilt: Case, folder: Path, *, write: bool = True) -> str:
    """Return the code of a refusal, or how far a workbook came; a broken promise is an error.

    Without ``write`` it is checked and no more.

    Raises:
        AssertionError: a promise of the handbook is broken.
        Exception: the program has crashed, which is a broken promise too.
    """
    path = folder / spoilt.name
    path.write_bytes(spoilt.data)
    start = time.process_time()
    loaded = load(path)
    refused = [found.code for found in loaded.findings if found.severity is Severity.ERROR]
    assert len(refused) == (loaded.grid is None), refused
    assert "F199" not in refused, "the reader has crashed"
    assert path.read_bytes() == spoilt.data
    _keep_in_time(start, loaded)
    assert _by_event(path) == (loaded.grid, loaded.findings) or refused
    if loaded.grid is None or loaded.data is None:
        return refused[0]
    case = case_of(loaded.grid)
    if isinstance(case, Finding):
        return case.code
    examine(case, strict=True)
    if not write:
        return "checked"
    computed = compute(case, now=_NOW, strict=True)
    return _written(loaded.data, computed, path)


def _written(data: bytes, computed: Computed, path: Path) -> str:
    """Write what was computed: nothing that was whole may be damaged by it."""
    try:
        new = saved(data, computed.values, computed.pages)
    except NotSavedError:
        return "not saved"
    path.write_bytes(new)
    again = load(path)
    assert again.grid is not None, again.findings
    for ref, value in computed.values.items():
        held = again.grid.at(ref)
        assert held.is_blank if value == "" else held.value == cell_of(value).value, (
            ref,
            value,
            held,
        )
    assert set(integrity.faults(new)) <= set(integrity.faults(data))
    return "computed"


def _by_event(path: Path) -> tuple[Grid | None, tuple[Finding, ...]]:
    """Return what the events of the parser give, without patterns."""
    with (
        patch.object(sheet_read, "MOST_SCANNED", -1),
        patch.object(strings_read, "MOST_SCANNED", -1),
    ):
        loaded = load(path)
    return loaded.grid, loaded.findings


def _keep_in_time(start: float, loaded: Loaded) -> None:
    cells = sum(len(sheet.cells) for sheet in loaded.grid.sheets) if loaded.grid else 0
    allowed = _SECONDS + _SECONDS_PER_MILLION * cells / 1_000_000
    assert time.process_time() - start < allowed, "too slow"
