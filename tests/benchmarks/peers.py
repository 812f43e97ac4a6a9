"""What other programs make of the same workbook: they read it, or check every table of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from importlib.util import find_spec

import openpyxl
import pandas as pd
import python_calamine

from tests.benchmarks.frictionless_peer import frictionless_checks
from tests.benchmarks.pandera_peer import pandera_checks
from tests.benchmarks.script_peer import script_checks


def calamine(data: bytes) -> int:
    """Read every sheet with python-calamine."""
    book = python_calamine.load_workbook(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def openpyxl_read_only(data: bytes) -> int:
    """Read every sheet with openpyxl, in its fastest way."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def pandas_read(data: bytes) -> int:
    """Read every sheet with pandas."""
    return sum(len(frame) for frame in pd.read_excel(io.BytesIO(data), sheet_name=None).values())


READERS: Mapping[str, Callable[[bytes], int]] = {
    "python-calamine, read": calamine,
    "openpyxl read-only, read": openpyxl_read_only,
    "pandas.read_excel": pandas_read,
}
CHECKERS: Mapping[str, Callable[[bytes], frozenset[tuple[str, int]]]] = {
    "openpyxl + pandera, every table": pandera_checks,
    "frictionless, every table": frictionless_checks,
    "a pandas script, every table": script_checks,
}
PEERS: Mapping[str, Callable[[bytes], object]] = {**READERS, **CHECKERS}
"""Those that read, and those that do what we do: read every table and check it."""

NEEDS: Mapping[str, str] = {
    "openpyxl + pandera, every table": "pandera",
    "frictionless, every table": "frictionless",
}


def installed() -> Mapping[str, Callable[[bytes], object]]:
    """Return the peers whose library is here, and say which are not."""
    missing = {name for name, library in NEEDS.items() if find_spec(library) is None}
    for name in missing:
        print(f"{NEEDS[name]} is not installed: make lint")
    return {name: peer for name, peer in PEERS.items() if name not in missing}
