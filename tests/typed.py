"""A workbook in which somebody has typed, with everything else in it left as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xl_asn.files.changing.save import changed
from xl_asn.model.grid import CellRef, Value


def typed(path: Path, values: Mapping[str, Value]) -> bytes:
    """Return a workbook file's bytes with other values in some cells: ``{"Mål!J9": "Gul"}``."""
    return changed(path.read_bytes(), {CellRef.parse(at): values[at] for at in values})
